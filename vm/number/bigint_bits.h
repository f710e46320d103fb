#pragma once

#include <algorithm>

#include "vm/number/bigint.h"

/// Bits of ints: as in Python, a negative int acts as if its two's complement went on forever.
namespace krait::bigint {

/// Bits of the magnitude without leading zeros; 0 for zero.
inline uint64_t BitLength(IntView a) {
  if (a.size == 0) return 0;
  return a.size * uint64_t{64} - static_cast<uint64_t>(__builtin_clzll(a.limbs[a.size - 1]));
}
/// Ones in the magnitude.
uint64_t BitCount(IntView a);
/// The number of zero bits below the lowest one; `a` must not be zero.
uint64_t TrailingZeros(IntView a);
/// True if the magnitude has a one below bit `count`.
bool AnyBitBelow(IntView a, uint64_t count);

/// Limbs for a result of And, Or, Xor.
inline size_t BitwiseSize(IntView a, IntView b) { return std::max(a.size, b.size) + 1; }
void And(IntView a, IntView b, IntOut& out);
void Or(IntView a, IntView b, IntOut& out);
void Xor(IntView a, IntView b, IntOut& out);

/// ~a; the output needs a.size + 1 limbs and may be the buffer of `a`.
void Invert(IntView a, IntOut& out);

/// Finds the limbs that a << count needs. kNegativeShift; kTooManyDigits for what CPython calls so;
/// kNoMemory beyond kMaxLimbs.
[[nodiscard]] IntStatus LeftShiftSize(IntView a, IntView count, size_t& limbs);
/// a << count, once LeftShiftSize said kOk.
void LeftShift(IntView a, IntView count, IntOut& out);
/// The same for a count in bits whose result is known to fit: a.size + bits / 64 + 1 limbs, or less
/// if the caller knows better. The output may be the very buffer of `a`.
void LeftShiftBits(IntView a, uint64_t bits, IntOut& out);

/// Limbs for a >> count, whatever the count.
size_t RightShiftSize(IntView a, IntView count);
/// a >> count, rounded down. kNegativeShift.
[[nodiscard]] IntStatus RightShift(IntView a, IntView count, IntOut& out);

}  // namespace krait::bigint
