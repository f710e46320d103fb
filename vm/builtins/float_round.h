#pragma once

#include <cstdint>

namespace krait {

/// `value` correctly rounded, ties to even, to `places` digits behind the decimal point (before it,
/// if negative). Infinite if no double holds the result.
double RoundToPlaces(double value, int64_t places);

/// The integer nearest to a finite value, the even one of two.
double RoundToInteger(double value);

}  // namespace krait
