#pragma once

#include "vm/number/bigint.h"

namespace krait::bigint {

/// Limbs for a result of PowerModulo or InvertModulo.
inline size_t ResidueSize(IntView modulus) { return modulus.size; }

/// pow(base, exponent, modulus): the result has the sign of the modulus; a negative exponent raises
/// the inverse. kModulusZero, kNotInvertible, kNoMemory, kStopped.
[[nodiscard]] IntStatus PowerModulo(IntView base, IntView exponent, IntView modulus, IntOut& out,
                                    Scratch& scratch);

/// The inverse of `a` in [0, modulus), for 0 <= a < modulus. kNotInvertible, kNoMemory.
[[nodiscard]] IntStatus InvertModulo(IntView a, IntView modulus, IntOut& out, Scratch& scratch);

}  // namespace krait::bigint
