#pragma once

#include <cstdint>

namespace krait::structs {

/// IEEE 754 binary16, rounded to the nearest, ties to even. `overflow` is set for a finite number
/// that is too large.
uint16_t HalfFromDouble(double value, bool* overflow);
double DoubleFromHalf(uint16_t bits);

}  // namespace krait::structs
