#pragma once

#include "vm/number/bigint.h"

/// What the math module computes on ints: gcd, lcm, isqrt.
namespace krait::bigint {

/// Limbs for a greatest common divisor.
size_t GcdSize(IntView a, IntView b);
/// The greatest common divisor, not negative; gcd(0, 0) is 0. kNoMemory.
[[nodiscard]] IntStatus Gcd(IntView a, IntView b, IntOut& out, Scratch& scratch);

/// The least common multiple, not negative, 0 if an operand is 0; ProductSize limbs. kNoMemory.
[[nodiscard]] IntStatus Lcm(IntView a, IntView b, IntOut& out, Scratch& scratch);

/// Limbs for a square root.
inline size_t SqrtSize(IntView a) { return (a.size + 1) / 2; }
/// The square root, rounded down. kNegativeRoot, kNoMemory.
[[nodiscard]] IntStatus SquareRoot(IntView a, IntOut& out, Scratch& scratch);

}  // namespace krait::bigint
