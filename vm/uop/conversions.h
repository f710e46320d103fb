#pragma once

#include "vm/uop/machine.h"

/// Tests of what a value is, and changes of representation. Tier 1 has them in the operand types of
/// its micro-ops; compiled code says them.
namespace krait::uop {

/// The operand itself, known to be a T.
template <typename T>
struct Require {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<T> Run(Value value) {
    if (!OperandType<T>::Matches(value)) return Out<T>::Exit();
    return OperandType<T>::Take(value);
  }
};

/// A local that has a value.
struct RequireBound {
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<Value> Run(Value value) {
    if (value.IsUnbound()) return Out<Value>::Exit();
    return value;
  }
};

/// A float that the word itself can hold.
struct BoxFloat {
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<Value> Run(Double a) {
    const Value word = Value::FromFloat(a.value);
    if (!word.IsFloat()) return Out<Value>::Exit();
    return word;
  }
};

/// As Python converts the int operand of a float operation.
struct FloatOfInt {
  static constexpr Effects kEffects = kPure;
  static Double Run(SmallInt a) { return {static_cast<double>(a.value())}; }
};

/// The same of an int that a double holds exactly.
struct ExactFloatOfInt {
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<Double> Run(SmallInt a) {
    constexpr int64_t kLimit = int64_t{1} << 53;
    if (a.value() < -kLimit || a.value() > kLimit) return Out<Double>::Exit();
    return FloatOfInt::Run(a);
  }
};

/// A micro-op on floats and ints may say what it is on floats alone, FloatForm, and how its ints
/// become floats, Conversion.
template <typename Op>
concept HasFloatForm = requires { typename Op::FloatForm; };

}  // namespace krait::uop
