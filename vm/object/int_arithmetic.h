#pragma once

#include "vm/core/result.h"
#include "vm/object/int.h"

/// Arithmetic on int-like Values of any size, without dispatch over types: for the C++ side.
namespace krait {

Result<Value> IntAdd(Thread& t, Value a, Value b);
Result<Value> IntSubtract(Thread& t, Value a, Value b);
Result<Value> IntMultiply(Thread& t, Value a, Value b);
/// The quotient rounded down; `b` is not zero.
Result<Value> IntFloorDivide(Thread& t, Value a, Value b);
/// The remainder with the sign of `b`, which is not zero.
Result<Value> IntModulo(Thread& t, Value a, Value b);

/// Negative, zero or positive.
int IntCompare(Value a, Value b);
int IntSign(Value a);

}  // namespace krait
