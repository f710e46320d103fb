#include "jit/force_exit.h"

#include <vector>

#include "jit/recording.h"

namespace krait::jit {
namespace {

/// An instruction of a frame.
struct Place {
  const InlineFrame* frame = nullptr;
  uint32_t word = UINT32_MAX;

  bool operator==(const Place&) const = default;
};

/// Goes through the paths of a trace. What has an effect and cannot fail is the last step of its
/// instruction; what can fail may have others behind it, which then cannot.
class GuardFinder {
 public:
  explicit GuardFinder(const Trace& trace) : trace_(trace) {}

  std::vector<ValueId> Find();

 private:
  bool IsGuard(ValueId id) const;
  bool IsCall(ValueId id) const {
    return id != kNoValue && trace_.steps[id].Is(TraceOperation::kCall);
  }
  Place PlaceOf(const Step& step) const {
    return {trace_.exits[step.exit].frame, trace_.exits[step.exit].word};
  }
  void Pass(const Step& step);

  const Trace& trace_;
  Place changing_;                      // the last instruction that had an effect
  bool is_changing_somewhere_ = false;  // where is not known: the next guard may be of it
};

bool GuardFinder::IsGuard(ValueId id) const {
  const Step& step = trace_.steps[id];
  if (step.exit == kNoExit || IsCall(id) || step.Is(TraceOperation::kLeave)) return false;
  const Exit& exit = trace_.exits[step.exit];
  const bool changes = is_changing_somewhere_ || PlaceOf(step) == changing_;
  if (exit.origin == Recording::kEntry || changes) return false;
  // What a call gave says what it did, which the other way does not know.
  return exit.keeps_pc || !IsCall(step.a);
}

void GuardFinder::Pass(const Step& step) {
  if (step.exit == kNoExit && step.branch == kNoSegment) return;
  const bool changes = (OperationOf(step.operation).effects & uop::kWritesHeap) != 0;
  if (step.exit != kNoExit) {
    if (changes || is_changing_somewhere_) changing_ = PlaceOf(step);
    is_changing_somewhere_ = false;
  } else if (changes) {
    is_changing_somewhere_ = true;
  }
}

std::vector<ValueId> GuardFinder::Find() {
  std::vector<ValueId> guards;
  for (uint32_t i = 0; i < trace_.segments.size(); ++i) {
    changing_ = {};
    is_changing_somewhere_ = false;
    for (ValueId id = trace_.segments[i].begin; id < trace_.EndOf(i); ++id) {
      if (IsGuard(id)) guards.push_back(id);
      Pass(trace_.steps[id]);
    }
  }
  return guards;
}

}  // namespace

void ForceExit(Trace& trace, uint64_t number) {
  const std::vector<ValueId> guards = GuardFinder(trace).Find();
  if (!guards.empty()) trace.steps[guards[number % guards.size()]].always_leaves = true;
}

}  // namespace krait::jit
