#pragma once

#include <cstdint>

#include "absl/types/span.h"
#include "vm/modules/sre/analysis.h"
#include "vm/modules/sre/array.h"
#include "vm/modules/sre/host.h"
#include "vm/modules/sre/outline.h"
#include "vm/modules/sre/program.h"

namespace krait::sre {

/// How to look for a pattern, found by looking at how it starts.
struct SearchPlan {
  static constexpr uint32_t kNone = 0xFFFFFFFF;

  SearchKind kind = SearchKind::kEverywhere;
  uint32_t prefix_nodes = 0;           // the prefix is the literals among the first so many nodes
  uint32_t after_prefix_node = kNone;  // where matching can go on behind a prefix found
  uint32_t leading_run_node = kNone;
};

/// Whether `node` matches one certain character, and which.
bool IsLiteralNode(absl::Span<const uint32_t> code, const Node& node, uint32_t& c);

SearchPlan PlanSearch(absl::Span<const uint32_t> code, absl::Span<const Node> nodes,
                      const Analysis& analysis);

/// For a plan with a prefix, appends it and its overlap table: at i, how many of the prefix's first
/// characters are also the last of its first i + 1, all of them not counted. Returns kMatch,
/// kMemory or kStopped.
Status AppendPrefix(Ticker& ticker, absl::Span<const uint32_t> code, absl::Span<const Node> nodes,
                    const Analysis& analysis, const SearchPlan& plan, Array<uint32_t>& out);

}  // namespace krait::sre
