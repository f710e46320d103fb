#include "vm/builtins/complex_arithmetic.h"

#include <cmath>
#include <limits>

namespace krait {
namespace {

/// By squaring, `exponent` not negative.
ComplexNumber WholePower(ComplexNumber base, int exponent) {
  ComplexNumber power{1.0, 0.0};
  for (; exponent > 0; exponent >>= 1) {
    if ((exponent & 1) != 0) power = power * base;
    base = base * base;
  }
  return power;
}

/// By logarithms.
ComplexStatus GeneralPower(ComplexNumber base, ComplexNumber exponent, ComplexNumber* power) {
  if (base.real == 0 && base.imag == 0) {
    *power = {};
    return exponent.imag != 0 || exponent.real < 0 ? ComplexStatus::kDomain : ComplexStatus::kOk;
  }
  const double magnitude = std::hypot(base.real, base.imag);
  const double angle = std::atan2(base.imag, base.real);
  double length = std::pow(magnitude, exponent.real);
  double phase = angle * exponent.real;
  if (exponent.imag != 0) {
    length /= std::exp(angle * exponent.imag);
    phase += exponent.imag * std::log(magnitude);
  }
  *power = {length * std::cos(phase), length * std::sin(phase)};
  return std::isinf(phase) ? ComplexStatus::kDomain : ComplexStatus::kOk;
}

}  // namespace

ComplexStatus Divide(ComplexNumber a, ComplexNumber b, ComplexNumber* quotient) {
  // Smith's method: scaled by the larger part of the divisor, so that nothing overflows early.
  const double real_size = std::fabs(b.real);
  const double imag_size = std::fabs(b.imag);
  if (real_size >= imag_size) {
    if (real_size == 0) {
      *quotient = {};
      return ComplexStatus::kDomain;
    }
    const double ratio = b.imag / b.real;
    const double divisor = b.real + b.imag * ratio;
    *quotient = {(a.real + a.imag * ratio) / divisor, (a.imag - a.real * ratio) / divisor};
  } else if (imag_size >= real_size) {
    const double ratio = b.real / b.imag;
    const double divisor = b.real * ratio + b.imag;
    *quotient = {(a.real * ratio + a.imag) / divisor, (a.imag * ratio - a.real) / divisor};
  } else {  // a part of the divisor is NaN
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    *quotient = {kNan, kNan};
  }
  return ComplexStatus::kOk;
}

ComplexStatus Power(ComplexNumber base, ComplexNumber exponent, ComplexNumber* power) {
  constexpr double kLargestWhole = 100.0;
  ComplexStatus status = ComplexStatus::kOk;
  if (exponent.imag == 0 && exponent.real == std::floor(exponent.real) &&
      std::fabs(exponent.real) <= kLargestWhole) {
    const int whole = static_cast<int>(exponent.real);
    if (whole > 0) {
      *power = WholePower(base, whole);
    } else {
      status = Divide({1.0, 0.0}, WholePower(base, -whole), power);
    }
  } else if (exponent.real == 0 && exponent.imag == 0) {
    *power = {1.0, 0.0};
  } else {
    status = GeneralPower(base, exponent, power);
  }
  if (status == ComplexStatus::kOk && (std::isinf(power->real) || std::isinf(power->imag))) {
    return ComplexStatus::kOverflow;
  }
  return status;
}

ComplexStatus Magnitude(ComplexNumber a, double* magnitude) {
  *magnitude = std::hypot(a.real, a.imag);
  const bool finite = std::isfinite(a.real) && std::isfinite(a.imag);
  return finite && !std::isfinite(*magnitude) ? ComplexStatus::kOverflow : ComplexStatus::kOk;
}

}  // namespace krait
