#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "vm/number/format_error.h"
#include "vm/number/format_layout.h"
#include "vm/number/format_spec.h"
#include "vm/number/format_text.h"

// The values' side of __format__: parse a FormatSpec, make the digits it asks for, render.
// `locale` matters for type 'n' only.

namespace krait {

/// A string needs no text of its own: left padding, the first `kept` code points, right padding,
/// with the fill of the spec.
struct StringLayout {
  size_t kept;
  Padding padding;
};
StringLayout LayOutString(const FormatSpec& spec, size_t length);

/// Renders an int from the digits of its magnitude in IntegerBase(spec.type), in lower case. Not
/// for type 'c' nor for those of floats.
[[nodiscard]] FormatFailure RenderInt(const FormatSpec& spec, bool negative,
                                      std::string_view digits, const NumberLocale& locale,
                                      const FormatLimits& limits, FormattedText* out);

/// Renders an int of type 'c'. For one that does not fit `value` CPython's OverflowError is "Python
/// int too large to convert to C long".
[[nodiscard]] FormatFailure RenderChar(const FormatSpec& spec, int64_t value, FormattedText* out);

/// Renders a float, or an int converted to one because IsFloatType(spec.type).
[[nodiscard]] FormatFailure RenderFloat(const FormatSpec& spec, double value,
                                        const NumberLocale& locale, const FormatLimits& limits,
                                        FormattedText* out);

[[nodiscard]] FormatFailure RenderComplex(const FormatSpec& spec, double real, double imaginary,
                                          const NumberLocale& locale, const FormatLimits& limits,
                                          FormattedText* out);

}  // namespace krait
