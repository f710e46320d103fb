#include "vm/number/bigint_bits.h"

#include <gmp.h>

#include <cstring>
#include <limits>

namespace krait::bigint {
namespace {

// Reads a magnitude's limbs, lowest first, as those of the endless two's complement.
class TwosComplement {
 public:
  explicit TwosComplement(IntView a)
      : a_(a), mask_(a.negative ? ~Limb{0} : 0), carry_(a.negative) {}

  Limb Next() {
    Limb limb = index_ < a_.size ? a_.limbs[index_] : 0;
    ++index_;
    Limb complement = (limb ^ mask_) + carry_;
    carry_ = carry_ != 0 && complement == 0;
    return complement;
  }

 private:
  IntView a_;
  size_t index_ = 0;
  Limb mask_;
  Limb carry_;
};

// At least one operand is negative. `apply` works on limbs and, for the sign, on all-zero and
// all-one masks alike.
template <typename Apply>
void BitwiseSigned(IntView a, IntView b, IntOut& out, Apply apply) {
  size_t size = std::max(a.size, b.size);
  bool negative = apply(a.negative ? ~Limb{0} : 0, b.negative ? ~Limb{0} : 0) != 0;
  TwosComplement left(a);
  TwosComplement right(b);
  Limb mask = negative ? ~Limb{0} : 0;
  Limb carry = negative ? 1 : 0;
  for (size_t i = 0; i < size; ++i) {
    Limb magnitude = (apply(left.Next(), right.Next()) ^ mask) + carry;
    carry = carry != 0 && magnitude == 0;
    out.limbs[i] = magnitude;
  }
  // All limbs zero under a negative sign: minus a power of 2^64.
  if (carry != 0) out.limbs[size++] = 1;
  out.SetNormalized(size, negative);
}

// Both operands are non-negative and `apply` leaves the longer one's upper limbs alone.
template <typename Apply>
void BitwiseMerge(IntView a, IntView b, IntOut& out, Apply apply) {
  if (a.size < b.size) std::swap(a, b);
  for (size_t i = 0; i < b.size; ++i) out.limbs[i] = apply(a.limbs[i], b.limbs[i]);
  std::copy(a.limbs + b.size, a.limbs + a.size, out.limbs + b.size);
  out.SetNormalized(a.size, false);
}

// CPython counts in digits of 30 bits, and refuses what PY_SSIZE_T_MAX bytes cannot hold.
constexpr uint64_t kCPythonDigitBits = 30;
constexpr uint64_t kCPythonMaxDigits = (uint64_t{1} << 61) - 7;

bool IsTooManyDigits(IntView a, IntView count) {
  if (count.size > 2) return true;
  unsigned __int128 bits = count.limbs[0];
  if (count.size == 2) bits |= static_cast<unsigned __int128>(count.limbs[1]) << 64;
  unsigned __int128 digits = bits / kCPythonDigitBits + (bits % kCPythonDigitBits != 0);
  digits += (BitLength(a) + kCPythonDigitBits - 1) / kCPythonDigitBits;
  return digits > kCPythonMaxDigits;
}

}  // namespace

uint64_t BitCount(IntView a) { return a.size == 0 ? 0 : mpn_popcount(a.limbs, a.size); }

uint64_t TrailingZeros(IntView a) { return mpn_scan1(a.limbs, 0); }

bool AnyBitBelow(IntView a, uint64_t count) { return a.size != 0 && TrailingZeros(a) < count; }

void And(IntView a, IntView b, IntOut& out) {
  auto apply = [](Limb x, Limb y) { return x & y; };
  if (a.negative || b.negative) return BitwiseSigned(a, b, out, apply);
  size_t size = std::min(a.size, b.size);
  for (size_t i = 0; i < size; ++i) out.limbs[i] = a.limbs[i] & b.limbs[i];
  out.SetNormalized(size, false);
}

void Or(IntView a, IntView b, IntOut& out) {
  auto apply = [](Limb x, Limb y) { return x | y; };
  if (a.negative || b.negative) return BitwiseSigned(a, b, out, apply);
  BitwiseMerge(a, b, out, apply);
}

void Xor(IntView a, IntView b, IntOut& out) {
  auto apply = [](Limb x, Limb y) { return x ^ y; };
  if (a.negative || b.negative) return BitwiseSigned(a, b, out, apply);
  BitwiseMerge(a, b, out, apply);
}

void Invert(IntView a, IntOut& out) {
  Limb storage;
  Add(a, IntView::FromInt64(1, storage), out);
  out.negative = out.size != 0 && !out.negative;
}

IntStatus LeftShiftSize(IntView a, IntView count, size_t& limbs) {
  if (count.negative) return IntStatus::kNegativeShift;
  limbs = std::max<size_t>(a.size, 1);
  if (a.size == 0 || count.size == 0) return IntStatus::kOk;
  if (IsTooManyDigits(a, count)) return IntStatus::kTooManyDigits;
  if (count.size > 1 || count.limbs[0] / 64 > kMaxLimbs) return IntStatus::kNoMemory;
  limbs = a.size + count.limbs[0] / 64 + 1;
  return limbs - 1 > kMaxLimbs ? IntStatus::kNoMemory : IntStatus::kOk;
}

void LeftShift(IntView a, IntView count, IntOut& out) {
  LeftShiftBits(a, a.size == 0 || count.size == 0 ? 0 : count.limbs[0], out);
}

void LeftShiftBits(IntView a, uint64_t bits, IntOut& out) {
  if (a.size == 0) return out.SetZero();
  size_t words = bits / 64;
  unsigned rest = bits % 64;
  size_t size = a.size + words;
  if (rest == 0) {
    std::memmove(out.limbs + words, a.limbs, a.size * sizeof(Limb));
  } else {
    Limb carry = mpn_lshift(out.limbs + words, a.limbs, a.size, rest);
    if (carry != 0) out.limbs[size++] = carry;
  }
  std::fill_n(out.limbs, words, Limb{0});
  out.size = size;
  out.negative = a.negative;
}

size_t RightShiftSize(IntView a, IntView count) {
  if (count.size > 1) return 1;
  size_t words = count.size == 0 ? 0 : count.limbs[0] / 64;
  return words >= a.size ? 1 : a.size - words + 1;
}

IntStatus RightShift(IntView a, IntView count, IntOut& out) {
  if (count.negative) return IntStatus::kNegativeShift;
  uint64_t bits = std::numeric_limits<uint64_t>::max();
  if (count.size <= 1) bits = count.size == 0 ? 0 : count.limbs[0];
  size_t words = bits / 64;
  if (words >= a.size) {
    out.SetLimb(a.negative ? 1 : 0, a.negative);
    return IntStatus::kOk;
  }
  bool round_down = a.negative && AnyBitBelow(a, bits);
  size_t size = a.size - words;
  if (bits % 64 == 0) {
    std::copy_n(a.limbs + words, size, out.limbs);
  } else {
    mpn_rshift(out.limbs, a.limbs + words, size, bits % 64);
  }
  if (round_down) {
    Limb carry = mpn_add_1(out.limbs, out.limbs, size, 1);
    if (carry != 0) out.limbs[size++] = carry;
  }
  out.SetNormalized(size, a.negative);
  return IntStatus::kOk;
}

}  // namespace krait::bigint
