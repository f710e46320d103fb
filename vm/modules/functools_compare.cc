#include "vm/builtins/method_signatures.h"
#include "vm/modules/functools_types.h"
#include "vm/object/bind.h"
#include "vm/object/module.h"
#include "vm/object/type_builder.h"

/// cmp_to_key: sort keys made of an old-style comparison function.
namespace krait {
namespace {

struct KeyWrapper : NativeObject {
  static const NativeClass kClass;
  Field<Value> compare;
  Field<Value> object;  // Unbound in what cmp_to_key() itself returns
};

const NativeClass KeyWrapper::kClass = {"functools.KeyWrapper",
                                        [](Object* object, Marker& marker) {
                                          auto* self = static_cast<KeyWrapper*>(object);
                                          marker.Visit(self->compare);
                                          marker.Visit(self->object);
                                        },
                                        nullptr};

Result<Value> NewKey(Thread& t, Value compare, Value object) {
  auto* key = TRY(NewNative<KeyWrapper>(t, t.vm().part<FunctoolsPart>().key_wrapper));
  key->compare.Store(key, compare);
  key->object.Store(key, object);
  return key;
}

Result<Value> CmpToKey(Thread& t, Value mycmp) { return NewKey(t, mycmp, Value::Unbound()); }

constexpr Method kCallParameters = ConstructorSignature("K", "(obj)");

Result<Value> KeyCall(Thread& t, Value self, Args args) {
  const Value compare = Cast<KeyWrapper>(self)->compare.Load();
  if (args.count == 1 && !args.has_keywords()) return NewKey(t, compare, args[0]);
  Value object;
  TRY(BindArguments(t, kCallParameters, args, &object));
  return NewKey(t, compare, object);
}

Result<Value> KeyCompare(Thread& t, Value self, Value other, CompareOp op) {
  auto* a = TryCastNative<KeyWrapper>(self);
  auto* b = TryCastNative<KeyWrapper>(other);
  if (a == nullptr || b == nullptr) {
    return RaiseTypeError(t, "other argument must be K instance");
  }
  const Value x = a->object.Load();
  const Value y = b->object.Load();
  if (x.IsUnbound() || y.IsUnbound()) {
    return Raise(t, &BuiltinTypes::AttributeError, "object");
  }
  const Value order = TRY(CallWith(t, a->compare.Load(), x, y));
  return RichCompare(t, order, Value::FromInt(0), op);
}

Result<Value> KeyObject(Thread&, Value self) {
  const Value object = Cast<KeyWrapper>(self)->object.Load();
  return object.IsUnbound() ? Value::None() : object;
}
Result<None> SetKeyObject(Thread&, Value self, Value value) {
  auto* key = Cast<KeyWrapper>(self);
  key->object.Store(key, value);
  return None{};
}

constexpr GetSet kKeyMembers[] = {{"obj", &KeyObject, &SetKeyObject, true}};

constexpr Method kFunctions[] = {Bind<CmpToKey>("cmp_to_key", "($module, mycmp)")};

}  // namespace

Result<None> AddCmpToKey(Thread& t, Module* module) {
  NativeTypeSpec spec{};
  spec.name = "functools.KeyWrapper";
  spec.instance_size = sizeof(KeyWrapper);
  spec.flags = Type::kDisallowNew;
  spec.spec.slots.call = &KeyCall;
  spec.spec.slots.compare = &KeyCompare;
  spec.spec.getset = kKeyMembers;
  t.vm().part<FunctoolsPart>().key_wrapper = TRY(TypeBuilder::NewNativeType(t, spec));
  return module->AddFunctions(t, kFunctions);
}

}  // namespace krait
