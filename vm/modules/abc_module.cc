#include <memory>

#include "vm/heap/rooted.h"
#include "vm/modules/abc_registry.h"
#include "vm/modules/registry.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/set.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"
#include "vm/object/weakref.h"

/// The _abc module: what abc.ABCMeta is made of.
namespace krait {
namespace {

AbcPart& PartOf(Thread& t) { return t.vm().part<AbcPart>(); }

Result<Value> NewData(Thread& t, Type* cls, Args) {
  auto* data = TRY(NewNative<AbcData>(t, cls));
  data->registry = new AbcRegistry;
  data->registry->negative_version = PartOf(t).invalidations.load();
  PartOf(t).AddData(data);
  return data;
}

Result<AbcRegistry*> RegistryOf(Thread& t, Value cls) {
  const Value data = TRY(GetAttr(t, cls, names(t)._abc_impl));
  if (auto* found = TryCastNative<AbcData>(data)) return found->registry;
  return RaiseTypeError(t, "_abc_impl is set to a wrong type");
}

// --- Abstract methods --------------------------------------------------------------------------

Result<bool> IsAbstract(Thread& t, Value value) {
  if (value.IsUnbound()) return false;
  const Value answer = TRY(GetAttrOrUnbound(t, value, names(t).__isabstractmethod__));
  return answer.IsUnbound() ? Result<bool>(false) : IsTrue(t, answer);
}

/// Adds those of the class's own namespace.
Result<None> AddOwnAbstracts(Thread& t, Value cls, Set* abstracts) {
  const Value ns = TRY(GetAttr(t, cls, names(t).__dict__));
  List* items = TRY(ListOf(t, TRY(CallMethodWith(t, ns, names(t).items))));
  for (size_t i = 0;; ++i) {
    const Value item = items->TryGet(i);
    if (item.IsUnbound()) return None{};
    const Tuple* pair = TRY(TupleOf(t, item));
    if (pair->size() != 2) return RaiseTypeError(t, "items() returned item which size is not 2");
    if (TRY(IsAbstract(t, pair->At(1)))) TRY(abstracts->Add(t, pair->At(0)));
  }
}

/// Adds those of a base that `cls` has not defined otherwise.
Result<None> AddInheritedAbstracts(Thread& t, Value cls, Value base, Set* abstracts) {
  const Value inherited = TRY(GetAttrOrUnbound(t, base, names(t).__abstractmethods__));
  if (inherited.IsUnbound()) return None{};
  return ForEach(t, inherited, [&](Value key) -> Result<None> {
    if (!Is<Str>(key)) return RaiseTypeError(t, "attribute name must be string");
    const Value value = TRY(GetAttrOrUnbound(t, cls, Cast<Str>(key)));
    if (TRY(IsAbstract(t, value))) TRY(abstracts->Add(t, key));
    return None{};
  });
}

Result<None> ComputeAbstractMethods(Thread& t, Value cls) {
  Set* abstracts = TRY(Set::New(t, types(t).frozenset));
  TRY(AddOwnAbstracts(t, cls, abstracts));
  const Value bases = TRY(GetAttr(t, cls, names(t).__bases__));
  if (!Is<Tuple>(bases)) return RaiseTypeError(t, "__bases__ is not tuple");
  for (Value base : Cast<Tuple>(bases)->values()) {
    TRY(AddInheritedAbstracts(t, cls, base, abstracts));
  }
  return SetAttr(t, cls, names(t).__abstractmethods__, Value::FromObject(abstracts));
}

// --- Pattern matching: what counts as a sequence or mapping ------------------------------------

constexpr int64_t kSequenceFlag = 1 << 5;  // CPython's Py_TPFLAGS_SEQUENCE
constexpr int64_t kMappingFlag = 1 << 6;   // and Py_TPFLAGS_MAPPING
constexpr uint32_t kCollection = Type::kIsSequence | Type::kIsMapping;

Result<None> TakeCollectionFlags(Thread& t, Type* cls) {
  Str* name = PartOf(t).collection_flags;
  const Value flags = cls->dict()->GetStr(t, name);
  if (flags.IsUnbound()) return None{};
  if (flags.IsInt()) {
    const bool sequence = (flags.AsInt() & kSequenceFlag) != 0;
    const bool mapping = (flags.AsInt() & kMappingFlag) != 0;
    if (sequence && mapping) {
      return RaiseTypeError(
          t, "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
    }
    if (sequence) cls->SetFlag(Type::kIsSequence);
    if (mapping) cls->SetFlag(Type::kIsMapping);
  }
  return DelAttr(t, Value::FromObject(cls), name);
}

/// The list that cls.__subclasses__() gives.
Result<List*> SubclassesOf(Thread& t, Value cls) {
  const Value subclasses = TRY(CallMethodWith(t, cls, PartOf(t).subclasses));
  if (Is<List>(subclasses)) return Cast<List>(subclasses);
  return RaiseTypeError(t, "__subclasses__() must return a list");
}

/// For a registered class and all below it.
Result<None> SetCollection(Thread& t, Type* cls, uint32_t flag) {
  if (cls->HasFlag(Type::kImmutable) || (cls->flags() & kCollection) == flag) return None{};
  cls->SetFlag(static_cast<Type::Flag>(kCollection), false);
  cls->SetFlag(static_cast<Type::Flag>(flag));
  const Value of_type = types(t).type->Lookup(t, PartOf(t).subclasses);
  const Value subclasses = TRY(CallWith(t, of_type, Value::FromObject(cls)));
  return ForEach(t, subclasses, [&](Value subclass) -> Result<None> {
    TRY(CheckNativeStack(t));
    return Is<Type>(subclass) ? SetCollection(t, Cast<Type>(subclass), flag) : None{};
  });
}

// --- The functions -----------------------------------------------------------------------------

Result<None> AbcInit(Thread& t, Value self) {
  TRY(ComputeAbstractMethods(t, self));
  const Value data = TRY(NewData(t, PartOf(t).data, {}));
  TRY(SetAttr(t, self, names(t)._abc_impl, data));
  return Is<Type>(self) ? TakeCollectionFlags(t, Cast<Type>(self)) : None{};
}

Result<Value> AbcRegister(Thread& t, Value self, Value subclass) {
  if (!Is<Type>(subclass)) return RaiseTypeError(t, "Can only register classes");
  if (TRY(IsSubclass(t, subclass, self))) return subclass;
  // After that test, so that X.register(X) does nothing.
  if (TRY(IsSubclass(t, self, subclass))) {
    return Raise(t, &BuiltinTypes::RuntimeError, "Refusing to create an inheritance cycle");
  }
  AbcRegistry* registry = TRY(RegistryOf(t, self));
  registry->Add(AbcRegistry::kRegistered, Cast<Type>(subclass));
  PartOf(t).invalidations.fetch_add(1);
  if (Is<Type>(self)) {
    const uint32_t flag = Cast<Type>(self)->flags() & kCollection;
    if (flag != 0) TRY(SetCollection(t, Cast<Type>(subclass), flag));
  }
  return subclass;
}

/// Whether the cache answers for `cls`: then `*answer` says what.
bool AskCache(Thread& t, AbcRegistry* registry, const Type* cls, bool* answer) {
  if (registry->Contains(AbcRegistry::kCache, cls)) {
    *answer = true;
    return true;
  }
  *answer = false;
  return registry->negative_version.load() == PartOf(t).invalidations.load() &&
         registry->Contains(AbcRegistry::kNegativeCache, cls);
}

Result<Value> AbcInstanceCheck(Thread& t, Value self, Value instance) {
  AbcRegistry* registry = TRY(RegistryOf(t, self));
  Type* type = TypeOf(t, instance);
  const Value subtype = Value::FromObject(type);
  const Value subclass = TRY(GetAttr(t, instance, names(t).__class__));
  bool answer;
  if (subclass.SameBits(subtype)) {
    if (AskCache(t, registry, type, &answer)) return Value::FromBool(answer);
    return CallMethodWith(t, self, names(t).__subclasscheck__, subclass);
  }
  if (Is<Type>(subclass) && registry->Contains(AbcRegistry::kCache, Cast<Type>(subclass))) {
    return Value::True();
  }
  const Value result = TRY(CallMethodWith(t, self, names(t).__subclasscheck__, subclass));
  if (TRY(IsTrue(t, result))) return result;
  return CallMethodWith(t, self, names(t).__subclasscheck__, subtype);
}

/// What no cache knows: asks __subclasshook__, the MRO, registered classes and subclasses.
Result<bool> AskEverybody(Thread& t, Value self, AbcRegistry* registry, Value subclass,
                          bool* cached) {
  const Value hook = TRY(CallMethodWith(t, self, names(t).__subclasshook__, subclass));
  if (hook.IsBool()) return hook.AsBool();
  if (!hook.IsNotImplemented()) {
    return Raise(t, &BuiltinTypes::AssertionError,
                 "__subclasshook__ must return either False, True, or NotImplemented");
  }
  for (Value ancestor : Cast<Type>(subclass)->ancestors()) {
    if (ancestor.SameBits(self)) return true;
  }
  if (registry->Contains(AbcRegistry::kRegistered, Cast<Type>(subclass))) {
    *cached = true;  // the registry itself knows
    return true;
  }
  RootedVector registered(t);
  registry->List(AbcRegistry::kRegistered, registered);
  for (Value cls : registered) {
    if (TRY(IsSubclass(t, subclass, cls))) return true;
  }
  List* subclasses = TRY(SubclassesOf(t, self));
  for (size_t i = 0;; ++i) {
    const Value cls = subclasses->TryGet(i);
    if (cls.IsUnbound()) return false;
    if (TRY(IsSubclass(t, subclass, cls))) return true;
  }
}

Result<bool> AbcSubclassCheck(Thread& t, Value self, Value subclass) {
  if (!Is<Type>(subclass)) return RaiseTypeError(t, "issubclass() arg 1 must be a class");
  TRY(CheckNativeStack(t, " in __subclasscheck__"));
  AbcRegistry* registry = TRY(RegistryOf(t, self));
  bool answer;
  if (AskCache(t, registry, Cast<Type>(subclass), &answer)) return answer;
  const uint64_t version = PartOf(t).invalidations.load();
  if (registry->negative_version.load() < version) {
    registry->Clear(AbcRegistry::kNegativeCache);
    registry->negative_version.store(version);
  }
  bool cached = false;
  answer = TRY(AskEverybody(t, self, registry, subclass, &cached));
  if (!cached) {
    registry->Add(answer ? AbcRegistry::kCache : AbcRegistry::kNegativeCache, Cast<Type>(subclass));
  }
  return answer;
}

Result<Value> GetCacheToken(Thread& t) {
  return Int::FromUnsigned(t, PartOf(t).invalidations.load());
}

Result<None> ResetRegistry(Thread& t, Value self) {
  TRY(RegistryOf(t, self))->Clear(AbcRegistry::kRegistered);
  return None{};
}

Result<None> ResetCaches(Thread& t, Value self) {
  AbcRegistry* registry = TRY(RegistryOf(t, self));
  registry->Clear(AbcRegistry::kCache);
  registry->Clear(AbcRegistry::kNegativeCache);
  return None{};
}

/// A set of weak references, as abc's debugging functions know them.
Result<Value> Dump(Thread& t, AbcRegistry* registry, AbcRegistry::Kind kind) {
  RootedVector classes(t);
  registry->List(kind, classes);
  Set* set = TRY(Set::New(t, types(t).set));
  for (Value cls : classes) {
    WeakRef* reference = TRY(WeakRef::New(t, types(t).weakref, cls.AsObject(), Value::None()));
    TRY(set->Add(t, Value::FromObject(reference)));
  }
  return set;
}

Result<Value> GetDump(Thread& t, Value self) {
  AbcRegistry* registry = TRY(RegistryOf(t, self));
  const Value registered = TRY(Dump(t, registry, AbcRegistry::kRegistered));
  const Value cache = TRY(Dump(t, registry, AbcRegistry::kCache));
  const Value negative = TRY(Dump(t, registry, AbcRegistry::kNegativeCache));
  return Tuple::Of(t, registered, cache, negative,
                   TRY(Int::FromUnsigned(t, registry->negative_version.load())));
}

constexpr Method kFunctions[] = {
    Bind<GetCacheToken>("get_cache_token", "($module, /)"),
    Bind<AbcInit>("_abc_init", "($module, self, /)"),
    Bind<ResetRegistry>("_reset_registry", "($module, self, /)"),
    Bind<ResetCaches>("_reset_caches", "($module, self, /)"),
    Bind<GetDump>("_get_dump", "($module, self, /)"),
    Bind<AbcRegister>("_abc_register", "($module, self, subclass, /)"),
    Bind<AbcInstanceCheck>("_abc_instancecheck", "($module, self, instance, /)"),
    Bind<AbcSubclassCheck>("_abc_subclasscheck", "($module, self, subclass, /)"),
};

}  // namespace

Result<Module*> MakeAbcModule(Thread& t) {
  auto& part = t.vm().AddPart(std::make_unique<AbcPart>());
  part.subclasses = TRY(Str::InternUtf8(t, "__subclasses__"));
  part.collection_flags = TRY(Str::InternUtf8(t, "__abc_tpflags__"));
  NativeTypeSpec spec{};
  spec.name = "_abc._abc_data";
  spec.instance_size = sizeof(AbcData);
  spec.flags = 0;
  spec.spec.slots.new_ = &NewData;
  part.data = TRY(TypeBuilder::NewNativeType(t, spec));
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_abc"))));
  TRY(module->AddFunctions(t, kFunctions));
  return module;
}

}  // namespace krait
