#include "jit/liveness.h"

#include <algorithm>

namespace krait::jit {

Liveness::Liveness(const Trace& trace)
    : trace_(trace), paths_(trace.segments.size()), last_use_(trace.steps.size(), UINT32_MAX) {
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
  uses_.clear();
  const auto add = [&](ValueId value, uint32_t at) {
    if (last_use_[value] == at) return;
    last_use_[value] = at;
    uses_.push_back({value, at});
  };
  for (uint32_t at = begin; at < end; ++at) {
    const bool is_phi = trace_.steps[at].Is(TraceOperation::kPhi);
    if (is_phi) {
      add(trace_.steps[at].a, trace_.loop);
    } else {
      VisitUsesAt(at, [&](ValueId value) { add(value, at); });
    }
  }
  // The path's end is where another one begins.
  std::ranges::fill(last_use_, UINT32_MAX);
  if (trace_.segments[segment].loops) {
    for (ValueId value : trace_.segments[segment].back) add(value, end);
    for (ValueId value : invariants) add(value, end);
  }
  Sort(path, end);
  if (segment == 0) return;
  for (ValueId value = 0; value < begin; ++value) {
    if (!path.UsesOf(value).empty()) path.live_in.push_back(value);
  }
}

/// By value, of values before `end`.
void Liveness::Sort(Path& path, uint32_t end) {
  path.behind.assign(end + 1, 0);
  for (const Use& use : uses_) ++path.behind[use.value + 1];
  for (uint32_t i = 1; i <= end; ++i) path.behind[i] += path.behind[i - 1];
  // What is the beginning of a value's uses moves to their end.
  path.at.resize(uses_.size());
  for (const Use& use : uses_) path.at[path.behind[use.value]++] = use.at;
}

absl::Span<const uint32_t> Liveness::Path::UsesOf(ValueId value) const {
  if (value >= behind.size()) return {};
  const uint32_t begin = value == 0 ? 0 : behind[value - 1];
  return absl::MakeSpan(at).subspan(begin, behind[value] - begin);
}

uint32_t Liveness::LastUse(uint32_t segment, ValueId value) const {
  const auto uses = paths_[segment].UsesOf(value);
  return uses.empty() ? 0 : uses.back();
}

uint32_t Liveness::NextUse(uint32_t segment, ValueId value, uint32_t at) const {
  const auto uses = paths_[segment].UsesOf(value);
  const auto next = std::lower_bound(uses.begin(), uses.end(), at);
  return next == uses.end() ? UINT32_MAX : *next;
}

}  // namespace krait::jit
