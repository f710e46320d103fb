#include "absl/strings/str_cat.h"
#include "vm/interp/handlers.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// import statements: they call builtins.__import__; finding modules is vm/modules' business.
namespace krait::interp {
namespace {

Str* NameAt(Value* slots, int index) {
  return Cast<Str>(Frame::OfSlots(slots)->code->names()->At(index));
}

/// What the module says of itself under `key`, as text for messages.
Result<std::string> DescribeOr(Thread& t, Value module, Str* key, const char* otherwise) {
  const Value value = TRY(GetAttrOrUnbound(t, module, key));
  if (!Is<Str>(value)) return std::string(otherwise);
  return Cast<Str>(value)->ToUtf8();
}

/// A module that is still running its body has a spec that says so.
Result<bool> IsInitializing(Thread& t, Value module) {
  const Value spec = TRY(GetAttrOrUnbound(t, module, names(t).__spec__));
  if (spec.IsUnbound() || spec.IsNone()) return false;
  const Value initializing = TRY(GetAttrOrUnbound(t, spec, names(t)._initializing));
  return initializing.IsUnbound() ? Result<bool>(false) : IsTrue(t, initializing);
}

/// Where a module was loaded from, if it is a real one and says so.
Result<std::string> FileOf(Thread& t, Value module) {
  const Value file =
      Is<Module>(module) ? Cast<Module>(module)->dict()->GetStr(t, names(t).__file__) : Value();
  if (!Is<Str>(file)) return std::string("unknown location");
  return Cast<Str>(file)->ToUtf8();
}

Raised RaiseCannotImport(Thread& t, Value module, Str* name) {
  const Result<std::string> module_name =
      DescribeOr(t, module, names(t).__name__, "<unknown module name>");
  if (!module_name.ok()) return Raised{};
  const Result<std::string> file = FileOf(t, module);
  if (!file.ok()) return Raised{};
  const Result<bool> initializing = IsInitializing(t, module);
  if (!initializing.ok()) return Raised{};
  (void)Raise(t, &BuiltinTypes::ImportError,
              *initializing ? absl::StrCat("cannot import name '", name->ToUtf8(),
                                           "' from partially initialized module '", *module_name,
                                           "' (most likely due to a circular import) (", *file, ")")
                            : absl::StrCat("cannot import name '", name->ToUtf8(), "' from '",
                                           *module_name, "' (", *file, ")"));
  if (PendingIs(t, &BuiltinTypes::ImportError)) {
    auto* error = Cast<Exception>(t.pending);
    error->set_field(0, error->args()->At(0));
    const Result<Str*> name_str = Str::FromUtf8(t, *module_name);
    if (name_str.ok()) error->set_field(1, Value::FromObject(*name_str));
    const Result<Str*> file_str = Str::FromUtf8(t, *file);
    if (file_str.ok() && *file != "unknown location") {
      error->set_field(2, Value::FromObject(*file_str));
    }
  }
  return Raised{};
}

}  // namespace

Result<Value> Run_IMPORT_NAME(Thread& t, Value* slots, const Word* pc) {
  Frame* frame = Frame::OfSlots(slots);
  const Value import = frame->builtins->GetStr(t, names(t).__import__);
  if (import.IsUnbound()) {
    return Raise(t, &BuiltinTypes::ImportError, "__import__ not found");
  }
  const Value locals = frame->locals.IsUnbound() ? Value::None() : frame->locals;
  return CallWith(t, import, Value::FromObject(NameAt(slots, pc->c)),
                  Value::FromObject(frame->globals), locals, Load(slots, pc[1].operands[0]),
                  Load(slots, pc->b));
}

Result<Value> Run_IMPORT_FROM(Thread& t, Value* slots, const Word* pc) {
  const Value module = Load(slots, pc->b);
  Str* name = NameAt(slots, pc->c);
  const Value value = TRY(GetAttrOrUnbound(t, module, name));
  if (!value.IsUnbound()) return value;
  // A submodule that is being imported may not be an attribute of its package yet.
  const Value package = TRY(GetAttrOrUnbound(t, module, names(t).__name__));
  if (Is<Str>(package)) {
    Str* full =
        TRY(Str::FromUtf8(t, absl::StrCat(Cast<Str>(package)->ToUtf8(), ".", name->ToUtf8())));
    const Value submodule = TRY(t.vm().modules()->Get(t, Value::FromObject(full)));
    if (!submodule.IsUnbound()) return submodule;
  }
  return RaiseCannotImport(t, module, name);
}

namespace {

/// Calls f for source[0], source[1] and so on, up to an IndexError.
template <typename F>
Result<None> ForEachItem(Thread& t, Value source, F f) {
  if (Is<Dict>(source)) {
    return RaiseTypeError(t, absl::StrCat(TypeName(t, source), " is not a sequence"));
  }
  if (TypeOf(t, source)->slots().getitem == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat("'", TypeName(t, source), "' object does not support indexing"));
  }
  for (int64_t i = 0;; ++i) {
    const Result<Value> item = GetItem(t, source, Value::FromInt(i));
    if (!item.ok()) {
      return ClearPendingIf(t, &BuiltinTypes::IndexError) ? Result<None>(None{}) : Raised{};
    }
    TRY(f(*item));
  }
}

/// Without __all__, what does not start with an underscore.
Result<None> ImportAll(Thread& t, Value module, Value locals) {
  const Value all = TRY(GetAttrOrUnbound(t, module, names(t).__all__));
  Value source = all;
  if (all.IsUnbound()) {
    const Value dict = TRY(GetAttrOrUnbound(t, module, names(t).__dict__));
    if (dict.IsUnbound()) {
      return Raise(t, &BuiltinTypes::ImportError,
                   "from-import-* object has no __dict__ and no __all__");
    }
    // A copy: what the import binds may be a name of the same dict.
    source = Value::FromObject(TRY(TupleOf(t, TRY(CallMethodWith(t, dict, names(t).keys)))));
  }
  return ForEachItem(t, source, [&](Value name) -> Result<None> {
    if (!Is<Str>(name)) {
      return RaiseTypeError(t, absl::StrCat(all.IsUnbound() ? "Key" : "Item", " in ",
                                            TRY(DescribeOr(t, module, names(t).__name__, "?")),
                                            all.IsUnbound() ? ".__dict__" : ".__all__",
                                            " must be str, not ", TypeName(t, name)));
    }
    Str* text = Cast<Str>(name);
    if (all.IsUnbound() && text->length() > 0 && text->At(0) == '_') return None{};
    const Value value = TRY(GetAttr(t, module, text));
    if (IsExactly<Dict>(locals)) return Cast<Dict>(locals)->Set(t, name, value);
    return SetItem(t, locals, name, value);
  });
}

}  // namespace

Result<Value> Run_IMPORT_STAR(Thread& t, Value* slots, const Word* pc) {
  const Value locals = Frame::OfSlots(slots)->locals;
  if (locals.IsUnbound()) return RaiseSystemError(t, "no locals found during 'import *'");
  TRY(ImportAll(t, Load(slots, pc->b), locals));
  return Value::None();
}

Result<Value> Run_PRINT_EXPR(Thread& t, Value* slots, const Word* pc) {
  const Value sys = t.vm().modules()->GetStr(t, names(t).sys);
  const Value hook = sys.IsUnbound() ? sys : TRY(GetAttrOrUnbound(t, sys, names(t).displayhook));
  if (hook.IsUnbound()) {
    return Raise(t, &BuiltinTypes::RuntimeError, "lost sys.displayhook");
  }
  TRY(CallWith(t, hook, Load(slots, pc->b)));
  return Value::None();
}

}  // namespace krait::interp
