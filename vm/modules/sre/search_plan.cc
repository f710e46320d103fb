#include "vm/modules/sre/search_plan.h"

#include "vm/modules/sre/char_set.h"

namespace krait::sre {
namespace {

bool IsOneCharacter(const CharSet& set) { return !set.wide && !set.end && set.CountBits() == 1; }

}  // namespace

bool IsLiteralNode(absl::Span<const uint32_t> code, const Node& node, uint32_t& c) {
  if (node.kind != NodeKind::kCharacter) return false;
  if (static_cast<Opcode>(code[node.code]) != Opcode::kLiteral) return false;
  c = code[node.code + 1];
  return true;
}

SearchPlan PlanSearch(absl::Span<const uint32_t> code, absl::Span<const Node> nodes,
                      const Analysis& analysis) {
  SearchPlan plan;
  uint32_t i = 0;
  uint32_t c;
  bool marks = false;
  while (nodes[i].kind == NodeKind::kMark) ++i;
  const Node& first = nodes[i];
  // A match from inside the run that a leading repeat finds has no more ways to go on than one from
  // its beginning, unless the rest looks at what a group holds.
  if (first.kind == NodeKind::kRepeatOne && first.last == kMaxRepeat && !analysis.looks_at_groups) {
    plan.leading_run_node = i;
  }
  if (first.kind == NodeKind::kAt) {
    AtCode at = static_cast<AtCode>(first.variant);
    if (at == AtCode::kBeginning || at == AtCode::kBeginningString) {
      plan.kind = SearchKind::kAtBeginning;
      return plan;
    }
    if (at == AtCode::kBeginningLine) {
      plan.kind = SearchKind::kAtLines;
      return plan;
    }
  }
  uint32_t literals = 0;
  for (i = 0; nodes[i].kind == NodeKind::kMark || IsLiteralNode(code, nodes[i], c); ++i) {
    if (nodes[i].kind == NodeKind::kMark) {
      marks = true;
    } else {
      ++literals;
    }
  }
  if (literals > 0) {
    plan.kind = SearchKind::kPrefix;
    plan.prefix_nodes = i;
    if (!marks) plan.after_prefix_node = i;
  } else if (IsOneCharacter(analysis.starts)) {
    plan.kind = SearchKind::kPrefix;
  } else if (!analysis.starts.wide || analysis.starts.CountBits() != 256) {
    plan.kind = SearchKind::kStarts;
  }
  return plan;
}

Status AppendPrefix(Ticker& ticker, absl::Span<const uint32_t> code, absl::Span<const Node> nodes,
                    const Analysis& analysis, const SearchPlan& plan, Array<uint32_t>& out) {
  if (plan.kind != SearchKind::kPrefix) return Status::kMatch;
  size_t begin = out.size();
  uint32_t c;
  for (uint32_t i = 0; i < plan.prefix_nodes; ++i) {
    if (!ticker.Tick()) return Status::kStopped;
    if (IsLiteralNode(code, nodes[i], c) && !out.Append(c)) return Status::kMemory;
  }
  if (plan.prefix_nodes == 0 && !out.Append(analysis.starts.FirstBit())) return Status::kMemory;
  size_t length = out.size() - begin;
  if (!out.Append(uint32_t{0})) return Status::kMemory;
  uint32_t overlap = 0;
  for (size_t i = 1; i < length; ++i) {
    if (!ticker.Tick()) return Status::kStopped;
    const uint32_t* prefix = out.data() + begin;
    const uint32_t* overlaps = prefix + length;
    while (overlap > 0 && prefix[i] != prefix[overlap]) overlap = overlaps[overlap - 1];
    if (prefix[i] == prefix[overlap]) ++overlap;
    if (!out.Append(overlap)) return Status::kMemory;
  }
  return Status::kMatch;
}

}  // namespace krait::sre
