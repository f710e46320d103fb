#include "vm/number/percent_format.h"

#include <algorithm>
#include <cstdio>
#include <limits>
#include <utility>

#include "vm/number/float_text.h"
#include "vm/unicode/utf.h"

namespace krait {
namespace {

FormatFailure ValueError(std::string message) {
  return FormatError{FormatError::Type::kValueError, std::move(message)};
}

constexpr bool IsDecimalDigit(char32_t c) { return c >= '0' && c <= '9'; }

/// Walks over the text of one conversion.
template <typename Char>
class PercentParser {
 public:
  PercentParser(const Char* text, size_t size, size_t place, PercentDialect dialect)
      : text_(text), size_(size), place_(place), dialect_(dialect) {}

  PercentConversion Parse();

 private:
  bool AtEnd() const { return place_ == size_; }
  char32_t Here() const { return text_[place_]; }
  bool IsHere(char c) const { return !AtEnd() && text_[place_] == static_cast<Char>(c); }
  bool Take(char c) {
    bool found = IsHere(c);
    place_ += found ? 1 : 0;
    return found;
  }

  bool ParseKey(PercentConversion* conversion);
  void ParseFlags(PercentConversion* conversion);
  bool ParseWidth(PercentConversion* conversion);
  bool ParsePrecision(PercentConversion* conversion);

  /// Reads decimal digits; false if the number is above `limit`.
  bool TakeNumber(int64_t limit, int64_t* value);

  const Char* text_;
  size_t size_;
  size_t place_;
  PercentDialect dialect_;
};

template <typename Char>
bool PercentParser<Char>::TakeNumber(int64_t limit, int64_t* value) {
  for (; !AtEnd() && IsDecimalDigit(Here()); ++place_) {
    int64_t digit = static_cast<int64_t>(Here() - '0');
    if (*value > (limit - digit) / 10) return false;
    *value = *value * 10 + digit;
  }
  return true;
}

/// A key may hold balanced parentheses.
template <typename Char>
bool PercentParser<Char>::ParseKey(PercentConversion* conversion) {
  if (!Take('(')) return true;
  conversion->has_key = true;
  size_t start = place_;
  for (int64_t depth = 1; !AtEnd(); ++place_) {
    if (Here() == '(') ++depth;
    if (Here() == ')' && --depth == 0) {
      conversion->key_closed = true;
      conversion->key_start = start;
      conversion->key_end = place_++;
      return true;
    }
  }
  conversion->error = ValueError("incomplete format key");
  return false;
}

template <typename Char>
void PercentParser<Char>::ParseFlags(PercentConversion* conversion) {
  for (; !AtEnd(); ++place_) {
    switch (Here()) {
      case '-':
        conversion->left_adjust = true;
        break;
      case '+':
        conversion->always_sign = true;
        break;
      case ' ':
        conversion->blank_sign = true;
        break;
      case '#':
        conversion->alternate = true;
        break;
      case '0':
        conversion->zero_fill = true;
        break;
      case 'z':
        if (dialect_ != PercentDialect::kBytes) return;
        conversion->no_negative_zero = true;
        break;
      default:
        return;
    }
  }
}

template <typename Char>
bool PercentParser<Char>::ParseWidth(PercentConversion* conversion) {
  conversion->star_width = Take('*');
  if (conversion->star_width || AtEnd() || !IsDecimalDigit(Here())) return true;
  conversion->width = 0;
  if (TakeNumber(std::numeric_limits<int64_t>::max(), &conversion->width)) return true;
  conversion->error = ValueError("width too big");
  return false;
}

template <typename Char>
bool PercentParser<Char>::ParsePrecision(PercentConversion* conversion) {
  if (!Take('.')) return true;
  conversion->precision = 0;
  conversion->star_precision = Take('*');
  if (conversion->star_precision) return true;
  int64_t precision = 0;
  if (TakeNumber(std::numeric_limits<int32_t>::max(), &precision)) {
    conversion->precision = static_cast<int32_t>(precision);
    return true;
  }
  bool in_bytes = dialect_ == PercentDialect::kBytes;
  conversion->error = ValueError(in_bytes ? "prec too big" : "precision too big");
  return false;
}

template <typename Char>
PercentConversion PercentParser<Char>::Parse() {
  PercentConversion conversion;
  ++place_;
  conversion.is_literal = IsHere('%');
  if (!conversion.is_literal) {
    if (!ParseKey(&conversion)) return conversion;
    ParseFlags(&conversion);
    if (!ParseWidth(&conversion) || !ParsePrecision(&conversion)) return conversion;
    if (!Take('h') && !Take('l')) Take('L');  // C's length modifiers mean nothing
  }
  if (AtEnd()) {
    conversion.error = ValueError("incomplete format");
    return conversion;
  }
  conversion.type = Here();
  conversion.type_place = place_;
  conversion.end = place_ + 1;
  return conversion;
}

bool IsFloatConversion(char32_t type) {
  return type < 0x80 &&
         std::string_view("eEfFgG").find(static_cast<char>(type)) != std::string_view::npos;
}

NumberField FieldOf(const PercentConversion& conversion) {
  NumberField field;
  field.sign = conversion.always_sign ? '+' : conversion.blank_sign ? ' ' : '\0';
  field.width = conversion.width;
  if (conversion.left_adjust) {
    field.align = '<';
  } else if (conversion.zero_fill) {
    field.align = '=';
    field.fill = '0';
  }
  return field;
}

}  // namespace

void PercentConversion::SetWidth(int64_t value) {
  if (value < 0) {
    left_adjust = true;
    value =
        value == std::numeric_limits<int64_t>::min() ? std::numeric_limits<int64_t>::max() : -value;
  }
  width = value;
}

void PercentConversion::SetPrecision(int32_t value) { precision = std::max(value, 0); }

template <typename Char>
PercentConversion ParsePercent(const Char* text, size_t size, size_t place,
                               PercentDialect dialect) {
  return PercentParser<Char>(text, size, place, dialect).Parse();
}

template PercentConversion ParsePercent(const uint8_t*, size_t, size_t, PercentDialect);
template PercentConversion ParsePercent(const char16_t*, size_t, size_t, PercentDialect);
template PercentConversion ParsePercent(const char32_t*, size_t, size_t, PercentDialect);

FormatError UnsupportedPercentType(const PercentConversion& conversion, PercentDialect dialect) {
  char32_t type = conversion.type;
  // Bytes show as Latin-1. (CPython shows some of those outside ASCII; for others its message is
  // empty.)
  bool shown = dialect == PercentDialect::kBytes || (type >= 32 && type < 127);
  char32_t character = shown ? type : '?';
  uint8_t encoded[4];
  std::string message = "unsupported format character '";
  message.append(encoded, EncodeUtf8(&character, 1, encoded));
  char rest[64];
  std::snprintf(rest, sizeof(rest), "' (0x%x) at index %zu", static_cast<unsigned>(type),
                conversion.type_place);
  return FormatError{FormatError::Type::kValueError, message + rest};
}

std::string PercentTypeError(const PercentConversion& conversion, PercentDialect dialect,
                             std::string_view type_name) {
  bool in_bytes = dialect == PercentDialect::kBytes;
  if (conversion.type == 'c') {
    return in_bytes ? "%c requires an integer in range(256) or a single byte"
                    : "%c requires int or char";
  }
  std::string name(type_name);
  if (IsFloatConversion(conversion.type)) {
    return (in_bytes ? "float argument required, not " : "must be real number, not ") + name;
  }
  char type = static_cast<char>(conversion.type);
  if (in_bytes && type == 'i') type = 'd';
  bool wants_int = PercentBase(conversion.type) != 10;
  return std::string("%") + type + " format: " + (wants_int ? "an integer" : "a real number") +
         " is required, not " + name;
}

std::string_view PercentCharRange(PercentDialect dialect) {
  return dialect == PercentDialect::kBytes ? "%c arg not in range(256)"
                                           : "%c arg not in range(0x110000)";
}

int PercentBase(char32_t type) {
  if (type == 'o') return 8;
  return type == 'x' || type == 'X' ? 16 : 10;
}

FormatFailure RenderPercentInt(const PercentConversion& conversion, bool negative,
                               std::string_view digits, const FormatLimits& limits,
                               FormattedText* out) {
  constexpr int32_t kMostDigits = std::numeric_limits<int32_t>::max() - 3;
  size_t least = static_cast<size_t>(std::max(conversion.precision, 0));
  if (conversion.precision > kMostDigits) {
    return FormatError{FormatError::Type::kOverflowError, "precision too large"};
  }
  if (least > limits.max_size) return FormatError{FormatError::Type::kMemoryError, ""};
  NumberParts parts = {.negative = negative, .digits = digits};
  std::string own;
  if (least > digits.size() || conversion.type == 'X') {
    if (least > digits.size()) own.assign(least - digits.size(), '0');
    own.append(digits);
    if (conversion.type == 'X') {
      for (char& c : own) c = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    parts.digits = own;
  }
  if (conversion.alternate && PercentBase(conversion.type) != 10) {
    parts.prefix = conversion.type == 'o' ? "0o" : conversion.type == 'x' ? "0x" : "0X";
  }
  return LayOutNumber(parts, FieldOf(conversion), NumberLocale{}, limits, out);
}

FormatFailure RenderPercentFloat(const PercentConversion& conversion, double value,
                                 const FormatLimits& limits, FormattedText* out) {
  constexpr int32_t kDefaultPrecision = 6;
  if (conversion.precision > 0 && static_cast<size_t>(conversion.precision) > limits.max_size) {
    return FormatError{FormatError::Type::kMemoryError, ""};
  }
  FloatStyle style;
  style.type = static_cast<char>(conversion.type);
  style.precision = conversion.precision < 0 ? kDefaultPrecision : conversion.precision;
  style.alternate = conversion.alternate;
  style.no_negative_zero = conversion.no_negative_zero;
  TextBuffer text;
  AppendFloat(value, style, &text);
  return LayOutNumber(SplitNumber(text.view()), FieldOf(conversion), NumberLocale{}, limits, out);
}

StringLayout LayOutPercentString(const PercentConversion& conversion, size_t length) {
  size_t kept = length;
  if (conversion.precision >= 0) {
    kept = std::min(kept, static_cast<size_t>(conversion.precision));
  }
  char align = conversion.left_adjust ? '<' : '>';
  return {.kept = kept, .padding = PaddingFor(kept, conversion.width, align)};
}

Padding LayOutPercentChar(const PercentConversion& conversion) {
  return PaddingFor(1, conversion.width, conversion.left_adjust ? '<' : '>');
}

}  // namespace krait
