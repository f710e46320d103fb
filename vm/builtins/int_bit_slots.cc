#include "vm/builtins/int_operation.h"
#include "vm/builtins/int_slots.h"
#include "vm/number/bigint_bits.h"
#include "vm/number/bigint_cost.h"
#include "vm/object/int.h"

namespace krait::int_slots {
namespace {

using BitOperation = void (*)(IntView a, IntView b, IntOut& out);

template <BitOperation kOperation>
Result<Value> Combine(Thread& t, Value a, Value b) {
  if (!IsIntLike(a) || !IsIntLike(b)) return Value::NotImplemented();
  const IntOperand x(a), y(b);
  const size_t size = bigint::BitwiseSize(x, y);
  return ComputeInt(t, size, bigint::PassIsLong(size), [&](IntOut& out, Scratch&) {
    kOperation(x, y, out);
    return IntStatus::kOk;
  });
}

}  // namespace

Result<Value> And(Thread& t, Value a, Value b) {
  if (Value::BothInts(a, b)) return Value::FromInt(a.AsInt() & b.AsInt());
  return Combine<&bigint::And>(t, a, b);
}

Result<Value> Or(Thread& t, Value a, Value b) {
  if (Value::BothInts(a, b)) return Value::FromInt(a.AsInt() | b.AsInt());
  return Combine<&bigint::Or>(t, a, b);
}

Result<Value> Xor(Thread& t, Value a, Value b) {
  if (Value::BothInts(a, b)) return Value::FromInt(a.AsInt() ^ b.AsInt());
  return Combine<&bigint::Xor>(t, a, b);
}

Result<Value> Lshift(Thread& t, Value a, Value b) {
  if (Value::BothInts(a, b) && b.AsInt() >= 0 && b.AsInt() < Value::kIntBits) {
    const auto shifted = static_cast<int64_t>(static_cast<uint64_t>(a.AsInt()) << b.AsInt());
    if (shifted >> b.AsInt() == a.AsInt()) return Int::From(t, shifted);
  }
  if (!IsIntLike(a) || !IsIntLike(b)) return Value::NotImplemented();
  const IntOperand x(a), count(b);
  size_t size;
  const IntStatus status = bigint::LeftShiftSize(x, count, size);
  if (status != IntStatus::kOk) return RaiseIntStatus(t, status);
  return ComputeInt(t, size, bigint::PassIsLong(size), [&](IntOut& out, Scratch&) {
    bigint::LeftShift(x, count, out);
    return IntStatus::kOk;
  });
}

Result<Value> Rshift(Thread& t, Value a, Value b) {
  if (Value::BothInts(a, b) && b.AsInt() >= 0) {
    return Value::FromInt(a.AsInt() >> (b.AsInt() < 63 ? b.AsInt() : 63));
  }
  if (!IsIntLike(a) || !IsIntLike(b)) return Value::NotImplemented();
  const IntOperand x(a), count(b);
  const size_t size = bigint::RightShiftSize(x, count);
  return ComputeInt(t, size, bigint::PassIsLong(size),
                    [&](IntOut& out, Scratch&) { return bigint::RightShift(x, count, out); });
}

Result<Value> Invert(Thread& t, Value self) {
  if (self.IsInt()) return Value::FromInt(~self.AsInt());
  const IntOperand operand(self);
  const size_t size = operand.view().size + 1;
  return ComputeInt(t, size, bigint::PassIsLong(size), [&](IntOut& out, Scratch&) {
    bigint::Invert(operand, out);
    return IntStatus::kOk;
  });
}

}  // namespace krait::int_slots
