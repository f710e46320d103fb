#include "vm/pyc/translation.h"

/// Exceptions and with statements.
namespace krait {

/// Two results in neighbouring slots for `pops` operands.
void Translation::PairResult(Opcode op, int pops, int c) {
  const int first = PrepareResults(pops, 2);
  const int second_operand = pops == 2 ? Pop() : c;
  const int operand = Pop();
  Emit(op, first, operand, second_operand);
  PushResults(first, 2);
}

bool Translation::Exceptions(const In& in) {
  switch (in.op) {
    case StackOp::RAISE_VARARGS: {
      const int cause = in.arg == 2 ? Pop() : kNoOperand;
      const int exception = in.arg >= 1 ? Pop() : kNoOperand;
      Emit(Opcode::RAISE, exception, cause, in.arg);
      return true;
    }
    case StackOp::RERAISE: {
      const int exception = Pop();
      Emit(Opcode::RERAISE, exception, in.arg == 0 ? kNoOperand : Peek(in.arg));
      return true;
    }
    case StackOp::PUSH_EXC_INFO: {
      const int exception = Pop();
      const int previous = PushResult();
      // The exception moves up by one; its old slot may be the one written now.
      const int to = PushResult();
      Move(to, exception);
      live_ |= LiveStack();
      Emit(Opcode::PUSH_EXC_INFO, previous, to);
      return true;
    }
    case StackOp::POP_EXCEPT:
      Emit(Opcode::POP_EXCEPT, 0, Pop());
      return true;
    case StackOp::CHECK_EXC_MATCH: {
      const int type = Pop();
      const int exception = Peek(1);
      const int to = PushResult();
      Emit(Opcode::CHECK_EXC_MATCH, to, exception, type);
      return true;
    }
    case StackOp::CHECK_EG_MATCH:
      PairResult(Opcode::CHECK_EG_MATCH, 2);
      return true;
    case StackOp::PREP_RERAISE_STAR: {
      const int list = Pop();
      const int original = Pop();
      const int to = PushResult();
      Emit(Opcode::PREP_RERAISE_STAR, to, original, list);
      return true;
    }
    case StackOp::LOAD_ASSERTION_ERROR:
      Emit(Opcode::LOAD_ASSERTION_ERROR, PushResult());
      return true;
    case StackOp::BEFORE_WITH:
      PairResult(Opcode::BEFORE_WITH, 1);
      return true;
    case StackOp::BEFORE_ASYNC_WITH:
      PairResult(Opcode::BEFORE_ASYNC_WITH, 1);
      return true;
    case StackOp::WITH_EXCEPT_START: {
      const int exception = Peek(1);
      const int exit = Peek(4);
      const int to = PushResult();
      Emit(Opcode::WITH_EXCEPT_START, to, exit, exception);
      return true;
    }
    default:
      return false;
  }
}

}  // namespace krait
