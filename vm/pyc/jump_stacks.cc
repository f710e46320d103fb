#include "vm/pyc/jump_stacks.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "vm/pyc/stack_effect.h"

namespace krait {
namespace {

using Entries = std::vector<StackEntry>;

StackEntry EntryOf(char letter) {
  switch (letter) {
    case 'n':
    case 'p':
      return StackEntry::kNull;
    case 'e':
    case 'x':
      return StackEntry::kExcept;
    case 'l':
      return StackEntry::kLasti;
    default:
      return StackEntry::kObject;
  }
}

bool FallsThrough(StackOp op) {
  switch (op) {
    case StackOp::RETURN_VALUE:
    case StackOp::RAISE_VARARGS:
    case StackOp::RERAISE:
    case StackOp::JUMP:
      return false;
    default:
      return true;
  }
}

class Walk {
 public:
  explicit Walk(const StackCode& code) : code_(code), stacks_(code.instructions.size()) {
    Reach(0, {});
    while (!todo_.empty()) {
      const size_t index = todo_.back();
      todo_.pop_back();
      Step(index);
    }
  }

  std::vector<EntryStack> Take() { return std::move(stacks_); }

 private:
  /// The verifier knows how deep the stack is there.
  void Reach(size_t index, Entries entries) {
    if (index >= stacks_.size() || stacks_[index].reachable || code_.depths[index] < 0) return;
    entries.resize(static_cast<size_t>(code_.depths[index]), StackEntry::kObject);
    stacks_[index] = {true, std::move(entries)};
    todo_.push_back(index);
  }

  void ReachHandler(size_t index) {
    for (const StackHandler& handler : code_.handlers) {
      if (index < handler.begin || index >= handler.end) continue;
      Entries entries = stacks_[index].entries;
      entries.resize(handler.depth, StackEntry::kObject);
      if (handler.push_lasti) entries.push_back(StackEntry::kLasti);
      entries.push_back(StackEntry::kExcept);
      Reach(handler.target, std::move(entries));
    }
  }

  void Step(size_t index) {
    const StackInstruction& in = code_.instructions[index];
    ReachHandler(index);
    if (in.target >= 0) Reach(static_cast<size_t>(in.target), stacks_[index].entries);
    if (FallsThrough(in.op)) Reach(index + 1, After(in, stacks_[index].entries));
  }

  static Entries After(const StackInstruction& in, Entries entries) {
    const auto from_top = [&](int32_t n) -> StackEntry& {
      return entries[entries.size() - static_cast<size_t>(n)];
    };
    const auto has = [&](int32_t n) { return n > 0 && entries.size() >= static_cast<size_t>(n); };
    switch (in.op) {
      case StackOp::COPY:
        if (has(in.arg)) entries.push_back(from_top(in.arg));
        return entries;
      case StackOp::SWAP:
        if (has(in.arg)) std::swap(from_top(1), from_top(in.arg));
        return entries;
      case StackOp::GET_ITER:
      case StackOp::GET_AITER:
        if (has(1)) from_top(1) = StackEntry::kIterator;
        return entries;
      case StackOp::LOAD_GLOBAL:
        if (in.flag) entries.push_back(StackEntry::kNull);
        entries.push_back(StackEntry::kObject);
        return entries;
      default:
        break;
    }
    const StackEffect effect = EffectOf(in.op);
    size_t taken = 0;
    for (const char* letter = effect.takes; *letter != 0; ++letter) {
      if (*letter == '|') {
        taken = 0;  // those before stay where they are
      } else {
        taken += *letter == 'N' ? static_cast<size_t>(OperandCount(in)) : 1;
      }
    }
    entries.resize(entries.size() - std::min(taken, entries.size()));
    for (const char* letter = effect.gives; *letter != 0; ++letter) {
      entries.push_back(EntryOf(*letter));
    }
    return entries;
  }

  const StackCode& code_;
  std::vector<EntryStack> stacks_;
  std::vector<size_t> todo_;
};

bool Fits(StackEntry from, StackEntry to) {
  if (to == StackEntry::kObject) return from != StackEntry::kNull;
  return to == StackEntry::kNull || from == to;
}

}  // namespace

std::vector<EntryStack> StacksBefore(const StackCode& code) { return Walk(code).Take(); }

bool CanJump(const EntryStack& from, const EntryStack& to) {
  if (!from.reachable || !to.reachable || to.entries.size() > from.entries.size()) return false;
  return std::equal(to.entries.begin(), to.entries.end(), from.entries.begin(),
                    [](StackEntry wanted, StackEntry there) { return Fits(there, wanted); });
}

const char* ExplainJump(const EntryStack& from, const EntryStack& to) {
  if (!from.reachable) return "can't jump from unreachable code";
  if (!to.reachable) return "can't jump into an exception handler, or code may be unreachable";
  const StackEntry top = to.entries.empty() ? StackEntry::kObject : to.entries.back();
  switch (top) {
    case StackEntry::kExcept:
      return "can't jump into an 'except' block as there's no exception";
    case StackEntry::kLasti:
      return "can't jump into a re-raising block as there's no location";
    case StackEntry::kIterator:
      return "can't jump into the body of a for loop";
    default:
      return "incompatible stacks";
  }
}

bool IsBetter(const EntryStack& stack, const EntryStack& than) {
  if (stack.entries.size() != than.entries.size()) {
    return stack.entries.size() > than.entries.size();
  }
  return stack.entries > than.entries;
}

}  // namespace krait
