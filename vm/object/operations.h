#pragma once

#include <cstdint>
#include <string>

#include "vm/core/result.h"
#include "vm/object/args.h"
#include "vm/object/attributes.h"
#include "vm/object/shape.h"
#include "vm/object/slots.h"
#include "vm/object/type.h"
#include "vm/object/vm.h"

/// What Python's operators and built-in protocols do to any objects: the dispatch over type slots,
/// with CPython's rules and messages. Each can run Python code and reach a safepoint.
namespace krait {

class Str;
class Tuple;

Type* TypeOfImmediate(Thread& t, Value value);
/// The Python type of any Value.
inline Type* TypeOf(Thread& t, Value value) {
  return value.IsObject() ? ShapeOf(t, value.AsObject())->type() : TypeOfImmediate(t, value);
}
bool IsInstanceOf(Thread& t, Value value, const Type* type);  // by MRO, no hooks
/// The name for messages: "int", "collections.deque" style as CPython's tp_name.
std::string TypeName(Thread& t, Value value);

/// `is`: by value on exact int, float and complex; by identity on everything else.
bool IsSame(Value a, Value b);

// Calls.
Result<Value> Call(Thread& t, Value callee, Args args);
template <typename... V>
Result<Value> CallWith(Thread& t, Value callee, V... values) {
  const Value array[] = {values..., Value::Unbound()};
  return Call(t, callee, {array, sizeof...(values)});
}
/// obj.name(values...) without making a bound method.
Result<Value> CallMethod(Thread& t, Value object, Str* name, Args args);
template <typename... V>
Result<Value> CallMethodWith(Thread& t, Value object, Str* name, V... values) {
  const Value array[] = {values..., Value::Unbound()};
  return CallMethod(t, object, name, {array, sizeof...(values)});
}
/// The special-method lookup: on the type, not the instance; Unbound when absent. Binds.
Result<Value> LookupSpecial(Thread& t, Value object, Str* name);

// Attributes. `name` need not be interned.
Result<Value> GetAttr(Thread& t, Value object, Str* name);
/// Unbound instead of AttributeError.
Result<Value> GetAttrOrUnbound(Thread& t, Value object, Str* name);
Result<None> SetAttr(Thread& t, Value object, Str* name, Value value);
Result<None> DelAttr(Thread& t, Value object, Str* name);

// Items.
Result<Value> GetItem(Thread& t, Value object, Value key);
Result<None> SetItem(Thread& t, Value object, Value key, Value value);
Result<None> DelItem(Thread& t, Value object, Value key);
Result<bool> Contains(Thread& t, Value container, Value item);
Result<int64_t> Length(Thread& t, Value object);
/// __length_hint__ included; `fallback` when the object gives none.
Result<int64_t> LengthHint(Thread& t, Value object, int64_t fallback);

// Text, truth, identity.
Result<Str*> Repr(Thread& t, Value object);
Result<Str*> ToStr(Thread& t, Value object);
Result<Str*> Ascii(Thread& t, Value object);
Result<Str*> Format(Thread& t, Value object, Str* spec);
Result<bool> IsTrue(Thread& t, Value object);
Result<int64_t> Hash(Thread& t, Value object);

// Comparison.
Result<Value> RichCompare(Thread& t, Value a, Value b, CompareOp op);
/// What is left of that when a's own method has gone first and given NotImplemented.
Result<Value> CompareReflected(Thread& t, Value a, Value b, CompareOp op);
Result<bool> RichCompareBool(Thread& t, Value a, Value b, CompareOp op);
/// `a is b or a == b`, as containers compare.
Result<bool> Equals(Thread& t, Value a, Value b);

// Arithmetic. Ordered as CPython's BINARY_OP arguments: the in-place forms follow the plain ones.
enum class BinaryOperator : uint8_t {
  kAdd,
  kAnd,
  kFloorDivide,
  kLshift,
  kMatrixMultiply,
  kMultiply,
  kRemainder,
  kOr,
  kPower,
  kRshift,
  kSubtract,
  kTrueDivide,
  kXor,
  kCount,
};
Result<Value> BinaryOperation(Thread& t, BinaryOperator op, Value a, Value b);
Result<Value> InplaceOperation(Thread& t, BinaryOperator op, Value a, Value b);
/// What is left of that when the in-place method has given NotImplemented.
Result<Value> OperateForInplace(Thread& t, BinaryOperator op, Value a, Value b);
/// TypeError: neither operand knows the other.
Raised RaiseUnsupported(Thread& t, BinaryOperator op, bool inplace, Value a, Value b);
Result<Value> DivMod(Thread& t, Value a, Value b);
Result<Value> Power(Thread& t, Value base, Value exponent, Value modulus);
Result<Value> Negative(Thread& t, Value object);
Result<Value> Positive(Thread& t, Value object);
Result<Value> Absolute(Thread& t, Value object);
Result<Value> Invert(Thread& t, Value object);

// Numbers out of objects.
/// operator.index(): an exact int.
Result<Value> ToIndex(Thread& t, Value object);
/// ToIndex as int64; OverflowError "cannot fit 'X' into an index-sized integer" or, when `error`
/// is IndexError, that one instead.
Result<int64_t> ToIndexInt64(Thread& t, Value object,
                             Type* BuiltinTypes::* error = &BuiltinTypes::OverflowError);
/// ToIndex as int64; OverflowError "Python int too large to convert to C ssize_t".
Result<int64_t> ToIndexSsize(Thread& t, Value object);
/// ToIndex within [low, high]; OverflowError "Python int too large to convert to C <c_type>"
/// otherwise.
Result<int64_t> ToCInteger(Thread& t, Value object, int64_t low, int64_t high, const char* c_type);
/// A slice bound: None gives `if_none`, others are clamped to int64.
Result<int64_t> ToSliceIndex(Thread& t, Value object, int64_t if_none);
/// float() of a number: float, __float__ or __index__; "must be real number, not X" otherwise.
Result<double> ToDouble(Thread& t, Value object);

// Iteration.
Result<Value> GetIter(Thread& t, Value object);
/// The next item, or Unbound at the end.
Result<Value> Next(Thread& t, Value iterator);
/// The same, but a StopIteration that carries a value stays pending.
Result<Value> NextOrStop(Thread& t, Value iterator);
/// Calls f(Value) -> Result<None> for each item of `iterable`; a fast path for exact list and
/// tuple.
template <typename F>
Result<None> ForEach(Thread& t, Value iterable, F f);

// isinstance() and issubclass(), and what type's own __instancecheck__ and __subclasscheck__ do.
Result<bool> IsInstance(Thread& t, Value object, Value type_or_tuple);
Result<bool> IsSubclass(Thread& t, Value type, Value type_or_tuple);
Result<bool> PlainIsInstance(Thread& t, Value object, Value type);
Result<bool> PlainIsSubclass(Thread& t, Value derived, Value type);
/// By __bases__ alone, for classes that are no types.
Result<bool> AbstractIsSubclass(Thread& t, Value derived, Value type);
/// TypeError with `message` when `cls` has no tuple of __bases__.
Result<None> CheckIsClass(Thread& t, Value cls, const char* message);

/// A safepoint inside a long native loop: lets others run, serves signals. May run Python, may
/// raise. Cheap when nothing waits.
inline Result<None> CheckPoll(Thread& t) {
  if (t.poll_word.load(std::memory_order_relaxed) == 0) [[likely]]
    return None{};
  return t.vm().poll_hook()(t);
}

/// RecursionError: "maximum recursion depth exceeded" and `where`.
Raised RaiseTooDeep(Thread& t, const char* where);

/// Fails with RecursionError when the native stack runs low: at the top of C++ functions that can
/// call themselves through Python objects. `where` completes "maximum recursion depth exceeded".
[[gnu::always_inline]] inline Result<None> CheckNativeStack(Thread& t, const char* where = "") {
  if (!t.StackLow(__builtin_frame_address(0))) [[likely]]
    return None{};
  return RaiseTooDeep(t, where);
}

template <typename F>
Result<None> ForEach(Thread& t, Value iterable, F f) {
  Value iterator = TRY(GetIter(t, iterable));
  for (;;) {
    Value item = TRY(Next(t, iterator));
    if (item.IsUnbound()) return None{};
    TRY(f(item));
  }
}

}  // namespace krait
