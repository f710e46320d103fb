#include "vm/object/quick_format.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string_view>

#include "vm/number/float_text.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"

namespace krait {
namespace {

// Width and precision have two digits; an int has at most 19 and six commas, a float here 17 and
// its point and exponent.
constexpr size_t kMaxText = 160;

bool IsAlign(uint8_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }
bool IsDigit(uint8_t c) { return c >= '0' && c <= '9'; }

/// One or two digits; false when there are none, or more.
bool TakeNumber(const uint8_t** at, const uint8_t* end, int* number) {
  if (*at == end || !IsDigit(**at)) return false;
  *number = *(*at)++ - '0';
  if (*at != end && IsDigit(**at)) *number = *number * 10 + (*(*at)++ - '0');
  return *at == end || !IsDigit(**at);
}

/// Sign and digits to `out` as the spec has them; returns the length.
size_t Compose(char sign, std::string_view digits, const QuickSpec& spec, char* out) {
  const char align = spec.align != '\0' ? spec.align : spec.zero ? '=' : '>';
  const size_t length = digits.size() + (sign != '\0');
  const auto width = static_cast<size_t>(spec.width);
  const size_t padding = width > length ? width - length : 0;
  const size_t left = align == '<' ? 0 : align == '^' ? padding / 2 : padding;
  char* to = out;
  const auto pad = [&](size_t count) {
    for (; count != 0; --count) *to++ = spec.fill;
  };
  if (align != '=') pad(left);
  if (sign != '\0') *to++ = sign;
  if (align == '=') pad(left);
  to = std::copy(digits.begin(), digits.end(), to);
  pad(padding - left);
  return static_cast<size_t>(to - out);
}

char SignOf(bool negative, const QuickSpec& spec) {
  if (negative) return '-';
  return spec.sign == '-' ? '\0' : spec.sign;
}

/// 0: not of this kind. Zeros before commas would have commas themselves.
size_t ComposeInt(int64_t value, const QuickSpec& spec, char* out) {
  const bool decimal = spec.type == '\0' || spec.type == 'd';
  if (spec.precision >= 0 || (!decimal && (spec.type != 'x' || spec.comma)) ||
      (spec.comma && spec.fill == '0')) {
    return 0;
  }
  char digits[32];
  char* const end = digits + sizeof(digits);
  char* at = end;
  uint64_t left = value < 0 ? -static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  if (!decimal) {
    for (; left > 15; left >>= 4) *--at = "0123456789abcdef"[left & 15];
    *--at = "0123456789abcdef"[left];
  } else {
    int until_comma = spec.comma ? 3 : 32;
    for (; left > 9; left /= 10) {
      *--at = static_cast<char>('0' + left % 10);
      if (--until_comma == 0) {
        *--at = ',';
        until_comma = 3;
      }
    }
    *--at = static_cast<char>('0' + left);
  }
  return Compose(SignOf(value < 0, spec), {at, static_cast<size_t>(end - at)}, spec, out);
}

/// 0: not of this kind.
size_t ComposeFloat(double value, const QuickSpec& spec, char* out) {
  constexpr double kMost = 1e15;
  constexpr int kDefaultPrecision = 6;
  constexpr int kMaxPrecision = 20;
  const bool fixed = spec.type == 'f';
  if ((!fixed && spec.type != 'e') || spec.comma || spec.precision > kMaxPrecision ||
      !(std::fabs(value) < kMost)) {
    return 0;
  }
  TextBuffer text;
  AppendFloat(
      value,
      {.type = spec.type, .precision = spec.precision < 0 ? kDefaultPrecision : spec.precision},
      &text);
  std::string_view digits = text.view();
  const bool negative = digits.front() == '-';
  if (negative) digits.remove_prefix(1);
  return Compose(SignOf(negative, spec), digits, spec, out);
}

size_t ComposeNumber(Value value, const QuickSpec& spec, char* out) {
  if (value.IsInt()) return ComposeInt(value.AsInt(), spec, out);
  return value.IsFloat() ? ComposeFloat(value.AsFloat(), spec, out) : 0;
}

bool AppendStr(const Str* text, const QuickSpec& spec, StrWriter& out) {
  if ((spec.type != '\0' && spec.type != 's') || spec.sign != '\0' || spec.comma ||
      spec.align == '=') {
    return false;
  }
  size_t kept = text->length();
  if (spec.precision >= 0) kept = std::min(kept, static_cast<size_t>(spec.precision));
  const auto width = static_cast<size_t>(spec.width);
  const size_t padding = width > kept ? width - kept : 0;
  const size_t left = spec.align == '>' ? padding : spec.align == '^' ? padding / 2 : 0;
  const auto fill = static_cast<char32_t>(spec.fill);
  out.Fill(fill, left);
  out.AppendRange(text, 0, kept);
  out.Fill(fill, padding - left);
  return true;
}

}  // namespace

bool ParseQuickSpec(const uint8_t* text, size_t size, QuickSpec* spec) {
  const uint8_t* at = text;
  const uint8_t* const end = text + size;
  bool has_fill = false;
  if (size >= 2 && IsAlign(at[1])) {
    if (at[0] >= 0x80) return false;
    spec->fill = static_cast<char>(at[0]);
    spec->align = static_cast<char>(at[1]);
    has_fill = true;
    at += 2;
  } else if (size >= 1 && IsAlign(at[0])) {
    spec->align = static_cast<char>(*at++);
  }
  if (at != end && (*at == '+' || *at == '-' || *at == ' ')) spec->sign = static_cast<char>(*at++);
  if (at != end && *at == '0' && !has_fill) {
    spec->fill = '0';
    spec->zero = true;
    ++at;
  }
  if (at != end && IsDigit(*at) && !TakeNumber(&at, end, &spec->width)) return false;
  if (at != end && *at == ',') {
    spec->comma = true;
    ++at;
  }
  if (at != end && *at == '.' && !TakeNumber(&++at, end, &spec->precision)) return false;
  if (at == end) return true;
  spec->type = static_cast<char>(*at++);
  return at == end && spec->type != '\0';
}

bool ParseQuickPercent(const uint8_t** at, const uint8_t* end, QuickSpec* spec) {
  const uint8_t* next = *at;
  for (; next != end; ++next) {
    if (*next == '-') {
      spec->align = '<';
    } else if (*next == '+' || (*next == ' ' && spec->sign == '\0')) {
      spec->sign = static_cast<char>(*next);
    } else if (*next == '0') {
      spec->zero = true;
    } else if (*next != ' ') {
      break;
    }
  }
  if (next != end && IsDigit(*next) && !TakeNumber(&next, end, &spec->width)) return false;
  if (next != end && *next == '.' && !TakeNumber(&++next, end, &spec->precision)) return false;
  if (next == end) return false;
  const uint8_t type = *next++;
  switch (type) {
    case 'd':
    case 'i':
    case 'u':
    case 'x':
      if (spec->precision >= 0) return false;  // that many digits at least
      [[fallthrough]];
    case 'e':
    case 'f':
      if (spec->zero && spec->align == '\0') spec->fill = '0';
      spec->type = type == 'i' || type == 'u' ? 'd' : static_cast<char>(type);
      break;
    case 's':
      // A text has no sign, and is padded with spaces.
      if (spec->align == '\0') spec->align = '>';
      spec->sign = '\0';
      spec->type = 's';
      break;
    default:
      return false;
  }
  *at = next;
  return true;
}

bool AppendQuick(Value value, const QuickSpec& spec, StrWriter& out) {
  if (IsExactly<Str>(value)) return AppendStr(Cast<Str>(value), spec, out);
  char text[kMaxText];
  const size_t size = ComposeNumber(value, spec, text);
  if (size != 0) out.AppendAscii({text, size});
  return size != 0;
}

Result<Value> FormatQuick(Thread& t, Value value, const Str* spec) {
  QuickSpec parsed;
  if (spec->width() != 1 || !ParseQuickSpec(spec->data1(), spec->length(), &parsed)) {
    return Value::Unbound();
  }
  if (IsExactly<Str>(value)) {
    StrWriter out(t);
    if (!AppendStr(Cast<Str>(value), parsed, out)) return Value::Unbound();
    return out.Finish(t);
  }
  char text[kMaxText];
  const size_t size = ComposeNumber(value, parsed, text);
  if (size == 0) return Value::Unbound();
  if (size == 1) return Str::FromCodePoint(t, static_cast<uint8_t>(text[0]));
  Str* result = TRY(Str::NewUninitialized(t, size, 1, true));
  std::memcpy(const_cast<uint8_t*>(result->data1()), text, size);
  return result;
}

}  // namespace krait
