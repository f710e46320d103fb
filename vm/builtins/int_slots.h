#pragma once

#include "vm/core/result.h"
#include "vm/object/slots.h"

/// The slot functions of int. All take int-like operands on either side and give exact ints.
namespace krait::int_slots {

// int_arithmetic_slots.cc
Result<Value> Add(Thread& t, Value a, Value b);
Result<Value> Subtract(Thread& t, Value a, Value b);
Result<Value> Multiply(Thread& t, Value a, Value b);
Result<Value> FloorDivide(Thread& t, Value a, Value b);
Result<Value> Remainder(Thread& t, Value a, Value b);
Result<Value> DivMod(Thread& t, Value a, Value b);
Result<Value> TrueDivide(Thread& t, Value a, Value b);
Result<Value> Power(Thread& t, Value base, Value exponent, Value modulus);
Result<Value> Negative(Thread& t, Value self);
Result<Value> Absolute(Thread& t, Value self);

// int_bit_slots.cc
Result<Value> And(Thread& t, Value a, Value b);
Result<Value> Or(Thread& t, Value a, Value b);
Result<Value> Xor(Thread& t, Value a, Value b);
Result<Value> Lshift(Thread& t, Value a, Value b);
Result<Value> Rshift(Thread& t, Value a, Value b);
Result<Value> Invert(Thread& t, Value self);

// int_new.cc
Result<Value> New(Thread& t, Type* cls, Args args);

/// The number itself, without a subclass: int(), +x, x.real and others.
Result<Value> Exact(Thread& t, Value self);

}  // namespace krait::int_slots
