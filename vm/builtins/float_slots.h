#pragma once

#include "vm/core/result.h"
#include "vm/object/slots.h"

/// The slot functions of float that do arithmetic. One operand is a float, the other a float or an
/// int; results are exact floats.
namespace krait::float_slots {

Result<Value> Add(Thread& t, Value a, Value b);
Result<Value> Subtract(Thread& t, Value a, Value b);
Result<Value> Multiply(Thread& t, Value a, Value b);
Result<Value> TrueDivide(Thread& t, Value a, Value b);
Result<Value> FloorDivide(Thread& t, Value a, Value b);
Result<Value> Remainder(Thread& t, Value a, Value b);
Result<Value> DivMod(Thread& t, Value a, Value b);
Result<Value> Power(Thread& t, Value base, Value exponent, Value modulus);
Result<Value> Compare(Thread& t, Value self, Value other, CompareOp op);

}  // namespace krait::float_slots
