#include "vm/pyc/definite_assignment.h"

namespace krait {

bool EndsFlow(StackOp op) {
  return op == StackOp::JUMP || op == StackOp::RETURN_VALUE || op == StackOp::RAISE_VARARGS ||
         op == StackOp::RERAISE;
}

DefiniteAssignment::DefiniteAssignment(const StackCode& code, int local_count, int bound_at_entry)
    : code_(code),
      words_((local_count + 63) / 64 + 1),
      at_leader_(code.instructions.size() + 1),
      is_leader_(code.instructions.size() + 1) {
  is_leader_[0] = true;
  for (const StackInstruction& instruction : code.instructions) {
    if (instruction.target >= 0) is_leader_[instruction.target] = true;
  }
  for (const StackHandler& handler : code.handlers) is_leader_[handler.target] = true;
  Bits entry(words_);
  for (int i = 0; i < bound_at_entry; ++i) entry[i / 64] |= uint64_t{1} << (i % 64);
  at_leader_[0] = entry;
  while (Pass()) {
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

bool DefiniteAssignment::Merge(size_t target, const Bits& bits) {
  Bits& known = at_leader_[target];
  if (known.empty()) {
    known = bits;
    return true;
  }
  bool changed = false;
  for (size_t i = 0; i < words_; ++i) {
    const uint64_t merged = known[i] & bits[i];
    changed |= merged != known[i];
    known[i] = merged;
  }
  return changed;
}

bool DefiniteAssignment::Pass() {
  bool changed = false;
  Bits bits;  // empty: control does not come here
  size_t handler = 0;
  for (size_t i = 0; i < code_.instructions.size(); ++i) {
    if (is_leader_[i]) {
      if (!bits.empty()) changed |= Merge(i, bits);
      bits = at_leader_[i];
    }
    if (bits.empty()) continue;
    while (handler < code_.handlers.size() && code_.handlers[handler].end <= i) ++handler;
    if (handler < code_.handlers.size() && code_.handlers[handler].begin <= i) {
      changed |= Merge(code_.handlers[handler].target, bits);
    }
    const StackInstruction& instruction = code_.instructions[i];
    Apply(instruction, bits);
    if (instruction.target >= 0) changed |= Merge(instruction.target, bits);
    if (EndsFlow(instruction.op)) bits.clear();
  }
  return changed;
}

void DefiniteAssignment::MoveTo(size_t instruction) {
  if (instruction > 0 && !now_.empty()) Apply(code_.instructions[instruction - 1], now_);
  if (is_leader_[instruction] && !at_leader_[instruction].empty()) now_ = at_leader_[instruction];
  if (now_.empty()) now_.assign(words_, 0);
}

}  // namespace krait
