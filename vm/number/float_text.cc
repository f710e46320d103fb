#include "vm/number/float_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

#include "vm/number/float_digits.h"

namespace krait {
namespace {

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsUpperStyle(char type) { return type >= 'A' && type <= 'Z'; }

void AppendSpecial(double value, const FloatStyle& style, TextBuffer* out) {
  if (value < 0) {
    out->Append('-');
  } else if (style.always_sign) {
    out->Append('+');
  }
  const bool upper = IsUpperStyle(style.type);
  out->Append(std::string_view(std::isnan(value) ? (upper ? "NAN" : "nan")
                               : upper           ? "INF"
                                                 : "inf"));
}

/// How the digits are to be laid out.
struct Layout {
  bool exponent;
  /// The digits are filled up with zeros to this many, counted from the first one.
  int64_t digit_count;
};

FloatDigits DigitsFor(double value, char type, int64_t precision) {
  switch (type) {
    case 'e':
      return FloatDigits::Significant(value, precision + 1);
    case 'f':
      return FloatDigits::Fixed(value, precision);
    case 'g':
      return FloatDigits::Significant(value, precision);
    default:
      return FloatDigits::Shortest(value);
  }
}

Layout LayoutFor(const FloatDigits& digits, char type, int64_t precision, const FloatStyle& style) {
  int64_t point = digits.point();
  Layout layout = {.exponent = false, .digit_count = static_cast<int64_t>(digits.digits().size())};
  switch (type) {
    case 'e':
      layout = {.exponent = true, .digit_count = precision + 1};
      break;
    case 'f':
      layout.digit_count = point + precision;
      break;
    case 'g':
      layout.exponent = point <= -4 || point > precision - (style.add_dot_0 ? 1 : 0);
      if (style.alternate) layout.digit_count = precision;
      break;
    default:
      layout.exponent = point <= -4 || point > 16;
      break;
  }
  if (!layout.exponent) {
    layout.digit_count = std::max(layout.digit_count, point + (style.add_dot_0 ? 1 : 0));
  }
  return layout;
}

void AppendExponent(int exponent, char letter, TextBuffer* out) {
  out->Append(letter);
  out->Append(exponent < 0 ? '-' : '+');
  int magnitude = std::abs(exponent);
  if (magnitude < 10) out->Append('0');
  char buffer[8];
  const char* end = std::to_chars(buffer, buffer + sizeof(buffer), magnitude).ptr;
  out->Append(std::string_view(buffer, end - buffer));
}

/// Appends digits [from, to), where those behind the last are zeros.
void AppendDigits(std::string_view digits, int64_t from, int64_t to, TextBuffer* out) {
  int64_t size = static_cast<int64_t>(digits.size());
  if (from < size) out->Append(digits.substr(from, std::min(to, size) - from));
  if (to > std::max(from, size)) out->Fill('0', to - std::max(from, size));
}

bool IsZeroText(std::string_view text) {
  return text.find_first_not_of("0.") == std::string_view::npos;
}

/// 'f' with no more places than any double has: std::to_chars writes it as it stands.
void AppendFixed(double value, const FloatStyle& style, TextBuffer* out) {
  constexpr size_t kIntegerDigits = 309;
  const size_t start = out->size();
  const bool negative = std::signbit(value);
  if (negative) {
    out->Append('-');
  } else if (style.always_sign) {
    out->Append('+');
  }
  const size_t begin = out->size();
  const size_t integer_digits = std::fabs(value) < 1e15 ? 16 : kIntegerDigits;
  const size_t room = integer_digits + 1 + static_cast<size_t>(style.precision);
  char* digits = out->Extend(room);
  const char* end = std::to_chars(digits, digits + room, std::fabs(value), std::chars_format::fixed,
                                  style.precision)
                        .ptr;
  const auto size = static_cast<size_t>(end - digits);
  if (negative && style.no_negative_zero && IsZeroText({digits, size})) {
    std::memmove(digits - 1, digits, size);
    out->Truncate(start + size);
  } else {
    out->Truncate(begin + size);
  }
  if (style.alternate && style.precision == 0) out->Append('.');
}

}  // namespace

void AppendFloat(double value, const FloatStyle& style, TextBuffer* out) {
  if (!std::isfinite(value)) return AppendSpecial(value, style, out);
  char type = IsUpperStyle(style.type) ? static_cast<char>(style.type - 'A' + 'a') : style.type;
  if (type == 'f' && style.precision >= 0 && style.precision <= FloatDigits::kMaxPlaces) {
    return AppendFixed(value, style, out);
  }
  int64_t precision = std::max<int64_t>(style.precision, type == 'g' ? 1 : 0);
  FloatDigits digits = DigitsFor(value, type, precision);
  Layout layout = LayoutFor(digits, type, precision, style);
  int64_t point = layout.exponent ? 1 : digits.point();

  if (digits.negative() && !(style.no_negative_zero && digits.is_zero())) {
    out->Append('-');
  } else if (style.always_sign) {
    out->Append('+');
  }
  if (point > 0) {
    AppendDigits(digits.digits(), 0, point, out);
  } else {
    out->Append('0');
  }
  if (layout.digit_count > point || style.alternate) out->Append('.');
  if (layout.digit_count > point) {
    if (point < 0) out->Fill('0', -point);
    AppendDigits(digits.digits(), std::max<int64_t>(point, 0), layout.digit_count, out);
  }
  if (layout.exponent) {
    AppendExponent(digits.point() - 1, IsUpperStyle(style.type) ? 'E' : 'e', out);
  }
}

std::string FormatFloat(double value, const FloatStyle& style) {
  TextBuffer text;
  AppendFloat(value, style, &text);
  return std::string(text.view());
}

std::string FloatRepr(double value) { return FormatFloat(value, {.type = 'r', .add_dot_0 = true}); }

namespace {

/// The length of the prefix that is [digits][.digits][e[sign]digits] with a digit before the e; and
/// whether a value out of range is large or small.
struct Number {
  size_t length;
  bool huge;
};

Number ScanNumber(std::string_view text) {
  size_t place = 0;
  int64_t magnitude = 0;  // decimal exponent of the first nonzero digit
  bool nonzero = false;
  size_t digits = 0;
  bool behind_point = false;
  for (; place < text.size(); ++place) {
    if (text[place] == '.' && !behind_point) {
      behind_point = true;
      continue;
    }
    if (!IsDigit(text[place])) break;
    ++digits;
    nonzero |= text[place] != '0';
    if (nonzero && !behind_point) ++magnitude;
    if (!nonzero && behind_point) --magnitude;
  }
  if (digits == 0) return {0, false};
  size_t end = place;
  if (place < text.size() && (text[place] | 0x20) == 'e') {
    bool negative = ++place < text.size() && text[place] == '-';
    if (place < text.size() && (negative || text[place] == '+')) ++place;
    int64_t exponent = 0;
    constexpr int64_t kFarOut = int64_t{1} << 59;
    for (; place < text.size() && IsDigit(text[place]); ++place) {
      exponent = std::min(exponent * 10 + (text[place] - '0'), kFarOut);
      end = place + 1;
    }
    magnitude += negative ? -exponent : exponent;
  }
  return {end, nonzero && magnitude > 0};
}

bool StartsWithIgnoringCase(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  for (size_t i = 0; i < lower.size(); ++i) {
    if ((text[i] | 0x20) != lower[i]) return false;
  }
  return true;
}

size_t ParseUnsigned(std::string_view text, double* value) {
  for (std::string_view word : {"infinity", "inf", "nan"}) {
    if (!StartsWithIgnoringCase(text, word)) continue;
    *value = word[0] == 'i' ? std::numeric_limits<double>::infinity()
                            : std::numeric_limits<double>::quiet_NaN();
    return word.size();
  }
  Number number = ScanNumber(text);
  if (number.length == 0) return 0;
  std::from_chars_result result = std::from_chars(text.data(), text.data() + number.length, *value);
  if (result.ec == std::errc::result_out_of_range) {
    *value = number.huge ? std::numeric_limits<double>::infinity() : 0.0;
  }
  return number.length;
}

}  // namespace

size_t ParseFloatPrefix(std::string_view text, double* value) {
  size_t sign = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  size_t length = ParseUnsigned(text.substr(sign), value);
  if (length == 0) return 0;
  if (sign != 0 && text[0] == '-') *value = -*value;
  return sign + length;
}

bool ParseFloat(std::string_view text, double* value) {
  if (text.empty()) return false;
  if (text.find('_') == std::string_view::npos) {
    return ParseFloatPrefix(text, value) == text.size();
  }
  std::string plain;
  plain.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '_') {
      plain.push_back(text[i]);
    } else if (i == 0 || i + 1 == text.size() || !IsDigit(text[i - 1]) || !IsDigit(text[i + 1])) {
      return false;
    }
  }
  return ParseFloatPrefix(plain, value) == plain.size();
}

FloatParts SplitFloat(double value) {
  if (value == 0) return {0, 0};
  int exponent;
  double fraction = std::frexp(value, &exponent);
  constexpr int kMantissaBits = std::numeric_limits<double>::digits;
  int64_t mantissa = static_cast<int64_t>(std::ldexp(fraction, kMantissaBits));
  int zeros = __builtin_ctzll(static_cast<uint64_t>(mantissa));
  return {mantissa >> zeros, exponent - kMantissaBits + zeros};
}

}  // namespace krait
