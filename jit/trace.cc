#include "jit/trace.h"

#include "absl/strings/str_cat.h"
#include "vm/object/iterators.h"

namespace krait::jit {

using stencils::Use;

RegisterClass Trace::ClassOf(ValueId value) const {
  const Step& step = steps[value];
  if (step.Is(TraceOperation::kPhi)) return ClassOf(step.a);
  return OperationOf(step.operation).result == Operation::Result::kFloat ? RegisterClass::kFloat
                                                                         : RegisterClass::kInt;
}

namespace {

std::string CheckOperand(const Trace& trace, ValueId user, ValueId operand, RegisterClass wanted) {
  if (operand >= trace.steps.size()) return "there is no such value";
  if (operand >= user) return absl::StrCat("%", operand, " is not made yet");
  if (!trace.steps[operand].MakesValue()) return absl::StrCat("%", operand, " is no value");
  if (trace.ClassOf(operand) != wanted) {
    return absl::StrCat("%", operand, " is in the wrong kind of register");
  }
  return "";
}

std::string CheckPhi(const Trace& trace, ValueId id) {
  const Step& phi = trace.steps[id];
  if (trace.loop == kNoLoop || id < trace.loop) return "a phi is not where a loop begins";
  if (id > trace.loop && !trace.steps[id - 1].Is(TraceOperation::kPhi)) {
    return "a phi stands behind other steps";
  }
  if (phi.a >= trace.loop) return "the first value of a phi is made in the loop";
  std::string problem = CheckOperand(trace, id, phi.a, trace.ClassOf(phi.a));
  if (!problem.empty()) return problem;
  const auto end = static_cast<ValueId>(trace.steps.size());
  return CheckOperand(trace, end, phi.b, trace.ClassOf(phi.a));
}

std::string CheckOperands(const Trace& trace, ValueId id) {
  const Step& step = trace.steps[id];
  if (step.Is(TraceOperation::kPhi)) return CheckPhi(trace, id);
  const Operation& operation = OperationOf(step.operation);
  const ValueId operands[2] = {step.a, step.b};
  for (int i = 0; i < 2; ++i) {
    if (i >= operation.operand_count) {
      if (operands[i] != kNoValue) return "there are too many operands";
      continue;
    }
    const std::string problem = CheckOperand(trace, id, operands[i], operation.operand[i]);
    if (!problem.empty()) return problem;
  }
  return "";
}

std::string CheckExit(const Trace& trace, ValueId id) {
  const Step& step = trace.steps[id];
  const bool may_exit = OperationOf(step.operation).may_exit || step.use != Use::kValue;
  if (may_exit != (step.exit != kNoExit)) {
    return may_exit ? "it may leave, but has no exit" : "it has an exit, but never leaves";
  }
  if (!may_exit) return "";
  if (step.exit >= trace.exits.size()) return absl::StrCat("there is no exit ", step.exit);
  for (const Exit::Slot& slot : trace.exits[step.exit].slots) {
    if (slot.value >= id || !trace.steps[slot.value].MakesValue()) {
      return absl::StrCat("exit ", step.exit, " needs %", slot.value, ", which is not made yet");
    }
  }
  return "";
}

std::string CheckStep(const Trace& trace, ValueId id) {
  const Step& step = trace.steps[id];
  const Operation& operation = OperationOf(step.operation);
  if (step.use != Use::kValue && operation.result != Operation::Result::kBool) {
    return "only of a bool can anything be required";
  }
  if (step.operation < kMicroOpCount && !operation.has_stencils) return "it has no stencils";
  const std::string problem = CheckOperands(trace, id);
  return problem.empty() ? CheckExit(trace, id) : problem;
}

}  // namespace

void WriteSlot(Value* slots, uint32_t slot, Value value) {
  Value* const place = &slots[slot & Exit::kSlotMask];
  if ((slot & Exit::kRangeNext) != 0) {
    Cast<RangeIterator>(*place)->next.store(value.AsInt(), std::memory_order_relaxed);
  } else if ((slot & Exit::kRangeRemaining) != 0) {
    Cast<RangeIterator>(*place)->remaining.store(value.AsInt(), std::memory_order_relaxed);
  } else {
    *place = value;
  }
}

std::string Verify(const Trace& trace) {
  for (ValueId id = 0; id < trace.steps.size(); ++id) {
    const std::string problem = CheckStep(trace, id);
    if (!problem.empty()) {
      return absl::StrCat("%", id, " = ", NameOf(trace.steps[id].operation), ": ", problem);
    }
  }
  if (trace.loop != kNoLoop && trace.loop >= trace.steps.size()) return "the loop is empty";
  return "";
}

}  // namespace krait::jit
