#pragma once

#include <cstdint>

/// The gamma function by Lanczos's approximation, with the results of CPython's to the last bit.
namespace krait::math {

enum class MathStatus : uint8_t {
  kOk,
  kDomain,  // "math domain error"
  kRange,   // "math range error"
};

MathStatus Gamma(double x, double* result);
/// The logarithm of |gamma(x)|.
MathStatus LogGamma(double x, double* result);

}  // namespace krait::math
