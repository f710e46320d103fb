#pragma once

#include "vm/object/attributes.h"
#include "vm/object/descriptors.h"
#include "vm/object/names.h"
#include "vm/object/native_function.h"
#include "vm/object/operations.h"
#include "vm/object/slots.h"
#include "vm/object/vm.h"

/// Slot functions of Python-level classes: each looks its dunder method up and calls it. The table
/// in slot_table.cc says which function serves which slot.
namespace krait::slot_dispatch {

Result<Value> Repr(Thread& t, Value self);
Result<Value> ToStr(Thread& t, Value self);
Result<int64_t> Hash(Thread& t, Value self);
/// __hash__ = None.
Result<int64_t> HashNotImplemented(Thread& t, Value self);
Result<Value> Compare(Thread& t, Value self, Value other, CompareOp op);
Result<Value> Call(Thread& t, Value self, Args args);
/// __getattribute__, then __getattr__ on AttributeError.
Result<Value> GetAttr(Thread& t, Value self, Str* name);
Result<None> SetAttr(Thread& t, Value self, Str* name, Value value);
Result<Value> DescrGet(Thread& t, Value self, Value instance, Value owner);
Result<None> DescrSet(Thread& t, Value self, Value instance, Value value);
Result<Value> New(Thread& t, Type* cls, Args args);
Result<None> Init(Thread& t, Value self, Args args);
Result<None> Finalize(Thread& t, Value self);
Result<Value> Iter(Thread& t, Value self);
Result<Value> Next(Thread& t, Value self);
Result<int64_t> Length(Thread& t, Value self);
Result<None> SetItem(Thread& t, Value self, Value key, Value value);
Result<bool> Contains(Thread& t, Value self, Value item);
Result<bool> Truth(Thread& t, Value self);
Result<Value> Power(Thread& t, Value base, Value exponent, Value modulus);
Result<Value> InplacePower(Thread& t, Value base, Value exponent, Value modulus);

/// True for callables whose __get__ only puts the instance in front of the arguments.
inline bool BindsAsMethod(Value callable) {
  if (!callable.IsObject()) return false;
  const Layout layout = callable.AsObject()->layout();
  if (layout == Layout::kMethodDescriptor) {
    return Cast<MethodDescriptor>(callable)->method().kind != Method::Kind::kClass;
  }
  // A wrapper that is bound already is a plain callable.
  if (layout == Layout::kSlotWrapper) return Cast<SlotWrapper>(callable)->self().IsUnbound();
  return layout == Layout::kFunction;
}

/// A method as the type has it, ready to be called.
struct FoundMethod {
  Value callable;  // Unbound: there is none
  bool takes_self = false;
};

/// type(self).name. Raises what a descriptor's __get__ raises.
inline Result<FoundMethod> FindMethod(Thread& t, Value self, Str* name) {
  const Value found = TypeOf(t, self)->Lookup(t, name);
  if (found.IsUnbound()) return FoundMethod{found};
  if (BindsAsMethod(found)) return FoundMethod{found, true};
  const DescrGetSlot get = TypeOf(t, found)->slots().descr_get;
  if (get == nullptr) return FoundMethod{found};
  return FoundMethod{TRY(get(t, found, self, Value::FromObject(TypeOf(t, self))))};
}

template <typename... V>
Result<Value> CallFound(Thread& t, const FoundMethod& method, Value self, V... values) {
  if (method.takes_self) return CallWith(t, method.callable, self, values...);
  return CallWith(t, method.callable, values...);
}

/// Calls type(self).name(self, values...); Unbound when the type has no such method.
template <typename... V>
Result<Value> TryMethod(Thread& t, Value self, Str* name, V... values) {
  const FoundMethod method = TRY(FindMethod(t, self, name));
  if (method.callable.IsUnbound()) return method.callable;
  return CallFound(t, method, self, values...);
}
/// TryMethod, failing with AttributeError when the method is gone.
template <typename... V>
Result<Value> CallMethodOrFail(Thread& t, Value self, Str* name, V... values) {
  const Value result = TRY(TryMethod(t, self, name, values...));
  if (result.IsUnbound()) return RaiseAttributeError(t, self, name);
  return result;
}

template <auto kName>
Result<Value> Unary(Thread& t, Value self) {
  return CallMethodOrFail(t, self, names(t).*kName);
}
template <auto kName>
Result<Value> BinaryMethod(Thread& t, Value self, Value other) {
  return CallMethodOrFail(t, self, names(t).*kName, other);
}

/// True when `right`'s class defines `reflected` otherwise than `left`'s does.
bool IsOverloaded(Thread& t, Value left, Value right, Str* reflected);

/// A binary operator with its reflected form. Serves as the slot of either operand: the reflected
/// method goes first when the right operand's class is below the left's and overrides it.
template <auto kSlot, auto kName, auto kReflected>
Result<Value> Binary(Thread& t, Value left, Value right) {
  Type* left_type = TypeOf(t, left);
  Type* right_type = TypeOf(t, right);
  constexpr BinarySlot kSelf = &Binary<kSlot, kName, kReflected>;
  bool try_right = left_type != right_type && right_type->slots().*kSlot == kSelf;
  if (left_type->slots().*kSlot == kSelf) {
    if (try_right && right_type->IsSubtypeOf(left_type) &&
        IsOverloaded(t, left, right, names(t).*kReflected)) {
      const Value result = TRY(TryMethod(t, right, names(t).*kReflected, left));
      if (!result.IsUnbound() && !result.IsNotImplemented()) return result;
      try_right = false;
    }
    const Value result = TRY(TryMethod(t, left, names(t).*kName, right));
    if (!result.IsUnbound() && !result.IsNotImplemented()) return result;
    if (left_type == right_type) return Value::NotImplemented();
  }
  if (try_right) {
    const Value result = TRY(TryMethod(t, right, names(t).*kReflected, left));
    if (!result.IsUnbound()) return result;
  }
  return Value::NotImplemented();
}

}  // namespace krait::slot_dispatch
