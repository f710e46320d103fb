#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/object/bind.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/weakref.h"

/// weakref.ProxyType and weakref.CallableProxyType: every operation is the referent's.
namespace krait {
namespace {

/// The referent of a proxy, or the value itself when it is none.
Result<Value> Unwrapped(Thread& t, Value value) {
  if (!Is<WeakProxy>(value)) return value;
  Object* referent = Cast<WeakProxy>(value)->referent();
  if (referent != nullptr) return Value::FromObject(referent);
  return Raise(t, &BuiltinTypes::ReferenceError, "weakly-referenced object no longer exists");
}

template <auto kOperation>
auto Unary(Thread& t, Value self) -> decltype(kOperation(t, self)) {
  return kOperation(t, TRY(Unwrapped(t, self)));
}

template <auto kOperation>
Result<Value> Binary(Thread& t, Value left, Value right) {
  left = TRY(Unwrapped(t, left));
  right = TRY(Unwrapped(t, right));
  return kOperation(t, left, right);
}

template <BinaryOperator kOperator>
Result<Value> Operate(Thread& t, Value left, Value right) {
  left = TRY(Unwrapped(t, left));
  right = TRY(Unwrapped(t, right));
  return BinaryOperation(t, kOperator, left, right);
}

template <BinaryOperator kOperator>
Result<Value> OperateInplace(Thread& t, Value left, Value right) {
  left = TRY(Unwrapped(t, left));
  right = TRY(Unwrapped(t, right));
  return InplaceOperation(t, kOperator, left, right);
}

Result<Value> ProxyPower(Thread& t, Value base, Value exponent, Value modulus) {
  base = TRY(Unwrapped(t, base));
  exponent = TRY(Unwrapped(t, exponent));
  modulus = TRY(Unwrapped(t, modulus));
  return Power(t, base, exponent, modulus);
}

Result<Value> ProxyInplacePower(Thread& t, Value base, Value exponent, Value) {
  return OperateInplace<BinaryOperator::kPower>(t, base, exponent);
}

Result<Value> ToInt(Thread& t, Value object) {
  return CallWith(t, Value::FromObject(types(t).int_), object);
}
Result<Value> ToFloat(Thread& t, Value object) {
  return CallWith(t, Value::FromObject(types(t).float_), object);
}
Result<Value> ToText(Thread& t, Value object) { return ToStr(t, object); }
Result<bool> Truth(Thread& t, Value object) { return IsTrue(t, object); }

Result<Value> ProxyRepr(Thread& t, Value self) {
  const Value target = TRY(Unwrapped(t, self));
  const auto address = [](Value value) {
    return absl::StrCat("0x", absl::Hex(reinterpret_cast<uintptr_t>(value.AsObject())));
  };
  return Str::FromUtf8(t, absl::StrCat("<weakproxy at ", address(self), " to ", TypeName(t, target),
                                       " at ", address(target), ">"));
}

Result<Value> ProxyCompare(Thread& t, Value self, Value other, CompareOp op) {
  self = TRY(Unwrapped(t, self));
  other = TRY(Unwrapped(t, other));
  return RichCompare(t, self, other, op);
}

Result<Value> ProxyGetAttr(Thread& t, Value self, Str* name) {
  return GetAttr(t, TRY(Unwrapped(t, self)), name);
}
Result<None> ProxySetAttr(Thread& t, Value self, Str* name, Value value) {
  self = TRY(Unwrapped(t, self));
  return SetAttr(t, self, name, value);
}

Result<Value> ProxyNext(Thread& t, Value self) {
  const Value target = TRY(Unwrapped(t, self));
  if (TypeOf(t, target)->slots().next == nullptr) {
    return RaiseTypeError(t, absl::StrCat("Weakref proxy referenced a non-iterator '",
                                          TypeName(t, target), "' object"));
  }
  return NextOrStop(t, target);
}

Result<None> ProxySetItem(Thread& t, Value self, Value key, Value value) {
  self = TRY(Unwrapped(t, self));
  key = TRY(Unwrapped(t, key));
  return value.IsUnbound() ? DelItem(t, self, key) : SetItem(t, self, key, value);
}

Result<bool> ProxyContains(Thread& t, Value self, Value item) {
  return Contains(t, TRY(Unwrapped(t, self)), item);
}

Result<Value> ProxyCall(Thread& t, Value self, Args args) {
  return Call(t, TRY(Unwrapped(t, self)), args);
}

Result<int64_t> ProxyHash(Thread& t, Value self) {
  return RaiseTypeError(t, absl::StrCat("unhashable type: '", TypeName(t, self), "'"));
}

Result<Value> ProxyBytes(Thread& t, Value self) {
  return CallMethodWith(t, TRY(Unwrapped(t, self)), names(t).__bytes__);
}
Result<Value> ProxyReversed(Thread& t, Value self) {
  Str* name = TRY(Str::InternUtf8(t, "__reversed__"));
  return CallMethodWith(t, TRY(Unwrapped(t, self)), name);
}

constexpr Method kProxyMethods[] = {
    HideSignature(Bind<ProxyBytes>("__bytes__", "($self, /)")),
    HideSignature(Bind<ProxyReversed>("__reversed__", "($self, /)")),
};

void FillOperators(TypeSlots& slots) {
  using Op = BinaryOperator;
  slots.add = &Operate<Op::kAdd>;
  slots.subtract = &Operate<Op::kSubtract>;
  slots.multiply = &Operate<Op::kMultiply>;
  slots.matrix_multiply = &Operate<Op::kMatrixMultiply>;
  slots.remainder = &Operate<Op::kRemainder>;
  slots.divmod = &Binary<&DivMod>;
  slots.power = &ProxyPower;
  slots.lshift = &Operate<Op::kLshift>;
  slots.rshift = &Operate<Op::kRshift>;
  slots.and_ = &Operate<Op::kAnd>;
  slots.xor_ = &Operate<Op::kXor>;
  slots.or_ = &Operate<Op::kOr>;
  slots.floor_divide = &Operate<Op::kFloorDivide>;
  slots.true_divide = &Operate<Op::kTrueDivide>;
  slots.inplace_add = &OperateInplace<Op::kAdd>;
  slots.inplace_subtract = &OperateInplace<Op::kSubtract>;
  slots.inplace_multiply = &OperateInplace<Op::kMultiply>;
  slots.inplace_matrix_multiply = &OperateInplace<Op::kMatrixMultiply>;
  slots.inplace_remainder = &OperateInplace<Op::kRemainder>;
  slots.inplace_power = &ProxyInplacePower;
  slots.inplace_lshift = &OperateInplace<Op::kLshift>;
  slots.inplace_rshift = &OperateInplace<Op::kRshift>;
  slots.inplace_and = &OperateInplace<Op::kAnd>;
  slots.inplace_xor = &OperateInplace<Op::kXor>;
  slots.inplace_or = &OperateInplace<Op::kOr>;
  slots.inplace_floor_divide = &OperateInplace<Op::kFloorDivide>;
  slots.inplace_true_divide = &OperateInplace<Op::kTrueDivide>;
}

TypeSpec MakeProxySpec(bool callable) {
  TypeSpec spec;
  FillOperators(spec.slots);
  spec.slots.negative = &Unary<&Negative>;
  spec.slots.positive = &Unary<&Positive>;
  spec.slots.absolute = &Unary<&Absolute>;
  spec.slots.invert = &Unary<&Invert>;
  spec.slots.int_ = &Unary<&ToInt>;
  spec.slots.float_ = &Unary<&ToFloat>;
  spec.slots.index = &Unary<&ToIndex>;
  spec.slots.truth = &Unary<&Truth>;
  spec.slots.length = &Unary<&Length>;
  spec.slots.iter = &Unary<&GetIter>;
  spec.slots.str = &Unary<&ToText>;
  spec.slots.getitem = &Binary<&GetItem>;
  spec.slots.setitem = &ProxySetItem;
  spec.slots.contains = &ProxyContains;
  spec.slots.next = &ProxyNext;
  spec.slots.repr = &ProxyRepr;
  spec.slots.hash = &ProxyHash;
  spec.slots.compare = &ProxyCompare;
  spec.slots.getattr = &ProxyGetAttr;
  spec.slots.setattr = &ProxySetAttr;
  if (callable) spec.slots.call = &ProxyCall;
  // What can be called has no methods, not even those.
  if (!callable) spec.methods = kProxyMethods;
  return spec;
}

}  // namespace

const TypeSpec& WeakProxySpec() {
  static const TypeSpec kSpec = MakeProxySpec(false);
  return kSpec;
}

const TypeSpec& WeakCallableProxySpec() {
  static const TypeSpec kSpec = MakeProxySpec(true);
  return kSpec;
}

}  // namespace krait
