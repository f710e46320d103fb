#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "vm/number/text_buffer.h"

namespace krait {

/// How to write a double: the styles of PyOS_double_to_string.
struct FloatStyle {
  /// 'e', 'f', 'g' and their upper case, or 'r' for the shortest text that reads back the same
  /// (which ignores the precision).
  char type = 'r';
  /// Digits behind the point for 'e' and 'f', significant digits for 'g' (where 0 means 1).
  int32_t precision = 0;
  bool always_sign = false;       // '+' before what is not negative
  bool add_dot_0 = false;         // ".0" where the text would look like an int
  bool alternate = false;         // '#': keeps the point, and for 'g' the zeros behind it
  bool no_negative_zero = false;  // 'z': no minus before what was rounded to zero
};

/// Appends any double, infinities and NaNs included: at most 330 characters more than the
/// precision. The caller sees to it that there is room.
void AppendFloat(double value, const FloatStyle& style, TextBuffer* out);
std::string FormatFloat(double value, const FloatStyle& style);

/// repr(): "1.0", "1e+16", "-0.0", "inf", "nan".
std::string FloatRepr(double value);

/// Reads the longest prefix of `text` that is a decimal number, "inf", "infinity" or "nan", in
/// either case, with an optional sign: no spaces, no underscores. Returns its length, 0 if there is
/// none. Correctly rounded; too large a number is infinite, too small a one zero.
size_t ParseFloatPrefix(std::string_view text, double* value);

/// Reads all of `text`, as float() does: underscores may stand between digits. Stripping spaces and
/// translating other scripts' digits is the caller's.
bool ParseFloat(std::string_view text, double* value);

/// A finite double as mantissa * 2**exponent with an odd mantissa, or 0 * 2**0.
struct FloatParts {
  int64_t mantissa;
  int exponent;
};
FloatParts SplitFloat(double value);

}  // namespace krait
