#include "vm/number/format_spec.h"

#include <cstdio>
#include <limits>

#include "vm/unicode/properties.h"
#include "vm/unicode/utf.h"

namespace krait {
namespace {

FormatFailure ValueError(std::string message) {
  return FormatError{FormatError::Type::kValueError, std::move(message)};
}

/// A character for a message: itself if it is plain ASCII, otherwise its number.
std::string Shown(char32_t c) {
  if (c > 32 && c < 128) return std::string(1, static_cast<char>(c));
  char text[16];
  std::snprintf(text, sizeof(text), "\\x%x", static_cast<unsigned>(c));
  return text;
}

/// CPython cuts type names in these messages; not to cut through a character is ours.
std::string Shortened(std::string_view type_name) {
  size_t size = 200;
  if (type_name.size() <= size) return std::string(type_name);
  while (size > 0 && (type_name[size] & 0xC0) == 0x80) --size;
  return std::string(type_name.substr(0, size));
}

FormatFailure UnknownType(char32_t type, std::string_view type_name) {
  return ValueError("Unknown format code '" + Shown(type) + "' for object of type '" +
                    Shortened(type_name) + "'");
}

FormatFailure GroupingRefused(char grouping, char32_t type) {
  return ValueError("Cannot specify '" + std::string(1, grouping) + "' with '" + Shown(type) +
                    "'.");
}

FormatFailure BothGroupings() { return ValueError("Cannot specify both ',' and '_'."); }

template <typename Char>
FormatFailure InvalidSpec(const Char* text, size_t size, std::string_view type_name) {
  constexpr size_t kMostBytes = sizeof(Char) == 4 ? 4 : sizeof(Char) + 1;
  std::string encoded(size * kMostBytes, '\0');
  uint8_t* start = reinterpret_cast<uint8_t*>(encoded.data());
  encoded.resize(EncodeUtf8(text, size, start) - start);
  return ValueError("Invalid format specifier '" + encoded + "' for object of type '" +
                    Shortened(type_name) + "'");
}

constexpr bool IsAlignment(char32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }
constexpr bool IsSign(char32_t c) { return c == ' ' || c == '+' || c == '-'; }

/// Walks over the text of one specification.
template <typename Char>
class SpecParser {
 public:
  SpecParser(const Char* text, size_t size) : text_(text), size_(size) {}

  size_t left() const { return size_ - place_; }
  char32_t Peek(size_t ahead = 0) const { return left() > ahead ? text_[place_ + ahead] : 0; }
  bool Has(size_t ahead) const { return left() > ahead; }
  void Skip(size_t count) { place_ += count; }

  bool Take(char c) {
    if (left() == 0 || text_[place_] != static_cast<Char>(c)) return false;
    ++place_;
    return true;
  }

  /// Reads decimal digits of any script; false if the number is too large. Leaves `value` alone if
  /// there are none.
  bool TakeNumber(int64_t* value) {
    int64_t number = 0;
    bool any = false;
    for (; left() > 0; ++place_) {
      int digit = DecimalValue(text_[place_]);
      if (digit < 0) break;
      if (number > (std::numeric_limits<int64_t>::max() - digit) / 10) return false;
      number = number * 10 + digit;
      any = true;
    }
    if (any) *value = number;
    return true;
  }

 private:
  const Char* text_;
  size_t size_;
  size_t place_ = 0;
};

/// Everything before the type, which is left to the caller.
template <typename Char>
FormatFailure ParseFields(SpecParser<Char>& parser, FormatKind kind, FormatSpec* spec) {
  bool has_fill = false;
  bool has_align = true;
  if (parser.Has(1) && IsAlignment(parser.Peek(1))) {
    spec->fill = parser.Peek();
    spec->align = static_cast<char>(parser.Peek(1));
    has_fill = true;
    parser.Skip(2);
  } else if (parser.Has(0) && IsAlignment(parser.Peek())) {
    spec->align = static_cast<char>(parser.Peek());
    parser.Skip(1);
  } else {
    has_align = false;
  }
  if (parser.Has(0) && IsSign(parser.Peek())) {
    spec->sign = static_cast<char>(parser.Peek());
    parser.Skip(1);
  }
  spec->no_negative_zero = parser.Take('z');
  spec->alternate = parser.Take('#');
  if (!has_fill && parser.Take('0')) {
    spec->fill = '0';
    if (!has_align && kind != FormatKind::kString) spec->align = '=';
  }
  constexpr const char* kTooManyDigits = "Too many decimal digits in format string";
  if (!parser.TakeNumber(&spec->width)) return ValueError(kTooManyDigits);
  if (parser.Take(',')) spec->grouping = ',';
  if (parser.Take('_')) {
    if (spec->grouping != '\0') return BothGroupings();
    spec->grouping = '_';
  }
  if (spec->grouping == '_' && parser.Peek() == ',') return BothGroupings();
  if (parser.Take('.')) {
    if (!parser.TakeNumber(&spec->precision)) return ValueError(kTooManyDigits);
    if (spec->precision < 0) return ValueError("Format specifier missing precision");
  }
  return std::nullopt;
}

/// Thousands go with decimal numbers, groups of four after '_' also with the other bases.
bool TakesGrouping(char32_t type, char grouping) {
  if (type == '\0') return true;
  if (type > 0x7F) return false;
  std::string_view types = grouping == '_' ? "deEfFgG%boxX" : "deEfFgG%";
  return types.find(static_cast<char>(type)) != std::string_view::npos;
}

bool IsKnownType(char32_t type, FormatKind kind) {
  if (type == '\0') return kind != FormatKind::kString && kind != FormatKind::kInt;
  if (type > 0x7F) return false;
  constexpr std::string_view kTypes[] = {"s", "bcdoxXneEfFgG%", "eEfFgGn%", "eEfFgGn"};
  return kTypes[static_cast<int>(kind)].find(static_cast<char>(type)) != std::string_view::npos;
}

FormatFailure CheckString(const FormatSpec& spec) {
  if (spec.sign == ' ') return ValueError("Space not allowed in string format specifier");
  if (spec.sign != '\0') return ValueError("Sign not allowed in string format specifier");
  if (spec.no_negative_zero) {
    return ValueError("Negative zero coercion (z) not allowed in string format specifier");
  }
  if (spec.alternate) {
    return ValueError("Alternate form (#) not allowed in string format specifier");
  }
  if (spec.align == '=') {
    return ValueError("'=' alignment not allowed in string format specifier");
  }
  return std::nullopt;
}

FormatFailure CheckInt(const FormatSpec& spec) {
  if (IsFloatType(spec.type)) return std::nullopt;
  if (spec.precision >= 0) {
    return ValueError("Precision not allowed in integer format specifier");
  }
  if (spec.no_negative_zero) {
    return ValueError("Negative zero coercion (z) not allowed in integer format specifier");
  }
  if (spec.type != 'c') return std::nullopt;
  if (spec.sign != '\0') {
    return ValueError("Sign not allowed with integer format specifier 'c'");
  }
  if (spec.alternate) {
    return ValueError("Alternate form (#) not allowed with integer format specifier 'c'");
  }
  return std::nullopt;
}

FormatFailure CheckComplex(const FormatSpec& spec) {
  if (spec.precision > std::numeric_limits<int>::max()) return ValueError("precision too big");
  if (spec.fill == '0') {
    return ValueError("Zero padding is not allowed in complex format specifier");
  }
  if (spec.align == '=') {
    return ValueError("'=' alignment flag is not allowed in complex format specifier");
  }
  return std::nullopt;
}

}  // namespace

template <typename Char>
FormatFailure ParseFormatSpec(const Char* text, size_t size, FormatKind kind,
                              absl::FunctionRef<std::string()> type_name, FormatSpec* spec) {
  *spec = FormatSpec{};
  if (kind != FormatKind::kString) spec->align = '>';
  char32_t type = kind == FormatKind::kString ? 's' : kind == FormatKind::kInt ? 'd' : '\0';
  SpecParser<Char> parser(text, size);
  if (FormatFailure failure = ParseFields(parser, kind, spec)) return failure;
  if (parser.left() > 1) return InvalidSpec(text, size, type_name());
  if (parser.left() == 1) type = parser.Peek();
  if (spec->grouping != '\0' && !TakesGrouping(type, spec->grouping)) {
    return GroupingRefused(spec->grouping, type);
  }
  if (!IsKnownType(type, kind)) return UnknownType(type, type_name());
  spec->type = static_cast<char>(type);
  switch (kind) {
    case FormatKind::kString:
      return CheckString(*spec);
    case FormatKind::kInt:
      return CheckInt(*spec);
    case FormatKind::kComplex:
      return CheckComplex(*spec);
    case FormatKind::kFloat:
      break;
  }
  return std::nullopt;
}

template FormatFailure ParseFormatSpec(const uint8_t*, size_t, FormatKind,
                                       absl::FunctionRef<std::string()>, FormatSpec*);
template FormatFailure ParseFormatSpec(const char16_t*, size_t, FormatKind,
                                       absl::FunctionRef<std::string()>, FormatSpec*);
template FormatFailure ParseFormatSpec(const char32_t*, size_t, FormatKind,
                                       absl::FunctionRef<std::string()>, FormatSpec*);

}  // namespace krait
