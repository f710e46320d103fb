#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

/// module: its attributes are the entries of its dict.
namespace krait {
namespace {

Module* AsModule(Value value) { return Cast<Module>(value); }

Result<Value> ModuleNew(Thread& t, Type* cls, Args) {
  Module* module = TRY(Module::NewOfType(t, cls));
  module->set_dict(TRY(Dict::New(t)));
  return module;
}

constexpr Method kInit = [] {
  Method method;
  method.name = "module";
  method.text_signature = "(name, doc=None)";
  method.signature = Signature::Parse("(name, doc=None)");
  return method;
}();

Result<None> ModuleInit(Thread& t, Value self, Args args) {
  Value bound[2];
  TRY(BindArguments(t, kInit, args, bound));
  if (!Is<Str>(bound[0])) return ArgumentPlace{kInit, 0}.Mismatch(t, "str", bound[0]);
  Dict* dict = AsModule(self)->dict();
  const Names& n = names(t);
  TRY(dict->SetStr(t, n.__name__, bound[0]));
  TRY(dict->SetStr(t, n.__doc__, bound[1]));
  for (Str* name : {n.__package__, n.__loader__, n.__spec__}) {
    TRY(dict->SetStr(t, name, Value::None()));
  }
  return None{};
}

// --- Attributes -------------------------------------------------------------------------------

/// Unbound when there is no such attribute.
Result<Value> FindAttribute(Thread& t, Value self, Str* name) {
  Type* type = TypeOf(t, self);
  const Value found = type->Lookup(t, name);
  DescrGetSlot get = nullptr;
  if (!found.IsUnbound()) {
    const TypeSlots& slots = TypeOf(t, found)->slots();
    get = slots.descr_get;
    if (get != nullptr && slots.descr_set != nullptr) {
      return get(t, found, self, Value::FromObject(type));
    }
  }
  const Value own = AsModule(self)->dict()->GetStr(t, name);
  if (!own.IsUnbound()) return own;
  return get == nullptr ? found : get(t, found, self, Value::FromObject(type));
}

/// True when `spec` belongs to a module whose import has not finished.
Result<bool> IsInitializing(Thread& t, Value spec) {
  if (spec.IsUnbound()) return false;
  const Value flag = TRY(GetAttrOrUnbound(t, spec, names(t)._initializing));
  return !flag.IsUnbound() && TRY(IsTrue(t, flag));
}

/// True when `name` is a submodule of the spec's package that is being imported now.
Result<bool> IsSubmoduleOnItsWay(Thread& t, Value spec, Str* name) {
  if (spec.IsUnbound()) return false;
  Str* key = TRY(Str::InternUtf8(t, "_uninitialized_submodules"));
  const Value submodules = TRY(GetAttrOrUnbound(t, spec, key));
  return !submodules.IsUnbound() && TRY(Contains(t, submodules, Value::FromObject(name)));
}

Raised RaiseWithName(Thread& t, Value self, Str* name, const std::string& text) {
  (void)Raise(t, &BuiltinTypes::AttributeError, text);
  auto* error = TryCast<Exception>(t.pending);
  if (error != nullptr && TypeOf(t, t.pending) == types(t).AttributeError) {
    error->set_field(0, Value::FromObject(name));
    error->set_field(1, self);
  }
  return Raised{};
}

Result<Value> RaiseNoAttribute(Thread& t, Value self, Str* name) {
  Dict* dict = AsModule(self)->dict();
  const Value module_name = dict->GetStr(t, names(t).__name__);
  const std::string attribute = name->ToUtf8();
  if (!Is<Str>(module_name)) {
    return RaiseWithName(t, self, name, absl::StrCat("module has no attribute '", attribute, "'"));
  }
  const std::string module = Cast<Str>(module_name)->ToUtf8();
  const Value spec = dict->GetStr(t, names(t).__spec__);
  constexpr const char* kCircular = "(most likely due to a circular import)";
  if (TRY(IsInitializing(t, spec))) {
    return RaiseWithName(t, self, name,
                         absl::StrCat("partially initialized module '", module,
                                      "' has no attribute '", attribute, "' ", kCircular));
  }
  if (TRY(IsSubmoduleOnItsWay(t, spec, name))) {
    return RaiseWithName(t, self, name,
                         absl::StrCat("cannot access submodule '", attribute, "' of module '",
                                      module, "' ", kCircular));
  }
  return RaiseWithName(t, self, name,
                       absl::StrCat("module '", module, "' has no attribute '", attribute, "'"));
}

Result<Value> ModuleGetAttr(Thread& t, Value self, Str* name) {
  name = Str::Intern(t, name);
  const Result<Value> found = FindAttribute(t, self, name);
  if (!found.ok()) {
    if (!ClearPendingIf(t, &BuiltinTypes::AttributeError)) return Raised{};
  } else if (!(*found).IsUnbound()) {
    return found;
  }
  const Value fallback = AsModule(self)->dict()->GetStr(t, names(t).__getattr__);
  if (!fallback.IsUnbound()) return CallWith(t, fallback, Value::FromObject(name));
  return RaiseNoAttribute(t, self, name);
}

Result<None> ModuleSetAttr(Thread& t, Value self, Str* name, Value value) {
  name = Str::Intern(t, name);
  const Value found = TypeOf(t, self)->Lookup(t, name);
  if (!found.IsUnbound()) {
    if (DescrSetSlot set = TypeOf(t, found)->slots().descr_set) return set(t, found, self, value);
  }
  Dict* dict = AsModule(self)->dict();
  if (!value.IsUnbound()) return dict->SetStr(t, name, value);
  if (!dict->RemoveStr(t, name).IsUnbound()) return None{};
  return Raise(
      t, &BuiltinTypes::AttributeError,
      absl::StrCat("'", TypeName(t, self), "' object has no attribute '", name->ToUtf8(), "'"));
}

Result<Value> GetModuleDict(Thread&, Value self) { return AsModule(self)->dict(); }

Result<Value> GetAnnotations(Thread& t, Value self) {
  Dict* dict = AsModule(self)->dict();
  const Value present = dict->GetStr(t, names(t).__annotations__);
  if (!present.IsUnbound()) return present;
  Dict* fresh = TRY(Dict::New(t));
  Str* key = names(t).__annotations__;
  return dict->SetDefault(t, Value::FromObject(key), Value::FromObject(fresh));
}

Result<None> SetAnnotations(Thread& t, Value self, Value value) {
  Dict* dict = AsModule(self)->dict();
  if (!value.IsUnbound()) return dict->SetStr(t, names(t).__annotations__, value);
  if (!dict->RemoveStr(t, names(t).__annotations__).IsUnbound()) return None{};
  return Raise(t, &BuiltinTypes::AttributeError, "__annotations__");
}

constexpr GetSet kModuleGetSets[] = {
    {"__dict__", &GetModuleDict, nullptr, true},
    {"__annotations__", &GetAnnotations, &SetAnnotations},
};

// --- repr and dir -----------------------------------------------------------------------------

/// Unbound for None; AttributeError for a missing attribute.
Result<Value> SpecAttribute(Thread& t, Value spec, std::string_view name) {
  const Value found = TRY(GetAttr(t, spec, TRY(Str::InternUtf8(t, name))));
  return found.IsNone() ? Value::Unbound() : found;
}

/// Unbound for a missing attribute and for None.
Result<Value> AttributeUnlessNone(Thread& t, Value object, std::string_view name) {
  Str* key = TRY(Str::InternUtf8(t, name));
  const Value found = TRY(GetAttrOrUnbound(t, object, key));
  return found.IsNone() ? Value::Unbound() : found;
}

Result<std::string> ReprText(Thread& t, Value value, const char* missing) {
  if (value.IsUnbound()) return std::string(missing);
  return TRY(Repr(t, value))->ToUtf8();
}

/// "<module 'name' from 'place'>" by what the import system noted down.
Result<Value> ReprFromSpec(Thread& t, Value spec) {
  const Value name_value = TRY(SpecAttribute(t, spec, "name"));
  const std::string name = TRY(ReprText(t, name_value, "'?'"));
  const Value origin = TRY(SpecAttribute(t, spec, "origin"));
  std::string place;
  if (origin.IsUnbound()) {
    const Value loader = TRY(SpecAttribute(t, spec, "loader"));
    if (!loader.IsUnbound()) place = absl::StrCat(" (", TRY(Repr(t, loader))->ToUtf8(), ")");
  } else {
    const Value located = TRY(SpecAttribute(t, spec, "has_location"));
    if (!located.IsUnbound() && TRY(IsTrue(t, located))) {
      place = absl::StrCat(" from ", TRY(Repr(t, origin))->ToUtf8());
    } else {
      place = absl::StrCat(" (", TRY(ToStr(t, origin))->ToUtf8(), ")");
    }
  }
  return Str::FromUtf8(t, absl::StrCat("<module ", name, place, ">"));
}

/// What a loader of the old kind has to say; Unbound when it does not.
Value ReprByLoader(Thread& t, Value self, Value loader) {
  const auto call = [&]() -> Result<Value> {
    const Value method = TRY(AttributeUnlessNone(t, loader, "module_repr"));
    return method.IsUnbound() ? Result<Value>(method) : CallWith(t, method, self);
  };
  const Result<Value> text = loader.IsUnbound() ? Result<Value>(loader) : call();
  if (text.ok()) return *text;
  t.pending = Value::Unbound();
  return Value::Unbound();
}

Result<Value> ModuleRepr(Thread& t, Value self) {
  const Value loader = TRY(AttributeUnlessNone(t, self, "__loader__"));
  const Value spec = TRY(AttributeUnlessNone(t, self, "__spec__"));
  if (!spec.IsUnbound() && TRY(IsTrue(t, spec))) return ReprFromSpec(t, spec);
  if (const Value text = ReprByLoader(t, self, loader); !text.IsUnbound()) return text;
  Str* name_key = names(t).__name__;
  const Value name_value = TRY(GetAttrOrUnbound(t, self, name_key));
  const std::string name = TRY(ReprText(t, name_value, "'?'"));
  const Value file = TRY(GetAttrOrUnbound(t, self, names(t).__file__));
  std::string place;
  if (!file.IsUnbound()) {
    place = absl::StrCat(" from ", TRY(Repr(t, file))->ToUtf8());
  } else {
    if (!loader.IsUnbound()) place = absl::StrCat(" (", TRY(Repr(t, loader))->ToUtf8(), ")");
  }
  return Str::FromUtf8(t, absl::StrCat("<module ", name, place, ">"));
}

Result<Value> ModuleDir(Thread& t, Value self) {
  const Value attributes = TRY(GetAttr(t, self, names(t).__dict__));
  if (!Is<Dict>(attributes)) {
    return RaiseTypeError(t, absl::StrCat(TypeName(t, self), ".__dict__ is not a dictionary"));
  }
  const Value own = Cast<Dict>(attributes)->GetStr(t, names(t).__dir__);
  if (!own.IsUnbound()) return CallWith(t, own);
  return ListOf(t, attributes);
}

constexpr Method kModuleMethods[] = {HideSignature(Bind<ModuleDir>("__dir__", "($self, /)"))};

}  // namespace

const TypeSpec& ModuleSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.text_signature = "(name, doc=None)";
    spec.slots.new_ = &ModuleNew;
    spec.slots.init = &ModuleInit;
    spec.slots.getattr = &ModuleGetAttr;
    spec.slots.setattr = &ModuleSetAttr;
    spec.slots.repr = &ModuleRepr;
    spec.methods = kModuleMethods;
    spec.getset = kModuleGetSets;
    // Subclasses find __dict__ here: they need none of their own.
    spec.flags = Type::kHasDict;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
