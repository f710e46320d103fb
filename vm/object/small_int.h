#pragma once

#include <cstdint>

#include "vm/core/value.h"
#include "vm/object/operations.h"

/// Operators on ints that are in the word itself, in line, for native code.
namespace krait {

/// `a kOp b` of two immediate ints when it is one, too; else Unbound. Unbound always for operators
/// that need more than a few instructions.
template <BinaryOperator kOp>
[[gnu::always_inline]] inline Value QuickInt(Value a, Value b) {
  if (!Value::BothInts(a, b)) return Value::Unbound();
  int64_t result;
  bool overflow = false;
  if constexpr (kOp == BinaryOperator::kAdd) {
    result = a.AsInt() + b.AsInt();
  } else if constexpr (kOp == BinaryOperator::kSubtract) {
    result = a.AsInt() - b.AsInt();
  } else if constexpr (kOp == BinaryOperator::kMultiply) {
    overflow = __builtin_mul_overflow(a.AsInt(), b.AsInt(), &result);
  } else if constexpr (kOp == BinaryOperator::kAnd) {
    result = a.AsInt() & b.AsInt();
  } else if constexpr (kOp == BinaryOperator::kOr) {
    result = a.AsInt() | b.AsInt();
  } else if constexpr (kOp == BinaryOperator::kXor) {
    result = a.AsInt() ^ b.AsInt();
  } else {
    return Value::Unbound();
  }
  return !overflow && Value::FitsInt(result) ? Value::FromInt(result) : Value::Unbound();
}

/// `a op b` of two ints.
[[gnu::always_inline]] inline bool CompareInts(int64_t a, int64_t b, CompareOp op) {
  switch (op) {
    case CompareOp::kLt:
      return a < b;
    case CompareOp::kLe:
      return a <= b;
    case CompareOp::kEq:
      return a == b;
    case CompareOp::kNe:
      return a != b;
    case CompareOp::kGt:
      return a > b;
    case CompareOp::kGe:
      return a >= b;
  }
  return false;
}

}  // namespace krait
