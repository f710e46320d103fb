#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "jit/operation.h"
#include "vm/core/value.h"

/// Recorded code: operations in the order in which they run, each value made once (SSA). A trace is
/// straight: what was not recorded is left through an exit. It may end in a loop of its last part.
namespace krait::jit {

/// Index of the operation that makes a value.
using ValueId = uint32_t;
inline constexpr ValueId kNoValue = UINT32_MAX;
inline constexpr uint32_t kNoExit = UINT32_MAX;
inline constexpr uint32_t kNoLoop = UINT32_MAX;

struct Step {
  uint16_t operation;
  /// Of a bool: what is required of it. Then the step makes no value.
  stencils::Use use = stencils::Use::kValue;
  ValueId a = kNoValue;
  ValueId b = kNoValue;     // of a phi: the value when the loop goes on
  uint64_t constant = 0;    // bits of a constant; number of a slot
  uint32_t exit = kNoExit;  // where it leaves to

  bool Is(TraceOperation other) const { return operation == NumberOf(other); }
  bool IsConstant() const { return Is(TraceOperation::kConstant) || Is(TraceOperation::kFloat); }
  bool MakesValue() const {
    return use == stencils::Use::kValue &&
           OperationOf(operation).result != Operation::Result::kNone;
  }
};

/// What the interpreter goes on with where a trace is left: at `word` of its code unit, once the
/// frame's slots hold what they hold in Python. Slots that are not named hold it already.
struct Exit {
  // With a slot's number: not the slot, but a counter of the RangeIterator in it.
  static constexpr uint32_t kRangeNext = 1u << 30;
  static constexpr uint32_t kRangeRemaining = 1u << 31;
  static constexpr uint32_t kSlotMask = kRangeNext - 1;

  struct Slot {
    uint32_t slot;
    ValueId value;
  };
  uint32_t word = 0;
  std::vector<Slot> slots;
};

struct Trace {
  std::vector<Step> steps;
  std::vector<Exit> exits;
  /// The first step of the loop, where its phis stand; kNoLoop: the last step always leaves.
  uint32_t loop = kNoLoop;

  RegisterClass ClassOf(ValueId value) const;
};

/// Puts what an exit says in its place, in a frame's slots.
void WriteSlot(Value* slots, uint32_t slot, Value value);

/// As text, a line a step; what Parse reads.
std::string Print(const Trace& trace);
/// The trace, or what is wrong with the text.
std::variant<Trace, std::string> Parse(std::string_view text);
/// What is wrong with the trace, or empty: operands come before their uses and are in the right
/// kind of register, and what can leave has an exit.
std::string Verify(const Trace& trace);

}  // namespace krait::jit
