#include "vm/modules/math/complex_functions.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <complex>
#include <numbers>

namespace krait::math {
namespace {

using Complex64 = std::complex<double>;

constexpr double kPi = std::numbers::pi;
constexpr double kLn2 = std::numbers::ln2;
constexpr double kLn10 = std::numbers::ln10;
constexpr double kLarge = DBL_MAX / 4;
constexpr double kSqrtLarge = 6.703903964971298e+153;      // sqrt(kLarge)
constexpr double kLogLarge = 708.3964185322641;            // log(kLarge)
constexpr double kSqrtSmallest = 1.4916681462400413e-154;  // sqrt(DBL_MIN)

bool IsFinite(ComplexNumber z) { return std::isfinite(z.real) && std::isfinite(z.imag); }
bool IsInfinite(ComplexNumber z) { return std::isinf(z.real) || std::isinf(z.imag); }
bool IsLarge(ComplexNumber z) { return std::fabs(z.real) > kLarge || std::fabs(z.imag) > kLarge; }

/// What the C library says of infinities and NaN, whose values the C standard prescribes.
template <typename F>
ComplexNumber Special(ComplexNumber z, F function) {
  const Complex64 result = function(Complex64(z.real, z.imag));
  return {result.real(), result.imag()};
}

// Where the C standard leaves a sign open (or more), the result is CPython's.
bool InfinityAndNan(double infinity, double nan) { return std::isinf(infinity) && std::isnan(nan); }

// i z, and z / i.
ComplexNumber TimesI(ComplexNumber z) { return {-z.imag, z.real}; }
ComplexNumber OverI(ComplexNumber z) { return {z.imag, -z.real}; }

ComplexStatus Overflowed(ComplexNumber z) {
  return IsInfinite(z) ? ComplexStatus::kOverflow : ComplexStatus::kOk;
}

ComplexNumber SquareRoot(ComplexNumber z) {
  ComplexNumber result;
  (void)Sqrt(z, &result);
  return result;
}

/// log |z| for a z that may be too large for |z|.
double LogOfLarge(ComplexNumber z) { return std::log(std::hypot(z.real / 2, z.imag / 2)); }

}  // namespace

ComplexStatus Sqrt(ComplexNumber z, ComplexNumber* result) {
  if (!IsFinite(z)) {
    *result = Special(z, [](Complex64 c) { return std::sqrt(c); });
    return ComplexStatus::kOk;
  }
  if (z.real == 0 && z.imag == 0) {
    *result = {0, z.imag};
    return ComplexStatus::kOk;
  }
  double real = std::fabs(z.real);
  const double imag = std::fabs(z.imag);
  double s;
  if (real < DBL_MIN && imag < DBL_MIN) {  // scaled up, so that bits of subnormals count
    constexpr int kUp = 53;
    constexpr int kDown = -(kUp + 1) / 2;
    real = std::ldexp(real, kUp);
    s = std::ldexp(std::sqrt(real + std::hypot(real, std::ldexp(imag, kUp))), kDown);
  } else {
    real /= 8;
    s = 2 * std::sqrt(real + std::hypot(real, imag / 8));
  }
  const double d = imag / (2 * s);
  *result = z.real >= 0 ? ComplexNumber{s, std::copysign(d, z.imag)}
                        : ComplexNumber{d, std::copysign(s, z.imag)};
  return ComplexStatus::kOk;
}

ComplexStatus Acos(ComplexNumber z, ComplexNumber* result) {
  if (!IsFinite(z)) {
    *result = Special(z, [](Complex64 c) { return std::acos(c); });
    if (InfinityAndNan(z.real, z.imag)) result->imag = INFINITY;
  } else if (IsLarge(z)) {
    const double length = LogOfLarge(z) + kLn2 * 2;
    result->real = std::atan2(std::fabs(z.imag), z.real);
    result->imag = z.real < 0 ? -std::copysign(length, z.imag) : std::copysign(length, -z.imag);
  } else {
    const ComplexNumber a = SquareRoot({1 - z.real, -z.imag});
    const ComplexNumber b = SquareRoot({1 + z.real, z.imag});
    *result = {2 * std::atan2(a.real, b.real), std::asinh(b.real * a.imag - b.imag * a.real)};
  }
  return ComplexStatus::kOk;
}

ComplexStatus Acosh(ComplexNumber z, ComplexNumber* result) {
  if (!IsFinite(z)) {
    *result = Special(z, [](Complex64 c) { return std::acosh(c); });
    if (z.real == 0 && std::isnan(z.imag)) result->imag = NAN;
  } else if (IsLarge(z)) {
    *result = {LogOfLarge(z) + kLn2 * 2, std::atan2(z.imag, z.real)};
  } else {
    const ComplexNumber a = SquareRoot({z.real - 1, z.imag});
    const ComplexNumber b = SquareRoot({z.real + 1, z.imag});
    *result = {std::asinh(a.real * b.real + a.imag * b.imag), 2 * std::atan2(a.imag, b.real)};
  }
  return ComplexStatus::kOk;
}

ComplexStatus Asin(ComplexNumber z, ComplexNumber* result) {
  ComplexNumber turned;
  const ComplexStatus status = Asinh(TimesI(z), &turned);
  *result = OverI(turned);
  return status;
}

ComplexStatus Asinh(ComplexNumber z, ComplexNumber* result) {
  if (!IsFinite(z)) {
    *result = Special(z, [](Complex64 c) { return std::asinh(c); });
    if (InfinityAndNan(z.imag, z.real)) result->real = INFINITY;
  } else if (IsLarge(z)) {
    const double length = LogOfLarge(z) + kLn2 * 2;
    result->real = z.imag >= 0 ? std::copysign(length, z.real) : -std::copysign(length, -z.real);
    result->imag = std::atan2(z.imag, std::fabs(z.real));
  } else {
    const ComplexNumber a = SquareRoot({1 + z.imag, -z.real});
    const ComplexNumber b = SquareRoot({1 - z.imag, z.real});
    *result = {std::asinh(a.real * b.imag - b.real * a.imag),
               std::atan2(z.imag, a.real * b.real - a.imag * b.imag)};
  }
  return ComplexStatus::kOk;
}

ComplexStatus Atan(ComplexNumber z, ComplexNumber* result) {
  ComplexNumber turned;
  const ComplexStatus status = Atanh(TimesI(z), &turned);
  *result = OverI(turned);
  return status;
}

ComplexStatus Atanh(ComplexNumber z, ComplexNumber* result) {
  if (!IsFinite(z)) {
    *result = Special(z, [](Complex64 c) { return std::atanh(c); });
    if (InfinityAndNan(z.imag, z.real)) result->real = 0;
    return ComplexStatus::kOk;
  }
  if (std::signbit(z.real)) {  // atanh is odd
    const ComplexStatus status = Atanh({-z.real, -z.imag}, result);
    *result = {-result->real, -result->imag};
    return status;
  }
  const double imag = std::fabs(z.imag);
  if (z.real > kSqrtLarge || imag > kSqrtLarge) {
    const double h = std::hypot(z.real / 2, z.imag / 2);
    *result = {z.real / 4 / h / h, -std::copysign(kPi / 2, -z.imag)};
  } else if (z.real == 1 && imag < kSqrtSmallest) {
    if (imag == 0) {
      *result = {INFINITY, z.imag};
      return ComplexStatus::kDomain;
    }
    *result = {-std::log(std::sqrt(imag) / std::sqrt(std::hypot(imag, 2))),
               std::copysign(std::atan2(2, -imag) / 2, z.imag)};
  } else {
    const double rest = 1 - z.real;
    *result = {std::log1p(4 * z.real / (rest * rest + imag * imag)) / 4,
               -std::atan2(-2 * z.imag, rest * (1 + z.real) - imag * imag) / 2};
  }
  return ComplexStatus::kOk;
}

ComplexStatus Cos(ComplexNumber z, ComplexNumber* result) { return Cosh(TimesI(z), result); }

ComplexStatus Cosh(ComplexNumber z, ComplexNumber* result) {
  if (!IsFinite(z)) {
    *result = Special(z, [](Complex64 c) { return std::cosh(c); });
    if (std::isnan(z.real) && z.imag == 0) result->imag = 0;
    return std::isinf(z.imag) && !std::isnan(z.real) ? ComplexStatus::kDomain : ComplexStatus::kOk;
  }
  if (std::fabs(z.real) > kLogLarge) {  // one step nearer to zero, which e makes good for
    const double x = z.real - std::copysign(1.0, z.real);
    *result = {std::cos(z.imag) * std::cosh(x) * std::numbers::e,
               std::sin(z.imag) * std::sinh(x) * std::numbers::e};
  } else {
    *result = {std::cos(z.imag) * std::cosh(z.real), std::sin(z.imag) * std::sinh(z.real)};
  }
  return Overflowed(*result);
}

ComplexStatus Exp(ComplexNumber z, ComplexNumber* result) {
  if (!IsFinite(z)) {
    *result = Special(z, [](Complex64 c) { return std::exp(c); });
    if (z.real == -INFINITY && !std::isfinite(z.imag)) *result = {0, 0};
    const bool domain = std::isinf(z.imag) && (std::isfinite(z.real) || z.real > 0);
    return domain ? ComplexStatus::kDomain : ComplexStatus::kOk;
  }
  if (z.real > kLogLarge) {
    const double length = std::exp(z.real - 1);
    *result = {length * std::cos(z.imag) * std::numbers::e,
               length * std::sin(z.imag) * std::numbers::e};
  } else {
    const double length = std::exp(z.real);
    *result = {length * std::cos(z.imag), length * std::sin(z.imag)};
  }
  return Overflowed(*result);
}

ComplexStatus Log(ComplexNumber z, ComplexNumber* result) {
  if (!IsFinite(z)) {
    *result = Special(z, [](Complex64 c) { return std::log(c); });
    return ComplexStatus::kOk;
  }
  const double real = std::fabs(z.real);
  const double imag = std::fabs(z.imag);
  result->imag = std::atan2(z.imag, z.real);
  if (IsLarge(z)) {
    result->real = LogOfLarge(z) + kLn2;
  } else if (real < DBL_MIN && imag < DBL_MIN) {
    if (real == 0 && imag == 0) {
      result->real = -INFINITY;
      return ComplexStatus::kDomain;
    }
    const double h = std::hypot(std::ldexp(real, DBL_MANT_DIG), std::ldexp(imag, DBL_MANT_DIG));
    result->real = std::log(h) - DBL_MANT_DIG * kLn2;
  } else {
    const double h = std::hypot(real, imag);
    if (h >= 0.71 && h <= 1.73) {  // near 1, where log(h) would be mostly error
      const auto [low, high] = std::minmax(real, imag);
      result->real = std::log1p((high - 1) * (high + 1) + low * low) / 2;
    } else {
      result->real = std::log(h);
    }
  }
  return ComplexStatus::kOk;
}

ComplexStatus Log10(ComplexNumber z, ComplexNumber* result) {
  const ComplexStatus status = Log(z, result);
  *result = {result->real / kLn10, result->imag / kLn10};
  return status;
}

ComplexStatus Sin(ComplexNumber z, ComplexNumber* result) {
  ComplexNumber turned;
  const ComplexStatus status = Sinh(TimesI(z), &turned);
  *result = OverI(turned);
  return status;
}

ComplexStatus Sinh(ComplexNumber z, ComplexNumber* result) {
  if (!IsFinite(z)) {
    *result = Special(z, [](Complex64 c) { return std::sinh(c); });
    if (z.real == 0 && std::isnan(z.imag)) result->real = 0;
    return std::isinf(z.imag) && !std::isnan(z.real) ? ComplexStatus::kDomain : ComplexStatus::kOk;
  }
  if (std::fabs(z.real) > kLogLarge) {
    const double x = z.real - std::copysign(1.0, z.real);
    *result = {std::cos(z.imag) * std::sinh(x) * std::numbers::e,
               std::sin(z.imag) * std::cosh(x) * std::numbers::e};
  } else {
    *result = {std::cos(z.imag) * std::sinh(z.real), std::sin(z.imag) * std::cosh(z.real)};
  }
  return Overflowed(*result);
}

ComplexStatus Tan(ComplexNumber z, ComplexNumber* result) {
  ComplexNumber turned;
  const ComplexStatus status = Tanh(TimesI(z), &turned);
  *result = OverI(turned);
  return status;
}

ComplexStatus Tanh(ComplexNumber z, ComplexNumber* result) {
  if (!IsFinite(z)) {
    *result = Special(z, [](Complex64 c) { return std::tanh(c); });
    if (z.real == 0 && std::isnan(z.imag)) result->real = NAN;
    if (std::isinf(z.real) && !std::isfinite(z.imag)) result->imag = 0;
    return std::isinf(z.imag) && std::isfinite(z.real) ? ComplexStatus::kDomain
                                                       : ComplexStatus::kOk;
  }
  if (std::fabs(z.real) > kLogLarge) {
    *result = {std::copysign(1.0, z.real),
               4 * std::sin(z.imag) * std::cos(z.imag) * std::exp(-2 * std::fabs(z.real))};
    return ComplexStatus::kOk;
  }
  const double real = std::tanh(z.real);
  const double imag = std::tan(z.imag);
  const double secant = 1 / std::cosh(z.real);
  const double product = real * imag;
  const double divisor = 1 + product * product;
  *result = {real * (1 + imag * imag) / divisor, imag / divisor * secant * secant};
  return ComplexStatus::kOk;
}

ComplexStatus Rect(double length, double angle, ComplexNumber* result) {
  if (std::isfinite(length) && std::isfinite(angle)) {
    // A zero angle keeps its sign.
    *result = angle == 0 ? ComplexNumber{length, length * angle}
                         : ComplexNumber{length * std::cos(angle), length * std::sin(angle)};
    return ComplexStatus::kOk;
  }
  if (std::isinf(length) && std::isfinite(angle)) {
    *result = {length, std::copysign(1.0, length) * angle};
    if (angle != 0) {
      *result = {std::copysign(length, std::cos(angle)) * std::copysign(1.0, length),
                 std::copysign(length, std::sin(angle)) * std::copysign(1.0, length)};
    }
  } else if (length == 0) {
    *result = {0, 0};
  } else if (std::isnan(length) && angle == 0) {
    *result = {NAN, 0};
  } else {
    *result = {std::isinf(length) ? INFINITY : NAN, NAN};
  }
  const bool domain = length != 0 && !std::isnan(length) && std::isinf(angle);
  return domain ? ComplexStatus::kDomain : ComplexStatus::kOk;
}

}  // namespace krait::math
