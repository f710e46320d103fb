#include "vm/number/format_number.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "vm/number/float_text.h"
#include "vm/unicode/utf.h"

namespace krait {
namespace {

/// The spec's grouping, or the locale's for type 'n'.
NumberLocale PunctuationOf(const FormatSpec& spec, const NumberLocale& locale) {
  if (spec.type == 'n') return locale;
  NumberLocale result;
  if (spec.grouping == '\0') return result;
  bool by_four = spec.type == 'b' || spec.type == 'o' || spec.type == 'x' || spec.type == 'X';
  result.grouping = by_four ? "\4" : "\3";
  result.separator = spec.grouping == ',' ? "," : "_";
  return result;
}

NumberField FieldOf(const FormatSpec& spec) {
  return {.sign = spec.sign, .align = spec.align, .fill = spec.fill, .width = spec.width};
}

std::string_view PrefixOf(const FormatSpec& spec) {
  if (!spec.alternate) return "";
  switch (spec.type) {
    case 'b':
      return "0b";
    case 'o':
      return "0o";
    case 'x':
      return "0x";
    case 'X':
      return "0X";
    default:
      return "";
  }
}

/// How FormatFloat writes a float of this spec. The type of none given is 'r' or, with a precision,
/// 'g'; `add_dot_0` applies to it alone.
FormatFailure FloatStyleFor(const FormatSpec& spec, bool add_dot_0, const FormatLimits& limits,
                            FloatStyle* style) {
  constexpr int kDefaultPrecision = 6;
  if (spec.precision > std::numeric_limits<int32_t>::max()) {
    return FormatError{FormatError::Type::kValueError, "precision too big"};
  }
  *style = FloatStyle{};
  style->alternate = spec.alternate;
  style->no_negative_zero = spec.no_negative_zero;
  style->precision = static_cast<int32_t>(spec.precision < 0 ? kDefaultPrecision : spec.precision);
  switch (spec.type) {
    case '\0':
      style->type = spec.precision < 0 ? 'r' : 'g';
      style->add_dot_0 = add_dot_0;
      break;
    case 'n':
      style->type = 'g';
      break;
    case '%':
      style->type = 'f';
      break;
    default:
      style->type = spec.type;
      break;
  }
  // Only these write as many digits as were asked for, however few there are.
  bool writes_all = style->type == 'e' || style->type == 'E' || style->type == 'f' ||
                    style->type == 'F' || style->alternate;
  if (writes_all && static_cast<size_t>(style->precision) > limits.max_size) {
    return FormatError{FormatError::Type::kMemoryError, ""};
  }
  return std::nullopt;
}

}  // namespace

StringLayout LayOutString(const FormatSpec& spec, size_t length) {
  size_t kept = length;
  if (spec.precision >= 0) kept = std::min(kept, static_cast<size_t>(spec.precision));
  return {.kept = kept, .padding = PaddingFor(kept, spec.width, spec.align)};
}

FormatFailure RenderInt(const FormatSpec& spec, bool negative, std::string_view digits,
                        const NumberLocale& locale, const FormatLimits& limits,
                        FormattedText* out) {
  std::string upper;
  if (spec.type == 'X') {
    upper = digits;
    for (char& c : upper) c = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
    digits = upper;
  }
  NumberParts parts = {.negative = negative, .prefix = PrefixOf(spec), .digits = digits};
  return LayOutNumber(parts, FieldOf(spec), PunctuationOf(spec, locale), limits, out);
}

FormatFailure RenderChar(const FormatSpec& spec, int64_t value, FormattedText* out) {
  if (value < 0 || value > 0x10FFFF) {
    return FormatError{FormatError::Type::kOverflowError, "%c arg not in range(0x110000)"};
  }
  char32_t c = static_cast<char32_t>(value);
  uint8_t bytes[4];
  const size_t size = EncodeUtf8(&c, 1, bytes) - bytes;
  out->Begin().Append(std::string_view(reinterpret_cast<const char*>(bytes), size));
  out->Pad(false, 0, spec.fill, spec.width, spec.align);
  return std::nullopt;
}

FormatFailure RenderFloat(const FormatSpec& spec, double value, const NumberLocale& locale,
                          const FormatLimits& limits, FormattedText* out) {
  FloatStyle style;
  if (FormatFailure failure = FloatStyleFor(spec, true, limits, &style)) return failure;
  if (spec.type == '%') value *= 100;
  TextBuffer text;
  AppendFloat(value, style, &text);
  if (spec.type == '%') text.Append('%');
  return LayOutNumber(SplitNumber(text.view()), FieldOf(spec), PunctuationOf(spec, locale), limits,
                      out);
}

FormatFailure RenderComplex(const FormatSpec& spec, double real, double imaginary,
                            const NumberLocale& locale, const FormatLimits& limits,
                            FormattedText* out) {
  FloatStyle style;
  if (FormatFailure failure = FloatStyleFor(spec, false, limits, &style)) return failure;
  // Like str(), a spec without type leaves out a real part of +0 and encloses others in
  // parentheses.
  bool skips_real = spec.type == '\0' && real == 0 && !std::signbit(real);
  bool encloses = spec.type == '\0' && !skips_real;
  NumberLocale punctuation = PunctuationOf(spec, locale);
  TextBuffer& text = out->Begin();
  const auto append = [&](double part, char sign) {
    TextBuffer digits;
    AppendFloat(part, style, &digits);
    AppendNumber(SplitNumber(digits.view()), sign, punctuation, &text);
  };
  if (encloses) text.Append('(');
  if (!skips_real) append(real, spec.sign);
  append(imaginary, skips_real ? spec.sign : '+');
  text.Append('j');
  if (encloses) text.Append(')');
  out->Pad(punctuation.IsAscii(), 0, spec.fill, spec.width, spec.align);
  return std::nullopt;
}

}  // namespace krait
