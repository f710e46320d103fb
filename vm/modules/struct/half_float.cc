#include "vm/modules/struct/half_float.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace krait::structs {
namespace {

constexpr int kFractionBits = 10;
constexpr int kBias = 15;
constexpr uint16_t kInfinity = 0x7C00;
constexpr uint16_t kNan = 0x7E00;

}  // namespace

uint16_t HalfFromDouble(double value, bool* overflow) {
  *overflow = false;
  const auto sign = static_cast<uint16_t>(std::signbit(value) ? 0x8000 : 0);
  if (std::isnan(value)) return sign | kNan;
  if (std::isinf(value)) return sign | kInfinity;
  const double magnitude = std::fabs(value);
  if (magnitude == 0) return sign;
  int exponent;
  std::frexp(magnitude, &exponent);
  // Units of the last place that the exponent leaves; subnormal numbers share the smallest.
  const int unit = std::max(exponent - 1, 1 - kBias) - kFractionBits;
  // Exact: a power of two. nearbyint rounds ties to even.
  const double units = std::nearbyint(std::ldexp(magnitude, -unit));
  if (std::ldexp(units, unit) > 65504.0) {
    *overflow = true;
    return 0;
  }
  // The hidden bit of a normal number adds one to the exponent field.
  const int field = unit + kFractionBits + kBias - 1;
  return static_cast<uint16_t>(sign + (field << kFractionBits) + static_cast<int>(units));
}

double DoubleFromHalf(uint16_t bits) {
  const int exponent = (bits >> kFractionBits) & 0x1F;
  const int fraction = bits & ((1 << kFractionBits) - 1);
  double magnitude;
  if (exponent == 0x1F) {
    magnitude = fraction == 0 ? std::numeric_limits<double>::infinity()
                              : std::numeric_limits<double>::quiet_NaN();
  } else if (exponent == 0) {
    magnitude = std::ldexp(fraction, 1 - kBias - kFractionBits);
  } else {
    magnitude = std::ldexp(fraction + (1 << kFractionBits), exponent - kBias - kFractionBits);
  }
  return (bits & 0x8000) != 0 ? -magnitude : magnitude;
}

}  // namespace krait::structs
