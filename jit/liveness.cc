#include "jit/liveness.h"

#include <algorithm>

namespace krait::jit {

Liveness::Liveness(const Trace& trace)
    : trace_(trace), last_use_(trace.steps.size()), uses_(trace.steps.size()) {
  const auto end = static_cast<uint32_t>(trace.steps.size());
  for (uint32_t at = 0; at < end; ++at) {
    last_use_[at] = at;
    const Step& step = trace.steps[at];
    const bool is_phi = step.Is(TraceOperation::kPhi);
    if (is_phi) {
      Add(step.a, trace.loop, trace.loop);
      continue;
    }
    for (ValueId operand : {step.a, step.b}) {
      if (operand != kNoValue) Use(operand, at);
    }
    if (step.exit == kNoExit) continue;
    for (const Exit::Slot& slot : trace.exits[step.exit].slots) Use(slot.value, at);
  }
  for (const Step& step : trace.steps) {
    if (step.Is(TraceOperation::kPhi)) Add(step.b, end, end);
  }
}

void Liveness::Use(ValueId value, uint32_t at) {
  // The next time round, the loop needs what was made before it again.
  const bool from_before = trace_.loop != kNoLoop && value < trace_.loop && at >= trace_.loop;
  Add(value, at, from_before ? static_cast<uint32_t>(trace_.steps.size()) : at);
}

void Liveness::Add(ValueId value, uint32_t at, uint32_t needed_until) {
  last_use_[value] = std::max(last_use_[value], needed_until);
  if (uses_[value].empty() || uses_[value].back() != at) uses_[value].push_back(at);
}

uint32_t Liveness::NextUse(ValueId value, uint32_t at) const {
  const std::vector<uint32_t>& uses = uses_[value];
  const auto found = std::lower_bound(uses.begin(), uses.end(), at);
  return found == uses.end() ? UINT32_MAX : *found;
}

}  // namespace krait::jit
