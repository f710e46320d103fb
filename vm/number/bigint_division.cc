#include "vm/number/bigint_division.h"

#include <gmp.h>

namespace krait::bigint {
namespace {

// Where both parts of a division are wanted or computed.
struct Parts {
  IntOut& quotient;
  IntOut& remainder;
};

// From truncated to floor division: when the signs differ and something remains, the quotient goes
// one down and the remainder becomes what is missing to the divisor.
void RoundDown(IntView a, IntView b, size_t quotient_size, const Parts& parts) {
  bool opposite = a.negative != b.negative;
  IntOut& quotient = parts.quotient;
  IntOut& remainder = parts.remainder;
  remainder.SetNormalized(b.size, b.negative);
  if (opposite && remainder.size != 0) {
    mpn_sub(remainder.limbs, b.limbs, b.size, remainder.limbs, remainder.size);
    remainder.SetNormalized(b.size, b.negative);
    Limb carry = mpn_add_1(quotient.limbs, quotient.limbs, quotient_size, 1);
    if (carry != 0) quotient.limbs[quotient_size++] = carry;
  }
  quotient.SetNormalized(quotient_size, opposite);
}

// |a| < |b|.
void DivideBySmaller(IntView a, IntView b, const Parts& parts) {
  if (a.size == 0 || a.negative == b.negative) {
    parts.quotient.SetZero();
    return Copy(a, parts.remainder);
  }
  parts.quotient.SetLimb(1, true);
  mpn_sub(parts.remainder.limbs, b.limbs, b.size, a.limbs, a.size);
  parts.remainder.SetNormalized(b.size, b.negative);
}

IntStatus Divide(IntView a, IntView b, const Parts& parts, Scratch& scratch) {
  if (CompareMagnitudes(a, b) < 0) {
    DivideBySmaller(a, b, parts);
    return IntStatus::kOk;
  }
  IntStatus status = DivideMagnitudes(a, b, parts.quotient.limbs, parts.remainder.limbs, scratch);
  if (status == IntStatus::kOk) RoundDown(a, b, a.size - b.size + 1, parts);
  return status;
}

}  // namespace

IntStatus DivideMagnitudes(IntView a, IntView b, Limb* quotient, Limb* remainder,
                           Scratch& scratch) {
  if (b.size == 1) {
    if (a.size == 1) {
      quotient[0] = a.limbs[0] / b.limbs[0];
      remainder[0] = a.limbs[0] % b.limbs[0];
    } else {
      remainder[0] = mpn_divrem_1(quotient, 0, a.limbs, a.size, b.limbs[0]);
    }
    return IntStatus::kOk;
  }
  GmpReservation reservation(scratch, DivideHeap(a.size));
  if (!reservation.granted()) return IntStatus::kNoMemory;
  mpn_tdiv_qr(quotient, remainder, 0, a.limbs, a.size, b.limbs, b.size);
  return IntStatus::kOk;
}

IntStatus FloorDivide(IntView a, IntView b, IntOut& quotient, Scratch& scratch) {
  if (b.size == 0) return IntStatus::kDivisionByZero;
  LimbBuffer buffer(scratch);
  if (!buffer.Allocate(RemainderSize(b))) return IntStatus::kNoMemory;
  IntOut remainder{buffer.data(), RemainderSize(b)};
  return Divide(a, b, {quotient, remainder}, scratch);
}

IntStatus Modulo(IntView a, IntView b, IntOut& remainder, Scratch& scratch) {
  if (b.size == 0) return IntStatus::kModuloByZero;
  if (b.size == 1 && a.size != 0) {
    Limb divisor = b.limbs[0];
    Limb rest = a.size == 1 ? a.limbs[0] % divisor : mpn_mod_1(a.limbs, a.size, divisor);
    if (rest != 0 && a.negative != b.negative) rest = divisor - rest;
    remainder.SetLimb(rest, b.negative);
    return IntStatus::kOk;
  }
  LimbBuffer buffer(scratch);
  if (!buffer.Allocate(QuotientSize(a, b))) return IntStatus::kNoMemory;
  IntOut quotient{buffer.data(), QuotientSize(a, b)};
  return Divide(a, b, {quotient, remainder}, scratch);
}

IntStatus DivMod(IntView a, IntView b, IntOut& quotient, IntOut& remainder, Scratch& scratch) {
  if (b.size == 0) return IntStatus::kDivisionByZero;
  return Divide(a, b, {quotient, remainder}, scratch);
}

}  // namespace krait::bigint
