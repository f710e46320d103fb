#include "vm/number/bigint_residue.h"

#include <gmp.h>

#include <algorithm>

namespace krait::bigint {
namespace {

// Up to this size plain loops beat calls into GMP.
constexpr size_t kLoopLimbs = 6;

// accumulator[0, size) += a * factor; returns the carry.
Limb AddMultiple(Limb* accumulator, const Limb* a, size_t size, Limb factor) {
  Limb carry = 0;
  for (size_t i = 0; i < size; ++i) {
    unsigned __int128 sum = static_cast<unsigned __int128>(a[i]) * factor + accumulator[i] + carry;
    accumulator[i] = static_cast<Limb>(sum);
    carry = static_cast<Limb>(sum >> 64);
  }
  return carry;
}

void MultiplyResidues(Limb* product, const Limb* a, const Limb* b, size_t size) {
  if (a == b) {
    mpn_sqr(product, a, static_cast<mp_size_t>(size));
  } else {
    mpn_mul_n(product, a, b, static_cast<mp_size_t>(size));
  }
}

void CopyPadded(IntView a, size_t size, Limb* out) {
  std::copy_n(a.limbs, a.size, out);
  std::fill(out + a.size, out + size, Limb{0});
}

}  // namespace

IntStatus MontgomeryRing::Prepare() {
  negated_inverse_ = NegatedInverse(modulus_.limbs[0]);
  bool allocated = product_.Allocate(2 * size()) && quotient_.Allocate(size() + 1);
  return allocated ? IntStatus::kOk : IntStatus::kNoMemory;
}

void MontgomeryRing::Enter(IntView a, Limb* out) {
  std::fill_n(product_.data(), size(), Limb{0});
  CopyPadded(a, size(), product_.data() + size());
  mpn_tdiv_qr(quotient_.data(), out, 0, product_.data(), static_cast<mp_size_t>(2 * size()),
              modulus_.limbs, static_cast<mp_size_t>(size()));
}

void MontgomeryRing::Multiply(Limb* out, const Limb* a, const Limb* b) {
  if (size() <= kLoopLimbs) return MultiplyInterleaved(out, a, b);
  MultiplyResidues(product_.data(), a, b, size());
  Reduce(out);
}

void MontgomeryRing::Leave(Limb* a) {
  CopyPadded({a, size(), false}, 2 * size(), product_.data());
  Reduce(a);
}

// product / 2^(64 size) modulo the modulus. Each step adds the multiple of the modulus that clears
// the lowest limb; the carry takes the cleared limb's place until all are added at the end.
void MontgomeryRing::Reduce(Limb* out) {
  auto count = static_cast<mp_size_t>(size());
  Limb* product = product_.data();
  for (mp_size_t i = 0; i < count; ++i) {
    Limb factor = product[i] * negated_inverse_;
    product[i] = mpn_addmul_1(product + i, modulus_.limbs, count, factor);
  }
  Limb carry = mpn_add_n(product, product + count, product, count);
  StoreReduced(product, carry != 0, out);
}

// Multiplication limb by limb, with the multiple of the modulus that clears the lowest limb added
// at each step, so that the sum moves down by a limb and never has more than two to spare.
void MontgomeryRing::MultiplyInterleaved(Limb* out, const Limb* a, const Limb* b) {
  Limb sum[2 * kLoopLimbs + 1] = {};
  Limb* low = sum;
  Limb carry = 0;
  for (size_t i = 0; i < size(); ++i, ++low) {
    unsigned __int128 top = AddMultiple(low, a, size(), b[i]);
    Limb factor = low[0] * negated_inverse_;
    top += AddMultiple(low, modulus_.limbs, size(), factor);
    top += carry;
    low[size()] = static_cast<Limb>(top);
    carry = static_cast<Limb>(top >> 64);
  }
  StoreReduced(low, carry != 0, out);
}

// Brings a value below twice the modulus, whose highest bit is `carry`, below the modulus.
void MontgomeryRing::StoreReduced(const Limb* value, bool carry, Limb* out) {
  auto count = static_cast<mp_size_t>(size());
  if (carry || CompareMagnitudes({value, size(), false}, modulus_) >= 0) {
    mpn_sub_n(out, value, modulus_.limbs, count);
  } else {
    std::copy_n(value, size(), out);
  }
}

size_t DivisionRing::Heap(size_t size) {
  return std::max(MultiplyHeap(size, size), DivideHeap(2 * size));
}

IntStatus DivisionRing::Prepare() {
  bool allocated =
      reservation_.granted() && product_.Allocate(2 * size()) && quotient_.Allocate(size() + 1);
  return allocated ? IntStatus::kOk : IntStatus::kNoMemory;
}

void DivisionRing::Enter(IntView a, Limb* out) { CopyPadded(a, size(), out); }

void DivisionRing::Multiply(Limb* out, const Limb* a, const Limb* b) {
  MultiplyResidues(product_.data(), a, b, size());
  mpn_tdiv_qr(quotient_.data(), out, 0, product_.data(), static_cast<mp_size_t>(2 * size()),
              modulus_.limbs, static_cast<mp_size_t>(size()));
}

}  // namespace krait::bigint
