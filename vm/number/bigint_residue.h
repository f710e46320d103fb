#pragma once

#include "vm/number/bigint.h"

/// Arithmetic modulo a fixed number greater than 1. A ring works on residues of exactly size()
/// limbs in a form of its own: Enter makes it from a number below the modulus, Leave turns it back,
/// Multiply takes any overlap. Prepare comes first; it alone can fail.
namespace krait::bigint {

/// Above this size a division, being faster than quadratic, beats Montgomery's reduction.
inline constexpr size_t kMontgomeryLimbs = 80;

/// x with x * odd == -1 modulo 2^64.
inline Limb NegatedInverse(Limb odd) {
  Limb inverse = odd * 3 ^ 2;  // right in 5 bits; each step doubles that
  for (int step = 0; step < 4; ++step) inverse *= 2 - odd * inverse;
  return 0 - inverse;
}

/// One limb, any modulus.
class LimbRing {
 public:
  LimbRing(IntView modulus, Scratch&) : modulus_(modulus.limbs[0]) {}
  IntStatus Prepare() { return IntStatus::kOk; }
  size_t size() const { return 1; }
  void Enter(IntView a, Limb* out) { *out = a.size == 0 ? 0 : a.limbs[0]; }
  void Leave(Limb*) {}
  void Multiply(Limb* out, const Limb* a, const Limb* b) {
    *out = static_cast<Limb>(static_cast<unsigned __int128>(*a) * *b % modulus_);
  }

 private:
  Limb modulus_;
};

/// One limb, odd modulus: a stands as a * 2^64 % modulus.
class LimbMontgomeryRing {
 public:
  LimbMontgomeryRing(IntView modulus, Scratch&)
      : modulus_(modulus.limbs[0]), negated_inverse_(NegatedInverse(modulus_)) {}
  IntStatus Prepare() { return IntStatus::kOk; }
  size_t size() const { return 1; }
  void Enter(IntView a, Limb* out) {
    Limb limb = a.size == 0 ? 0 : a.limbs[0];
    *out = static_cast<Limb>((static_cast<unsigned __int128>(limb) << 64) % modulus_);
  }
  void Leave(Limb* a) { *a = Reduce(*a); }
  void Multiply(Limb* out, const Limb* a, const Limb* b) {
    *out = Reduce(static_cast<unsigned __int128>(*a) * *b);
  }

 private:
  // value / 2^64 modulo the modulus, for value < modulus * 2^64.
  Limb Reduce(unsigned __int128 value) const {
    Limb low = static_cast<Limb>(value);
    Limb factor = low * negated_inverse_;
    unsigned __int128 multiple = static_cast<unsigned __int128>(factor) * modulus_;
    // The low halves cancel; they carry unless both are zero.
    unsigned __int128 sum = (value >> 64) + (multiple >> 64) + (low != 0 ? 1 : 0);
    return static_cast<Limb>(sum >= modulus_ ? sum - modulus_ : sum);
  }

  Limb modulus_;
  Limb negated_inverse_;
};

/// Many limbs, odd modulus: a stands as a * 2^(64 size) % modulus.
class MontgomeryRing {
 public:
  MontgomeryRing(IntView modulus, Scratch& scratch)
      : modulus_(modulus), product_(scratch), quotient_(scratch) {}
  IntStatus Prepare();
  size_t size() const { return modulus_.size; }
  void Enter(IntView a, Limb* out);
  void Leave(Limb* a);
  void Multiply(Limb* out, const Limb* a, const Limb* b);

 private:
  void MultiplyInterleaved(Limb* out, const Limb* a, const Limb* b);
  void Reduce(Limb* out);
  void StoreReduced(const Limb* value, bool carry, Limb* out);

  IntView modulus_;
  Limb negated_inverse_ = 0;
  LimbBuffer product_;   // 2 * size
  LimbBuffer quotient_;  // size + 1, for Enter
};

/// Many limbs, any modulus: a stands as itself.
class DivisionRing {
 public:
  DivisionRing(IntView modulus, Scratch& scratch)
      : modulus_(modulus),
        product_(scratch),
        quotient_(scratch),
        reservation_(scratch, Heap(modulus.size)) {}
  IntStatus Prepare();
  size_t size() const { return modulus_.size; }
  void Enter(IntView a, Limb* out);
  void Leave(Limb*) {}
  void Multiply(Limb* out, const Limb* a, const Limb* b);

 private:
  static size_t Heap(size_t size);

  IntView modulus_;
  LimbBuffer product_;   // 2 * size
  LimbBuffer quotient_;  // size + 1
  GmpReservation reservation_;
};

}  // namespace krait::bigint
