#include <string>

#include "absl/strings/str_cat.h"
#include "vm/code/code.h"
#include "vm/modules/file_loader.h"
#include "vm/modules/import.h"
#include "vm/modules/import_part.h"
#include "vm/modules/module_spec.h"
#include "vm/modules/registry.h"
#include "vm/modules/sys_part.h"
#include "vm/object/bind.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/pyc/pyc_file.h"

/// _imp: what import systems written in Python ask of the interpreter. Krait freezes no modules and
/// loads none of CPython's extension modules.
namespace krait {
namespace {

ImportPart& Part(Thread& t) { return t.vm().part<ImportPart>(); }

Result<None> AcquireLock(Thread& t) {
  ImportPart& part = Part(t);
  if (part.lock_owner != &t) {
    (void)part.lock.Lock(t);
    part.lock_owner = &t;
  }
  ++part.lock_depth;
  return None{};
}

Result<None> ReleaseLock(Thread& t) {
  ImportPart& part = Part(t);
  if (part.lock_owner != &t || part.lock_depth == 0) {
    return Raise(t, &BuiltinTypes::RuntimeError, "not holding the import lock");
  }
  if (--part.lock_depth > 0) return None{};
  part.lock_owner = nullptr;
  part.lock.Unlock(t);
  return None{};
}

Result<bool> LockHeld(Thread& t) { return Part(t).lock_owner != nullptr; }

/// As CPython: 1, or -1 for those that exist once only.
Result<int64_t> IsBuiltin(Thread& t, Str* name) {
  const std::string text = name->ToUtf8();
  if (FindNativeModule(t, text) == nullptr) return int64_t{0};
  return int64_t{text == "sys" || text == "builtins" ? -1 : 1};
}

Result<bool> IsFrozen(Thread&, Str*) { return false; }
Result<Value> FindFrozen(Thread&, Str*, bool) { return Value::None(); }

Raised RaiseNotFrozen(Thread& t, Str* name) {
  return RaiseImportError(t, types(t).ImportError,
                          absl::StrCat("No such frozen object named '", name->ToUtf8(), "'"),
                          Value::FromObject(name));
}
Result<Value> NotFrozen(Thread& t, Str* name) { return RaiseNotFrozen(t, name); }
Result<Value> GetFrozenObject(Thread& t, Str* name, Value) { return RaiseNotFrozen(t, name); }
Result<Value> InitFrozen(Thread&, Str*) { return Value::None(); }

Result<Value> CreateBuiltin(Thread& t, Value spec) {
  const Value name = TRY(GetAttr(t, spec, TRY(Str::InternUtf8(t, "name"))));
  if (!Is<Str>(name)) return Value::None();
  const Value module = TRY(NativeModuleNamed(t, Cast<Str>(name)->ToUtf8()));
  return module.IsUnbound() ? Value::None() : module;
}

Result<int64_t> ExecBuiltin(Thread&, Value) { return int64_t{0}; }

Result<Value> CreateDynamic(Thread& t, Value spec, Value) {
  const Value name = TRY(GetAttr(t, spec, TRY(Str::InternUtf8(t, "name"))));
  return RaiseImportError(t, types(t).ImportError,
                          "Krait cannot load extension modules made for CPython", name);
}

Result<Value> ExtensionSuffixes(Thread& t) { return List::New(t); }

Result<Value> HashOfSource(Thread& t, int64_t key, Value source) {
  Buffer buffer(t);
  TRY(buffer.Take(source));
  const absl::Span<const uint8_t> bytes = buffer.span();
  const uint64_t hash = SourceHash(static_cast<uint64_t>(key),
                                   {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  return Bytes::From(t, {reinterpret_cast<const uint8_t*>(&hash), sizeof(hash)});
}

Result<None> FixFilename(Thread&, Code* code, Str* path) {
  SetFilenames(code, path);
  return None{};
}

/// Frozen modules are there or not, as tests want it: Krait has none.
Result<None> OverrideFrozen(Thread&, int) { return None{}; }

constexpr Method kFunctions[] = {
    Bind<FixFilename>("_fix_co_filename", "($module, code, path, /)"),
    Bind<OverrideFrozen>("_override_frozen_modules_for_tests", "($module, override, /)"),
    Bind<AcquireLock>("acquire_lock", "($module, /)"),
    Bind<CreateBuiltin>("create_builtin", "($module, spec, /)"),
    Bind<CreateDynamic>("create_dynamic", "($module, spec, file=None, /)"),
    Bind<ExecBuiltin>("exec_builtin", "($module, mod, /)"),
    Bind<ExecBuiltin>("exec_dynamic", "($module, mod, /)"),
    Bind<ExtensionSuffixes>("extension_suffixes", "($module, /)"),
    Bind<FindFrozen>("find_frozen", "($module, name, /, *, withdata=False)"),
    Bind<GetFrozenObject>("get_frozen_object", "($module, name, data=None, /)"),
    Bind<InitFrozen>("init_frozen", "($module, name, /)"),
    Bind<IsBuiltin>("is_builtin", "($module, name, /)"),
    Bind<IsFrozen>("is_frozen", "($module, name, /)"),
    Bind<NotFrozen>("is_frozen_package", "($module, name, /)"),
    Bind<LockHeld>("lock_held", "($module, /)"),
    Bind<ReleaseLock>("release_lock", "($module, /)"),
    Bind<HashOfSource>("source_hash", "($module, key, source)"),
};

}  // namespace

Result<Module*> MakeImpModule(Thread& t) {
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_imp"))));
  TRY(module->AddFunctions(t, kFunctions));
  const std::string& checking = t.vm().part<SysPart>().config.check_hash_based_pycs;
  TRY(module->AddStr(t, "check_hash_based_pycs", checking));
  return module;
}

}  // namespace krait
