#pragma once

#include "vm/builtins/complex_arithmetic.h"

/// Elementary functions of complex numbers: accurate near zeros and branch points, without needless
/// overflow. Branch cuts and special values are those of C99's Annex G.
namespace krait::math {

using ComplexFunction = ComplexStatus (*)(ComplexNumber z, ComplexNumber* result);

ComplexStatus Acos(ComplexNumber z, ComplexNumber* result);
ComplexStatus Acosh(ComplexNumber z, ComplexNumber* result);
ComplexStatus Asin(ComplexNumber z, ComplexNumber* result);
ComplexStatus Asinh(ComplexNumber z, ComplexNumber* result);
ComplexStatus Atan(ComplexNumber z, ComplexNumber* result);
ComplexStatus Atanh(ComplexNumber z, ComplexNumber* result);
ComplexStatus Cos(ComplexNumber z, ComplexNumber* result);
ComplexStatus Cosh(ComplexNumber z, ComplexNumber* result);
ComplexStatus Exp(ComplexNumber z, ComplexNumber* result);
ComplexStatus Log(ComplexNumber z, ComplexNumber* result);
ComplexStatus Log10(ComplexNumber z, ComplexNumber* result);
ComplexStatus Sin(ComplexNumber z, ComplexNumber* result);
ComplexStatus Sinh(ComplexNumber z, ComplexNumber* result);
ComplexStatus Sqrt(ComplexNumber z, ComplexNumber* result);
ComplexStatus Tan(ComplexNumber z, ComplexNumber* result);
ComplexStatus Tanh(ComplexNumber z, ComplexNumber* result);
/// The number of polar coordinates (length, angle).
ComplexStatus Rect(double length, double angle, ComplexNumber* result);

}  // namespace krait::math
