#include "jit/liveness.h"

#include <algorithm>

namespace krait::jit {

Liveness::Liveness(const Trace& trace) : trace_(trace), paths_(trace.segments.size()) {
  const std::vector<ValueId> invariants = Invariants();
  // Branches come behind what they branch off from.
  for (auto segment = static_cast<uint32_t>(paths_.size()); segment-- > 0;) {
    AddPath(segment, invariants);
  }
}

/// What was made before the loop and is used in it: the next time round, it is needed again.
std::vector<ValueId> Liveness::Invariants() const {
  std::vector<ValueId> found;
  if (trace_.loop == kNoLoop) return found;
  std::vector<bool> seen(trace_.loop);
  const auto add = [&](ValueId value) {
    if (value >= trace_.loop || seen[value]) return;
    seen[value] = true;
    found.push_back(value);
  };
  for (uint32_t at = trace_.loop; at < trace_.steps.size(); ++at) {
    if (!trace_.steps[at].Is(TraceOperation::kPhi)) VisitUses(trace_, trace_.steps[at], add);
  }
  for (const Segment& segment : trace_.segments) std::ranges::for_each(segment.back, add);
  return found;
}

void Liveness::AddPath(uint32_t segment, const std::vector<ValueId>& invariants) {
  Path& path = paths_[segment];
  const uint32_t begin = trace_.segments[segment].begin;
  const uint32_t end = trace_.EndOf(segment);
  const auto add = [&](ValueId value, uint32_t at) {
    std::vector<uint32_t>& uses = path.uses[value];
    if (uses.empty() || uses.back() != at) uses.push_back(at);
  };
  for (uint32_t at = begin; at < end; ++at) {
    const bool is_phi = trace_.steps[at].Is(TraceOperation::kPhi);
    if (is_phi) {
      add(trace_.steps[at].a, trace_.loop);
    } else {
      VisitUsesAt(at, [&](ValueId value) { add(value, at); });
    }
  }
  if (trace_.segments[segment].loops) {
    for (ValueId value : trace_.segments[segment].back) add(value, end);
    for (ValueId value : invariants) add(value, end);
  }
  if (segment == 0) return;
  for (const auto& [value, uses] : path.uses) {
    if (value < begin) path.live_in.push_back(value);
  }
  std::sort(path.live_in.begin(), path.live_in.end());
}

uint32_t Liveness::LastUse(uint32_t segment, ValueId value) const {
  const auto found = paths_[segment].uses.find(value);
  return found == paths_[segment].uses.end() ? 0 : found->second.back();
}

uint32_t Liveness::NextUse(uint32_t segment, ValueId value, uint32_t at) const {
  const auto found = paths_[segment].uses.find(value);
  if (found == paths_[segment].uses.end()) return UINT32_MAX;
  const std::vector<uint32_t>& uses = found->second;
  const auto next = std::lower_bound(uses.begin(), uses.end(), at);
  return next == uses.end() ? UINT32_MAX : *next;
}

}  // namespace krait::jit
