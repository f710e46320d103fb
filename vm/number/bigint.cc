#include "vm/number/bigint.h"

#include <gmp.h>

#include <algorithm>
#include <type_traits>

namespace krait::bigint {

static_assert(std::is_same_v<Limb, mp_limb_t> && GMP_NAIL_BITS == 0);

namespace {

using DoubleLimb = unsigned __int128;

// Up to this size plain loops beat a call into GMP.
constexpr size_t kLoopLimbs = 4;

// |a| + |b| with a.size >= b.size; returns the carry.
Limb AddLimbs(IntView a, IntView b, Limb* out) {
  if (a.size > kLoopLimbs) {
    if (b.size != 0) return mpn_add(out, a.limbs, a.size, b.limbs, b.size);
    mpn_copyi(out, a.limbs, a.size);
    return 0;
  }
  unsigned long long carry = 0;
  size_t i = 0;
  for (; i < b.size; ++i) out[i] = __builtin_addcll(a.limbs[i], b.limbs[i], carry, &carry);
  for (; i < a.size; ++i) out[i] = __builtin_addcll(a.limbs[i], 0, carry, &carry);
  return carry;
}

// |a| - |b| with |a| >= |b|, a.size limbs.
void SubtractLimbs(IntView a, IntView b, Limb* out) {
  if (a.size > kLoopLimbs) {
    mpn_sub(out, a.limbs, a.size, b.limbs, b.size);
    return;
  }
  unsigned long long borrow = 0;
  size_t i = 0;
  for (; i < b.size; ++i) out[i] = __builtin_subcll(a.limbs[i], b.limbs[i], borrow, &borrow);
  for (; i < a.size; ++i) out[i] = __builtin_subcll(a.limbs[i], 0, borrow, &borrow);
}

// The schoolbook product of short operands.
void MultiplyShort(IntView a, IntView b, Limb* out) {
  std::fill_n(out, a.size + b.size, Limb{0});
  for (size_t i = 0; i < a.size; ++i) {
    Limb carry = 0;
    for (size_t j = 0; j < b.size; ++j) {
      DoubleLimb sum = DoubleLimb{a.limbs[i]} * b.limbs[j] + out[i + j] + carry;
      out[i + j] = static_cast<Limb>(sum);
      carry = static_cast<Limb>(sum >> 64);
    }
    out[i + b.size] = carry;
  }
}

}  // namespace

std::optional<int64_t> ToInt64(IntView a) {
  if (a.size == 0) return 0;
  if (a.size > 1) return std::nullopt;
  Limb bound = static_cast<Limb>(INT64_MAX) + (a.negative ? 1 : 0);
  if (a.limbs[0] > bound) return std::nullopt;
  return static_cast<int64_t>(a.negative ? 0 - a.limbs[0] : a.limbs[0]);
}

std::optional<uint64_t> ToUint64(IntView a) {
  if (a.size == 0) return 0;
  if (a.size > 1 || a.negative) return std::nullopt;
  return a.limbs[0];
}

void Copy(IntView a, IntOut& out) {
  std::copy_n(a.limbs, a.size, out.limbs);
  out.size = a.size;
  out.negative = a.negative;
}

int CompareMagnitudes(IntView a, IntView b) {
  if (a.size != b.size) return a.size < b.size ? -1 : 1;
  for (size_t i = a.size; i-- > 0;) {
    if (a.limbs[i] != b.limbs[i]) return a.limbs[i] < b.limbs[i] ? -1 : 1;
  }
  return 0;
}

std::strong_ordering Compare(IntView a, IntView b) {
  if (a.negative != b.negative) return b.negative <=> a.negative;
  int order = CompareMagnitudes(a, b);
  return (a.negative ? -order : order) <=> 0;
}

void AddGeneral(IntView a, IntView b, IntOut& out) {
  if (a.negative == b.negative || a.size == 0 || b.size == 0) {
    bool negative = a.negative || b.negative;
    if (a.size < b.size) std::swap(a, b);
    size_t size = a.size;
    Limb carry = AddLimbs(a, b, out.limbs);
    if (carry != 0) out.limbs[size++] = carry;
    out.size = size;
    out.negative = negative;
    return;
  }
  int order = CompareMagnitudes(a, b);
  if (order == 0) return out.SetZero();
  if (order < 0) std::swap(a, b);
  SubtractLimbs(a, b, out.limbs);
  out.SetNormalized(a.size, a.negative);
}

IntStatus MultiplyGeneral(IntView a, IntView b, IntOut& out, Scratch& scratch) {
  if (a.size < b.size) std::swap(a, b);
  if (b.size == 0) {
    out.SetZero();
    return IntStatus::kOk;
  }
  size_t size = a.size + b.size;
  if (b.size == 1) {
    out.limbs[a.size] = mpn_mul_1(out.limbs, a.limbs, a.size, b.limbs[0]);
  } else if (a.size <= kLoopLimbs) {
    MultiplyShort(a, b, out.limbs);
  } else {
    GmpReservation reservation(scratch, MultiplyHeap(a.size, b.size));
    if (!reservation.granted()) return IntStatus::kNoMemory;
    if (a.limbs == b.limbs && a.size == b.size) {
      mpn_sqr(out.limbs, a.limbs, a.size);
    } else {
      mpn_mul(out.limbs, a.limbs, a.size, b.limbs, b.size);
    }
  }
  out.SetNormalized(size, a.negative != b.negative);
  return IntStatus::kOk;
}

}  // namespace krait::bigint
