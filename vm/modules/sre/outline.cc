#include "vm/modules/sre/outline.h"

#include "vm/modules/sre/char_predicate.h"

namespace krait::sre {
namespace {

// A block that is being read.
struct Block {
  NodeKind kind;
  uint32_t node;      // the node that opened it
  uint32_t part;      // of a branch: the newest alternative
  uint32_t part_end;  // where the body (alternative, yes, no) that is being read ends
  uint32_t end;       // of a branch: behind it, 0 until the first jump says so
};

class OutlineReader {
 public:
  OutlineReader(Host& host, absl::Span<const uint32_t> code, uint32_t groups, Array<Node>& nodes,
                CodeError& error)
      : ticker_(host), code_(code), groups_(groups), nodes_(nodes), blocks_(host), error_(error) {}

  Status Read();

 private:
  static constexpr const char* kCutShort = "an instruction is cut short";

  Status Fail(size_t offset, const char* reason) {
    error_ = {offset, reason};
    return Status::kInvalid;
  }
  Status Add(const Node& node) { return nodes_.Append(node) ? Status::kMatch : Status::kMemory; }
  uint32_t NextNode() const { return static_cast<uint32_t>(nodes_.size()); }
  uint32_t Limit() const { return blocks_[blocks_.size() - 1].part_end; }
  // Whether `count` words from pos_ lie in the block that is being read.
  bool Has(size_t count) const { return count <= Limit() - pos_; }
  // Where the skip at `at` leads; 0 unless that is behind it and inside the block.
  uint32_t Target(uint32_t at) const {
    uint32_t skip = code_[at];
    return skip != 0 && skip <= Limit() - at ? at + skip : 0;
  }

  absl::Span<const uint32_t> Words(uint32_t begin, uint32_t end) const {
    return {code_.data() + begin, end - begin};
  }

  Status ReadInfo();
  Status ReadStep();
  Status ReadCharacter();
  Status ReadAt();
  Status ReadMark();
  Status ReadGroupRef(CaseMode mode);
  Status ReadRepeatOne(RepeatMode mode);
  Status OpenRepeat(bool possessive);
  Status OpenBranch();
  Status OpenAlternative(uint32_t skip_at);
  Status OpenAtomic();
  Status OpenLook(bool negative);
  Status OpenIf();
  Status OpenElse();
  Status Open(const Node& node, uint32_t part_end);
  Status ClosePart();
  Status CloseBranchPart();
  Status CloseRepeat();
  Status CloseAtSuccess(NodeKind closing);
  Status Close(NodeKind closing, uint32_t next);

  Ticker ticker_;
  absl::Span<const uint32_t> code_;
  uint32_t groups_;
  Array<Node>& nodes_;
  Array<Block> blocks_;
  CodeError& error_;
  uint32_t pos_ = 0;
};

Status OutlineReader::Read() {
  if (code_.empty()) return Fail(0, "the code is empty");
  if (code_.size() > kMaxCodeWords) return Fail(0, "the code is too long");
  if (groups_ > kMaxGroups) return Fail(0, "too many groups");
  uint32_t end = static_cast<uint32_t>(code_.size() - 1);
  if (!blocks_.Append(Block{NodeKind::kEnd, 0, 0, end, 0})) return Status::kMemory;
  if (static_cast<Opcode>(code_[0]) == Opcode::kInfo) {
    if (Status status = ReadInfo(); status != Status::kMatch) return status;
  }
  while (!blocks_.empty()) {
    if (!ticker_.Tick()) return Status::kStopped;
    Status status = pos_ < Limit() ? ReadStep() : ClosePart();
    if (status != Status::kMatch) return status;
  }
  return Status::kMatch;
}

// The facts in an INFO block are derived anew from the pattern; it only has to be well-formed.
Status OutlineReader::ReadInfo() {
  if (!Has(5)) return Fail(0, kCutShort);
  uint32_t next = Target(1);
  if (next < 5) return Fail(1, "a skip leads nowhere");
  uint32_t flags = code_[2];
  if ((flags & ~(kInfoPrefix | kInfoLiteral | kInfoCharset)) != 0 ||
      (flags & (kInfoPrefix | kInfoCharset)) == (kInfoPrefix | kInfoCharset) ||
      (flags & (kInfoPrefix | kInfoLiteral)) == kInfoLiteral) {
    return Fail(2, "unknown information flags");
  }
  if ((flags & kInfoPrefix) != 0) {
    if (next < 7) return Fail(0, kCutShort);
    uint64_t length = code_[5];
    if (7 + 2 * length > next || code_[6] > length) return Fail(5, "the prefix is cut short");
  }
  if ((flags & kInfoCharset) != 0 && CheckSet(Words(5, next)) != next - 5) {
    return Fail(5, "a malformed set");
  }
  pos_ = next;
  return Status::kMatch;
}

Status OutlineReader::ReadStep() {
  Opcode op = static_cast<Opcode>(code_[pos_]);
  if (IsCharPredicate(op)) return ReadCharacter();
  switch (op) {
    case Opcode::kFailure:
      return Add({.kind = NodeKind::kFail, .code = pos_++});
    case Opcode::kAt:
      return ReadAt();
    case Opcode::kMark:
      return ReadMark();
    case Opcode::kGroupRef:
      return ReadGroupRef(CaseMode::kExact);
    case Opcode::kGroupRefIgnore:
      return ReadGroupRef(CaseMode::kAscii);
    case Opcode::kGroupRefLocIgnore:
      return ReadGroupRef(CaseMode::kLocale);
    case Opcode::kGroupRefUniIgnore:
      return ReadGroupRef(CaseMode::kUnicode);
    case Opcode::kRepeatOne:
      return ReadRepeatOne(RepeatMode::kGreedy);
    case Opcode::kMinRepeatOne:
      return ReadRepeatOne(RepeatMode::kLazy);
    case Opcode::kPossessiveRepeatOne:
      return ReadRepeatOne(RepeatMode::kPossessive);
    case Opcode::kRepeat:
      return OpenRepeat(/*possessive=*/false);
    case Opcode::kPossessiveRepeat:
      return OpenRepeat(/*possessive=*/true);
    case Opcode::kBranch:
      return OpenBranch();
    case Opcode::kAtomicGroup:
      return OpenAtomic();
    case Opcode::kAssert:
      return OpenLook(/*negative=*/false);
    case Opcode::kAssertNot:
      return OpenLook(/*negative=*/true);
    case Opcode::kGroupRefExists:
      return OpenIf();
    case Opcode::kJump:
      return OpenElse();
    default:
      return Fail(pos_, op < Opcode::kCount ? "a misplaced opcode" : "an unknown opcode");
  }
}

Status OutlineReader::ReadCharacter() {
  Opcode op = static_cast<Opcode>(code_[pos_]);
  uint32_t words = 2;
  if (op == Opcode::kAny || op == Opcode::kAnyAll) words = 1;
  if (!Has(words)) return Fail(pos_, kCutShort);
  if (IsSetPredicate(op)) {
    uint32_t next = Target(pos_ + 1);
    if (next == 0) return Fail(pos_ + 1, "a skip leads nowhere");
    uint32_t size = next - (pos_ + 2);
    if (next < pos_ + 3 || CheckSet(Words(pos_ + 2, next)) != size) {
      return Fail(pos_ + 2, "a malformed set");
    }
    words = next - pos_;
  } else if (op == Opcode::kCategory &&
             code_[pos_ + 1] >= static_cast<uint32_t>(CategoryCode::kCount)) {
    return Fail(pos_ + 1, "an unknown category");
  }
  Status status = Add({.kind = NodeKind::kCharacter, .code = pos_});
  pos_ += words;
  return status;
}

Status OutlineReader::ReadAt() {
  if (!Has(2)) return Fail(pos_, kCutShort);
  uint32_t at = code_[pos_ + 1];
  if (at >= static_cast<uint32_t>(AtCode::kCount)) return Fail(pos_ + 1, "an unknown position");
  Status status = Add({.kind = NodeKind::kAt, .variant = static_cast<uint8_t>(at), .code = pos_});
  pos_ += 2;
  return status;
}

Status OutlineReader::ReadMark() {
  if (!Has(2)) return Fail(pos_, kCutShort);
  uint32_t mark = code_[pos_ + 1];
  if (mark / 2 > groups_) return Fail(pos_ + 1, "no such group");
  if (mark / 2 ==
      groups_) {  // one behind the last: CPython lets it pass, and nobody can ask for it
    pos_ += 2;
    return Status::kMatch;
  }
  Status status = Add({.kind = NodeKind::kMark, .code = pos_, .first = mark});
  pos_ += 2;
  return status;
}

Status OutlineReader::ReadGroupRef(CaseMode mode) {
  if (!Has(2)) return Fail(pos_, kCutShort);
  uint32_t group = code_[pos_ + 1];
  if (group >= groups_) return Fail(pos_ + 1, "no such group");
  Status status = Add({.kind = NodeKind::kGroupRef,
                       .variant = static_cast<uint8_t>(mode),
                       .code = pos_,
                       .first = group});
  pos_ += 2;
  return status;
}

Status OutlineReader::ReadRepeatOne(RepeatMode mode) {
  if (!Has(6)) return Fail(pos_, kCutShort);
  uint32_t next = Target(pos_ + 1);
  uint32_t min = code_[pos_ + 2];
  uint32_t max = code_[pos_ + 3];
  uint32_t item = pos_ + 4;
  if (next < pos_ + 6) return Fail(pos_ + 1, "a skip leads nowhere");
  if (min > max) return Fail(pos_ + 2, "a repeat's least count is above its greatest");
  if (!IsCharPredicate(static_cast<Opcode>(code_[item]))) {
    return Fail(item, "a repeated item does not match one character");
  }
  pos_ = item;
  if (Status status = ReadCharacter(); status != Status::kMatch) return status;
  if (pos_ + 1 != next || static_cast<Opcode>(code_[pos_]) != Opcode::kSuccess) {
    return Fail(pos_, "a repeat does not end where its skip leads");
  }
  nodes_.back() = {.kind = NodeKind::kRepeatOne,
                   .variant = static_cast<uint8_t>(mode),
                   .code = item,
                   .first = min,
                   .last = max};
  pos_ = next;
  return Status::kMatch;
}

Status OutlineReader::Open(const Node& node, uint32_t part_end) {
  if (!blocks_.Append(Block{node.kind, NextNode(), 0, part_end, 0})) return Status::kMemory;
  return Add(node);
}

Status OutlineReader::OpenRepeat(bool possessive) {
  if (!Has(5)) return Fail(pos_, kCutShort);
  uint32_t until = Target(pos_ + 1);
  uint32_t min = code_[pos_ + 2];
  uint32_t max = code_[pos_ + 3];
  if (until < pos_ + 4 || until >= Limit()) return Fail(pos_ + 1, "a skip leads nowhere");
  if (min > max) return Fail(pos_ + 2, "a repeat's least count is above its greatest");
  // Which of the other two it is, its last opcode says.
  RepeatMode mode = possessive ? RepeatMode::kPossessive : RepeatMode::kGreedy;
  Node node{.kind = NodeKind::kRepeat,
            .variant = static_cast<uint8_t>(mode),
            .code = pos_,
            .first = min,
            .last = max};
  pos_ += 4;
  return Open(node, until);
}

Status OutlineReader::OpenBranch() {
  if (!Has(2)) return Fail(pos_, kCutShort);
  uint32_t first = pos_ + 1;
  Status status = Open({.kind = NodeKind::kBranch, .code = pos_}, Limit());
  return status == Status::kMatch ? OpenAlternative(first) : status;
}

// The skip at `skip_at` leads to the next one; a jump of two words stands before that.
Status OutlineReader::OpenAlternative(uint32_t skip_at) {
  Block& block = blocks_.back();
  block.part_end = blocks_[blocks_.size() - 2].part_end;
  uint32_t next = Target(skip_at);
  if (next < skip_at + 3 || next >= block.part_end) return Fail(skip_at, "a skip leads nowhere");
  block.part = NextNode();
  block.part_end = next - 2;
  pos_ = skip_at + 1;
  return Add({.kind = NodeKind::kAlternative, .code = skip_at});
}

Status OutlineReader::OpenAtomic() {
  if (!Has(3)) return Fail(pos_, kCutShort);
  uint32_t next = Target(pos_ + 1);
  if (next < pos_ + 3) return Fail(pos_ + 1, "a skip leads nowhere");
  Node node{.kind = NodeKind::kAtomic, .code = pos_};
  pos_ += 2;
  return Open(node, next - 1);
}

Status OutlineReader::OpenLook(bool negative) {
  if (!Has(4)) return Fail(pos_, kCutShort);
  uint32_t next = Target(pos_ + 1);
  if (next < pos_ + 4) return Fail(pos_ + 1, "a skip leads nowhere");
  Node node{.kind = NodeKind::kLook, .variant = negative, .code = pos_, .first = code_[pos_ + 2]};
  pos_ += 3;
  return Open(node, next - 1);
}

// The skip falls short by one: it was meant to be counted from the group's word.
Status OutlineReader::OpenIf() {
  if (!Has(3)) return Fail(pos_, kCutShort);
  uint32_t group = code_[pos_ + 1];
  if (group >= groups_) return Fail(pos_ + 1, "no such group");
  uint32_t skip = code_[pos_ + 2];
  if (skip < 2 || skip > Limit() - (pos_ + 1)) return Fail(pos_ + 2, "a skip leads nowhere");
  uint32_t otherwise = pos_ + 1 + skip;
  Node node{.kind = NodeKind::kIf, .code = pos_, .first = group};
  pos_ += 3;
  return Open(node, otherwise);
}

// A jump that ends the yes part of a condition. (Those of branches are met by ClosePart.)
Status OutlineReader::OpenElse() {
  Block& block = blocks_.back();
  if (block.kind != NodeKind::kIf || block.part_end - pos_ != 2 || block.end != 0) {
    return Fail(pos_, "a misplaced opcode");
  }
  block.part_end = blocks_[blocks_.size() - 2].part_end;
  uint32_t target = Target(pos_ + 1);
  if (target < pos_ + 2) return Fail(pos_ + 1, "a skip leads nowhere");
  block.part_end = block.end = target;
  nodes_[block.node].partner = block.part = NextNode();
  pos_ += 2;
  return Add({.kind = NodeKind::kElse, .code = pos_});
}

// pos_ is at the end of what is being read, or behind it.
Status OutlineReader::ClosePart() {
  Block& block = blocks_.back();
  if (pos_ > block.part_end) return Fail(block.part_end, "an instruction crosses a block's end");
  switch (block.kind) {
    case NodeKind::kBranch:
      return CloseBranchPart();
    case NodeKind::kRepeat:
      return CloseRepeat();
    case NodeKind::kAtomic:
      return CloseAtSuccess(NodeKind::kAtomicEnd);
    case NodeKind::kLook:
      return CloseAtSuccess(NodeKind::kLookEnd);
    case NodeKind::kIf:
      if (block.end != 0) nodes_[block.part].partner = NextNode();
      return Close(NodeKind::kIfEnd, pos_);
    default:
      return CloseAtSuccess(NodeKind::kEnd);
  }
}

Status OutlineReader::CloseBranchPart() {
  if (static_cast<Opcode>(code_[pos_]) != Opcode::kJump) {
    return Fail(pos_, "an alternative does not end in a jump");
  }
  Block& block = blocks_.back();
  block.part_end = blocks_[blocks_.size() - 2].part_end;
  uint32_t next = pos_ + 2;
  uint32_t target = Target(pos_ + 1);
  if (target <= next || (block.end != 0 && target != block.end)) {
    return Fail(pos_ + 1, "an alternative's jump does not lead behind the branch");
  }
  block.end = target;
  nodes_[block.part].partner = NextNode();
  if (code_[next] != 0) return OpenAlternative(next);
  if (next + 1 != target) return Fail(next, "a branch ends where its jumps do not lead");
  return Close(NodeKind::kBranchEnd, target);
}

Status OutlineReader::CloseRepeat() {
  Node& node = nodes_[blocks_.back().node];
  Opcode op = static_cast<Opcode>(code_[pos_]);
  if (static_cast<RepeatMode>(node.variant) == RepeatMode::kPossessive) {
    return CloseAtSuccess(NodeKind::kRepeatEnd);
  }
  if (op != Opcode::kMaxUntil && op != Opcode::kMinUntil) {
    return Fail(pos_, "a repeat does not end where its skip leads");
  }
  RepeatMode mode = op == Opcode::kMaxUntil ? RepeatMode::kGreedy : RepeatMode::kLazy;
  node.variant = static_cast<uint8_t>(mode);
  return Close(NodeKind::kRepeatEnd, pos_ + 1);
}

Status OutlineReader::CloseAtSuccess(NodeKind closing) {
  if (static_cast<Opcode>(code_[pos_]) != Opcode::kSuccess) {
    return Fail(pos_, "a block does not end in SUCCESS");
  }
  return Close(closing, pos_ + 1);
}

Status OutlineReader::Close(NodeKind closing, uint32_t next) {
  uint32_t opening = blocks_.back().node;
  Node node{.kind = closing, .code = pos_};
  if (closing != NodeKind::kEnd) {
    node.variant = nodes_[opening].variant;
    node.partner = opening;
    if (blocks_.back().kind != NodeKind::kIf || blocks_.back().end == 0) {
      nodes_[opening].partner = NextNode();
    }
  }
  blocks_.RemoveLast();
  pos_ = next;
  return Add(node);
}

}  // namespace

Status ReadOutline(Host& host, absl::Span<const uint32_t> code, uint32_t groups, Array<Node>& nodes,
                   CodeError& error) {
  nodes.Clear();
  return OutlineReader(host, code, groups, nodes, error).Read();
}

}  // namespace krait::sre
