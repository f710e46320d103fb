#pragma once

#include <cstdint>

#include "jit/frames.h"
#include "vm/core/value.h"
#include "vm/object/plain.h"

/// Calls of what is quiet (see krait::Quiet): leaf calls of functions that may allocate. They see
/// to it that nothing is collected meanwhile, since compiled code keeps in registers what frames
/// have in Python. What fails is not done: code behind it leaves for the interpreter, which tries
/// once more.
namespace krait::jit {

/// What must hold of an operand.
enum class Demand : uint8_t {
  kNothing,
  kPlain,  // see IsPlain
  kItems,  // plain, or something else whose items are had quietly
};
/// Not of what is plain.
bool HasQuietItems(Value value);
inline bool Meets(Demand demand, Value value) {
  if (demand == Demand::kNothing || IsPlain(value)) return true;
  return demand == Demand::kItems && HasQuietItems(value);
}

/// A call: its address is the `extra` of a CallSite with CallQuietly.
struct QuietCallee {
  CallSite call;
  Demand demands[3];
  bool demands_something;
};

/// A CallSite::Function: the result, or Unbound if nothing was done.
Value CallQuietly(Thread& t, Value* slots, const CallSite& site, const Value* operands);

// What is called so, as CallSite::Functions:
/// A native function or method, at `extra` a NativeCallee.
Value CallQuietNative(Thread& t, Value* slots, const CallSite& site, const Value* operands);
/// The next item of an iterator; Unbound at the end, where it can be asked again.
Value NextQuietItem(Thread& t, Value* slots, const CallSite& site, const Value* operands);
/// What GET_ITER makes of something that is iterated over quietly; Unbound of anything else.
bool IsIteratedQuietly(Value iterable);
Value GetQuietIterator(Thread& t, Value* slots, const CallSite& site, const Value* operands);
/// operands[0][operands[1]] = operands[2].
Value SetQuietItem(Thread& t, Value* slots, const CallSite& site, const Value* operands);

/// The parts of a slice instruction, in the order of GetSlice or SetSlice: constants, or operands.
struct SliceParts {
  static constexpr int8_t kConstant = -1;
  uint64_t constants[5];
  int8_t from[5];
};
// At `extra` a SliceParts:
Value GetQuietSlice(Thread& t, Value* slots, const CallSite& site, const Value* operands);
Value SetQuietSlice(Thread& t, Value* slots, const CallSite& site, const Value* operands);

}  // namespace krait::jit
