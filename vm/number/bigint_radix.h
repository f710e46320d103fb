#pragma once

#include <string_view>

#include "vm/number/bigint.h"

/// Between magnitudes and digits '0'-'9', 'a'-'z' in a base from 2 to 36. No signs, no limits: see
/// int_text.h for Python's text of ints.
namespace krait::bigint {

/// An upper bound on the digits of `a`: exact for powers of two, else at most one too many.
size_t DigitBound(IntView a, int base);
/// Writes |a| to `out`, which has room for DigitBound characters; `length` is what was used. No
/// leading zeros, except that zero is "0". kNoMemory.
[[nodiscard]] IntStatus ToDigits(IntView a, int base, char* out, size_t& length, Scratch& scratch);

/// Limbs for a number of `digit_count` digits; above kMaxLimbs it cannot be had.
size_t DigitsSize(size_t digit_count, int base);
/// Reads digits of either case, all below `base`; underscores between them are skipped.
/// `digit_count` says how many are not underscores. kNoMemory.
[[nodiscard]] IntStatus FromDigits(std::string_view digits, size_t digit_count, int base,
                                   IntOut& out, Scratch& scratch);

/// The value of a digit character, or 36 for any other.
int DigitValue(char character);

}  // namespace krait::bigint
