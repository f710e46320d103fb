#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "jit/operation.h"
#include "vm/core/value.h"

namespace krait {
class CodeUnit;
union Word;
}  // namespace krait

/// Recorded code: operations in the order in which they run, each value made once (SSA). A trace is
/// a tree: the paths that were recorded, each branching off from a step of an earlier one that
/// leaves that. What was not recorded is left through an exit. It may have one loop, which begins
/// in the first path; other paths may go back there, too.
namespace krait::jit {

struct CallSite;
struct InlineFrame;
struct NewObject;

/// Index of the operation that makes a value.
using ValueId = uint32_t;
inline constexpr ValueId kNoValue = UINT32_MAX;
inline constexpr uint32_t kNoExit = UINT32_MAX;
inline constexpr uint32_t kNoLoop = UINT32_MAX;
inline constexpr uint32_t kNoSegment = UINT32_MAX;

struct Step {
  uint16_t operation;
  /// Of a bool: what is required of it. Then the step makes no value.
  stencils::Use use = stencils::Use::kValue;
  ValueId a = kNoValue;
  ValueId b = kNoValue;
  ValueId c = kNoValue;
  /// Bits of a constant; number of a slot; the immediate of a micro-op; address of a CallSite.
  uint64_t constant = 0;
  // What may leave goes to one of them:
  uint32_t exit = kNoExit;
  uint32_t branch = kNoSegment;
  /// The instruction that it is part of; null: it is done before the loop.
  const Word* pc = nullptr;
  /// It leaves whether it must or not: see ForceExit.
  bool always_leaves = false;

  bool Is(TraceOperation other) const { return operation == NumberOf(other); }
  bool IsConstant() const { return Is(TraceOperation::kConstant) || Is(TraceOperation::kFloat); }
  bool MakesValue() const {
    return use == stencils::Use::kValue &&
           OperationOf(operation).result != Operation::Result::kNone;
  }
  bool MayLeave() const { return OperationOf(operation).may_exit || use != stencils::Use::kValue; }
};

/// Where the interpreter goes on when a trace is left.
struct Resumption {
  uint32_t word = 0;  // of the frame's code unit
  /// The innermost frame; null: the one in which the trace was entered.
  const InlineFrame* frame = nullptr;
  /// How many of the frames above that are still to be pushed.
  uint32_t frames_to_push = 0;
  /// An exception is pending.
  bool raises = false;
  /// Whoever was called last has left the innermost frame where it is to go on, which may be
  /// another one.
  bool keeps_pc = false;
  /// What the frame returns is in its slots, ready for the instruction there.
  bool returns = false;
  /// Whoever made the trace knows the step that leaves by this.
  uint32_t origin = UINT32_MAX;
};

/// What leaving a trace takes: the frames' slots hold what they hold in Python. Slots that are not
/// named hold it already.
struct Exit : Resumption {
  // With a slot's number: not the slot, but what the RangeIterator in it counts. Exits name only
  // the next element, as step and end of an iterator never change.
  static constexpr uint32_t kRangeStep = 1u << 29;
  static constexpr uint32_t kRangeEnd = 1u << 30;
  static constexpr uint32_t kRangeNext = 1u << 31;
  static constexpr uint32_t kSlotMask = kRangeStep - 1;
  /// Slots of frames above the one in which the trace was entered are counted from here.
  static constexpr uint32_t kInlined = 1u << 16;
  /// And slots of generators that the trace resumes from here, so many for each.
  static constexpr uint32_t kGenerated = 1u << 28;
  static constexpr uint32_t kGeneratorStride = 1u << 16;

  struct Slot {
    uint32_t slot;
    ValueId value;
  };
  std::vector<Slot> slots;

  /// An object that is made only now. Where a value is asked for it is kFirstObject and its index.
  struct Object {
    /// What a micro-op writes to it.
    struct Field {
      uint16_t store;
      uint64_t constant;
      ValueId value;  // kNoValue: the micro-op takes none
    };
    const NewObject* what;
    /// It is that instead, unless that is Unbound; kNoValue: it is always made.
    ValueId otherwise = kNoValue;
    std::vector<Field> fields = {};
  };
  static constexpr ValueId kFirstObject = 1u << 31;
  static constexpr size_t kMostObjects = 24;
  static constexpr bool IsObject(ValueId value) {
    return value >= kFirstObject && value != kNoValue;
  }
  std::vector<Object> objects = {};
};

/// A path: its steps are those up to where the next one begins.
struct Segment {
  uint32_t begin = 0;
  /// Whether it ends in going back to the loop's beginning, and what the phis become then; if not,
  /// its last step always leaves.
  bool loops = false;
  std::vector<ValueId> back;
};

struct Trace {
  std::vector<Step> steps;
  std::vector<Exit> exits;
  std::vector<Segment> segments = {{}};
  /// The first step of the loop, where its phis stand; kNoLoop: there is none.
  uint32_t loop = kNoLoop;

  RegisterClass ClassOf(ValueId value) const;
  uint32_t EndOf(uint32_t segment) const {
    return segment + 1 < segments.size() ? segments[segment + 1].begin
                                         : static_cast<uint32_t>(steps.size());
  }
  bool IsPhi(ValueId id) const { return id < steps.size() && steps[id].Is(TraceOperation::kPhi); }
};

/// Calls `visit` with each value of the trace that leaving takes.
template <typename Visit>
void VisitUses(const Exit& exit, Visit visit) {
  const auto use = [&](ValueId value) {
    if (value != kNoValue && !Exit::IsObject(value)) visit(value);
  };
  for (const Exit::Slot& slot : exit.slots) use(slot.value);
  for (const Exit::Object& object : exit.objects) {
    use(object.otherwise);
    for (const Exit::Object::Field& field : object.fields) use(field.value);
  }
}
/// The same of each value that a step or its exit uses.
template <typename Visit>
void VisitUses(const Trace& trace, const Step& step, Visit visit) {
  for (ValueId operand : {step.a, step.b, step.c}) {
    if (operand != kNoValue) visit(operand);
  }
  if (step.exit != kNoExit) VisitUses(trace.exits[step.exit], visit);
}

/// As text, a line a step; what Parse reads.
std::string Print(const Trace& trace);
/// One line of that.
std::string Print(const Trace& trace, ValueId step);
/// The trace, or what is wrong with the text.
std::variant<Trace, std::string> Parse(std::string_view text);
/// What is wrong with the trace, or empty: operands come before their uses on their path and are in
/// the right kind of register, and what can leave has somewhere to go.
std::string Verify(const Trace& trace);

}  // namespace krait::jit
