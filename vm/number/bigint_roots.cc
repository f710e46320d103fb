#include "vm/number/bigint_roots.h"

#include <gmp.h>

#include <algorithm>
#include <numeric>

#include "vm/number/bigint_bits.h"
#include "vm/number/bigint_division.h"

namespace krait::bigint {
namespace {

// Copies |a| without its trailing zeros to `limbs`, which has room for a.size + 1.
IntOut OddPart(IntView a, uint64_t zeros, Limb* limbs) {
  IntOut odd{limbs, a.size + 1};
  Limb storage;
  // A count that is not negative cannot fail.
  (void)RightShift(a.Magnitude(), IntView::FromUint64(zeros, storage), odd);
  return odd;
}

// Both operands have more than one limb; GMP wants them odd, the longer one first, and destroys
// them.
IntStatus GcdOfMany(IntView a, IntView b, IntOut& out, Scratch& scratch) {
  LimbBuffer work(scratch);
  if (!work.Allocate(a.size + b.size + 2)) return IntStatus::kNoMemory;
  GmpReservation reservation(scratch, GcdHeap(std::max(a.size, b.size)));
  if (!reservation.granted()) return IntStatus::kNoMemory;
  uint64_t a_zeros = TrailingZeros(a);
  uint64_t b_zeros = TrailingZeros(b);
  IntOut x = OddPart(a, a_zeros, work.data());
  IntOut y = OddPart(b, b_zeros, work.data() + a.size + 1);
  if (x.size < y.size) std::swap(x, y);
  out.size = static_cast<size_t>(mpn_gcd(out.limbs, x.limbs, static_cast<mp_size_t>(x.size),
                                         y.limbs, static_cast<mp_size_t>(y.size)));
  out.negative = false;
  LeftShiftBits(out.View(), std::min(a_zeros, b_zeros), out);
  return IntStatus::kOk;
}

}  // namespace

size_t GcdSize(IntView a, IntView b) {
  if (a.size == 0 || b.size == 0) return std::max(a.size, b.size);
  return std::min(a.size, b.size);
}

IntStatus Gcd(IntView a, IntView b, IntOut& out, Scratch& scratch) {
  if (a.size < b.size) std::swap(a, b);
  if (b.size == 0) {
    Copy(a.Magnitude(), out);
    return IntStatus::kOk;
  }
  if (b.size > 1) return GcdOfMany(a, b, out, scratch);
  Limb divisor = b.limbs[0];
  Limb rest = a.size == 1 ? a.limbs[0] : mpn_mod_1(a.limbs, a.size, divisor);
  out.SetLimb(std::gcd(rest, divisor), false);
  return IntStatus::kOk;
}

IntStatus Lcm(IntView a, IntView b, IntOut& out, Scratch& scratch) {
  if (a.size == 0 || b.size == 0) {
    out.SetZero();
    return IntStatus::kOk;
  }
  LimbBuffer gcd_buffer(scratch);
  LimbBuffer cofactor_buffer(scratch);
  if (!gcd_buffer.Allocate(GcdSize(a, b))) return IntStatus::kNoMemory;
  IntOut gcd{gcd_buffer.data(), GcdSize(a, b)};
  IntStatus status = Gcd(a, b, gcd, scratch);
  if (status != IntStatus::kOk) return status;
  size_t cofactor_size = QuotientSize(a, gcd.View());
  if (!cofactor_buffer.Allocate(cofactor_size)) return IntStatus::kNoMemory;
  IntOut cofactor{cofactor_buffer.data(), cofactor_size};
  status = FloorDivide(a.Magnitude(), gcd.View(), cofactor, scratch);
  if (status != IntStatus::kOk) return status;
  return Multiply(cofactor.View(), b.Magnitude(), out, scratch);
}

IntStatus SquareRoot(IntView a, IntOut& out, Scratch& scratch) {
  if (a.negative) return IntStatus::kNegativeRoot;
  if (a.size == 0) {
    out.SetZero();
    return IntStatus::kOk;
  }
  GmpReservation reservation(scratch, SqrtHeap(a.size));
  if (!reservation.granted()) return IntStatus::kNoMemory;
  mpn_sqrtrem(out.limbs, nullptr, a.limbs, static_cast<mp_size_t>(a.size));
  out.SetNormalized(SqrtSize(a), false);
  return IntStatus::kOk;
}

}  // namespace krait::bigint
