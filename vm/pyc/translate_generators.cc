#include "vm/pyc/translation.h"

/// Generators and coroutines.
namespace krait {

/// What is yielded goes above the receiver. The receiver's last word goes there, too, but belongs
/// in the receiver's place: a landing behind the code moves it.
void Translation::Send(const In& in) {
  FlushAll();
  const int value = Pop();
  const int receiver = Peek(1);
  const int to = PushResult();
  Emit(Opcode::SEND, to, receiver, value);
  landings_.push_back({LastWord(), receiver, to, in.target});
  words_.emplace_back();
}

void Translation::EmitLandings() {
  for (const Landing& landing : landings_) {
    words_[landing.send + 1].halves[1] = static_cast<int32_t>(words_.size() - landing.send);
    Move(landing.to, landing.from);
    Emit(Opcode::JUMP);
    EmitTarget(landing.target);
  }
}

bool Translation::Generators(size_t index, const In& in) {
  switch (in.op) {
    case StackOp::RETURN_GENERATOR:
      Emit(Opcode::RETURN_GENERATOR);
      PushOperand(Home(0));  // a value for the POP_TOP that follows; nobody reads it
      return true;
    case StackOp::YIELD_VALUE: {
      // While suspended, what is on the stack must be where the collector and throw() look.
      FlushPrefix(depth() - 1);
      const int value = Pop();
      // `yield from` and `await` are told by the SEND right before and the RESUME that follows:
      // what is delegated to is then on top of the stack.
      const In& next = stack_.instructions[index + 1];
      const bool delegates = next.op == StackOp::RESUME && (next.arg & 3) >= 2 && index > 0 &&
                             stack_.instructions[index - 1].op == StackOp::SEND &&
                             !is_leader_[index];
      const int receiver = delegates ? Peek(1) : kNoOperand;
      const int to = PushResult();
      Emit(Opcode::YIELD_VALUE, to, value, receiver);
      return true;
    }
    case StackOp::ASYNC_GEN_WRAP:
      UnaryResult(Opcode::ASYNC_GEN_WRAP);
      return true;
    case StackOp::SEND:
      Send(in);
      return true;
    case StackOp::GET_YIELD_FROM_ITER:
      UnaryResult(Opcode::GET_YIELD_FROM_ITER);
      return true;
    case StackOp::GET_AWAITABLE:
      UnaryResult(Opcode::GET_AWAITABLE, in.arg);
      return true;
    case StackOp::GET_AITER:
      UnaryResult(Opcode::GET_AITER);
      return true;
    case StackOp::GET_ANEXT: {
      const int iterator = Peek(1);
      const int to = PushResult();
      Emit(Opcode::GET_ANEXT, to, iterator);
      return true;
    }
    case StackOp::END_ASYNC_FOR: {
      const int exception = Pop();
      Emit(Opcode::END_ASYNC_FOR, exception);
      Pop();
      return true;
    }
    default:
      return false;
  }
}

}  // namespace krait
