#pragma once

#include <cstdint>

#include "vm/code/code_unit.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/core/value.h"
#include "vm/heap/thread.h"

/// The vocabulary in which micro-ops are written. A micro-op is a struct with
///   static constexpr Effects kEffects;
///   static R Run(Machine& m, P... operands);      (or without the Machine)
/// The types of its operands are its guards: a SmallInt operand means "this must be a small int, or
/// else the alternative is left". R is T or Out<T> (may leave the alternative) or Result<T> (may
/// raise). Where operands live is the business of whoever runs it.
namespace krait::uop {

enum Effects : uint32_t {
  kPure = 0,
  kMayExit = 1 << 0,  // may leave for the next alternative, before any effect
  kReadsHeap = 1 << 1,
  kWritesHeap = 1 << 2,
  kMayRaise = 1 << 3,   // may fail with an exception pending
  kSafepoint = 1 << 4,  // may run Python code, collect, or let other threads run
  kLeaf = 1 << 5,       // takes a Machine, but calls nothing: reads of the thread or VM alone
  kGeneric = kReadsHeap | kWritesHeap | kMayRaise | kSafepoint,
};
constexpr Effects operator|(Effects a, Effects b) {
  return static_cast<Effects>(static_cast<uint32_t>(a) | static_cast<uint32_t>(b));
}

/// What a micro-op may use besides its operands.
struct Machine {
  Thread& t;
  const Word* pc;
};

/// A T, or "not mine: try the next alternative".
template <typename T>
struct Out {
  // Left alone when there is none, so that compilers need not tell the two apart.
  union {
    T value;
  };
  bool exit;

  Out(T result) : value(result), exit(false) {}  // NOLINT(google-explicit-constructor)
  static Out Exit() { return Out(); }

 private:
  Out() : exit(true) {}
};

/// As tier 1 has it: Unbound is nothing that a fast path can give.
inline Value OrUnbound(Out<Value> out) { return out.exit ? Value::Unbound() : out.value; }

/// An int of 61 bits, kept shifted left by three as in its Value.
struct SmallInt {
  int64_t shifted = 0;
  int64_t value() const { return shifted >> 3; }
};

/// A float held in the word itself.
struct Double {
  double value = 0;
};

/// An instance of exactly the built-in type with layout T::kLayout.
template <typename T>
struct Exact {
  T* pointer = nullptr;
  T* operator->() const { return pointer; }
};

/// An instance of that type or of a class below it.
template <typename T>
struct Any {
  T* pointer = nullptr;
  T* operator->() const { return pointer; }
};

/// How an operand type is tested for and taken out of a Value.
template <typename T>
struct OperandType;

template <>
struct OperandType<Value> {
  static bool Matches(Value) { return true; }
  static Value Take(Value value) { return value; }
};
template <>
struct OperandType<SmallInt> {
  static bool Matches(Value value) { return value.IsInt(); }
  static SmallInt Take(Value value) { return {static_cast<int64_t>(value.bits())}; }
};
template <>
struct OperandType<Double> {
  static bool Matches(Value value) { return value.IsFloat(); }
  static Double Take(Value value) { return {value.AsFloat()}; }
};
template <typename T>
struct OperandType<Exact<T>> {
  static bool Matches(Value value) { return IsExactly<T>(value); }
  static Exact<T> Take(Value value) { return {Cast<T>(value)}; }
};
template <typename T>
struct OperandType<Any<T>> {
  static bool Matches(Value value) { return Is<T>(value); }
  static Any<T> Take(Value value) { return {Cast<T>(value)}; }
};

}  // namespace krait::uop
