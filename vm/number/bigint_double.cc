#include "vm/number/bigint_double.h"

#include <gmp.h>

#include <bit>
#include <cmath>

#include "vm/number/bigint_bits.h"
#include "vm/number/bigint_division.h"

namespace krait::bigint {
namespace {

constexpr int kMantissaBits = 53;
constexpr int kMaxExponent = 1023;   // of a double written 1.xxx * 2^exponent
constexpr int kMinExponent = -1022;  // the same, of normal ones

// A positive number as its 64 leading bits, times 2^exponent; `inexact` if more bits follow them.
struct Leading {
  uint64_t bits;  // the highest bit is set
  int64_t exponent;
  bool inexact;
};

Leading LeadingBits(IntView a) {
  Limb top = a.limbs[a.size - 1];
  int shift = std::countl_zero(top);
  uint64_t bits = top << shift;
  if (shift != 0 && a.size > 1) bits |= a.limbs[a.size - 2] >> (64 - shift);
  int64_t exponent = static_cast<int64_t>(BitLength(a)) - 64;
  return {bits, exponent, exponent > 0 && AnyBitBelow(a, static_cast<uint64_t>(exponent))};
}

// The upper 64 - `dropped` bits of the leading ones, rounded (0 < dropped <= 64).
uint64_t RoundAway(const Leading& value, int dropped) {
  uint64_t kept = dropped == 64 ? 0 : value.bits >> dropped;
  uint64_t rest = dropped == 64 ? value.bits : value.bits & ((uint64_t{1} << dropped) - 1);
  uint64_t half = uint64_t{1} << (dropped - 1);
  bool up = rest > half || (rest == half && (value.inexact || (kept & 1) != 0));
  return kept + (up ? 1 : 0);
}

// The nearest double; infinity if that is beyond the largest.
double RoundToDouble(const Leading& value) {
  int64_t exponent = value.exponent + 63;
  if (exponent > kMaxExponent) return HUGE_VAL;
  // A subnormal keeps fewer bits; one below half the smallest keeps none and rounds to zero.
  int64_t kept_bits =
      exponent >= kMinExponent ? kMantissaBits : kMantissaBits - (kMinExponent - exponent);
  if (kept_bits < 0) return 0.0;
  int dropped = 64 - static_cast<int>(kept_bits);
  return std::ldexp(static_cast<double>(RoundAway(value, dropped)),
                    static_cast<int>(value.exponent) + dropped);
}

double WithSign(double value, bool negative) { return negative ? -value : value; }

// The quotient of magnitudes whose lengths differ by `difference` bits, so scaled that it has 65 or
// 66 bits: enough for RoundToDouble, with what remains as inexactness.
IntStatus DivideScaled(IntView a, IntView b, int64_t difference, Leading& quotient,
                       Scratch& scratch) {
  int64_t shift = 65 - difference;
  uint64_t distance = static_cast<uint64_t>(shift < 0 ? -shift : shift);
  LimbBuffer scaled_buffer(scratch);
  LimbBuffer divided(scratch);
  size_t scaled_size = shift >= 0 ? a.size + distance / 64 + 1 : a.size - distance / 64 + 1;
  if (!scaled_buffer.Allocate(scaled_size)) return IntStatus::kNoMemory;
  IntOut scaled{scaled_buffer.data(), scaled_size};
  Limb storage;
  bool inexact = false;
  if (shift >= 0) {
    LeftShiftBits(a.Magnitude(), distance, scaled);
  } else {
    inexact = AnyBitBelow(a, distance);
    IntStatus status = RightShift(a.Magnitude(), IntView::FromUint64(distance, storage), scaled);
    if (status != IntStatus::kOk) return status;
  }

  size_t quotient_size = scaled.size - b.size + 1;
  if (!divided.Allocate(quotient_size + b.size)) return IntStatus::kNoMemory;
  Limb* remainder = divided.data() + quotient_size;
  IntStatus status = DivideMagnitudes(scaled.View(), b, divided.data(), remainder, scratch);
  if (status != IntStatus::kOk) return status;
  IntOut exact{divided.data(), quotient_size};
  exact.SetNormalized(quotient_size, false);
  quotient = LeadingBits(exact.View());
  quotient.exponent -= shift;
  quotient.inexact |= inexact || mpn_zero_p(remainder, static_cast<mp_size_t>(b.size)) == 0;
  return IntStatus::kOk;
}

}  // namespace

IntStatus ToDouble(IntView a, double& out) {
  if (a.size <= 1) {
    out = a.size == 0 ? 0.0 : WithSign(static_cast<double>(a.limbs[0]), a.negative);
    return IntStatus::kOk;
  }
  double magnitude = RoundToDouble(LeadingBits(a));
  out = WithSign(magnitude, a.negative);
  return std::isinf(magnitude) ? IntStatus::kFloatOverflow : IntStatus::kOk;
}

IntStatus FromDouble(double value, IntOut& out) {
  if (std::isnan(value)) return IntStatus::kFloatNan;
  if (std::isinf(value)) return IntStatus::kFloatInfinity;
  int exponent = 0;
  double fraction = std::frexp(std::fabs(value), &exponent);
  if (fraction == 0.0 || exponent <= 0) {
    out.SetZero();
    return IntStatus::kOk;
  }
  auto mantissa = static_cast<uint64_t>(std::ldexp(fraction, kMantissaBits));
  exponent -= kMantissaBits;
  if (exponent <= 0) {
    out.SetLimb(mantissa >> -exponent, value < 0);
    return IntStatus::kOk;
  }
  IntView view{&mantissa, 1, value < 0};
  LeftShiftBits(view, static_cast<uint64_t>(exponent), out);
  return IntStatus::kOk;
}

std::partial_ordering CompareWithDouble(IntView a, double value) {
  if (std::isnan(value)) return std::partial_ordering::unordered;
  int sign = (value > 0.0) - (value < 0.0);
  if (a.Sign() != sign) return a.Sign() <=> sign;
  if (sign == 0) return std::partial_ordering::equivalent;
  // Equal signs: the order of the magnitudes, turned around for negative ones.
  auto ordered = [sign](int order) { return sign * order <=> 0; };
  if (std::isinf(value)) return ordered(-1);
  int exponent = 0;
  double fraction = std::frexp(std::fabs(value), &exponent);
  auto bits = static_cast<int64_t>(BitLength(a));
  if (bits != exponent) return ordered(bits < exponent ? -1 : 1);
  auto mantissa = static_cast<uint64_t>(std::ldexp(fraction, 64));
  Leading leading = LeadingBits(a);
  if (leading.bits != mantissa) return ordered(leading.bits < mantissa ? -1 : 1);
  return ordered(leading.inexact ? 1 : 0);
}

IntStatus TrueDivide(IntView a, IntView b, double& out, Scratch& scratch) {
  if (b.size == 0) return IntStatus::kTrueDivisionByZero;
  bool negative = a.negative != b.negative;
  auto a_bits = static_cast<int64_t>(BitLength(a));
  auto b_bits = static_cast<int64_t>(BitLength(b));
  double magnitude = 0.0;
  if (a_bits <= kMantissaBits && b_bits <= kMantissaBits) {
    double numerator = a.size == 0 ? 0.0 : static_cast<double>(a.limbs[0]);
    magnitude = numerator / static_cast<double>(b.limbs[0]);
  } else if (a_bits - b_bits > kMaxExponent + 1) {
    return IntStatus::kQuotientOverflow;  // at least 2^(a_bits - b_bits - 1)
  } else if (a.size != 0 && a_bits - b_bits >= kMinExponent - kMantissaBits) {
    Leading quotient;
    IntStatus status = DivideScaled(a, b, a_bits - b_bits, quotient, scratch);
    if (status != IntStatus::kOk) return status;
    magnitude = RoundToDouble(quotient);
    if (std::isinf(magnitude)) return IntStatus::kQuotientOverflow;
  }  // else below half the smallest double
  out = WithSign(magnitude, negative);
  return IntStatus::kOk;
}

Fraction Frexp(IntView a) {
  if (a.size == 0) return {0.0, 0};
  Leading leading = LeadingBits(a);
  auto mantissa = static_cast<double>(RoundAway(leading, 64 - kMantissaBits));
  int64_t exponent = leading.exponent + 64;
  double fraction = std::ldexp(mantissa, -kMantissaBits);
  if (fraction == 1.0) {  // rounded up to the next power of two
    fraction = 0.5;
    ++exponent;
  }
  return {WithSign(fraction, a.negative), exponent};
}

}  // namespace krait::bigint
