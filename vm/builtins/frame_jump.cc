#include "vm/builtins/frame_jump.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "vm/code/code.h"
#include "vm/code/line_table.h"
#include "vm/frame/frame_object.h"
#include "vm/interp/tracing.h"
#include "vm/interp/translate_on_demand.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/pyc/jump_stacks.h"
#include "vm/pyc/verifier.h"

namespace krait {
namespace {

constexpr int kNoLine = CodePosition::kNone;

/// The line of each instruction that comes behind one of another line; kNoLine for the rest.
std::vector<int> LineStarts(const Code* code, const StackCode& stack) {
  std::vector<int> lines(stack.instructions.size(), kNoLine);
  LineTableReader reader(code);
  LineEntry entry;
  size_t index = 0;
  int previous = kNoLine;
  while (reader.Next(&entry)) {
    const int line = entry.position.line;
    if (std::exchange(previous, line) == line) continue;
    while (index < lines.size() && stack.instructions[index].offset < entry.begin) ++index;
    if (index == lines.size()) break;
    if (stack.instructions[index].offset < entry.end) lines[index] = line;
  }
  return lines;
}

/// Index of the instruction at or behind `offset`.
size_t InstructionAt(const StackCode& stack, uint32_t offset) {
  const auto at = std::lower_bound(
      stack.instructions.begin(), stack.instructions.end(), offset,
      [](const StackInstruction& in, uint32_t wanted) { return in.offset < wanted; });
  return static_cast<size_t>(at - stack.instructions.begin());
}

Result<int> CheckLine(Thread& t, const Code* code, Value value) {
  int64_t line;
  if (!ToInt64(value, &line) || line > INT32_MAX || line < INT32_MIN) {
    return RaiseValueError(t, "lineno out of range");
  }
  if (line < code->firstlineno()) {
    return RaiseValueError(t, absl::StrCat("line ", line, " comes before the current code block"));
  }
  return static_cast<int>(line);
}

Result<None> CheckEvent(Thread& t, const FrameObject* frame) {
  using Event = interp::TraceState::Event;
  const Event event = t.vm().part<interp::Tracing>().StateOf(t).event;
  if (event == Event::kCall) {
    return RaiseValueError(t, "can't jump from the 'call' trace event of a new frame");
  }
  if (event != Event::kLine) {
    return RaiseValueError(t, "can only jump from a 'line' trace event");
  }
  if (frame->trace().IsNone() || frame->live() == nullptr) {
    return RaiseValueError(t, "f_lineno can only be set by a trace function");
  }
  return None{};
}

/// Drops entries from the top until the stack is as deep as `to`.
void Unwind(Thread& t, Frame* frame, const EntryStack& from, const EntryStack& to) {
  Value* stack = frame->slots() + frame->code->localsplus_count();
  for (size_t i = from.entries.size(); i-- > to.entries.size();) {
    // What was being handled before comes back.
    const bool exception = stack[i].IsNone() || Is<Exception>(stack[i]);
    if (from.entries[i] == StackEntry::kExcept && exception) t.handled->exception = stack[i];
    stack[i] = Value::Unbound();
  }
}

/// Only the checked translation has every instruction's stack where it belongs. A frame that runs
/// the other one can change over where its stack is empty.
Result<CodeUnit*> TracedUnitFor(Thread& t, Frame* frame, const EntryStack& from) {
  if (frame->Has(Frame::kTraced)) return frame->unit;
  CodeUnit* unit = TRY(interp::EnsureTracedUnit(t, frame->code));
  if (from.entries.empty() && unit->frame_slots() <= frame->unit->frame_slots()) return unit;
  return RaiseValueError(t, "can't jump here: the frame began to be traced within a block");
}

}  // namespace

Result<None> JumpToLine(Thread& t, FrameObject* object, Value value) {
  if (!value.IsInt() && !IsExactly<Int>(value))
    return RaiseValueError(t, "lineno must be an integer");
  TRY(CheckEvent(t, object));
  Code* code = object->code();
  int line = TRY(CheckLine(t, code, value));
  StackCode stack;
  TRY(DecodeAndVerify(t, code->fields(), &stack));
  const std::vector<int> starts = LineStarts(code, stack);
  int next = INT32_MAX;
  for (int start : starts) {
    if (start >= line) next = std::min(next, start);
  }
  if (next == INT32_MAX) {
    return RaiseValueError(t, absl::StrCat("line ", line, " comes after the current code block"));
  }
  const std::vector<EntryStack> stacks = StacksBefore(stack);
  Frame* frame = object->live();
  const size_t here = InstructionAt(stack, frame->offset());
  if (here == stacks.size()) return RaiseSystemError(t, "frame is nowhere in its code");
  const EntryStack& from = stacks[here];
  size_t best = stacks.size();
  const char* problem = nullptr;
  for (size_t i = 0; i < stacks.size(); ++i) {
    if (starts[i] != next) continue;
    if (!CanJump(from, stacks[i])) {
      if (problem == nullptr) problem = ExplainJump(from, stacks[i]);
    } else if (best == stacks.size() || IsBetter(stacks[i], stacks[best])) {
      best = i;
    }
  }
  if (best == stacks.size()) return RaiseValueError(t, problem);
  CodeUnit* unit = TRY(TracedUnitFor(t, frame, from));
  Unwind(t, frame, from, stacks[best]);
  frame->unit = unit;
  frame->constants = unit->constants();
  frame->flags |= Frame::kTraced;
  frame->pc = unit->words() + unit->WordOfOffset(stack.instructions[best].offset);
  return None{};
}

}  // namespace krait
