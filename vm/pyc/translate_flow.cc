#include "vm/pyc/translation.h"

/// Jumps, loops and comparisons that end in a jump.
namespace krait {

/// The end of a conditional jump whose instruction is `index`: its operands are popped, all else is
/// in its home. A jump back must poll, so it becomes a jump over a JUMP_BACK.
void Translation::JumpIf(size_t index, Opcode op, int left, int right, bool sense) {
  const int32_t target = stack_.instructions[index].target;
  const bool is_back = target <= static_cast<int32_t>(index);
  Emit(op, left, right, sense != is_back);
  EmitTarget(is_back ? static_cast<int32_t>(index) + 1 : target);
  if (!is_back) return;
  Emit(Opcode::JUMP_BACK);
  EmitTarget(target);
}

void Translation::ConditionalJump(size_t index, Opcode op, bool sense) {
  FlushPrefix(depth() - 1);
  JumpIf(index, op, Pop(), 0, sense);
}

/// The next instruction, if one of ours may do its work together with this one's; else NOP.
StackOp Translation::NextToFuse(size_t index) const {
  if (traced_ || index + 1 >= stack_.instructions.size() || is_leader_[index + 1] ||
      handler_of_[index] != handler_of_[index + 1]) {
    return StackOp::NOP;
  }
  return stack_.instructions[index + 1].op;
}

/// If the next instruction only jumps on this comparison's result, makes one instruction of both.
bool Translation::FuseWithJump(size_t index, Opcode jump, bool negate) {
  const StackOp next = NextToFuse(index);
  const bool if_true = next == StackOp::POP_JUMP_IF_TRUE;
  if (!if_true && next != StackOp::POP_JUMP_IF_FALSE) return false;
  FlushPrefix(depth() - 2);
  const int right = Pop();
  const int left = Pop();
  JumpIf(index + 1, Variant(jump, left, right), left, right, if_true != negate);
  skip_next_ = true;
  return true;
}

void Translation::Compare(size_t index, const In& in) {
  static constexpr Opcode kValues[] = {Opcode::LT, Opcode::LE, Opcode::EQ,
                                       Opcode::NE, Opcode::GT, Opcode::GE};
  static constexpr Opcode kJumps[] = {Opcode::JUMP_IF_LT, Opcode::JUMP_IF_LE, Opcode::JUMP_IF_EQ,
                                      Opcode::JUMP_IF_NE, Opcode::JUMP_IF_GT, Opcode::JUMP_IF_GE};
  if (!FuseWithJump(index, kJumps[in.arg], false)) BinaryResult(kValues[in.arg]);
}

void Translation::JumpOrPop(const In& in, bool sense) {
  FlushAll();
  Emit(Opcode::JUMP_IF, Peek(1), 0, sense);
  EmitTarget(in.target);
  Pop();
}

void Translation::ForIter(const In& in) {
  FlushAll();
  const int iterator = Peek(1);
  const int to = PushResult();
  Emit(Opcode::FOR_ITER, to, iterator);
  const size_t at = LastWord();
  EmitTarget(in.target);
  MayRetarget(at);
}

bool Translation::Flow(size_t index, const In& in) {
  switch (in.op) {
    case StackOp::JUMP:
      FlushAll();
      Emit(in.flag ? Opcode::JUMP_BACK : Opcode::JUMP);
      EmitTarget(in.target);
      return true;
    case StackOp::POP_JUMP_IF_FALSE:
      ConditionalJump(index, Opcode::JUMP_IF, false);
      return true;
    case StackOp::POP_JUMP_IF_TRUE:
      ConditionalJump(index, Opcode::JUMP_IF, true);
      return true;
    case StackOp::POP_JUMP_IF_NONE:
      ConditionalJump(index, Opcode::JUMP_IF_NONE, true);
      return true;
    case StackOp::POP_JUMP_IF_NOT_NONE:
      ConditionalJump(index, Opcode::JUMP_IF_NONE, false);
      return true;
    case StackOp::JUMP_IF_FALSE_OR_POP:
      JumpOrPop(in, false);
      return true;
    case StackOp::JUMP_IF_TRUE_OR_POP:
      JumpOrPop(in, true);
      return true;
    case StackOp::FOR_ITER:
      ForIter(in);
      return true;
    case StackOp::COMPARE_OP:
      Compare(index, in);
      return true;
    case StackOp::IS_OP:
      if (!FuseWithJump(index, Opcode::JUMP_IF_IS, in.arg != 0)) {
        BinaryResult(in.arg != 0 ? Opcode::IS_NOT : Opcode::IS);
      }
      return true;
    case StackOp::CONTAINS_OP:
      if (!FuseWithJump(index, Opcode::JUMP_IF_IN, in.arg != 0)) {
        BinaryResult(in.arg != 0 ? Opcode::NOT_IN : Opcode::IN);
      }
      return true;
    case StackOp::RETURN_VALUE:
      Emit(Opcode::RETURN, Pop());
      return true;
    case StackOp::RESUME:
      // Loops poll at their back edge; a function polls when it is entered.
      if (in.arg == 0 || traced_) Emit(Opcode::POLL);
      return true;
    case StackOp::CALL:
      Call(in);
      return true;
    default:
      return false;
  }
}

}  // namespace krait
