#pragma once

#include <cstddef>
#include <string_view>

#include "vm/core/result.h"
#include "vm/core/value.h"

/// Between ints and text, with the limit of sys.set_int_max_str_digits.
namespace krait {

class Bytes;
class Str;
class Thread;

/// The digits of an int-like's magnitude, lower case. Lives on the native stack.
class IntDigits {
 public:
  IntDigits() = default;
  IntDigits(const IntDigits&) = delete;
  IntDigits& operator=(const IntDigits&) = delete;

  /// `base` is from 2 to 36. ValueError when there are too many digits.
  Result<None> Convert(Thread& t, Value value, int base);

  bool negative() const { return negative_; }
  std::string_view digits() const { return {text_ + negative_, length_ - negative_}; }
  /// The digits behind a minus sign, if there is one.
  std::string_view signed_digits() const { return {text_, length_}; }

 private:
  static constexpr size_t kInlineSize = 72;  // 64 bits in base 2

  bool negative_ = false;
  size_t length_ = 0;
  char* text_ = inline_;  // or the characters of cell_
  Str* cell_ = nullptr;   // keeps the text of a larger int
  char inline_[kInlineSize];
};

/// The text of an int-like: `prefix` ("0x") stands between sign and digits.
Result<Str*> IntToStr(Thread& t, Value value, int base = 10, std::string_view prefix = "");

/// int(text, base): ValueError for what is none. `base` is 0 or from 2 to 36.
Result<Value> IntFromStr(Thread& t, Str* text, int base);
Result<Value> IntFromBytesText(Thread& t, Bytes* text, int base);

}  // namespace krait
