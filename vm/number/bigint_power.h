#pragma once

#include "vm/number/bigint.h"

namespace krait::bigint {

/// Finds the limbs that Power needs (an upper bound, close to the result's size). The exponent must
/// not be negative: Python computes that case with floats. kNoMemory beyond kMaxLimbs.
[[nodiscard]] IntStatus PowerSize(IntView base, IntView exponent, size_t& limbs);
/// base ** exponent, once PowerSize said kOk. kNoMemory, kStopped.
[[nodiscard]] IntStatus Power(IntView base, IntView exponent, IntOut& out, Scratch& scratch);

}  // namespace krait::bigint
