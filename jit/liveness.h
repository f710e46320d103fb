#pragma once

#include <vector>

#include "absl/types/span.h"
#include "jit/trace.h"

namespace krait::jit {

/// How long values are needed on each path of a trace. What a branch needs the step needs that
/// leads there.
class Liveness {
 public:
  explicit Liveness(const Trace& trace);

  /// The last step of the path that uses the value, or the path's end if the loop does when it goes
  /// on; 0 if none does.
  uint32_t LastUse(uint32_t segment, ValueId value) const;
  /// The next use on the path at or behind step `at`; UINT32_MAX if there is none.
  uint32_t NextUse(uint32_t segment, ValueId value, uint32_t at) const;
  /// The values from before a branch that it needs.
  const std::vector<ValueId>& LiveIn(uint32_t segment) const { return paths_[segment].live_in; }
  /// Calls `visit` with each value that step `at` or what it leads to uses.
  template <typename Visit>
  void VisitUsesAt(uint32_t at, Visit visit) const {
    const Step& step = trace_.steps[at];
    VisitUses(trace_, step, visit);
    if (step.branch == kNoSegment) return;
    for (ValueId value : LiveIn(step.branch)) visit(value);
  }

 private:
  struct Use {
    ValueId value;
    uint32_t at;
  };
  struct Path {
    std::vector<uint32_t> at;      // of uses, by value and in order
    std::vector<uint32_t> behind;  // by value: where its uses end in `at`, and the next one's begin
    std::vector<ValueId> live_in;

    absl::Span<const uint32_t> UsesOf(ValueId value) const;
  };

  void AddPath(uint32_t segment, const std::vector<ValueId>& invariants);
  void Sort(Path& path, uint32_t end);
  std::vector<ValueId> Invariants() const;

  const Trace& trace_;
  std::vector<Path> paths_;
  // While paths are added:
  std::vector<Use> uses_;           // of one, by where they are
  std::vector<uint32_t> last_use_;  // by value
};

}  // namespace krait::jit
