#include <cmath>

#include "vm/builtins/int_operation.h"
#include "vm/builtins/int_slots.h"
#include "vm/number/bigint_cost.h"
#include "vm/number/bigint_division.h"
#include "vm/number/bigint_double.h"
#include "vm/number/bigint_modular.h"
#include "vm/number/bigint_power.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/tuple.h"

namespace krait::int_slots {
namespace {

bool BothIntLike(Value a, Value b) { return IsIntLike(a) && IsIntLike(b); }

/// Both are immediate and the divisor is neither zero nor -1, whose quotient may not fit.
bool DivideQuickly(Value a, Value b) {
  return Value::BothInts(a, b) && b.AsInt() != 0 && b.AsInt() != -1;
}
int64_t QuotientOf(int64_t a, int64_t b) {
  const int64_t quotient = a / b;
  return quotient - (a % b != 0 && (a ^ b) < 0);
}
int64_t RemainderOf(int64_t a, int64_t b) {
  const int64_t remainder = a % b;
  return remainder != 0 && (remainder ^ b) < 0 ? remainder + b : remainder;
}

/// base ** exponent by squaring; false as soon as it leaves int64.
bool SmallPower(int64_t base, int64_t exponent, int64_t* result) {
  int64_t power = 1;
  for (;;) {
    if ((exponent & 1) != 0 && __builtin_mul_overflow(power, base, &power)) return false;
    exponent >>= 1;
    if (exponent == 0) break;
    if (__builtin_mul_overflow(base, base, &base)) return false;
  }
  *result = power;
  return true;
}

Result<Value> PowerModulo(Thread& t, Value base, Value exponent, Value modulus) {
  const IntOperand x(base), y(exponent), m(modulus);
  return ComputeInt(
      t, bigint::ResidueSize(m), bigint::PowerModuloIsLong(x, y, m),
      [&](IntOut& out, Scratch& scratch) { return bigint::PowerModulo(x, y, m, out, scratch); });
}

}  // namespace

Result<Value> Add(Thread& t, Value a, Value b) {
  if (Value::BothInts(a, b)) return Int::From(t, a.AsInt() + b.AsInt());
  if (!BothIntLike(a, b)) return Value::NotImplemented();
  const IntOperand x(a), y(b);
  const size_t size = bigint::SumSize(x, y);
  return ComputeInt(t, size, bigint::PassIsLong(size), [&](IntOut& out, Scratch&) {
    bigint::Add(x, y, out);
    return IntStatus::kOk;
  });
}

Result<Value> Subtract(Thread& t, Value a, Value b) {
  if (Value::BothInts(a, b)) return Int::From(t, a.AsInt() - b.AsInt());
  if (!BothIntLike(a, b)) return Value::NotImplemented();
  const IntOperand x(a), y(b);
  const size_t size = bigint::SumSize(x, y);
  return ComputeInt(t, size, bigint::PassIsLong(size), [&](IntOut& out, Scratch&) {
    bigint::Subtract(x, y, out);
    return IntStatus::kOk;
  });
}

Result<Value> Multiply(Thread& t, Value a, Value b) {
  int64_t product;
  if (Value::BothInts(a, b) && !__builtin_mul_overflow(a.AsInt(), b.AsInt(), &product)) {
    return Int::From(t, product);
  }
  if (!BothIntLike(a, b)) return Value::NotImplemented();
  const IntOperand x(a), y(b);
  return ComputeInt(
      t, bigint::ProductSize(x, y), bigint::MultiplyIsLong(x, y),
      [&](IntOut& out, Scratch& scratch) { return bigint::Multiply(x, y, out, scratch); });
}

Result<Value> FloorDivide(Thread& t, Value a, Value b) {
  if (DivideQuickly(a, b)) return Value::FromInt(QuotientOf(a.AsInt(), b.AsInt()));
  if (!BothIntLike(a, b)) return Value::NotImplemented();
  const IntOperand x(a), y(b);
  return ComputeInt(
      t, bigint::QuotientSize(x, y), bigint::DivideIsLong(x, y),
      [&](IntOut& out, Scratch& scratch) { return bigint::FloorDivide(x, y, out, scratch); });
}

Result<Value> Remainder(Thread& t, Value a, Value b) {
  if (DivideQuickly(a, b)) return Value::FromInt(RemainderOf(a.AsInt(), b.AsInt()));
  if (!BothIntLike(a, b)) return Value::NotImplemented();
  const IntOperand x(a), y(b);
  return ComputeInt(
      t, bigint::RemainderSize(y), bigint::DivideIsLong(x, y),
      [&](IntOut& out, Scratch& scratch) { return bigint::Modulo(x, y, out, scratch); });
}

Result<Value> DivMod(Thread& t, Value a, Value b) {
  if (DivideQuickly(a, b)) {
    return Tuple::Of(t, Value::FromInt(QuotientOf(a.AsInt(), b.AsInt())),
                     Value::FromInt(RemainderOf(a.AsInt(), b.AsInt())));
  }
  if (!BothIntLike(a, b)) return Value::NotImplemented();
  const IntDivision division = TRY(DivideInts(t, a, b));
  return Tuple::Of(t, division.quotient, division.remainder);
}

Result<Value> TrueDivide(Thread& t, Value a, Value b) {
  if (!BothIntLike(a, b)) return Value::NotImplemented();
  const IntOperand x(a), y(b);
  double quotient = 0;
  const IntStatus status = RunIntOperation(t, bigint::DivideIsLong(x, y), [&](Scratch& scratch) {
    return bigint::TrueDivide(x, y, quotient, scratch);
  });
  if (status != IntStatus::kOk) return RaiseIntStatus(t, status);
  return Float::From(t, quotient);
}

Result<Value> Power(Thread& t, Value base, Value exponent, Value modulus) {
  if (!BothIntLike(base, exponent)) return Value::NotImplemented();
  if (!modulus.IsNone()) {
    if (!IsIntLike(modulus)) return Value::NotImplemented();
    return PowerModulo(t, base, exponent, modulus);
  }
  const IntOperand x(base), y(exponent);
  if (y.view().negative) {
    return types(t).float_->slots().power(t, base, exponent, modulus);
  }
  int64_t small;
  if (Value::BothInts(base, exponent) && SmallPower(base.AsInt(), exponent.AsInt(), &small)) {
    return Int::From(t, small);
  }
  size_t size;
  const IntStatus status = bigint::PowerSize(x, y, size);
  if (status != IntStatus::kOk) return RaiseIntStatus(t, status);
  return ComputeInt(t, size, bigint::PowerIsLong(size), [&](IntOut& out, Scratch& scratch) {
    return bigint::Power(x, y, out, scratch);
  });
}

Result<Value> Negative(Thread& t, Value self) {
  if (self.IsInt()) return Int::From(t, -self.AsInt());
  return Int::FromView(t, IntOperand(self).view().Negated());
}

Result<Value> Absolute(Thread& t, Value self) {
  if (self.IsInt()) return Int::From(t, std::abs(self.AsInt()));
  const IntOperand operand(self);
  if (IsExactly<Int>(self) && !operand.view().negative) return self;
  return Int::FromView(t, operand.view().Magnitude());
}

Result<Value> Exact(Thread& t, Value self) {
  if (self.IsInt() || IsExactly<Int>(self)) return self;
  return Int::FromView(t, IntOperand(self));
}

}  // namespace krait::int_slots
