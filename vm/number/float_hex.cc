#include "vm/number/float_hex.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "vm/number/float_text.h"

namespace krait {
namespace {

constexpr int kMantissaBits = std::numeric_limits<double>::digits;         // 53
constexpr int kLeastExponent = std::numeric_limits<double>::min_exponent;  // of 0.1BBB * 2**e
constexpr int kMostExponent = std::numeric_limits<double>::max_exponent;

constexpr bool IsSpaceAscii(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string_view Strip(std::string_view text) {
  while (!text.empty() && IsSpaceAscii(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsSpaceAscii(text.back())) text.remove_suffix(1);
  return text;
}

/// A hexadecimal coefficient: (bits, plus something more if sticky) * 2**exponent.
struct Coefficient {
  uint64_t bits = 0;
  int64_t exponent = 0;
  bool sticky = false;
  bool has_digits = false;
};

/// Takes the digits and the point off the front of `text`.
Coefficient TakeCoefficient(std::string_view* text) {
  Coefficient result;
  bool behind_point = false;
  size_t place = 0;
  for (; place < text->size(); ++place) {
    char c = (*text)[place];
    if (c == '.' && !behind_point) {
      behind_point = true;
      continue;
    }
    int digit = HexDigit(c);
    if (digit < 0) break;
    result.has_digits = true;
    if (result.bits >> 60 == 0) {
      result.bits = result.bits << 4 | digit;
      if (behind_point) result.exponent -= 4;
    } else {
      result.sticky |= digit != 0;
      if (!behind_point) result.exponent += 4;
    }
  }
  text->remove_prefix(place);
  return result;
}

/// Takes p[sign]digits off the front; false if the digits are missing. Saturates far outside the
/// range of doubles and of the lengths of strings.
bool TakeExponent(std::string_view* text, int64_t* exponent) {
  *exponent = 0;
  if (text->empty() || (text->front() | 0x20) != 'p') return true;
  text->remove_prefix(1);
  bool negative = !text->empty() && text->front() == '-';
  if (negative || (!text->empty() && text->front() == '+')) text->remove_prefix(1);
  bool has_digits = false;
  constexpr int64_t kFarOut = int64_t{1} << 62;
  while (!text->empty() && text->front() >= '0' && text->front() <= '9') {
    int64_t digit = text->front() - '0';
    *exponent = *exponent > kFarOut / 16 ? kFarOut : *exponent * 10 + digit;
    has_digits = true;
    text->remove_prefix(1);
  }
  if (negative) *exponent = -*exponent;
  return has_digits;
}

/// Rounds bits * 2**exponent, where bits is not 0.
HexFloatStatus Round(Coefficient coefficient, double* value) {
  int width = 64 - std::countl_zero(coefficient.bits);
  // The value is 0.1BBB * 2**top. Doubles with a top below the least have fewer bits.
  int64_t top = coefficient.exponent + width;
  if (top > kMostExponent) return HexFloatStatus::kTooLarge;
  if (top < kLeastExponent - kMantissaBits) {
    *value = 0.0;
    return HexFloatStatus::kOk;
  }
  int kept = kMantissaBits - static_cast<int>(std::max<int64_t>(kLeastExponent - top, 0));
  int dropped = width - kept;
  uint64_t bits = coefficient.bits;
  int64_t exponent = coefficient.exponent;
  if (dropped > 0) {
    // `kept` may be 0, and `width` 64: then all bits are dropped.
    uint64_t rest = dropped == 64 ? bits : bits & ((uint64_t{1} << dropped) - 1);
    uint64_t half = uint64_t{1} << (dropped - 1);
    bits = dropped == 64 ? 0 : bits >> dropped;
    if (rest > half || (rest == half && (coefficient.sticky || (bits & 1)))) ++bits;
    exponent += dropped;
  }
  *value = std::ldexp(static_cast<double>(bits), static_cast<int>(exponent));
  return std::isinf(*value) ? HexFloatStatus::kTooLarge : HexFloatStatus::kOk;
}

HexFloatStatus ParseUnsigned(std::string_view text, double* value) {
  if (text.size() >= 2 && text[0] == '0' && (text[1] | 0x20) == 'x') text.remove_prefix(2);
  Coefficient coefficient = TakeCoefficient(&text);
  int64_t exponent;
  if (!coefficient.has_digits || !TakeExponent(&text, &exponent) || !text.empty()) {
    return HexFloatStatus::kInvalid;
  }
  if (coefficient.bits == 0) {
    *value = 0.0;
    return HexFloatStatus::kOk;
  }
  coefficient.exponent += exponent;
  return Round(coefficient, value);
}

}  // namespace

std::string FloatHex(double value) {
  if (!std::isfinite(value)) return FloatRepr(value);
  uint64_t word = std::bit_cast<uint64_t>(value);
  int biased = static_cast<int>(word >> 52 & 0x7FF);
  bool has_leading_bit = biased != 0;
  std::string text = word >> 63 ? "-0x" : "0x";
  text += has_leading_bit ? "1." : "0.";
  if (value == 0) return text + "0p+0";
  for (int shift = 48; shift >= 0; shift -= 4) text += "0123456789abcdef"[word >> shift & 0xF];
  int exponent = has_leading_bit ? biased - 1023 : -1022;
  text += exponent < 0 ? "p-" : "p+";
  return text + std::to_string(std::abs(exponent));
}

std::string_view HexFloatMessage(HexFloatStatus status) {
  switch (status) {
    case HexFloatStatus::kOk:
      break;
    case HexFloatStatus::kInvalid:
      return "invalid hexadecimal floating-point string";
    case HexFloatStatus::kTooLarge:
      return "hexadecimal value too large to represent as a float";
  }
  return "";
}

HexFloatStatus ParseHexFloat(std::string_view text, double* value) {
  text = Strip(text);
  bool negative = !text.empty() && text[0] == '-';
  if (negative || (!text.empty() && text[0] == '+')) text.remove_prefix(1);
  // No digit begins with i or n, so these can only be words.
  bool is_word = !text.empty() && std::string_view("iInN").find(text[0]) != std::string_view::npos;
  if (is_word) {
    if (ParseFloatPrefix(text, value) != text.size()) return HexFloatStatus::kInvalid;
  } else if (HexFloatStatus status = ParseUnsigned(text, value); status != HexFloatStatus::kOk) {
    return status;
  }
  if (negative) *value = -*value;
  return HexFloatStatus::kOk;
}

}  // namespace krait
