#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "vm/number/bigint.h"

/// The text of ints: what str, repr, hex, oct, bin print and what int(text, base) reads, with the
/// limit of sys.set_int_max_str_digits. A limit of 0 is none; bases that are powers of two ignore
/// it.
namespace krait {

inline constexpr int kDefaultMaxStrDigits = 4300;
/// The smallest limit that may be set, other than none.
inline constexpr int kMinMaxStrDigits = 640;

inline constexpr std::string_view kBadMaxStrDigits = "maxdigits must be 0 or larger than 640";
inline constexpr std::string_view kBadIntBase = "int() base must be >= 2 and <= 36, or 0";

inline bool IsValidMaxStrDigits(int64_t limit) {
  return limit == 0 || (limit >= kMinMaxStrDigits && limit <= INT32_MAX);
}

/// The ValueError of a number with too many digits; reading knows how many they are.
std::string DigitLimitMessage(int limit, std::optional<size_t> digit_count);

/// An upper bound on the characters of `a` in a base from 2 to 36, a sign included.
size_t IntTextBound(IntView a, int base);

/// Whether `a` certainly has more decimal digits than the limit. False means that FormatInt
/// decides, which then costs little more than the limit itself.
bool ExceedsDigitLimit(IntView a, int max_str_digits);

/// Writes `a`, lower case and without a prefix, to `out`, which has room for IntTextBound
/// characters; `length` is what was used. kTooManyTextDigits, kNoMemory.
[[nodiscard]] IntStatus FormatInt(IntView a, int base, int max_str_digits, char* out,
                                  size_t& length, Scratch& scratch);

enum class IntLiteralError : uint8_t {
  kNone,
  kBadBase,
  kInvalid,        // "invalid literal for int() with base ..."
  kTooManyDigits,  // digit_count says how many; DigitLimitMessage
};

/// The text of an int, taken apart but not yet converted.
struct IntLiteral {
  IntLiteralError error = IntLiteralError::kNone;
  bool negative = false;
  int base = 10;                 // the one that the digits are in
  std::string_view digits;       // what counts: no sign, prefix or leading zeros
  size_t significant_count = 0;  // the digits in `digits`, which may hold underscores
  size_t digit_count = 0;        // as the limit counts: leading zeros, too
  size_t error_offset = 0;       // for kInvalid: of the character that cannot stand there
};

/// Takes int(text, base) apart. `base` is 0 or from 2 to 36. Spaces around the number are ASCII
/// ones, and so are the digits: the caller has converted others.
IntLiteral ScanInt(std::string_view text, int base, int max_str_digits);

/// Limbs for the value; above kMaxLimbs it cannot be had.
size_t IntLiteralSize(const IntLiteral& literal);
/// Converts a literal without error. kNoMemory.
[[nodiscard]] IntStatus ConvertInt(const IntLiteral& literal, IntOut& out, Scratch& scratch);

}  // namespace krait
