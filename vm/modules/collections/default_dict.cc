#include "absl/strings/str_cat.h"
#include "vm/builtins/generic_alias.h"
#include "vm/modules/collections/types.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/key_match.h"
#include "vm/object/repr_guard.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// collections.defaultdict: a dict whose hidden slot 0 holds the factory.
namespace krait::collections {
namespace {

constexpr uint32_t kFactorySlot = 0;

/// None, too, when there was never one.
Value FactoryOf(Thread& t, Object* self) {
  const Value factory = ReadSlot(t, self, kFactorySlot);
  return factory.IsUnbound() ? Value::None() : factory;
}

Result<None> DefaultDictInit(Thread& t, Value self, Args args) {
  Value factory = Value::None();
  if (args.count > 0) {
    factory = args[0];
    if (!factory.IsNone() && TypeOf(t, factory)->slots().call == nullptr) {
      return RaiseTypeError(t, "first argument must be callable or None");
    }
    args = args.Rest();
  }
  TRY(WriteSlot(t, self.AsObject(), kFactorySlot, factory));
  return types(t).dict->slots().init(t, self, args);
}

Result<Value> Missing(Thread& t, Dict* self, Value key) {
  const Value factory = FactoryOf(t, self);
  if (factory.IsNone()) return RaiseWithArgument(t, &BuiltinTypes::KeyError, key);
  const Value value = TRY(CallWith(t, factory));
  TRY(SetItem(t, Value::FromObject(self), key, value));
  return value;
}

/// dict's, but exact instances need not look __missing__ up.
Result<Value> DefaultDictGetItem(Thread& t, Value self, Value key) {
  const Value found = TRY(Cast<Dict>(self)->Get(t, key));
  if (!found.IsUnbound()) return found;
  if (TypeOf(t, self) == PartOf(t).default_dict) return Missing(t, Cast<Dict>(self), key);
  const Value missing = TRY(LookupSpecial(t, self, names(t).__missing__));
  return CallWith(t, missing, key);
}

Result<Value> DefaultDictRepr(Thread& t, Value self) {
  const Value items = TRY(types(t).dict->slots().repr(t, self));
  const Value factory = FactoryOf(t, self.AsObject());
  StrWriter writer(t);
  writer.Append(TypeOf(t, self)->name());
  writer.Append('(');
  const ReprGuard guard(t, factory);
  if (guard.recursive()) {
    writer.AppendAscii("...");
  } else {
    writer.Append(TRY(Repr(t, factory)));
  }
  writer.AppendAscii(", ");
  writer.Append(Cast<Str>(items));
  writer.Append(')');
  return writer.Finish(t);
}

/// type(self)(factory, items): subclasses with another __init__ override what uses this.
Result<Value> NewLike(Thread& t, Value self, Value items) {
  const Value type = Value::FromObject(TypeOf(t, self));
  return CallWith(t, type, FactoryOf(t, self.AsObject()), items);
}

Result<Value> Copy(Thread& t, Dict* self) {
  return NewLike(t, Value::FromObject(self), Value::FromObject(self));
}

Result<Value> DefaultDictOr(Thread& t, Value left, Value right) {
  const Type* own = PartOf(t).default_dict;
  const bool left_is_own = TypeOf(t, left)->IsSubtypeOf(own);
  if (!Is<Dict>(left_is_own ? right : left)) return Value::NotImplemented();
  const Value result = TRY(NewLike(t, left_is_own ? left : right, left));
  if (Is<Dict>(result)) TRY(UpdateDict(t, Cast<Dict>(result), right));
  return result;
}

Result<Value> Reduce(Thread& t, Dict* self) {
  const Value self_value = Value::FromObject(self);
  const Value factory = FactoryOf(t, self);
  Tuple* args = factory.IsNone() ? Tuple::Empty(t) : TRY(Tuple::Of(t, factory));
  const Value items = TRY(CallMethodWith(t, self_value, names(t).items));
  return Tuple::Of(t, Value::FromObject(TypeOf(t, self_value)), Value::FromObject(args),
                   Value::None(), Value::None(), TRY(GetIter(t, items)));
}

constexpr Method kMethods[] = {
    Bind<Missing>("__missing__", "($self, key, /)"),
    Bind<Copy>("copy", "($self, /)"),
    Bind<Copy>("__copy__", "($self, /)"),
    Bind<Reduce>("__reduce__", "($self, /)"),
    Bind<MakeGenericAlias>("__class_getitem__", "($type, item, /)").AsClassMethod(),
};

Result<Value> GetFactory(Thread& t, Value self) { return FactoryOf(t, self.AsObject()); }
Result<None> SetFactory(Thread& t, Value self, Value value) {
  return WriteSlot(t, self.AsObject(), kFactorySlot, value);
}

constexpr GetSet kMembers[] = {{"default_factory", &GetFactory, &SetFactory, true}};

}  // namespace

Result<None> AddDefaultDict(Thread& t, Module* module) {
  NativeTypeSpec spec{};
  spec.name = "collections.defaultdict";
  spec.base = types(t).dict;
  spec.instance_size = sizeof(Dict) + sizeof(Value);
  spec.flags = Type::kBaseType;
  spec.spec.slots.init = &DefaultDictInit;
  spec.spec.slots.repr = &DefaultDictRepr;
  spec.spec.slots.or_ = &DefaultDictOr;
  spec.spec.methods = kMethods;
  spec.spec.getset = kMembers;
  Type* type = TRY(TypeBuilder::NewNativeType(t, spec));
  type->mutable_slots().getitem = &DefaultDictGetItem;
  PartOf(t).default_dict = type;
  return module->Add(t, "defaultdict", Value::FromObject(type));
}

}  // namespace krait::collections
