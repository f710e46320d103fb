#pragma once

#include <compare>

#include "vm/number/bigint.h"

/// Between ints and floats. Rounding is to the nearest, ties to even, whatever the size.
namespace krait::bigint {

/// kFloatOverflow.
[[nodiscard]] IntStatus ToDouble(IntView a, double& out);

/// Limbs for FromDouble's result.
inline constexpr size_t kDoubleLimbs = 16;
/// Cuts off the fraction. kFloatNan, kFloatInfinity.
[[nodiscard]] IntStatus FromDouble(double value, IntOut& out);

/// Compares the exact values; unordered with NaN.
std::partial_ordering CompareWithDouble(IntView a, double value);

/// a / b as Python's true division. kTrueDivisionByZero, kQuotientOverflow, kNoMemory.
[[nodiscard]] IntStatus TrueDivide(IntView a, IntView b, double& out, Scratch& scratch);

/// A mantissa with 0.5 <= |mantissa| < 1 and an exponent such that mantissa * 2^exponent is the
/// int, rounded to 53 bits. Zero has both zero.
struct Fraction {
  double mantissa;
  int64_t exponent;
};
Fraction Frexp(IntView a);

}  // namespace krait::bigint
