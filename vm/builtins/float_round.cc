#include "vm/builtins/float_round.h"

#include <cmath>
#include <string>

#include "vm/number/float_digits.h"
#include "vm/number/float_text.h"

namespace krait {
namespace {

double FromDigits(const FloatDigits& digits) {
  std::string text(digits.negative() ? "-" : "");
  text += digits.digits();
  text += 'e';
  text += std::to_string(digits.point() - static_cast<int>(digits.digits().size()));
  double value = 0;
  ParseFloatPrefix(text, &value);
  return value;
}

/// To a multiple of 10 ** zeros.
double RoundBeforePoint(double value, int zeros) {
  constexpr int kEveryDigit = 767;
  const FloatDigits exact = FloatDigits::Significant(value, kEveryDigit);
  const int kept = exact.point() - zeros;
  if (kept >= 1) return FromDigits(FloatDigits::Significant(value, kept));
  // Nothing or one unit: half a unit is rounded to nothing, the even multiple.
  const bool up = kept == 0 && (exact.digits()[0] > '5' ||
                                (exact.digits()[0] == '5' && exact.digits().size() > 1));
  if (!up) return std::copysign(0.0, value);
  double unit = 0;
  ParseFloatPrefix("1e" + std::to_string(zeros), &unit);
  return std::copysign(unit, value);
}

}  // namespace

double RoundToPlaces(double value, int64_t places) {
  // With more places every double is kept, with fewer none is left.
  constexpr int64_t kMostPlaces = 323;
  constexpr int64_t kFewestPlaces = -308;
  if (!std::isfinite(value) || value == 0 || places > kMostPlaces) return value;
  if (places < kFewestPlaces) return std::copysign(0.0, value);
  if (places < 0) return RoundBeforePoint(value, static_cast<int>(-places));
  return FromDigits(FloatDigits::Fixed(value, places));
}

double RoundToInteger(double value) {
  const double rounded = std::round(value);
  return std::fabs(value - rounded) == 0.5 ? 2.0 * std::round(value / 2.0) : rounded;
}

}  // namespace krait
