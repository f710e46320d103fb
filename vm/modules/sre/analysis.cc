#include "vm/modules/sre/analysis.h"

#include <algorithm>

namespace krait::sre {
namespace {

// What is known from some point on to the end of the part being looked at.
struct Suffix {
  CharSet starts;
  uint32_t width = 0;
  bool last = false;
};

constexpr uint32_t kMostWidth = 0xFFFFFFFF;

uint32_t AddWidths(uint64_t a, uint64_t b) {
  return static_cast<uint32_t>(std::min<uint64_t>(a + b, kMostWidth));
}

uint32_t RepeatedWidth(uint64_t width, uint64_t count) {
  if (width == 0 || count == 0) return 0;
  return static_cast<uint32_t>(std::min<uint64_t>(width * count, kMostWidth));
}

// Walks a pattern from its end to its beginning. The first pass finds what each repeated or atomic
// body starts with by itself, which the second needs at the body's end: a repeat's body is followed
// by itself as well as by what follows the repeat.
class Analyzer {
 public:
  Analyzer(Host& host, absl::Span<const uint32_t> code, absl::Span<const Node> nodes,
           Analysis& analysis)
      : ticker_(host),
        code_(code),
        nodes_(nodes),
        analysis_(analysis),
        facts_(analysis.facts),
        closings_(host) {}

  Status Walk(bool second_pass);
  const Suffix& suffix() const { return suffix_; }

 private:
  void Visit(uint32_t index);
  void VisitCharacter(uint32_t index);
  void VisitAt(AtCode at);
  void VisitRepeatOne(uint32_t index);
  void EnterBody(uint32_t closing);
  void VisitAlternative(uint32_t index);
  void LeaveRepeat(uint32_t index);
  void LeaveAtomic(uint32_t index);
  void LeaveLook(uint32_t index);
  void LeaveIf(uint32_t index);

  Suffix Saved(uint32_t index) const {
    return {facts_[index].starts, facts_[index].width, facts_[index].last};
  }
  void Save(uint32_t index) {
    facts_[index].starts = suffix_.starts;
    facts_[index].width = suffix_.width;
    facts_[index].last = suffix_.last;
  }
  CharSet ItemSet(uint32_t index) const {
    const uint32_t* op = &code_[nodes_[index].code];
    return CharSetOf({static_cast<Opcode>(*op), op + 1});
  }

  Ticker ticker_;
  absl::Span<const uint32_t> code_;
  absl::Span<const Node> nodes_;
  Analysis& analysis_;
  Array<Facts>& facts_;
  Array<uint32_t> closings_;  // of the blocks around the current node, outermost first
  Suffix suffix_;
  bool second_pass_ = false;
};

bool IsClosing(NodeKind kind) {
  return kind == NodeKind::kBranchEnd || kind == NodeKind::kRepeatEnd ||
         kind == NodeKind::kAtomicEnd || kind == NodeKind::kLookEnd || kind == NodeKind::kIfEnd;
}

bool IsOpening(NodeKind kind) {
  return kind == NodeKind::kBranch || kind == NodeKind::kRepeat || kind == NodeKind::kAtomic ||
         kind == NodeKind::kLook || kind == NodeKind::kIf;
}

Status Analyzer::Walk(bool second_pass) {
  second_pass_ = second_pass;
  suffix_ = {};
  for (size_t i = nodes_.size(); i-- > 0;) {
    if (!ticker_.Tick()) return Status::kStopped;
    uint32_t index = static_cast<uint32_t>(i);
    NodeKind kind = nodes_[i].kind;
    if (IsClosing(kind)) {
      Save(index);
      if (!closings_.Append(index)) return Status::kMemory;
    }
    Visit(index);
    if (IsOpening(kind)) closings_.RemoveLast();
  }
  return Status::kMatch;
}

void Analyzer::Visit(uint32_t index) {
  const Node& node = nodes_[index];
  switch (node.kind) {
    case NodeKind::kCharacter:
      return VisitCharacter(index);
    case NodeKind::kAt:
      return VisitAt(static_cast<AtCode>(node.variant));
    case NodeKind::kMark:
    case NodeKind::kBranchEnd:
    case NodeKind::kIfEnd:
      return;
    case NodeKind::kFail:
      suffix_ = {CharSet(), kMostWidth, false};
      return;
    case NodeKind::kGroupRef:
      analysis_.looks_at_groups = true;
      suffix_.starts = CharSet::All();
      suffix_.last = false;
      return;
    case NodeKind::kRepeatOne:
      return VisitRepeatOne(index);
    case NodeKind::kBranch:
      suffix_ = {facts_[index + 1].starts, facts_[index + 1].width, false};
      suffix_.starts |= facts_[index + 1].others;
      return;
    case NodeKind::kAlternative:
      return VisitAlternative(index);
    case NodeKind::kRepeatEnd:
    case NodeKind::kAtomicEnd:
    case NodeKind::kLookEnd:
      return EnterBody(index);
    case NodeKind::kRepeat:
      return LeaveRepeat(index);
    case NodeKind::kAtomic:
      return LeaveAtomic(index);
    case NodeKind::kLook:
      return LeaveLook(index);
    case NodeKind::kElse:
      Save(index);
      suffix_ = Saved(closings_.back());
      return;
    case NodeKind::kIf:
      return LeaveIf(index);
    case NodeKind::kEnd:
      suffix_ = {CharSet::All(), 0, true};
      return;
  }
}

void Analyzer::VisitCharacter(uint32_t index) {
  if (!second_pass_) facts_[index].starts = ItemSet(index);
  suffix_.starts = facts_[index].starts;
  suffix_.width = AddWidths(suffix_.width, 1);
  suffix_.last = false;
}

void Analyzer::VisitAt(AtCode at) {
  suffix_.last = false;
  if (at != AtCode::kEnd && at != AtCode::kEndLine && at != AtCode::kEndString) return;
  CharSet possible;
  possible.end = true;
  if (at != AtCode::kEndString) possible.Add('\n');
  suffix_.starts &= possible;
}

void Analyzer::VisitRepeatOne(uint32_t index) {
  const Node& node = nodes_[index];
  Facts& facts = facts_[index];
  if (!second_pass_) facts.starts = ItemSet(index);
  facts.others = suffix_.starts;
  facts.last = suffix_.last;
  if (node.first > 0) {
    suffix_.starts = facts.starts;
  } else if (node.last > 0) {
    suffix_.starts |= facts.starts;
  }
  suffix_.width = AddWidths(suffix_.width, node.first);
  suffix_.last = false;
}

// At the end of a body that the walk is about to go through, backwards.
void Analyzer::EnterBody(uint32_t closing) {
  const Node& node = nodes_[closing];
  bool loops = node.kind == NodeKind::kRepeatEnd &&
               static_cast<RepeatMode>(node.variant) != RepeatMode::kPossessive;
  if (node.kind == NodeKind::kLookEnd || (second_pass_ && !loops)) {
    suffix_.starts = CharSet::All();
  } else if (second_pass_) {
    suffix_.starts |= facts_[node.partner].starts;
  } else {
    suffix_.starts = CharSet();
  }
  suffix_.width = 0;
  suffix_.last = !loops;
}

void Analyzer::VisitAlternative(uint32_t index) {
  const Node& next = nodes_[nodes_[index].partner];
  Save(index);
  Facts& facts = facts_[index];
  facts.others = CharSet();
  if (next.kind == NodeKind::kAlternative) {
    const Facts& later = facts_[nodes_[index].partner];
    facts.others = later.others;
    facts.others |= later.starts;
    facts.width = std::min(facts.width, later.width);
  }
  suffix_ = Saved(closings_.back());
}

void Analyzer::LeaveRepeat(uint32_t index) {
  const Node& node = nodes_[index];
  Facts& facts = facts_[index];
  Suffix outer = Saved(closings_.back());
  bool possessive = static_cast<RepeatMode>(node.variant) == RepeatMode::kPossessive;
  if (!second_pass_ || !possessive) facts.starts = suffix_.starts;
  facts.width = suffix_.width;
  facts.others = outer.starts;
  suffix_ = {facts.starts, AddWidths(outer.width, RepeatedWidth(facts.width, node.first)), false};
  if (node.first == 0 || facts.width == 0) suffix_.starts |= outer.starts;
}

void Analyzer::LeaveAtomic(uint32_t index) {
  Facts& facts = facts_[index];
  Suffix outer = Saved(closings_.back());
  if (!second_pass_) facts.starts = suffix_.starts;
  facts.width = suffix_.width;
  suffix_ = {facts.starts, AddWidths(outer.width, facts.width), false};
  if (facts.width == 0) suffix_.starts |= outer.starts;
}

void Analyzer::LeaveLook(uint32_t index) {
  const Node& node = nodes_[index];
  CharSet body = suffix_.starts;
  suffix_ = Saved(closings_.back());
  suffix_.last = false;
  if (node.variant == 0 && node.first == 0) suffix_.starts &= body;
}

void Analyzer::LeaveIf(uint32_t index) {
  const Node& partner = nodes_[nodes_[index].partner];
  Suffix otherwise =
      Saved(partner.kind == NodeKind::kElse ? nodes_[index].partner : closings_.back());
  analysis_.looks_at_groups = true;
  facts_[index].starts = suffix_.starts;
  suffix_.starts |= otherwise.starts;
  suffix_.width = std::min(suffix_.width, otherwise.width);
  suffix_.last = false;
}

}  // namespace

Status Analyze(Host& host, absl::Span<const uint32_t> code, absl::Span<const Node> nodes,
               Analysis& analysis) {
  if (!analysis.facts.Resize(nodes.size())) return Status::kMemory;
  for (size_t i = 0; i < nodes.size(); ++i) analysis.facts[i] = Facts();
  Analyzer analyzer(host, code, nodes, analysis);
  for (bool second_pass : {false, true}) {
    Status status = analyzer.Walk(second_pass);
    if (status != Status::kMatch) return status;
  }
  analysis.starts = analyzer.suffix().starts;
  analysis.width = analyzer.suffix().width;
  return Status::kMatch;
}

}  // namespace krait::sre
