#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "vm/number/format_error.h"
#include "vm/number/format_layout.h"
#include "vm/number/format_number.h"

// The conversions of `format % values`, for str and bytes. What stands between them, the values and
// the types "%s", "%r", "%a", "%b" are the caller's.

namespace krait {

enum class PercentDialect : uint8_t { kStr, kBytes };

/// One conversion. Its fields are filled in the order in which they stand in the format, up to the
/// first error. To raise what CPython raises, the caller follows the same order: takes the value of
/// the key, of a starred width and of a starred precision (SetWidth, SetPrecision), then raises
/// `error`, then takes the value to convert.
struct PercentConversion {
  bool has_key = false;     // the values must be a mapping, even if the key turns out incomplete
  bool key_closed = false;  // the key is complete: its value is taken
  size_t key_start = 0;     // offsets into the format
  size_t key_end = 0;
  bool left_adjust = false;       // '-'
  bool always_sign = false;       // '+'
  bool blank_sign = false;        // ' '
  bool alternate = false;         // '#'
  bool zero_fill = false;         // '0'
  bool no_negative_zero = false;  // 'z', which only bytes know
  bool star_width = false;
  bool star_precision = false;
  int64_t width = -1;       // -1: none given
  int32_t precision = -1;   // -1: none given
  char32_t type = 0;        // any code point; '%' alone stands for itself and takes no value
  size_t type_place = 0;    // offset of the type in the format
  size_t end = 0;           // offset behind the conversion
  bool is_literal = false;  // "%%": no value
  FormatFailure error;

  /// What a starred width means: a negative one adjusts to the left.
  void SetWidth(int64_t value);
  /// What a starred precision means: a negative one is 0.
  void SetPrecision(int32_t value);
};

/// The TypeError for a starred width or precision that is no int.
inline constexpr std::string_view kStarWantsInt = "* wants int";
inline constexpr std::string_view kNotEnoughArguments = "not enough arguments for format string";
inline constexpr std::string_view kNotAllConverted =
    "not all arguments converted during string formatting";
inline constexpr std::string_view kNeedsMapping = "format requires a mapping";

/// Parses the conversion whose '%' is at text[place]. `text` holds code points, or bytes.
template <typename Char>
PercentConversion ParsePercent(const Char* text, size_t size, size_t place, PercentDialect dialect);

/// The ValueError for a type that is none; raised after the value was taken.
FormatError UnsupportedPercentType(const PercentConversion& conversion, PercentDialect dialect);

/// The TypeError for a value of the wrong type, named `type_name`, under one of the types
/// d i u o x X e E f F g G c.
std::string PercentTypeError(const PercentConversion& conversion, PercentDialect dialect,
                             std::string_view type_name);

/// The OverflowError for an int out of range under "%c".
std::string_view PercentCharRange(PercentDialect dialect);

/// The base in which RenderPercentInt wants an int's digits.
int PercentBase(char32_t type);

/// Types d, i, u, o, x, X, from the digits of the magnitude in lower case.
[[nodiscard]] FormatFailure RenderPercentInt(const PercentConversion& conversion, bool negative,
                                             std::string_view digits, const FormatLimits& limits,
                                             FormattedText* out);

/// Types e, E, f, F, g, G.
[[nodiscard]] FormatFailure RenderPercentFloat(const PercentConversion& conversion, double value,
                                               const FormatLimits& limits, FormattedText* out);

/// Types s, r, a and b: what is kept of a text of this length, padded with spaces.
StringLayout LayOutPercentString(const PercentConversion& conversion, size_t length);

/// Type c: the padding of its one character.
Padding LayOutPercentChar(const PercentConversion& conversion);

}  // namespace krait
