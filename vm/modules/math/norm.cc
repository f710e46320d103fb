#include "vm/modules/math/norm.h"

#include <cmath>

namespace krait::math {
namespace {

/// A sum of doubles to about twice their precision.
struct DoubleSum {
  double high = 0;
  double low = 0;

  void Add(double x) {
    const double sum = high + x;
    const double part = sum - high;
    low += (high - (sum - part)) + (x - part);
    high = sum;
  }
  void AddSquare(double x) {
    const double square = x * x;
    Add(square);
    low += std::fma(x, x, -square);
  }
};

}  // namespace

double Norm(absl::Span<double> vector) {
  constexpr int kLeastForFactor = -1023;
  double largest = 0;
  bool nan = false;
  for (double& x : vector) {
    x = std::fabs(x);
    nan |= std::isnan(x);
    if (x > largest) largest = x;
  }
  if (std::isinf(largest)) return largest;
  if (nan) return NAN;
  if (largest == 0 || vector.size() == 1) return largest;
  // Scaled by a power of two, which is exact for all that counts, the largest is in [1/2, 1).
  int exponent;
  std::frexp(largest, &exponent);
  DoubleSum sum;
  if (exponent >= kLeastForFactor) {
    const double factor = std::ldexp(1.0, -exponent);
    for (double x : vector) sum.AddSquare(x * factor);
  } else {  // no double holds the factor
    for (double x : vector) sum.AddSquare(std::ldexp(x, -exponent));
  }
  // One Newton step makes the root's error as small as the sum's.
  const double root = std::sqrt(sum.high + sum.low);
  sum.Add(-(root * root));
  sum.low -= std::fma(root, root, -(root * root));
  return std::ldexp(root + (sum.high + sum.low) / (2 * root), exponent);
}

}  // namespace krait::math
