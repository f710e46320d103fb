#include "vm/modules/system/timestamp.h"

#include <cmath>

#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"

namespace krait {
namespace {

constexpr int64_t kNanosPerSecond = 1'000'000'000;

Raised RaiseNan(Thread& t) { return RaiseValueError(t, "Invalid value NaN (not a number)"); }

Raised RaiseTimeTOverflow(Thread& t) {
  return RaiseOverflowError(t, "timestamp out of range for platform time_t");
}

}  // namespace

Result<int64_t> ToNanoseconds(Thread& t, Value seconds, TimeRounding rounding) {
  constexpr const char* kTooLarge = "timestamp too large to convert to C _PyTime_t";
  if (IsFloatLike(seconds)) {
    const double value = FloatOf(seconds);
    if (std::isnan(value)) return RaiseNan(t);
    double nanos = value * 1e9;
    const bool up = rounding == TimeRounding::kAwayFromZero && nanos >= 0;
    nanos = up ? std::ceil(nanos) : std::floor(nanos);
    if (!(nanos >= -0x1p63 && nanos < 0x1p63)) return RaiseOverflowError(t, kTooLarge);
    return static_cast<int64_t>(nanos);
  }
  int64_t whole;
  int64_t nanos;
  if (!ToInt64(TRY(ToIndex(t, seconds)), &whole) ||
      __builtin_mul_overflow(whole, kNanosPerSecond, &nanos)) {
    return RaiseOverflowError(t, kTooLarge);
  }
  return nanos;
}

Result<int64_t> ToTimeT(Thread& t, Value seconds) {
  if (IsFloatLike(seconds)) {
    const double value = FloatOf(seconds);
    if (std::isnan(value)) return RaiseNan(t);
    const double whole = std::floor(value);
    if (!(whole >= -0x1p63 && whole < 0x1p63)) return RaiseTimeTOverflow(t);
    return static_cast<int64_t>(whole);
  }
  int64_t whole;
  if (!ToInt64(TRY(ToIndex(t, seconds)), &whole)) return RaiseTimeTOverflow(t);
  return whole;
}

Result<None> ToTimespec(Thread& t, Value seconds, int64_t* whole, int64_t* nanos) {
  *whole = TRY(ToTimeT(t, seconds));
  *nanos = 0;
  if (!IsFloatLike(seconds)) return None{};
  const double fraction = FloatOf(seconds) - static_cast<double>(*whole);
  *nanos = static_cast<int64_t>(std::floor(fraction * 1e9));
  if (*nanos >= kNanosPerSecond) {
    *nanos -= kNanosPerSecond;
    ++*whole;
  }
  return None{};
}

}  // namespace krait
