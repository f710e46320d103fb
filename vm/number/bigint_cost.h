#pragma once

#include <cstdint>

#include "vm/number/bigint_bits.h"

/// Which operations may take longer than a fraction of a millisecond, so that a thread should let
/// others run meanwhile. Estimates from operand sizes alone; a wrong one costs time, not answers.
namespace krait::bigint {

/// One pass over operands or result: sums, shifts, bit operations, bytes, bases that are powers of
/// two.
inline bool PassIsLong(size_t limbs) { return limbs > (size_t{1} << 17); }

inline bool MultiplyIsLong(IntView a, IntView b) {
  return static_cast<unsigned __int128>(a.size) * b.size > (1u << 20);
}

/// //, %, divmod and /.
inline bool DivideIsLong(IntView a, IntView b) {
  if (a.size < b.size) return PassIsLong(b.size);
  return static_cast<unsigned __int128>(a.size - b.size + 1) * b.size > (1u << 19) ||
         PassIsLong(a.size);
}

/// By the size that PowerSize finds.
inline bool PowerIsLong(size_t result_size) { return result_size > 1024; }

inline bool PowerModuloIsLong(IntView base, IntView exponent, IntView modulus) {
  double product = 40 + static_cast<double>(modulus.size) * static_cast<double>(modulus.size);
  return product * static_cast<double>(BitLength(exponent)) > 250'000 ||
         DivideIsLong(base, modulus);
}

/// gcd, lcm and inverses.
inline bool GcdIsLong(IntView a, IntView b) {
  size_t smaller = a.size < b.size ? a.size : b.size;
  return smaller > 192 || DivideIsLong(a, b) || DivideIsLong(b, a);
}

inline bool SquareRootIsLong(IntView a) { return a.size > 1024; }

/// Text in a base that is no power of two, from or to.
inline bool RadixIsLong(size_t digits) { return digits > 10'000; }

}  // namespace krait::bigint
