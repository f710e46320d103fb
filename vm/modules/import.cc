#include "vm/modules/import.h"

#include "absl/strings/str_cat.h"
#include "vm/modules/registry.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/host.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

Raised RaiseNotFound(Thread& t, Str* name) {
  (void)Raise(t, &BuiltinTypes::ModuleNotFoundError,
              absl::StrCat("No module named '", name->ToUtf8(), "'"));
  if (PendingIs(t, &BuiltinTypes::ModuleNotFoundError)) {
    auto* error = Cast<Exception>(t.pending);
    error->set_field(0, error->args()->At(0));
    error->set_field(1, Value::FromObject(name));
  }
  return Raised{};
}

/// __import__(name, globals=None, locals=None, fromlist=(), level=0).
Result<Value> BuiltinImport(Thread& t, Value name, Value globals, Value locals, Opt<Value> fromlist,
                            int level) {
  (void)globals;
  (void)locals;
  (void)fromlist;
  if (!Is<Str>(name)) {
    return RaiseTypeError(t, absl::StrCat("module name must be str, not ", TypeName(t, name)));
  }
  if (level < 0) return RaiseValueError(t, "level must be >= 0");
  if (level > 0) {
    return Raise(t, &BuiltinTypes::ImportError,
                 "attempted relative import with no known parent package");
  }
  if (Cast<Str>(name)->length() == 0) return RaiseValueError(t, "Empty module name");
  return ImportModule(t, Cast<Str>(name));
}

constexpr Method kImport[] = {
    Bind<BuiltinImport>("__import__",
                        "($module, /, name, globals=None, locals=None, fromlist=(),\n"
                        "           level=0)"),
};

}  // namespace

Result<Value> ImportModule(Thread& t, Str* name) {
  const Value present = TRY(t.vm().modules()->Get(t, Value::FromObject(name)));
  if (!present.IsUnbound() && !present.IsNone()) return present;
  const NativeModule* native = FindNativeModule(name->ToUtf8());
  if (native == nullptr) {
    const Value found = TRY(t.vm().part<Host>().FindModule(t, name));
    if (!found.IsUnbound()) return found;
    return RaiseNotFound(t, name);
  }
  Module* module = TRY(native->make(t));
  TRY(t.vm().modules()->Set(t, Value::FromObject(name), Value::FromObject(module)));
  return module;
}

Result<None> InstallImport(Thread& t) {
  Module* builtins = Cast<Module>(t.vm().modules()->GetStr(t, names(t).builtins));
  return builtins->AddFunctions(t, kImport);
}

}  // namespace krait
