#include "vm/number/bigint_power.h"

#include <gmp.h>

#include <cmath>
#include <utility>

#include "vm/number/bigint_bits.h"

namespace krait::bigint {
namespace {

// The exponent of a power whose base is neither 0 nor 1 nor -1, and whose result fits.
uint64_t SmallExponent(IntView exponent) { return exponent.size == 0 ? 0 : exponent.limbs[0]; }

bool HasTrivialPowers(IntView base) { return base.size == 0 || base.MagnitudeIs(1); }

// An upper bound of log2 |a|, for a != 0.
double Log2Bound(IntView a) {
  // The two top limbs decide; what is below them adds less than one unit of the second.
  size_t top = a.size - 1;
  double leading = static_cast<double>(a.limbs[top]);
  if (top > 0) leading += std::ldexp(static_cast<double>(a.limbs[top - 1]) + 1.0, -64);
  return (std::log2(leading) + 64.0 * static_cast<double>(top)) * (1 + 1e-12);
}

// 0, 1 and -1, to any power.
void TrivialPower(IntView base, IntView exponent, IntOut& out) {
  if (base.size == 0 && exponent.size != 0) return out.SetZero();
  out.SetLimb(1, base.negative && exponent.IsOdd());
}

// The ping-pong of repeated squaring: `value` is the current power, `spare` the buffer next in
// turn.
class PowerLoop {
 public:
  PowerLoop(IntView base, Limb* value, Limb* spare) : base_(base), value_(value), spare_(spare) {
    mpn_copyi(value_, base.limbs, base.size);
    size_ = base.size;
  }

  void Square() {
    mpn_sqr(spare_, value_, static_cast<mp_size_t>(size_));
    Swap(2 * size_);
  }

  void MultiplyByBase() {
    if (base_.size == 1) {
      Limb carry = mpn_mul_1(value_, value_, static_cast<mp_size_t>(size_), base_.limbs[0]);
      if (carry != 0) value_[size_++] = carry;
      return;
    }
    mpn_mul(spare_, value_, static_cast<mp_size_t>(size_), base_.limbs,
            static_cast<mp_size_t>(base_.size));
    Swap(size_ + base_.size);
  }

  IntView value() const { return {value_, size_, false}; }

 private:
  void Swap(size_t size) {
    std::swap(value_, spare_);
    size_ = size;
    while (value_[size_ - 1] == 0) --size_;
  }

  IntView base_;
  Limb* value_;
  Limb* spare_;
  size_t size_;
};

// base ** exponent for exponent > 0; the result lies in one of the buffers, which have room for a
// limb more than it needs.
IntStatus RaiseMagnitude(IntView base, uint64_t exponent, Limb* first, Limb* second,
                         Scratch& scratch, IntView& result) {
  PowerLoop loop(base, first, second);
  for (int bit = 62 - __builtin_clzll(exponent); bit >= 0; --bit) {
    if (scratch.StopRequested()) return IntStatus::kStopped;
    loop.Square();
    if ((exponent >> bit & 1) != 0) loop.MultiplyByBase();
  }
  result = loop.value();
  return IntStatus::kOk;
}

}  // namespace

IntStatus PowerSize(IntView base, IntView exponent, size_t& limbs) {
  limbs = 1;
  if (exponent.size == 0 || HasTrivialPowers(base)) return IntStatus::kOk;
  if (exponent.size > 1) return IntStatus::kNoMemory;
  // Beyond 2^53 the product is only about right; it is then far too large anyway.
  double bits = Log2Bound(base) * static_cast<double>(exponent.limbs[0]);
  if (!(bits < 64.0 * static_cast<double>(kMaxLimbs - 2))) return IntStatus::kNoMemory;
  limbs = static_cast<size_t>(bits / 64.0) + 3;
  return IntStatus::kOk;
}

IntStatus Power(IntView base, IntView exponent, IntOut& out, Scratch& scratch) {
  if (exponent.size == 0 || HasTrivialPowers(base)) {
    TrivialPower(base, exponent, out);
    return IntStatus::kOk;
  }
  uint64_t times = SmallExponent(exponent);
  bool negative = base.negative && exponent.IsOdd();
  uint64_t zeros = TrailingZeros(base);

  // Only the odd part is multiplied; the zeros come back by one shift.
  LimbBuffer odd_buffer(scratch);
  LimbBuffer work(scratch);
  if (!odd_buffer.Allocate(base.size + 1)) return IntStatus::kNoMemory;
  if (!work.Allocate(out.capacity)) return IntStatus::kNoMemory;
  IntOut odd{odd_buffer.data(), base.size + 1};
  Limb storage;
  IntStatus status = RightShift(base.Magnitude(), IntView::FromUint64(zeros, storage), odd);
  if (status != IntStatus::kOk) return status;
  GmpReservation reservation(scratch, MultiplyHeap(out.capacity, 0));
  if (!reservation.granted()) return IntStatus::kNoMemory;

  IntView result{&storage, 1, false};
  storage = 1;
  if (!odd.View().MagnitudeIs(1)) {
    status = RaiseMagnitude(odd.View(), times, work.data(), out.limbs, scratch, result);
    if (status != IntStatus::kOk) return status;
  }
  LeftShiftBits(result, zeros * times, out);
  out.negative = negative;
  return IntStatus::kOk;
}

}  // namespace krait::bigint
