#include "vm/modules/sre/translate.h"

#include <algorithm>

#include "vm/modules/sre/analysis.h"
#include "vm/modules/sre/char_predicate.h"
#include "vm/modules/sre/operand_pool.h"
#include "vm/modules/sre/search_plan.h"

namespace krait::sre {
namespace {

// A block whose end has not been reached.
struct Block {
  uint32_t node;
  uint32_t slot = 0;
  uint32_t body = 0;    // where its body, or what repeats it, starts
  uint32_t exits = 0;   // the newest operand that is to lead behind the block; each holds the next
  uint32_t choice = 0;  // of a branch: the operand that is to lead to the next alternative
  uint32_t table = 0;   // of a branch: its kDispatch
};

// Emission is by nodes in order; a refused allocation is noted and reported at the end of the step.
class Translator {
 public:
  Translator(Host& host, absl::Span<const uint32_t> code, absl::Span<const Node> nodes,
             const Analysis& analysis, Array<uint32_t>& out)
      : ticker_(host),
        code_(code),
        nodes_(nodes),
        analysis_(analysis),
        out_(out),
        blocks_(host),
        operands_(host) {}

  Status Run(uint32_t groups);

 private:
  static constexpr uint32_t kPollEvery = 1024;  // nodes
  static constexpr size_t kLongestString = 64;
  static constexpr size_t kLeastDispatch = 6;  // alternatives
  static constexpr size_t kDispatchTargets = 258;

  uint32_t Here() const { return static_cast<uint32_t>(out_.size()); }
  void Emit(uint32_t word) { ok_ &= out_.Append(word); }
  void Emit(Op op) { Emit(static_cast<uint32_t>(op)); }
  void EmitItemOp(Op op, const Item& item);
  void EmitCharacters(size_t count);
  void EmitChoose(uint32_t first, uint32_t second, const CharSet& starts, const CharSet& others);
  void EmitExit() {
    Emit(blocks_.back().exits);
    blocks_.back().exits = Here() - 1;
  }
  void Patch(uint32_t operand) {
    if (ok_) out_[operand] = Here();
  }
  void PatchExits();
  bool ok() const { return ok_ && operands_.ok(); }

  CharPredicate PredicateOf(const Node& node) const {
    const uint32_t* op = &code_[node.code];
    return {static_cast<Opcode>(*op), op + 1};
  }
  bool IsLiteral(size_t index, uint32_t& c) const;
  Item ItemOf(size_t index) {
    return operands_.ItemFor(PredicateOf(nodes_[index]), analysis_.facts[index].starts);
  }

  void Visit(uint32_t index);
  void VisitCharacters(uint32_t index);
  void VisitRepeatOne(uint32_t index);
  void EmitNext(uint32_t index);
  void OpenBranch(uint32_t index);
  void OpenAlternative(uint32_t index);
  void FillDispatch(uint32_t index);
  void CloseBranch();
  void OpenRepeat(uint32_t index);
  void CloseRepeat();
  void OpenPossessive(uint32_t index);
  void OpenAtomic(uint32_t index);
  void CloseAtomic();
  void OpenLook(uint32_t index);
  void CloseLook();
  void OpenIf(uint32_t index);
  void OpenElse();
  void CloseIf();
  void Open(const Block& block) { ok_ &= blocks_.Append(block); }
  uint32_t TakeSlots(uint32_t count) {
    slots_ += count;
    return slots_ - count;
  }
  bool IsPlainLoop(uint32_t index) const;
  Status Finish(uint32_t groups);

  Ticker ticker_;
  absl::Span<const uint32_t> code_;
  absl::Span<const Node> nodes_;
  const Analysis& analysis_;
  Array<uint32_t>& out_;
  Array<Block> blocks_;
  OperandPool operands_;
  SearchPlan plan_;
  uint32_t next_ = 0;  // the node to visit next
  uint32_t slots_ = 0;
  uint32_t after_prefix_ = 0;
  uint32_t leading_run_ = 0;
  bool ok_ = true;
};

Status Translator::Run(uint32_t groups) {
  plan_ = PlanSearch(code_, nodes_, analysis_);
  if (!out_.Resize(kProgramStart)) return Status::kMemory;
  uint32_t polled = 0;
  while (next_ < nodes_.size()) {
    if (!ticker_.Tick()) return Status::kStopped;
    if (next_ - polled >= kPollEvery) {
      Emit(Op::kPoll);
      polled = next_;
    }
    if (next_ == plan_.after_prefix_node) after_prefix_ = Here();
    uint32_t index = next_++;
    if (index == plan_.leading_run_node) leading_run_ = Here();
    Visit(index);
    if (!ok()) return Status::kMemory;
  }
  return Finish(groups);
}

void Translator::Visit(uint32_t index) {
  const Node& node = nodes_[index];
  switch (node.kind) {
    case NodeKind::kCharacter:
      return VisitCharacters(index);
    case NodeKind::kAt:
      return Emit(static_cast<uint32_t>(Op::kAt) + node.variant);
    case NodeKind::kMark:
      Emit(node.first % 2 == 0 ? Op::kMarkStart : Op::kMarkEnd);
      return Emit(node.first);
    case NodeKind::kFail:
      return Emit(Op::kFail);
    case NodeKind::kGroupRef:
      Emit(static_cast<uint32_t>(Op::kGroupRef) + node.variant);
      return Emit(node.first);
    case NodeKind::kRepeatOne:
      return VisitRepeatOne(index);
    case NodeKind::kBranch:
      return OpenBranch(index);
    case NodeKind::kAlternative:
      return OpenAlternative(index);
    case NodeKind::kBranchEnd:
      return CloseBranch();
    case NodeKind::kRepeat:
      return OpenRepeat(index);
    case NodeKind::kRepeatEnd:
      return CloseRepeat();
    case NodeKind::kAtomic:
      return OpenAtomic(index);
    case NodeKind::kAtomicEnd:
      return CloseAtomic();
    case NodeKind::kLook:
      return OpenLook(index);
    case NodeKind::kLookEnd:
      return CloseLook();
    case NodeKind::kIf:
      return OpenIf(index);
    case NodeKind::kElse:
      return OpenElse();
    case NodeKind::kIfEnd:
      return CloseIf();
    case NodeKind::kEnd:
      return Emit(Op::kAccept);
  }
}

void Translator::EmitItemOp(Op op, const Item& item) {
  Emit(static_cast<uint32_t>(op) + static_cast<uint32_t>(item.kind));
  for (uint32_t operand : item.operands) Emit(operand);
}

void Translator::PatchExits() {
  for (uint32_t exit = blocks_.back().exits; ok_ && exit != 0;) {
    uint32_t next = out_[exit];
    out_[exit] = Here();
    exit = next;
  }
}

bool Translator::IsLiteral(size_t index, uint32_t& c) const {
  return index < nodes_.size() && IsLiteralNode(code_, nodes_[index], c);
}

void Translator::VisitCharacters(uint32_t index) {
  uint32_t c;
  size_t count = 0;
  while (count < kLongestString && IsLiteral(index + count, c)) {
    ++count;
  }
  if (count < 2) return EmitItemOp(Op::kStep, ItemOf(index));
  Emit(Op::kString);
  Emit(static_cast<uint32_t>(count));
  for (size_t i = 0; i < count; ++i) {
    if (IsLiteral(index + i, c)) Emit(c);
  }
  next_ = index + static_cast<uint32_t>(count);
}

void Translator::VisitRepeatOne(uint32_t index) {
  const Node& node = nodes_[index];
  const Facts& facts = analysis_.facts[index];
  RepeatMode mode = static_cast<RepeatMode>(node.variant);
  // Going on can only succeed where the run ends, so there is nothing to come back for.
  bool decided = mode == RepeatMode::kPossessive || !facts.starts.Intersects(facts.others) ||
                 (mode == RepeatMode::kGreedy && facts.last);
  Op op = decided ? Op::kRun : mode == RepeatMode::kGreedy ? Op::kGreedy : Op::kLazy;
  EmitItemOp(op, ItemOf(index));
  Emit(node.first);
  Emit(node.last);
  if (!decided) EmitNext(index);
}

void Translator::EmitNext(uint32_t index) {
  const CharSet& others = analysis_.facts[index].others;
  uint32_t c = 0;
  NextKind kind = NextKind::kColumn;
  if (IsLiteral(index + 1, c)) {
    kind = NextKind::kLiteral;
  } else if (!others.wide && !others.end && others.CountBits() == 1) {
    kind = NextKind::kLiteral;
    c = others.FirstBit();
  } else if (others.wide && others.CountBits() == 256) {
    kind = NextKind::kUnknown;
  } else {
    c = operands_.StartsOf(others);
  }
  Emit(static_cast<uint32_t>(kind));
  Emit(c);
}

void Translator::EmitChoose(uint32_t first, uint32_t second, const CharSet& starts,
                            const CharSet& others) {
  bool fork = starts.IsAll() && others.IsAll();
  Emit(fork ? Op::kFork : Op::kChoose);
  Emit(first);
  Emit(second);
  if (fork) return;
  Emit(operands_.StartsOf(starts));
  Emit(operands_.StartsOf(others));
}

void Translator::OpenBranch(uint32_t index) {
  Block block{.node = index};
  size_t alternatives = 0;
  uint32_t alternative = index + 1;
  while (alternatives < kLeastDispatch && nodes_[alternative].kind == NodeKind::kAlternative) {
    alternative = nodes_[alternative].partner;
    ++alternatives;
  }
  CharSet starts = analysis_.facts[index + 1].starts;
  if (alternatives == kLeastDispatch && !starts.IsAll()) {
    block.table = Here();
    Emit(Op::kDispatch);
    uint32_t nowhere = Here() + kDispatchTargets;
    for (size_t i = 0; i < kDispatchTargets; ++i) Emit(nowhere);
    Emit(Op::kFail);
  }
  Open(block);
}

// Leads the characters that have no alternative yet to the one that starts here, if it starts with
// them.
void Translator::FillDispatch(uint32_t index) {
  uint32_t* targets = out_.data() + blocks_.back().table + 1;
  uint32_t nowhere = blocks_.back().table + 1 + kDispatchTargets;
  const CharSet& starts = analysis_.facts[index].starts;
  for (uint32_t c = 0; c <= 256; ++c) {
    if (targets[c] == nowhere && starts.Has(c)) targets[c] = Here();
  }
  if (targets[257] == nowhere && starts.end) targets[257] = Here();
}

void Translator::OpenAlternative(uint32_t index) {
  if (nodes_[index - 1].kind != NodeKind::kBranch) {
    Emit(Op::kJump);
    EmitExit();
    Patch(blocks_.back().choice);
  }
  if (!ok_) return;
  if (blocks_.back().table != 0) FillDispatch(index);
  if (nodes_[nodes_[index].partner].kind == NodeKind::kBranchEnd) return;
  const Facts& facts = analysis_.facts[index];
  uint32_t choose = Here();
  EmitChoose(0, 0, facts.starts, facts.others);
  if (!ok_) return;
  out_[choose + 1] = Here();
  blocks_.back().choice = choose + 2;
}

void Translator::CloseBranch() {
  PatchExits();
  blocks_.RemoveLast();
}

// A loop that needs neither a count nor a guard against iterations that match nothing.
bool Translator::IsPlainLoop(uint32_t index) const {
  const Node& node = nodes_[index];
  return node.first <= 1 && node.last == kMaxRepeat && analysis_.facts[index].width > 0;
}

void Translator::OpenRepeat(uint32_t index) {
  const Node& node = nodes_[index];
  const Facts& facts = analysis_.facts[index];
  RepeatMode mode = static_cast<RepeatMode>(node.variant);
  if (mode == RepeatMode::kPossessive) return OpenPossessive(index);
  Open({.node = index});
  if (!ok_) return;
  if (node.last == 0) {
    Emit(Op::kJump);
    EmitExit();
  } else if (node.last == 1 || IsPlainLoop(index)) {
    if (node.first == 0) {
      uint32_t choose = Here();
      bool greedy = mode == RepeatMode::kGreedy;
      EmitChoose(0, 0, greedy ? facts.starts : facts.others, greedy ? facts.others : facts.starts);
      if (!ok_) return;
      out_[choose + (greedy ? 1 : 2)] = Here();
      blocks_.back().exits = choose + (greedy ? 2 : 1);
    }
    blocks_.back().body = Here();
  } else {
    blocks_.back().slot = TakeSlots(2);
    Emit(Op::kLoopEnter);
    Emit(blocks_.back().slot);
    Emit(Op::kJump);
    Emit(0u);
    blocks_.back().body = Here();
  }
}

void Translator::CloseRepeat() {
  const Block block = blocks_.back();
  const Node& node = nodes_[block.node];
  const Facts& facts = analysis_.facts[block.node];
  RepeatMode mode = static_cast<RepeatMode>(node.variant);
  if (mode == RepeatMode::kPossessive) {
    Emit(Op::kPossessiveLeave);
    Emit(block.slot);
    Emit(block.body);
  } else if (IsPlainLoop(block.node)) {
    uint32_t next = Here() + 5;
    if (mode == RepeatMode::kGreedy) {
      EmitChoose(block.body, next, facts.starts, facts.others);
    } else {
      EmitChoose(next, block.body, facts.others, facts.starts);
    }
    if (ok_ && Here() != next) out_[mode == RepeatMode::kGreedy ? Here() - 1 : Here() - 2] = Here();
  } else if (node.last > 1) {
    Patch(block.body - 1);
    Emit(mode == RepeatMode::kGreedy ? Op::kUntilMax : Op::kUntilMin);
    Emit(block.slot);
    Emit(block.body);
    Emit(node.first);
    Emit(node.last);
    Emit(operands_.StartsOf(facts.starts));
  }
  PatchExits();
  blocks_.RemoveLast();
}

void Translator::OpenPossessive(uint32_t index) {
  const Node& node = nodes_[index];
  const Facts& facts = analysis_.facts[index];
  uint32_t slot = TakeSlots(3);
  Emit(Op::kPossessiveEnter);
  Emit(slot);
  Open({.node = index, .slot = slot, .body = Here()});
  if (!ok_) return;
  Emit(Op::kPossessiveNext);
  Emit(slot);
  Emit(node.first);
  Emit(node.last);
  EmitExit();
  Emit(operands_.StartsOf(facts.width > 0 ? facts.starts : CharSet::All()));
}

void Translator::OpenAtomic(uint32_t index) {
  Open({.node = index, .slot = TakeSlots(1)});
  if (!ok_) return;
  Emit(Op::kAtomicEnter);
  Emit(blocks_.back().slot);
}

void Translator::CloseAtomic() {
  Emit(Op::kAtomicLeave);
  Emit(blocks_.back().slot);
  blocks_.RemoveLast();
}

void Translator::OpenLook(uint32_t index) {
  const Node& node = nodes_[index];
  Open({.node = index, .slot = TakeSlots(2)});
  if (!ok_) return;
  Emit(node.variant != 0 ? Op::kLookNotEnter : Op::kLookEnter);
  Emit(blocks_.back().slot);
  Emit(node.first);
  if (node.variant != 0) EmitExit();
}

void Translator::CloseLook() {
  bool negative = nodes_[blocks_.back().node].variant != 0;
  Emit(negative ? Op::kLookNotLeave : Op::kLookLeave);
  Emit(blocks_.back().slot);
  PatchExits();
  blocks_.RemoveLast();
}

void Translator::OpenIf(uint32_t index) {
  Open({.node = index});
  if (!ok_) return;
  Emit(Op::kIfGroup);
  Emit(nodes_[index].first);
  blocks_.back().choice = Here();
  Emit(0u);
}

void Translator::OpenElse() {
  Emit(Op::kJump);
  EmitExit();
  Patch(blocks_.back().choice);
  blocks_.back().choice = 0;
}

void Translator::CloseIf() {
  if (blocks_.back().choice != 0) Patch(blocks_.back().choice);
  PatchExits();
  blocks_.RemoveLast();
}

Status Translator::Finish(uint32_t groups) {
  ProgramHeader header = {};
  header.groups = groups;
  header.slots = slots_;
  header.width = analysis_.width;
  header.search = plan_.kind;
  header.after_prefix = after_prefix_;
  header.leading_run = leading_run_;
  if (plan_.kind == SearchKind::kStarts) header.starts = operands_.StartsOf(analysis_.starts);
  header.prefix = Here();
  Status status = AppendPrefix(ticker_, code_, nodes_, analysis_, plan_, out_);
  if (status != Status::kMatch) return status;
  header.prefix_length = (Here() - header.prefix) / 2;
  operands_.AppendTo(out_, header);
  if (!ok() || out_.size() > 0xFFFFFFFF) return Status::kMemory;
  header.words = Here();
  std::memcpy(out_.data(), &header, sizeof(header));
  return Status::kMatch;
}

}  // namespace

Status Validate(Host& host, absl::Span<const uint32_t> code, uint32_t groups, CodeError& error) {
  Array<Node> nodes(host);
  return ReadOutline(host, code, groups, nodes, error);
}

Status Translate(Host& host, absl::Span<const uint32_t> code, uint32_t groups,
                 Array<uint32_t>& program, CodeError& error) {
  program.Clear();
  Array<Node> nodes(host);
  Status status = ReadOutline(host, code, groups, nodes, error);
  if (status != Status::kMatch) return status;
  absl::Span<const Node> outline(nodes.data(), nodes.size());
  Analysis analysis(host);
  status = Analyze(host, code, outline, analysis);
  if (status != Status::kMatch) return status;
  return Translator(host, code, outline, analysis, program).Run(groups);
}

}  // namespace krait::sre
