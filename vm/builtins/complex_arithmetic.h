#pragma once

#include <cstdint>

/// Arithmetic on complex numbers as pairs of doubles, with the results of CPython's to the last
/// bit.
namespace krait {

struct ComplexNumber {
  double real = 0;
  double imag = 0;
};

enum class ComplexStatus : uint8_t {
  kOk,
  kDomain,  // zero as a divisor, or to a power it cannot have
  kOverflow,
};

inline ComplexNumber operator+(ComplexNumber a, ComplexNumber b) {
  return {a.real + b.real, a.imag + b.imag};
}
inline ComplexNumber operator-(ComplexNumber a, ComplexNumber b) {
  return {a.real - b.real, a.imag - b.imag};
}
inline ComplexNumber operator*(ComplexNumber a, ComplexNumber b) {
  return {a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real};
}

/// kDomain when `b` is zero.
[[nodiscard]] ComplexStatus Divide(ComplexNumber a, ComplexNumber b, ComplexNumber* quotient);
/// kDomain, kOverflow.
[[nodiscard]] ComplexStatus Power(ComplexNumber base, ComplexNumber exponent, ComplexNumber* power);
/// kOverflow.
[[nodiscard]] ComplexStatus Magnitude(ComplexNumber a, double* magnitude);

}  // namespace krait
