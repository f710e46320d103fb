#include "vm/number/bigint_modular.h"

#include <gmp.h>

#include <algorithm>
#include <cstdlib>

#include "vm/number/bigint_bits.h"
#include "vm/number/bigint_division.h"
#include "vm/number/bigint_residue.h"

namespace krait::bigint {
namespace {

// How many exponent bits are worth a window of one bit more: the table of odd powers doubles, the
// multiplications drop from one in w + 1 bits to one in w + 2.
constexpr uint64_t kWindowLimits[] = {7, 25, 81, 241, 673, 1793, 4609, 11521};

unsigned WindowBits(uint64_t exponent_bits) {
  unsigned window = 1;
  for (uint64_t limit : kWindowLimits) window += exponent_bits >= limit;
  return window;
}

bool TestBit(IntView a, uint64_t index) { return (a.limbs[index / 64] >> (index % 64) & 1) != 0; }

// One run of squarings and at most one multiplication of the sliding window method.
struct Window {
  uint64_t bits;   // how many exponent bits it consumes
  uint64_t value;  // their value, odd; 0 for a single zero bit
};

// The window whose highest bit is `top`.
Window NextWindow(IntView exponent, uint64_t top, unsigned window_bits) {
  if (!TestBit(exponent, top)) return {1, 0};
  uint64_t lowest = top + 1 >= window_bits ? top + 1 - window_bits : 0;
  while (!TestBit(exponent, lowest)) ++lowest;
  uint64_t value = 0;
  for (uint64_t i = top + 1; i-- > lowest;) value = value << 1 | TestBit(exponent, i);
  return {top + 1 - lowest, value};
}

// base ** exponent over residues of `Ring`, for exponent > 0; `base` is in the ring's form, and so
// is the result.
template <typename Ring>
IntStatus SlidingWindow(Ring& ring, const Limb* base, IntView exponent, Limb* result,
                        Scratch& scratch) {
  size_t size = ring.size();
  uint64_t bits = BitLength(exponent);
  unsigned window_bits = WindowBits(bits);
  LimbBuffer odd_powers(scratch);  // base ** 1, 3, 5, ...
  if (!odd_powers.Allocate(size << (window_bits - 1))) return IntStatus::kNoMemory;
  Limb* table = odd_powers.data();
  std::copy_n(base, size, table);
  if (window_bits > 1) {
    ring.Multiply(result, base, base);
    for (size_t i = 1; i < size_t{1} << (window_bits - 1); ++i) {
      ring.Multiply(table + i * size, table + (i - 1) * size, result);
    }
  }
  bool started = false;
  for (uint64_t left = bits; left > 0;) {
    if (scratch.StopRequested()) return IntStatus::kStopped;
    Window window = NextWindow(exponent, left - 1, window_bits);
    left -= window.bits;
    const Limb* factor = table + (window.value >> 1) * size;
    if (!started) {
      std::copy_n(factor, size, result);
      started = true;
      continue;
    }
    for (uint64_t i = 0; i < window.bits; ++i) ring.Multiply(result, result, result);
    if (window.value != 0) ring.Multiply(result, result, factor);
  }
  return IntStatus::kOk;
}

// base ** exponent % modulus for 0 <= base < modulus, modulus > 1, exponent > 0, in `Ring`.
template <typename Ring>
IntStatus PowerInRing(IntView base, IntView exponent, IntView modulus, IntOut& out,
                      Scratch& scratch) {
  Ring ring(modulus, scratch);
  LimbBuffer base_form(scratch);
  if (!base_form.Allocate(modulus.size)) return IntStatus::kNoMemory;
  IntStatus status = ring.Prepare();
  if (status != IntStatus::kOk) return status;
  ring.Enter(base, base_form.data());
  status = SlidingWindow(ring, base_form.data(), exponent, out.limbs, scratch);
  if (status != IntStatus::kOk) return status;
  ring.Leave(out.limbs);
  out.SetNormalized(modulus.size, false);
  return IntStatus::kOk;
}

// The power of a reduced base for a modulus above 1.
IntStatus PowerOfResidue(IntView base, IntView exponent, IntView modulus, IntOut& out,
                         Scratch& scratch) {
  if (exponent.size == 0) {
    out.SetLimb(1, false);
    return IntStatus::kOk;
  }
  if (base.size == 0) {
    out.SetZero();
    return IntStatus::kOk;
  }
  if (modulus.size == 1) {
    if (modulus.IsOdd()) {
      return PowerInRing<LimbMontgomeryRing>(base, exponent, modulus, out, scratch);
    }
    return PowerInRing<LimbRing>(base, exponent, modulus, out, scratch);
  }
  if (modulus.IsOdd() && modulus.size <= kMontgomeryLimbs) {
    return PowerInRing<MontgomeryRing>(base, exponent, modulus, out, scratch);
  }
  return PowerInRing<DivisionRing>(base, exponent, modulus, out, scratch);
}

}  // namespace

IntStatus InvertModulo(IntView a, IntView modulus, IntOut& out, Scratch& scratch) {
  if (a.size == 0) return IntStatus::kNotInvertible;
  // GMP wants the first operand not below the second, and destroys both; a + modulus it is.
  size_t size = modulus.size;
  LimbBuffer work(scratch);
  if (!work.Allocate(3 * size + 4)) return IntStatus::kNoMemory;
  Limb* second = work.data();
  Limb* gcd = second + size + 1;
  Limb* cofactor = gcd + size + 1;
  LimbBuffer sum_buffer(scratch);
  if (!sum_buffer.Allocate(size + 2)) return IntStatus::kNoMemory;
  IntOut sum{sum_buffer.data(), size + 2};
  Add(a, modulus, sum);
  std::copy_n(modulus.limbs, size, second);

  GmpReservation reservation(scratch, GcdExtHeap(size + 1));
  if (!reservation.granted()) return IntStatus::kNoMemory;
  mp_size_t cofactor_size = 0;
  mp_size_t gcd_size =
      mpn_gcdext(gcd, cofactor, &cofactor_size, sum.limbs, static_cast<mp_size_t>(sum.size), second,
                 static_cast<mp_size_t>(size));
  if (gcd_size != 1 || gcd[0] != 1) return IntStatus::kNotInvertible;
  // The cofactor lies within half the modulus, either side of zero.
  IntView inverse{cofactor, static_cast<size_t>(std::abs(cofactor_size)), false};
  if (cofactor_size >= 0) {
    Copy(inverse, out);
  } else {
    mpn_sub(out.limbs, modulus.limbs, size, cofactor, inverse.size);
    out.SetNormalized(size, false);
  }
  return IntStatus::kOk;
}

IntStatus PowerModulo(IntView base, IntView exponent, IntView modulus, IntOut& out,
                      Scratch& scratch) {
  if (modulus.size == 0) return IntStatus::kModulusZero;
  if (modulus.MagnitudeIs(1)) {
    out.SetZero();
    return IntStatus::kOk;
  }
  IntView positive = modulus.Magnitude();
  LimbBuffer reduced_buffer(scratch);
  if (!reduced_buffer.Allocate(2 * positive.size)) return IntStatus::kNoMemory;
  IntOut reduced{reduced_buffer.data(), positive.size};
  IntStatus status = Modulo(base, positive, reduced, scratch);
  if (status == IntStatus::kOk && exponent.negative) {
    IntOut inverse{reduced_buffer.data() + positive.size, positive.size};
    status = InvertModulo(reduced.View(), positive, inverse, scratch);
    reduced = inverse;
  }
  if (status != IntStatus::kOk) return status;
  status = PowerOfResidue(reduced.View(), exponent.Magnitude(), positive, out, scratch);
  if (status == IntStatus::kOk && modulus.negative && out.size != 0) {
    mpn_sub(out.limbs, positive.limbs, positive.size, out.limbs, out.size);
    out.SetNormalized(positive.size, true);
  }
  return status;
}

}  // namespace krait::bigint
