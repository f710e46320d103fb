#include "vm/pyc/stack_verifier.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "vm/object/bytes.h"
#include "vm/pyc/argument_check.h"
#include "vm/pyc/bad_code.h"
#include "vm/pyc/definite_assignment.h"
#include "vm/pyc/stack_effect.h"

namespace krait {
namespace {

/// The deepest stack that the translation can name.
constexpr int64_t kMaxDepth = 32'000;
/// Time and memory for the translation grow with the product of instructions and slots.
constexpr uint64_t kMaxInstructionSlots = uint64_t{1} << 28;
/// Instructions are looked at again when more is known of the stack before them. Code that needs
/// this many looks was not made by a compiler.
constexpr size_t kMaxLooks = 64;

using Slots = std::vector<SlotKinds>;

class StackVerifier {
 public:
  StackVerifier(Thread& t, const CodeFields& fields, StackCode& stack)
      : t_(t),
        fields_(fields),
        stack_(stack),
        code_(stack.instructions),
        max_depth_(std::min<int64_t>(fields.stacksize, kMaxDepth)) {}

  Result<None> Run();

 private:
  /// A place where paths join: the start, jump targets, handlers.
  struct Leader {
    Slots slots;  // what may lie there, over all paths found so far
    uint32_t index = 0;
    bool is_reached = false;
    bool is_waiting = false;
  };

  Raised Bad(size_t index, const std::string& reason);
  Result<None> CheckArguments();
  void FindLeaders();
  Result<None> FollowFrom(Leader& leader);
  Result<None> Instruction(size_t index);
  Result<None> Take(size_t index, const char* letters);
  Result<None> TakeOne(size_t index, char letter);
  Result<None> Give(size_t index, const char* letters);
  Result<None> Push(size_t index, SlotKinds kinds);
  Result<None> Rearrange(size_t index);
  Result<None> CheckReach(size_t index);
  Result<None> Branch(size_t index);
  Result<None> EnterHandler(size_t index);
  Result<None> CheckProtected(size_t index, size_t untouched);
  Result<None> Merge(size_t from, size_t target, absl::Span<const SlotKinds> slots);

  Thread& t_;
  const CodeFields& fields_;
  StackCode& stack_;
  const std::vector<StackInstruction>& code_;
  const int64_t max_depth_;
  std::vector<int32_t> leader_at_;  // of instructions: index into leaders_, or -1
  std::vector<int32_t> handler_at_;
  std::vector<Leader> leaders_;
  std::vector<int32_t> waiting_;  // leaders to follow
  size_t looks_ = 0;

  Slots slots_;  // before, then after the instruction being looked at
  // Up to here the slots are as the present handler has last seen them.
  size_t seen_by_handler_ = 0;
  int32_t seen_handler_ = -1;
};

Raised StackVerifier::Bad(size_t index, const std::string& reason) {
  const StackInstruction& in = code_[index];
  return RaiseBadCodeAt(t_, fields_, in.offset, absl::StrCat(StackOpName(in.op), ": ", reason));
}

// --- The stack --------------------------------------------------------------------------------

Result<None> StackVerifier::Push(size_t index, SlotKinds kinds) {
  if (static_cast<int64_t>(slots_.size()) >= max_depth_) {
    return Bad(index, absl::StrCat("the stack grows beyond its size, ", max_depth_));
  }
  slots_.push_back(kinds);
  stack_.max_depth = std::max(stack_.max_depth, static_cast<int32_t>(slots_.size()));
  return None{};
}

Result<None> StackVerifier::TakeOne(size_t index, char letter) {
  if (slots_.empty()) return Bad(index, "takes from an empty stack");
  if ((slots_.back() & ~KindsTaken(letter)) != 0) {
    return Bad(index, absl::StrCat("stack slot ", slots_.size() - 1, " may hold ",
                                   (slots_.back() & kSlotNull) != 0 ? "NULL" : "the wrong kind"));
  }
  slots_.pop_back();
  return None{};
}

/// Takes from the top down, then puts back what is only looked at.
Result<None> StackVerifier::Take(size_t index, const char* letters) {
  const int64_t count = OperandCount(code_[index]);
  const char* bar = std::strchr(letters, '|');
  size_t keep = 0;
  SlotKinds kept[4];
  for (const char* letter = letters + std::strlen(letters); letter-- > letters;) {
    if (letter == bar) continue;
    if (*letter == 'N') {
      if (count > static_cast<int64_t>(slots_.size()))
        return Bad(index, "takes from an empty stack");
      for (int64_t i = 0; i < count; ++i) TRY(TakeOne(index, 'o'));
      continue;
    }
    if (letter < bar && !slots_.empty()) kept[keep++] = slots_.back();
    TRY(TakeOne(index, *letter));
  }
  while (keep > 0) slots_.push_back(kept[--keep]);
  return None{};
}

Result<None> StackVerifier::Give(size_t index, const char* letters) {
  for (; *letters != '\0'; ++letters) {
    const int64_t count = *letters == 'N' ? OperandCount(code_[index]) : 1;
    for (int64_t i = 0; i < count; ++i) TRY(Push(index, KindsGiven(*letters)));
  }
  return None{};
}

/// COPY and SWAP.
Result<None> StackVerifier::Rearrange(size_t index) {
  const StackInstruction& in = code_[index];
  const size_t distance = static_cast<size_t>(in.arg);
  if (distance > slots_.size()) return Bad(index, "reaches below the stack");
  SlotKinds& slot = slots_[slots_.size() - distance];
  if (in.op == StackOp::SWAP) {
    std::swap(slot, slots_.back());
    seen_by_handler_ = std::min(seen_by_handler_, slots_.size() - distance);
    return None{};
  }
  if ((slot & kSlotNull) != 0) return Bad(index, "the slot may hold NULL");
  return Push(index, slot);
}

/// Instructions that look at something further down, once their operands are taken.
Result<None> StackVerifier::CheckReach(size_t index) {
  const StackInstruction& in = code_[index];
  size_t distance = static_cast<size_t>(in.arg);
  SlotKinds allowed = kSlotAnyValue;
  switch (in.op) {
    case StackOp::LIST_APPEND:
    case StackOp::LIST_EXTEND:
    case StackOp::SET_ADD:
    case StackOp::SET_UPDATE:
    case StackOp::MAP_ADD:
    case StackOp::DICT_UPDATE:
      break;
    case StackOp::DICT_MERGE: {
      // The callable, below the positional arguments; for messages.
      const size_t callable = distance + 2;
      if (callable > slots_.size() || (slots_[slots_.size() - callable] & kSlotNull) != 0) {
        return Bad(index, "there is no callable below the dict");
      }
      break;
    }
    case StackOp::RERAISE:
      if (distance == 0) return None{};
      allowed = kSlotLasti;
      break;
    default:
      return None{};
  }
  if (distance > slots_.size()) return Bad(index, "reaches below the stack");
  if ((slots_[slots_.size() - distance] & ~allowed) == 0) return None{};
  return Bad(index,
             absl::StrCat("stack slot ", slots_.size() - distance, " may hold the wrong kind"));
}

// --- Flow -------------------------------------------------------------------------------------

Result<None> StackVerifier::CheckArguments() {
  ArgumentCheck check(fields_, stack_);
  for (size_t i = 0; i < code_.size(); ++i) {
    const std::string reason = check.Check(i);
    if (!reason.empty()) return Bad(i, reason);
    if (code_[i].target >= 0 && static_cast<size_t>(code_[i].target) < check.prologue_length()) {
      return Bad(i, "jumps into the beginning");
    }
  }
  for (const StackHandler& handler : stack_.handlers) {
    if (handler.target < check.prologue_length()) {
      return Bad(handler.begin, "has its exception handler in the beginning");
    }
  }
  return None{};
}

void StackVerifier::FindLeaders() {
  leader_at_.assign(code_.size(), -1);
  handler_at_.assign(code_.size(), -1);
  auto add = [this](uint32_t index) {
    if (leader_at_[index] >= 0) return;
    leader_at_[index] = static_cast<int32_t>(leaders_.size());
    leaders_.emplace_back().index = index;
  };
  add(0);
  for (const StackInstruction& in : code_) {
    if (in.target >= 0) add(static_cast<uint32_t>(in.target));
  }
  for (size_t k = 0; k < stack_.handlers.size(); ++k) {
    const StackHandler& handler = stack_.handlers[k];
    add(handler.target);
    std::fill(handler_at_.begin() + handler.begin, handler_at_.begin() + handler.end,
              static_cast<int32_t>(k));
  }
}

/// Control may come to `target` with these slots.
Result<None> StackVerifier::Merge(size_t from, size_t target, absl::Span<const SlotKinds> slots) {
  Leader& leader = leaders_[leader_at_[target]];
  bool changed = false;
  if (!leader.is_reached) {
    leader.is_reached = changed = true;
    leader.slots.assign(slots.begin(), slots.end());
  } else if (leader.slots.size() != slots.size()) {
    return Bad(from, absl::StrCat("goes to offset ", 2 * uint64_t{code_[target].offset}, " with ",
                                  slots.size(), " values on the stack, another path with ",
                                  leader.slots.size()));
  } else {
    for (size_t i = 0; i < slots.size(); ++i) {
      changed |= (slots[i] & ~leader.slots[i]) != 0;
      leader.slots[i] |= slots[i];
    }
  }
  if (changed && !leader.is_waiting) {
    leader.is_waiting = true;
    waiting_.push_back(leader_at_[target]);
  }
  return None{};
}

/// What the handler finds if this instruction raises.
Result<None> StackVerifier::EnterHandler(size_t index) {
  const StackHandler& handler = stack_.handlers[handler_at_[index]];
  if (slots_.size() < handler.depth) {
    return Bad(index, absl::StrCat("its exception handler needs ", handler.depth,
                                   " values on the stack, there are ", slots_.size()));
  }
  if (seen_handler_ == handler_at_[index] && seen_by_handler_ >= handler.depth) return None{};
  seen_handler_ = handler_at_[index];
  seen_by_handler_ = handler.depth;
  Slots found(slots_.begin(), slots_.begin() + handler.depth);
  if (handler.push_lasti) found.push_back(kSlotLasti);
  found.push_back(kSlotException);
  if (static_cast<int64_t>(found.size()) > max_depth_) {
    return Bad(index, "its exception handler grows the stack beyond its size");
  }
  stack_.max_depth = std::max(stack_.max_depth, static_cast<int32_t>(found.size()));
  return Merge(index, handler.target, found);
}

/// `untouched` slots are left when the operands are gone. What a handler relies on must be among
/// them, unless the instruction cannot raise.
Result<None> StackVerifier::CheckProtected(size_t index, size_t untouched) {
  seen_by_handler_ = std::min(seen_by_handler_, untouched);
  if (handler_at_[index] < 0 || untouched >= stack_.handlers[handler_at_[index]].depth) {
    return None{};
  }
  switch (code_[index].op) {
    case StackOp::POP_TOP:
    case StackOp::STORE_FAST:
    case StackOp::PUSH_EXC_INFO:
    case StackOp::POP_EXCEPT:
    case StackOp::RETURN_VALUE:
      return None{};
    default:
      return Bad(index, "takes operands that its exception handler relies on");
  }
}

/// Where the instruction may jump to. Called with the operands taken and nothing given.
Result<None> StackVerifier::Branch(size_t index) {
  const StackInstruction& in = code_[index];
  if (in.target < 0) return None{};
  Slots slots = slots_;
  switch (in.op) {
    case StackOp::FOR_ITER:  // the exhausted iterator goes
      slots.pop_back();
      break;
    case StackOp::SEND:  // the result takes the receiver's place
      slots.back() = kSlotValue;
      break;
    case StackOp::JUMP_IF_FALSE_OR_POP:
    case StackOp::JUMP_IF_TRUE_OR_POP:
      slots.push_back(kSlotValue);
      break;
    default:
      break;
  }
  return Merge(index, static_cast<size_t>(in.target), slots);
}

Result<None> StackVerifier::Instruction(size_t index) {
  const StackInstruction& in = code_[index];
  stack_.depths[index] = static_cast<int32_t>(slots_.size());
  if (handler_at_[index] >= 0) {
    TRY(EnterHandler(index));
  } else {
    seen_handler_ = -1;
  }
  if (in.op == StackOp::COPY || in.op == StackOp::SWAP) return Rearrange(index);
  const StackEffect effect = EffectOf(in.op);
  TRY(Take(index, effect.takes));
  TRY(CheckReach(index));
  TRY(CheckProtected(index, slots_.size()));
  TRY(Branch(index));
  if (in.op == StackOp::LOAD_GLOBAL && in.flag) TRY(Push(index, kSlotNull));
  return Give(index, effect.gives);
}

/// Looks at instructions from the leader to where the path ends or meets another leader.
Result<None> StackVerifier::FollowFrom(Leader& leader) {
  slots_ = leader.slots;
  seen_handler_ = -1;
  for (size_t i = leader.index;; ++i) {
    if (++looks_ > kMaxLooks * (code_.size() + 16)) {
      return RaiseBadCode(t_, fields_, "its control flow is too complicated");
    }
    TRY(Instruction(i));
    if (EndsFlow(code_[i].op)) return None{};
    if (i + 1 == code_.size()) return Bad(i, "control runs off the end");
    if (leader_at_[i + 1] >= 0) return Merge(i, i + 1, slots_);
  }
}

Result<None> StackVerifier::Run() {
  if (code_.empty()) return RaiseBadCode(t_, fields_, "there are no instructions");
  TRY(CheckArguments());
  stack_.depths.assign(code_.size(), -1);
  stack_.max_depth = 0;
  FindLeaders();
  TRY(Merge(0, 0, {}));
  while (!waiting_.empty()) {
    Leader& leader = leaders_[waiting_.back()];
    waiting_.pop_back();
    leader.is_waiting = false;
    TRY(FollowFrom(leader));
  }
  const uint64_t slots =
      static_cast<uint64_t>(stack_.max_depth) + fields_.localspluskinds->size() / 8;
  if (slots * code_.size() <= kMaxInstructionSlots) return None{};
  return RaiseBadCode(t_, fields_, "too many instructions use too many locals and stack slots");
}

}  // namespace

Result<None> VerifyStackCode(Thread& t, const CodeFields& fields, StackCode& stack) {
  return StackVerifier(t, fields, stack).Run();
}

}  // namespace krait
