#include "vm/pyc/translator.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "vm/object/exception.h"
#include "vm/object/tuple.h"
#include "vm/pyc/translation.h"

namespace krait {
namespace {

constexpr int kMaxOperand = 32'000;

}  // namespace

void Translation::AtLeader(size_t index) {
  if (reachable_) FlushAll();
  retargetable_ = -1;
  const int depth_here = stack_.depths[index];
  reachable_ = depth_here >= 0;
  if (!reachable_) return;
  entries_.clear();
  for (int i = 0; i < depth_here; ++i) {
    entries_.push_back({static_cast<int16_t>(Home(i)), Entry::kUnknown});
  }
}

/// A handler finds the stack below it in the home slots.
void Translation::ProtectHandlerView(size_t index) {
  if (handler_of_[index] < 0) return;
  const int view = stack_.handlers[handler_of_[index]].depth;
  FlushPrefix(std::min(view, depth()));
}

void Translation::LoadFast(const In& in) {
  if (traced_ || !assigned_.IsBound(in.arg)) Emit(Opcode::CHECK_LOCAL, in.arg);
  PushOperand(in.arg);
}

/// Lets the instruction before, which computed the value in slot `from`, write the local `to`
/// instead; false if it did not, or cannot.
bool Translation::Retarget(Word& producer, int from, int to) {
  if (producer.op != static_cast<uint16_t>(Opcode::UNPACK_PAIR)) {
    if (producer.a != from) return false;
    producer.a = static_cast<int16_t>(to);
    retargetable_ = -1;
    return true;
  }
  // Of its two results the other may have its local already: the last one stored must win.
  if (producer.a == to || producer.b == to) return false;
  if (producer.a != from && producer.b != from) return false;
  (producer.a == from ? producer.a : producer.b) = static_cast<int16_t>(to);
  return true;
}

void Translation::StoreFast(const In& in) {
  const int64_t producer = retargetable_;
  for (int i = 0; i < depth() - 1; ++i) {
    if (entries_[i].kind != Entry::kNull && entries_[i].operand == in.arg) Vacate(in.arg);
  }
  const Entry value = PopEntry();
  if (producer >= 0 && retargetable_ == producer && value.operand >= locals_ &&
      !IsUsed(value.operand) && Retarget(words_[producer], value.operand, in.arg)) {
    return;
  }
  if (value.operand != in.arg) Move(in.arg, value.operand);
  retargetable_ = -1;
}

/// Instructions that only rearrange what is known of the stack.
bool Translation::StackOnly(const In& in) {
  switch (in.op) {
    case StackOp::NOP:
      return true;
    case StackOp::POP_TOP:
      PopEntry();
      return true;
    case StackOp::PUSH_NULL:
      entries_.push_back({0, Entry::kNull});
      return true;
    case StackOp::COPY:
      entries_.push_back(entries_[depth() - in.arg]);
      return true;
    case StackOp::SWAP:
      std::swap(entries_[depth() - 1], entries_[depth() - in.arg]);
      return true;
    case StackOp::LOAD_CONST:
      PushOperand(~in.arg);
      return true;
    case StackOp::LOAD_FAST:
      LoadFast(in);
      return true;
    case StackOp::LOAD_CLOSURE:
      PushOperand(in.arg);
      return true;
    case StackOp::STORE_FAST:
      StoreFast(in);
      return true;
    case StackOp::DELETE_FAST:
      Vacate(in.arg);
      Emit(Opcode::DELETE_LOCAL, in.arg);
      return true;
    default:
      return false;
  }
}

void Translation::FindLeaders() {
  for (const In& in : stack_.instructions) {
    if (in.target >= 0) is_leader_[in.target] = true;
  }
  for (size_t k = 0; k < stack_.handlers.size(); ++k) {
    const StackHandler& handler = stack_.handlers[k];
    is_leader_[handler.target] = true;
    for (size_t i = handler.begin; i < handler.end; ++i) handler_of_[i] = static_cast<int>(k);
  }
}

/// Where a function begins that does not poll itself; the count of instructions if it does.
/// Compilers begin each with RESUME, but a code object need not have one: then functions that call
/// each other could not be stopped.
size_t Translation::EntryWithoutPoll() const {
  const auto& all = stack_.instructions;
  for (size_t i = 0; i < all.size(); ++i) {
    switch (all[i].op) {
      case StackOp::MAKE_CELL:
      case StackOp::COPY_FREE_VARS:
      case StackOp::RETURN_GENERATOR:
      case StackOp::NOP:
        continue;
      case StackOp::POP_TOP:
        if (i > 0 && all[i - 1].op == StackOp::RETURN_GENERATOR) continue;
        return i;
      case StackOp::RESUME:
        return all[i].arg == 0 ? all.size() : i;
      default:
        return i;
    }
  }
  return all.size();
}

void Translation::Instruction(size_t index) {
  const In& in = stack_.instructions[index];
  (void)(StackOnly(in) || Flow(index, in) || Names(in) || Values(in) || Collections(index, in) ||
         Exceptions(in) || Generators(index, in));
}

/// Leaves the stack where the next instruction, whichever that is, will look for it.
void Translation::EndTraced(size_t index) {
  if (!EndsFlow(stack_.instructions[index].op)) FlushAll();
  retargetable_ = -1;
  if (words_.size() != word_of_[index]) return;
  const int slot = Note(Home(depth()));
  Emit(Opcode::MOVE, slot, slot);  // something to stop at
}

Result<CodeUnit*> Translation::Run() {
  for (Value constant : code_->consts()->values()) constants_.push_back(constant);
  constants_.push_back(Value::Unbound());
  FindLeaders();
  const size_t unpolled = EntryWithoutPoll();
  for (size_t i = 0; i < stack_.instructions.size(); ++i) {
    assigned_.MoveTo(i);
    if (is_leader_[i] || i == 0) AtLeader(i);
    if (stack_.depths[i] < 0) reachable_ = false;
    word_of_[i] = static_cast<uint32_t>(words_.size());
    if (skip_next_) {
      skip_next_ = false;
      continue;
    }
    if (!reachable_) continue;
    offset_ = stack_.instructions[i].offset;
    live_ = LiveStack();
    ProtectHandlerView(i);
    live_ |= LiveStack();
    if (i == unpolled) Emit(Opcode::POLL);
    Instruction(i);
    if (traced_) EndTraced(i);
    if (EndsFlow(stack_.instructions[i].op)) reachable_ = false;
  }
  word_of_.back() = static_cast<uint32_t>(words_.size());
  EmitLandings();
  if (locals_ > kMaxOperand || most_slots_ > kMaxOperand || constants_.size() > kMaxOperand ||
      code_->names()->size() > kMaxOperand) {
    return RaiseSystemError(t_, absl::StrCat("code object is too large: more than ", kMaxOperand,
                                             " locals, stack slots, constants or names"));
  }
  return Finish();
}

Result<CodeUnit*> Translation::Finish() {
  for (const Fixup& fixup : fixups_) {
    words_[fixup.target_word].halves[1] =
        static_cast<int32_t>(word_of_[fixup.target]) - static_cast<int32_t>(fixup.instruction_word);
  }
  std::vector<UnitHandler> handlers;
  for (const StackHandler& handler : stack_.handlers) {
    handlers.push_back({word_of_[handler.begin], word_of_[handler.end], word_of_[handler.target],
                        handler.depth, handler.push_lasti});
  }
  if (positions_.empty()) positions_.push_back({0, 0, 0});
  // Handlers push up to two values above their depth without an instruction of their own.
  // A frame may go over to the checked translation, which keeps close to the original's stack: the
  // other one leaves it some room.
  const int slots = std::max(most_slots_, locals_ + stack_.max_depth) + (traced_ ? 3 : 8);
  return CodeUnit::New(t_, code_,
                       {words_,
                        handlers,
                        positions_,
                        cache_words_,
                        {constants_.data(), constants_.size()},
                        static_cast<uint32_t>(slots)});
}

Result<CodeUnit*> Translate(Thread& t, Code* code, const StackCode& stack) {
  return Translation(t, code, stack, false).Run();
}

Result<CodeUnit*> TranslateForTracing(Thread& t, Code* code, const StackCode& stack) {
  return Translation(t, code, stack, true).Run();
}

}  // namespace krait
