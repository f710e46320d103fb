#pragma once

#include <cstdint>
#include <string_view>

namespace krait {

/// The decimal digits of a finite double: 0.DDD... times ten to the power of `point`, without
/// trailing zeros. Zero is the single digit 0 with point 1; it is the only value whose first digit
/// is 0.
class FloatDigits {
 public:
  // Every double is an integer of at most 309 digits and at most 1074 places.
  static constexpr int kMaxPlaces = 1074;

  /// The fewest digits that read back as the same double.
  static FloatDigits Shortest(double value);
  /// Correctly rounded to `count` significant digits, at least 1.
  static FloatDigits Significant(double value, int64_t count);
  /// Correctly rounded to `places` digits behind the decimal point.
  static FloatDigits Fixed(double value, int64_t places);

  bool negative() const { return negative_; }
  bool is_zero() const { return buffer_[start_] == '0'; }
  int point() const { return point_; }
  std::string_view digits() const { return {buffer_ + start_, static_cast<size_t>(end_ - start_)}; }

 private:
  static constexpr int kMaxSignificant = 767;

  void TakeScientific(char* end);
  void TakeFixed(char* end);
  void DropTrailingZeros();

  char buffer_[1 + 309 + 1 + kMaxPlaces];
  int start_ = 0;
  int end_ = 0;
  int point_ = 0;
  bool negative_ = false;
};

}  // namespace krait
