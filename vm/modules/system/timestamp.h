#pragma once

#include <cstdint>

#include "vm/core/result.h"

namespace krait {

class Thread;

/// How a time becomes a whole number of nanoseconds.
enum class TimeRounding {
  kFloor,
  kAwayFromZero,  // of time-outs: never too short
};

/// An int or float of seconds in nanoseconds. OverflowError beyond 292 years, ValueError for NaN.
Result<int64_t> ToNanoseconds(Thread& t, Value seconds, TimeRounding rounding);

/// Seconds as a time_t, for calendar functions; the fraction is dropped towards minus infinity.
Result<int64_t> ToTimeT(Thread& t, Value seconds);

/// Seconds as a time_t and nanoseconds in [0, 1e9).
Result<None> ToTimespec(Thread& t, Value seconds, int64_t* whole, int64_t* nanos);

}  // namespace krait
