#include "vm/object/int_arithmetic.h"

#include "vm/heap/heap.h"
#include "vm/heap/thread.h"
#include "vm/number/bigint_division.h"

namespace krait {
namespace {

/// Makes room for `limbs` limbs and has `compute` fill them.
template <typename F>
Result<Value> Compute(Thread& t, size_t limbs, F compute) {
  MallocScratch scratch(t.heap().options().limit_bytes);
  Int* cell = TRY(Int::NewUninitialized(t, limbs));
  IntOut out = cell->out();
  // The divisor is checked by the caller: what is left is memory.
  if (compute(out, scratch) != IntStatus::kOk) return RaiseMemoryError(t);
  return Int::Finish(cell, out);
}

}  // namespace

Result<Value> IntAdd(Thread& t, Value a, Value b) {
  if (Value::BothInts(a, b)) return Int::From(t, a.AsInt() + b.AsInt());
  const IntOperand x(a), y(b);
  return Compute(t, bigint::SumSize(x, y), [&](IntOut& out, Scratch&) {
    bigint::Add(x, y, out);
    return IntStatus::kOk;
  });
}

Result<Value> IntSubtract(Thread& t, Value a, Value b) {
  if (Value::BothInts(a, b)) return Int::From(t, a.AsInt() - b.AsInt());
  const IntOperand x(a), y(b);
  return Compute(t, bigint::SumSize(x, y), [&](IntOut& out, Scratch&) {
    bigint::Subtract(x, y, out);
    return IntStatus::kOk;
  });
}

Result<Value> IntMultiply(Thread& t, Value a, Value b) {
  int64_t product;
  if (Value::BothInts(a, b) && !__builtin_mul_overflow(a.AsInt(), b.AsInt(), &product)) {
    return Int::From(t, product);
  }
  const IntOperand x(a), y(b);
  return Compute(t, bigint::ProductSize(x, y), [&](IntOut& out, Scratch& scratch) {
    return bigint::Multiply(x, y, out, scratch);
  });
}

Result<Value> IntFloorDivide(Thread& t, Value a, Value b) {
  const IntOperand x(a), y(b);
  return Compute(t, bigint::QuotientSize(x, y), [&](IntOut& out, Scratch& scratch) {
    return bigint::FloorDivide(x, y, out, scratch);
  });
}

Result<Value> IntModulo(Thread& t, Value a, Value b) {
  const IntOperand x(a), y(b);
  return Compute(t, bigint::RemainderSize(y),
                 [&](IntOut& out, Scratch& scratch) { return bigint::Modulo(x, y, out, scratch); });
}

int IntCompare(Value a, Value b) {
  if (Value::BothInts(a, b)) return a.AsInt() < b.AsInt() ? -1 : a.AsInt() > b.AsInt();
  const std::strong_ordering order = bigint::Compare(IntOperand(a), IntOperand(b));
  return order < 0 ? -1 : order > 0;
}

int IntSign(Value a) { return IntOperand(a).view().Sign(); }

}  // namespace krait
