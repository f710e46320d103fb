#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "vm/number/format_error.h"
#include "vm/number/format_text.h"

// How the parts of a number are joined, grouped and padded: the common ground of __format__ and of
// the % operator.

namespace krait {

/// How a number is punctuated; all texts are UTF-8. The default is that of the C locale.
struct NumberLocale {
  std::string_view decimal_point = ".";
  std::string_view separator = "";
  /// Group sizes from the right, one a byte, as localeconv has them: the last one repeats, 0x7F
  /// ends grouping.
  std::string_view grouping = "";

  bool IsAscii() const;
};

struct FormatLimits {
  /// Texts larger than this many bytes, paddings aside, are refused with MemoryError before they
  /// are made.
  size_t max_size = size_t{1} << 30;
};

/// A number taken apart: sign, prefix, digits, point, rest.
struct NumberParts {
  bool negative = false;
  std::string_view prefix = "";  // "0x" and its like
  std::string_view digits = "";  // what is grouped; none in "inf" and "nan"
  bool has_point = false;
  std::string_view rest = "";  // behind the point, exponent included; all of "inf" and "nan"
};

/// Takes text as FormatFloat writes it apart. The parts point into it.
NumberParts SplitNumber(std::string_view text);

/// Appends the number without padding; `sign` is '+', ' ' or something else, as in FormatSpec.
void AppendNumber(const NumberParts& parts, char sign, const NumberLocale& locale, TextBuffer* out);

/// Where a number goes.
struct NumberField {
  char sign = '\0';
  char align = '>';
  char32_t fill = ' ';
  int64_t width = -1;
};

/// Joins and pads a number. Fill '0' with align '=' makes the zeros part of the number, so that
/// they are grouped.
[[nodiscard]] FormatFailure LayOutNumber(const NumberParts& parts, const NumberField& field,
                                         const NumberLocale& locale, const FormatLimits& limits,
                                         FormattedText* out);

}  // namespace krait
