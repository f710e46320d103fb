#include "vm/pyc/definite_assignment.h"

#include <algorithm>

namespace krait {
namespace {

/// No compiler's output needs this many looks at each instruction; for what does, nothing is
/// certain.
constexpr size_t kMaxLooks = 64;

}  // namespace

bool EndsFlow(StackOp op) {
  return op == StackOp::JUMP || op == StackOp::RETURN_VALUE || op == StackOp::RAISE_VARARGS ||
         op == StackOp::RERAISE;
}

DefiniteAssignment::DefiniteAssignment(const StackCode& code, int local_count, int bound_at_entry)
    : code_(code), words_((local_count + 63) / 64 + 1), now_(words_) {
  if (code.instructions.empty()) return;
  FindLeaders();
  Bits entry(words_);
  for (int i = 0; i < bound_at_entry; ++i) entry[i / 64] |= uint64_t{1} << (i % 64);
  Merge(0, entry);
  Solve();
}

void DefiniteAssignment::FindLeaders() {
  leader_at_.assign(code_.instructions.size(), -1);
  handler_at_.assign(code_.instructions.size(), -1);
  auto add = [this](uint32_t index) {
    if (leader_at_[index] >= 0) return;
    leader_at_[index] = static_cast<int32_t>(leaders_.size());
    leaders_.emplace_back().index = index;
  };
  add(0);
  for (const StackInstruction& instruction : code_.instructions) {
    if (instruction.target >= 0) add(static_cast<uint32_t>(instruction.target));
  }
  for (size_t k = 0; k < code_.handlers.size(); ++k) {
    const StackHandler& handler = code_.handlers[k];
    add(handler.target);
    std::fill(handler_at_.begin() + handler.begin, handler_at_.begin() + handler.end,
              static_cast<int32_t>(k));
  }
}

void DefiniteAssignment::Solve() {
  while (!waiting_.empty()) {
    const int32_t leader = waiting_.back();
    waiting_.pop_back();
    leaders_[leader].is_waiting = false;
    FollowFrom(static_cast<size_t>(leader));
    if (looks_ <= kMaxLooks * code_.instructions.size()) continue;
    for (Leader& each : leaders_) each.bits.assign(words_, 0);
    return;
  }
}

void DefiniteAssignment::Apply(const StackInstruction& instruction, Bits& bits) const {
  const uint64_t bit = uint64_t{1} << (instruction.arg % 64);
  switch (instruction.op) {
    case StackOp::STORE_FAST:
    case StackOp::MAKE_CELL:
    case StackOp::LOAD_FAST:  // it raises unless the local is bound
      bits[instruction.arg / 64] |= bit;
      break;
    case StackOp::DELETE_FAST:
      bits[instruction.arg / 64] &= ~bit;
      break;
    default:
      break;
  }
}

void DefiniteAssignment::Merge(size_t target, const Bits& bits) {
  Leader& leader = leaders_[leader_at_[target]];
  bool changed = leader.bits.empty();
  if (changed) leader.bits = bits;
  for (size_t i = 0; i < words_; ++i) {
    changed |= (leader.bits[i] & ~bits[i]) != 0;
    leader.bits[i] &= bits[i];
  }
  if (!changed || leader.is_waiting) return;
  leader.is_waiting = true;
  waiting_.push_back(leader_at_[target]);
}

/// From the leader to where the path ends or meets another.
void DefiniteAssignment::FollowFrom(size_t leader) {
  Bits bits = leaders_[leader].bits;
  int32_t told = -1;  // the handler that knows of `bits`, or of fewer
  for (size_t i = leaders_[leader].index; i < code_.instructions.size(); ++i) {
    ++looks_;
    const StackInstruction& instruction = code_.instructions[i];
    if (handler_at_[i] >= 0 && handler_at_[i] != told) {
      Merge(code_.handlers[handler_at_[i]].target, bits);
    }
    told = instruction.op == StackOp::DELETE_FAST ? -1 : handler_at_[i];
    Apply(instruction, bits);
    if (instruction.target >= 0) Merge(static_cast<size_t>(instruction.target), bits);
    if (EndsFlow(instruction.op)) return;
    if (i + 1 < code_.instructions.size() && leader_at_[i + 1] >= 0) return Merge(i + 1, bits);
  }
}

void DefiniteAssignment::MoveTo(size_t instruction) {
  if (instruction > 0) Apply(code_.instructions[instruction - 1], now_);
  const int32_t leader = leader_at_[instruction];
  if (leader >= 0 && !leaders_[leader].bits.empty()) now_ = leaders_[leader].bits;
}

}  // namespace krait
