#include <cerrno>
#include <cmath>

#include "vm/builtins/float_slots.h"
#include "vm/builtins/number_operands.h"
#include "vm/number/bigint_double.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait::float_slots {
namespace {

Raised RaiseZeroDivision(Thread& t, const char* message) {
  return Raise(t, &BuiltinTypes::ZeroDivisionError, message);
}

/// The remainder with the sign of the divisor, which is not zero.
double RemainderOf(double x, double y) {
  const double remainder = std::fmod(x, y);
  if (remainder == 0) return std::copysign(0.0, y);
  return (y < 0) != (remainder < 0) ? remainder + y : remainder;
}

/// The floor of x / y that goes with RemainderOf.
double QuotientOf(double x, double y) {
  const double remainder = std::fmod(x, y);
  double quotient = (x - remainder) / y;
  if (remainder != 0 && (y < 0) != (remainder < 0)) quotient -= 1.0;
  if (quotient == 0) return std::copysign(0.0, x / y);
  // The division may have ended a little below the integer it should have given.
  const double floor = std::floor(quotient);
  return quotient - floor > 0.5 ? floor + 1.0 : floor;
}

bool IsOddInteger(double x) { return std::fmod(std::fabs(x), 2.0) == 1.0; }

/// x to an infinite power.
double PowerOfInfinite(double x, double exponent) {
  const double magnitude = std::fabs(x);
  if (magnitude == 1.0) return 1.0;
  return (exponent > 0) == (magnitude > 1.0) ? std::fabs(exponent) : 0.0;
}

/// An infinite number to a finite power other than zero.
double InfinitePower(double x, double exponent) {
  const bool odd = IsOddInteger(exponent);
  if (exponent > 0) return odd ? x : std::fabs(x);
  return odd ? std::copysign(0.0, x) : 0.0;
}

/// OverflowError with the two arguments of a failed call of the C library.
Raised RaiseRange(Thread& t) {
  Str* text = TRY(Str::FromUtf8(t, "Numerical result out of range"));
  Tuple* args = TRY(Tuple::Of(t, Value::FromInt(ERANGE), Value::FromObject(text)));
  Exception* error = TRY(Exception::New(t, types(t).OverflowError, args));
  return RaiseException(t, Value::FromObject(error));
}

/// Finite numbers, the exponent not zero.
Result<Value> FinitePower(Thread& t, double x, double exponent) {
  const bool odd = IsOddInteger(exponent);
  if (x == 0) {
    if (exponent < 0) return RaiseZeroDivision(t, "0.0 cannot be raised to a negative power");
    return Float::From(t, odd ? x : 0.0);
  }
  const double magnitude = std::pow(std::fabs(x), exponent);
  if (std::isinf(magnitude)) return RaiseRange(t);
  return Float::From(t, x < 0 && odd ? -magnitude : magnitude);
}

Value CompareDoubles(double x, double y, CompareOp op) {
  switch (op) {
    case CompareOp::kLt:
      return Value::FromBool(x < y);
    case CompareOp::kLe:
      return Value::FromBool(x <= y);
    case CompareOp::kEq:
      return Value::FromBool(x == y);
    case CompareOp::kNe:
      return Value::FromBool(x != y);
    case CompareOp::kGt:
      return Value::FromBool(x > y);
    case CompareOp::kGe:
      break;
  }
  return Value::FromBool(x >= y);
}

/// Both ways round: a float on the left or on the right of an int.
Value CompareWithInt(double x, Value integer, CompareOp op) {
  const std::partial_ordering order = bigint::CompareWithDouble(IntOperand(integer), x);
  if (order == std::partial_ordering::unordered) return Value::FromBool(op == CompareOp::kNe);
  return CompareDoubles(order < 0 ? 1.0 : order > 0 ? -1.0 : 0.0, 0.0, op);
}

}  // namespace

Result<Value> Add(Thread& t, Value a, Value b) {
  double x, y;
  if (!TRY(TakeDoubles(t, a, b, &x, &y))) return Value::NotImplemented();
  return Float::From(t, x + y);
}

Result<Value> Subtract(Thread& t, Value a, Value b) {
  double x, y;
  if (!TRY(TakeDoubles(t, a, b, &x, &y))) return Value::NotImplemented();
  return Float::From(t, x - y);
}

Result<Value> Multiply(Thread& t, Value a, Value b) {
  double x, y;
  if (!TRY(TakeDoubles(t, a, b, &x, &y))) return Value::NotImplemented();
  return Float::From(t, x * y);
}

Result<Value> TrueDivide(Thread& t, Value a, Value b) {
  double x, y;
  if (!TRY(TakeDoubles(t, a, b, &x, &y))) return Value::NotImplemented();
  if (y == 0) return RaiseZeroDivision(t, "float division by zero");
  return Float::From(t, x / y);
}

Result<Value> FloorDivide(Thread& t, Value a, Value b) {
  double x, y;
  if (!TRY(TakeDoubles(t, a, b, &x, &y))) return Value::NotImplemented();
  if (y == 0) return RaiseZeroDivision(t, "float floor division by zero");
  return Float::From(t, QuotientOf(x, y));
}

Result<Value> Remainder(Thread& t, Value a, Value b) {
  double x, y;
  if (!TRY(TakeDoubles(t, a, b, &x, &y))) return Value::NotImplemented();
  if (y == 0) return RaiseZeroDivision(t, "float modulo");
  return Float::From(t, RemainderOf(x, y));
}

Result<Value> DivMod(Thread& t, Value a, Value b) {
  double x, y;
  if (!TRY(TakeDoubles(t, a, b, &x, &y))) return Value::NotImplemented();
  if (y == 0) return RaiseZeroDivision(t, "float divmod()");
  const Value quotient = TRY(Float::From(t, QuotientOf(x, y)));
  const Value remainder = TRY(Float::From(t, RemainderOf(x, y)));
  return Tuple::Of(t, quotient, remainder);
}

Result<Value> Power(Thread& t, Value base, Value exponent, Value modulus) {
  if (!modulus.IsNone()) {
    return RaiseTypeError(t, "pow() 3rd argument not allowed unless all arguments are integers");
  }
  double x, y;
  if (!TRY(TakeDoubles(t, base, exponent, &x, &y))) return Value::NotImplemented();
  if (y == 0 || x == 1) return Value::FromFloat(1.0);
  if (std::isnan(x)) return Float::From(t, x);
  if (std::isnan(y)) return Float::From(t, y);
  if (std::isinf(y)) return Float::From(t, PowerOfInfinite(x, y));
  if (std::isinf(x)) return Float::From(t, InfinitePower(x, y));
  if (x < 0 && y != std::floor(y)) {
    return types(t).complex->slots().power(t, base, exponent, modulus);
  }
  return FinitePower(t, x, y);
}

Result<Value> Compare(Thread&, Value self, Value other, CompareOp op) {
  const double x = FloatOf(self);
  if (IsFloatLike(other)) return CompareDoubles(x, FloatOf(other), op);
  if (IsIntLike(other)) return CompareWithInt(x, other, op);
  return Value::NotImplemented();
}

}  // namespace krait::float_slots
