#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/uop/conversions.h"
#include "vm/uop/machine.h"

/// Arithmetic on numbers, and the generic operators that everything else falls back on.
namespace krait::uop {

struct AddInt {
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<SmallInt> Run(SmallInt a, SmallInt b) {
    SmallInt sum;
    if (Wraps(a, b, &sum)) return Out<SmallInt>::Exit();
    return sum;
  }
  /// The low bits of the result, and whether that is all there is of it.
  static bool Wraps(SmallInt a, SmallInt b, SmallInt* sum) {
    return __builtin_add_overflow(a.shifted, b.shifted, &sum->shifted);
  }
  /// The first operand of what gave these bits.
  static SmallInt Undo(SmallInt sum, SmallInt b) {
    return {static_cast<int64_t>(static_cast<uint64_t>(sum.shifted) -
                                 static_cast<uint64_t>(b.shifted))};
  }
};

struct SubtractInt {
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<SmallInt> Run(SmallInt a, SmallInt b) {
    SmallInt difference;
    if (Wraps(a, b, &difference)) return Out<SmallInt>::Exit();
    return difference;
  }
  static bool Wraps(SmallInt a, SmallInt b, SmallInt* difference) {
    return __builtin_sub_overflow(a.shifted, b.shifted, &difference->shifted);
  }
  static SmallInt Undo(SmallInt difference, SmallInt b) {
    return {static_cast<int64_t>(static_cast<uint64_t>(difference.shifted) +
                                 static_cast<uint64_t>(b.shifted))};
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

/// The same without a look at what does not fit: where it is known to fit, or where only low bits
/// of the result are asked for.
struct WrappingAddInt {
  static constexpr Effects kEffects = kPure;
  static SmallInt Run(SmallInt a, SmallInt b) {
    return {
        static_cast<int64_t>(static_cast<uint64_t>(a.shifted) + static_cast<uint64_t>(b.shifted))};
  }
};
struct WrappingSubtractInt {
  static constexpr Effects kEffects = kPure;
  static SmallInt Run(SmallInt a, SmallInt b) {
    return {
        static_cast<int64_t>(static_cast<uint64_t>(a.shifted) - static_cast<uint64_t>(b.shifted))};
  }
};
struct WrappingMultiplyInt {
  static constexpr Effects kEffects = kPure;
  static SmallInt Run(SmallInt a, SmallInt b) {
    return {
        static_cast<int64_t>(static_cast<uint64_t>(a.value()) * static_cast<uint64_t>(b.shifted))};
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
  using FloatForm = TrueDivideFloat;
  using Conversion = ExactFloatOfInt;
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<Double> Run(SmallInt a, SmallInt b) {
    // Both are exact doubles, so the quotient is rounded once, as it must be.
    const Out<Double> x = ExactFloatOfInt::Run(a);
    const Out<Double> y = ExactFloatOfInt::Run(b);
    if (x.exit || y.exit) return Out<Double>::Exit();
    return TrueDivideFloat::Run(x.value, y.value);
  }
};

/// The same operation when one operand is an int: Python converts it first.
template <typename Op>
struct FloatWithInt {
  using FloatForm = Op;
  using Conversion = FloatOfInt;
  static constexpr Effects kEffects = Op::kEffects;
  static auto Run(Double a, SmallInt b) {
    return Op::Run(a, Double{static_cast<double>(b.value())});
  }
};
template <typename Op>
struct IntWithFloat {
  using FloatForm = Op;
  using Conversion = FloatOfInt;
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
  static Double Run(Double a) {
    auto bits = std::bit_cast<uint64_t>(a.value);
    // In a general register: the compiler would take the mask from memory.
    asm("" : "+r"(bits));
    return {std::bit_cast<double>(bits ^ uint64_t{1} << 63)};
  }
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
