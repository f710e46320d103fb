#include "jit/trace.h"

#include "absl/strings/str_cat.h"

namespace krait::jit {

using stencils::Use;

RegisterClass Trace::ClassOf(ValueId value) const {
  const Step& step = steps[value];
  if (step.Is(TraceOperation::kPhi)) return ClassOf(step.a);
  return OperationOf(step.operation).result == Operation::Result::kFloat ? RegisterClass::kFloat
                                                                         : RegisterClass::kInt;
}

namespace {

class Checker {
 public:
  explicit Checker(const Trace& trace) : trace_(trace), segment_of_(trace.steps.size()) {}

  std::string Run();

 private:
  std::string CheckSegments();
  std::string CheckSegment(uint32_t segment);
  std::string CheckBack(uint32_t segment) const;
  std::string CheckStep(ValueId id) const;
  std::string CheckPhi(ValueId id) const;
  std::string CheckWay(ValueId id) const;
  std::string CheckOperand(ValueId user, ValueId operand, RegisterClass wanted) const;
  /// Whether the value is made on the way to step `user`.
  bool IsMade(ValueId value, ValueId user, uint32_t segment) const;

  const Trace& trace_;
  std::vector<uint32_t> segment_of_;
  std::vector<ValueId> guard_of_;  // of segments
};

bool Checker::IsMade(ValueId value, ValueId user, uint32_t segment) const {
  if (value >= trace_.steps.size() || !trace_.steps[value].MakesValue()) return false;
  for (;;) {
    if (segment_of_[value] == segment) return value < user;
    if (segment == 0) return false;
    user = guard_of_[segment];
    segment = segment_of_[user];
  }
}

std::string Checker::CheckOperand(ValueId user, ValueId operand, RegisterClass wanted) const {
  const bool at_end = user == trace_.steps.size();
  const uint32_t segment = at_end ? segment_of_.back() : segment_of_[user];
  if (operand >= trace_.steps.size()) return "there is no such value";
  if (!trace_.steps[operand].MakesValue()) return absl::StrCat("%", operand, " is no value");
  if (!IsMade(operand, user, segment)) return absl::StrCat("%", operand, " is not made yet");
  if (trace_.ClassOf(operand) != wanted) {
    return absl::StrCat("%", operand, " is in the wrong kind of register");
  }
  return "";
}

std::string Checker::CheckPhi(ValueId id) const {
  const Step& phi = trace_.steps[id];
  if (trace_.loop == kNoLoop || id < trace_.loop) return "a phi is not where a loop begins";
  if (id > trace_.loop && !trace_.IsPhi(id - 1)) return "a phi stands behind other steps";
  if (phi.a >= trace_.loop) return "the first value of a phi is made in the loop";
  return CheckOperand(id, phi.a, trace_.ClassOf(phi.a));
}

/// Where a step that may leave goes.
std::string Checker::CheckWay(ValueId id) const {
  const Step& step = trace_.steps[id];
  const bool goes = step.exit != kNoExit || step.branch != kNoSegment;
  if (step.MayLeave() != goes) {
    return goes ? "it has an exit, but never leaves" : "it may leave, but has no exit";
  }
  if (step.branch != kNoSegment && step.exit != kNoExit) return "it has an exit and a branch";
  if (step.exit == kNoExit) return "";
  if (step.exit >= trace_.exits.size()) return absl::StrCat("there is no exit ", step.exit);
  if (trace_.exits[step.exit].objects.size() > Exit::kMostObjects) {
    return absl::StrCat("exit ", step.exit, " makes too many objects");
  }
  std::string problem;
  VisitUses(trace_.exits[step.exit], [&](ValueId value) {
    if (!problem.empty() || IsMade(value, id, segment_of_[id])) return;
    problem = absl::StrCat("exit ", step.exit, " needs %", value, ", which is not made yet");
  });
  return problem;
}

std::string Checker::CheckStep(ValueId id) const {
  const Step& step = trace_.steps[id];
  const Operation& operation = OperationOf(step.operation);
  if (step.use != Use::kValue && operation.result != Operation::Result::kBool) {
    return "only of a bool can anything be required";
  }
  if (step.operation < kMicroOpCount && !operation.has_stencils) return "it has no stencils";
  if (step.Is(TraceOperation::kPhi)) return CheckPhi(id);
  const ValueId operands[] = {step.a, step.b, step.c};
  for (int i = 0; i < Operation::kMostOperands; ++i) {
    if (operands[i] == kNoValue && i < operation.operand_count) return "an operand is missing";
    if (operands[i] == kNoValue) continue;
    const bool is_call = step.Is(TraceOperation::kCall);
    if (i >= operation.operand_count && !is_call) return "there are too many operands";
    const RegisterClass wanted = is_call ? RegisterClass::kInt : operation.operand[i];
    std::string problem = CheckOperand(id, operands[i], wanted);
    if (!problem.empty()) return problem;
  }
  return CheckWay(id);
}

std::string Checker::CheckBack(uint32_t segment) const {
  if (!trace_.segments[segment].loops) return "";
  if (trace_.loop == kNoLoop) return "it goes back, but there is no loop";
  ValueId phi = trace_.loop;
  for (ValueId back : trace_.segments[segment].back) {
    if (!trace_.IsPhi(phi)) return "it has more values than there are phis";
    const RegisterClass wanted = trace_.ClassOf(trace_.steps[phi].a);
    if (!IsMade(back, trace_.EndOf(segment), segment)) {
      return absl::StrCat("%", back, " is not made yet");
    }
    if (trace_.ClassOf(back) != wanted) {
      return absl::StrCat("%", back, " is in the wrong kind of register");
    }
    ++phi;
  }
  return trace_.IsPhi(phi) ? "it has fewer values than there are phis" : "";
}

/// The segments, and the steps that they branch off from.
std::string Checker::CheckSegments() {
  guard_of_.assign(trace_.segments.size(), kNoValue);
  for (uint32_t i = 0; i < trace_.segments.size(); ++i) {
    if (trace_.segments[i].begin > trace_.EndOf(i)) return "segments are out of order";
    for (ValueId id = trace_.segments[i].begin; id < trace_.EndOf(i); ++id) segment_of_[id] = i;
  }
  for (ValueId id = 0; id < trace_.steps.size(); ++id) {
    const uint32_t branch = trace_.steps[id].branch;
    if (branch == kNoSegment) continue;
    const bool is_new = branch < trace_.segments.size() && guard_of_[branch] == kNoValue;
    if (!is_new || branch <= segment_of_[id]) return absl::StrCat("no branch ", branch, " here");
    guard_of_[branch] = id;
  }
  for (uint32_t i = 1; i < trace_.segments.size(); ++i) {
    if (guard_of_[i] == kNoValue) return absl::StrCat("nothing leads to branch ", i);
    if (guard_of_[i] < trace_.loop && trace_.segments[i].loops) return "a way into the loop";
  }
  return "";
}

std::string Checker::CheckSegment(uint32_t segment) {
  const uint32_t begin = trace_.segments[segment].begin;
  for (ValueId id = begin; id < trace_.EndOf(segment); ++id) {
    const std::string problem = CheckStep(id);
    if (!problem.empty()) {
      return absl::StrCat("%", id, " = ", NameOf(trace_.steps[id].operation), ": ", problem);
    }
  }
  const std::string problem = CheckBack(segment);
  return problem.empty() ? "" : absl::StrCat("back: ", problem);
}

std::string Checker::Run() {
  if (trace_.loop != kNoLoop && trace_.loop >= trace_.EndOf(0)) return "the loop is empty";
  std::string problem = CheckSegments();
  for (uint32_t i = 0; i < trace_.segments.size() && problem.empty(); ++i) {
    problem = CheckSegment(i);
  }
  return problem;
}

}  // namespace

std::string Verify(const Trace& trace) { return Checker(trace).Run(); }

}  // namespace krait::jit
