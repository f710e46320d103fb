#pragma once

#include <cmath>
#include <cstdint>

#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/uop/machine.h"

/// Arithmetic on numbers, and the generic operators that everything else falls back on.
namespace krait::uop {

struct AddInt {
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<SmallInt> Run(SmallInt a, SmallInt b) {
    int64_t sum;
    if (__builtin_add_overflow(a.shifted, b.shifted, &sum)) return Out<SmallInt>::Exit();
    return SmallInt{sum};
  }
};

struct SubtractInt {
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<SmallInt> Run(SmallInt a, SmallInt b) {
    int64_t difference;
    if (__builtin_sub_overflow(a.shifted, b.shifted, &difference)) return Out<SmallInt>::Exit();
    return SmallInt{difference};
  }
};

struct MultiplyInt {
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<SmallInt> Run(SmallInt a, SmallInt b) {
    int64_t product;
    if (__builtin_mul_overflow(a.value(), b.shifted, &product)) return Out<SmallInt>::Exit();
    return SmallInt{product};
  }
};

struct FloorDivideInt {
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<SmallInt> Run(SmallInt a, SmallInt b) {
    // -1 leaves too: the quotient of the smallest int would not fit.
    if (b.shifted == 0 || b.shifted == -8) return Out<SmallInt>::Exit();
    int64_t quotient = a.shifted / b.shifted;
    if (a.shifted % b.shifted != 0 && (a.shifted ^ b.shifted) < 0) --quotient;
    return SmallInt{quotient << 3};
  }
};

struct RemainderInt {
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<SmallInt> Run(SmallInt a, SmallInt b) {
    if (b.shifted == 0 || b.shifted == -8) return Out<SmallInt>::Exit();
    int64_t remainder = a.shifted % b.shifted;
    if (remainder != 0 && (remainder ^ b.shifted) < 0) remainder += b.shifted;
    return SmallInt{remainder};
  }
};

struct AndInt {
  static constexpr Effects kEffects = kPure;
  static SmallInt Run(SmallInt a, SmallInt b) { return {a.shifted & b.shifted}; }
};
struct OrInt {
  static constexpr Effects kEffects = kPure;
  static SmallInt Run(SmallInt a, SmallInt b) { return {a.shifted | b.shifted}; }
};
struct XorInt {
  static constexpr Effects kEffects = kPure;
  static SmallInt Run(SmallInt a, SmallInt b) { return {a.shifted ^ b.shifted}; }
};

struct LshiftInt {
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<SmallInt> Run(SmallInt a, SmallInt b) {
    const int64_t count = b.value();
    if (count < 0 || count > 60) return Out<SmallInt>::Exit();
    const int64_t shifted = static_cast<int64_t>(static_cast<uint64_t>(a.shifted) << count);
    if (shifted >> count != a.shifted) return Out<SmallInt>::Exit();
    return SmallInt{shifted};
  }
};

struct RshiftInt {
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<SmallInt> Run(SmallInt a, SmallInt b) {
    const int64_t count = b.value();
    if (count < 0) return Out<SmallInt>::Exit();
    return SmallInt{a.shifted >> (count > 60 ? 60 : count) & ~int64_t{7}};
  }
};

struct AddFloat {
  static constexpr Effects kEffects = kPure;
  static Double Run(Double a, Double b) { return {a.value + b.value}; }
};
struct SubtractFloat {
  static constexpr Effects kEffects = kPure;
  static Double Run(Double a, Double b) { return {a.value - b.value}; }
};
struct MultiplyFloat {
  static constexpr Effects kEffects = kPure;
  static Double Run(Double a, Double b) { return {a.value * b.value}; }
};
struct TrueDivideFloat {
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<Double> Run(Double a, Double b) {
    if (b.value == 0) return Out<Double>::Exit();
    return Double{a.value / b.value};
  }
};
struct TrueDivideInt {
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<Double> Run(SmallInt a, SmallInt b) {
    // Both are exact doubles below 2^53, so the quotient is rounded once, as it must be.
    constexpr int64_t kExact = int64_t{1} << 53;
    const int64_t x = a.value();
    const int64_t y = b.value();
    if (y == 0 || x > kExact || x < -kExact || y > kExact || y < -kExact) {
      return Out<Double>::Exit();
    }
    return Double{static_cast<double>(x) / static_cast<double>(y)};
  }
};

/// The same operation when one operand is an int: Python converts it first.
template <typename Op>
struct FloatWithInt {
  static constexpr Effects kEffects = Op::kEffects;
  static auto Run(Double a, SmallInt b) {
    return Op::Run(a, Double{static_cast<double>(b.value())});
  }
};
template <typename Op>
struct IntWithFloat {
  static constexpr Effects kEffects = Op::kEffects;
  static auto Run(SmallInt a, Double b) {
    return Op::Run(Double{static_cast<double>(a.value())}, b);
  }
};

struct PowerInt {
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<SmallInt> Run(SmallInt a, SmallInt b) {
    int64_t exponent = b.value();
    if (exponent < 0) return Out<SmallInt>::Exit();
    int64_t square = a.value();
    int64_t result = 1;
    for (;;) {
      if ((exponent & 1) != 0 && __builtin_mul_overflow(result, square, &result)) break;
      exponent >>= 1;
      if (exponent == 0) {
        if (!Value::FitsInt(result)) break;
        return SmallInt{result << 3};
      }
      if (__builtin_mul_overflow(square, square, &square)) break;
    }
    return Out<SmallInt>::Exit();
  }
};
/// Of a positive number, with a finite result.
struct PowerFloat {
  static constexpr Effects kEffects = kMayExit;
  static Out<Double> Run(Machine&, Double a, Double b) {
    const double result = a.value > 0 ? std::pow(a.value, b.value) : INFINITY;
    if (!std::isfinite(result)) return Out<Double>::Exit();
    return Double{result};
  }
};
struct PowerFloatWithInt {
  static constexpr Effects kEffects = PowerFloat::kEffects;
  static Out<Double> Run(Machine& m, Double a, SmallInt b) {
    return PowerFloat::Run(m, a, Double{static_cast<double>(b.value())});
  }
};

struct ConcatStr {
  static constexpr Effects kEffects = kMayRaise | kSafepoint;
  static Result<Value> Run(Machine& m, Exact<Str> a, Exact<Str> b) {
    return Str::Concat(m.t, a.pointer, b.pointer);
  }
};

template <BinaryOperator kOperator>
struct Operate {
  static constexpr Effects kEffects = kGeneric;
  static Result<Value> Run(Machine& m, Value a, Value b) {
    return BinaryOperation(m.t, kOperator, a, b);
  }
};
template <BinaryOperator kOperator>
struct OperateInplace {
  static constexpr Effects kEffects = kGeneric;
  static Result<Value> Run(Machine& m, Value a, Value b) {
    return InplaceOperation(m.t, kOperator, a, b);
  }
};

struct NegateInt {
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<SmallInt> Run(SmallInt a) {
    int64_t result;
    if (__builtin_sub_overflow(int64_t{0}, a.shifted, &result)) return Out<SmallInt>::Exit();
    return SmallInt{result};
  }
};
struct NegateFloat {
  static constexpr Effects kEffects = kPure;
  static Double Run(Double a) { return {-a.value}; }
};
struct InvertInt {
  static constexpr Effects kEffects = kPure;
  static SmallInt Run(SmallInt a) { return {~a.shifted & ~int64_t{7}}; }
};

template <auto kFunction>
struct OperateUnary {
  static constexpr Effects kEffects = kGeneric;
  static Result<Value> Run(Machine& m, Value a) { return kFunction(m.t, a); }
};

struct NotBool {
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<Value> Run(Value a) {
    if (!a.IsBool()) return Out<Value>::Exit();
    return Value::FromBool(!a.AsBool());
  }
};
struct NotAny {
  static constexpr Effects kEffects = kGeneric;
  static Result<Value> Run(Machine& m, Value a) { return Value::FromBool(!TRY(IsTrue(m.t, a))); }
};

}  // namespace krait::uop
