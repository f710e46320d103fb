#include "vm/number/float_digits.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

namespace krait {

// std::to_chars is correctly rounded for any precision and knows no locale.

FloatDigits FloatDigits::Shortest(double value) {
  FloatDigits result;
  result.negative_ = std::signbit(value);
  result.TakeScientific(std::to_chars(result.buffer_, std::end(result.buffer_), std::fabs(value),
                                      std::chars_format::scientific)
                            .ptr);
  return result;
}

FloatDigits FloatDigits::Significant(double value, int64_t count) {
  FloatDigits result;
  result.negative_ = std::signbit(value);
  int places = static_cast<int>(std::clamp<int64_t>(count, 1, kMaxSignificant)) - 1;
  result.TakeScientific(std::to_chars(result.buffer_, std::end(result.buffer_), std::fabs(value),
                                      std::chars_format::scientific, places)
                            .ptr);
  return result;
}

FloatDigits FloatDigits::Fixed(double value, int64_t places) {
  FloatDigits result;
  result.negative_ = std::signbit(value);
  int kept = static_cast<int>(std::clamp<int64_t>(places, 0, kMaxPlaces));
  result.TakeFixed(std::to_chars(result.buffer_, std::end(result.buffer_), std::fabs(value),
                                 std::chars_format::fixed, kept)
                       .ptr);
  return result;
}

/// Reads D.DDDe+XX in place.
void FloatDigits::TakeScientific(char* end) {
  char* exponent = std::find(buffer_, end, 'e');
  int value = 0;
  // from_chars takes no plus sign.
  std::from_chars(exponent + (exponent[1] == '+' ? 2 : 1), end, value);
  point_ = value + 1;
  end_ = static_cast<int>(exponent - buffer_);
  if (end_ > 1) {  // close the gap of the point
    buffer_[1] = buffer_[0];
    start_ = 1;
  }
  DropTrailingZeros();
}

/// Reads DDD.DDD in place.
void FloatDigits::TakeFixed(char* end) {
  char* dot = std::find(buffer_, end, '.');
  point_ = static_cast<int>(dot - buffer_);
  if (dot != end) std::memmove(dot, dot + 1, --end - dot);
  end_ = static_cast<int>(end - buffer_);
  while (start_ < end_ && buffer_[start_] == '0') {
    ++start_;
    --point_;
  }
  DropTrailingZeros();
}

void FloatDigits::DropTrailingZeros() {
  while (end_ > start_ && buffer_[end_ - 1] == '0') --end_;
  if (end_ > start_) return;
  buffer_[0] = '0';
  start_ = 0;
  end_ = 1;
  point_ = 1;
}

}  // namespace krait
