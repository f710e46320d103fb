#pragma once

#include <algorithm>

#include "vm/number/bigint.h"

/// Python's //, % and divmod: the quotient is rounded down, the remainder has the divisor's sign.
namespace krait::bigint {

/// Limbs for a quotient.
inline size_t QuotientSize(IntView a, IntView b) {
  return a.size < b.size ? 1 : a.size - b.size + 2;
}
/// Limbs for a remainder.
inline size_t RemainderSize(IntView b) { return b.size; }

/// kDivisionByZero, kNoMemory.
[[nodiscard]] IntStatus FloorDivide(IntView a, IntView b, IntOut& quotient, Scratch& scratch);
/// kModuloByZero, kNoMemory.
[[nodiscard]] IntStatus Modulo(IntView a, IntView b, IntOut& remainder, Scratch& scratch);
/// kDivisionByZero, kNoMemory.
[[nodiscard]] IntStatus DivMod(IntView a, IntView b, IntOut& quotient, IntOut& remainder,
                               Scratch& scratch);

/// The division of magnitudes beneath all others: needs a.size >= b.size > 0; writes exactly
/// a.size - b.size + 1 limbs of quotient and b.size limbs of remainder, not normalised.
[[nodiscard]] IntStatus DivideMagnitudes(IntView a, IntView b, Limb* quotient, Limb* remainder,
                                         Scratch& scratch);

}  // namespace krait::bigint
