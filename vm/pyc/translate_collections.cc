#include "vm/pyc/translation.h"

/// Collections: made, added to, sliced and unpacked.
namespace krait {

void Translation::Build(Opcode op, int count, int items) {
  const std::vector<int16_t> operands = PopMany(items);
  const int to = PushResult();
  Emit(op, to, 0, count);
  const size_t at = LastWord();
  EmitOperands(2 + (items + 3) / 4);
  EmitList(operands);
  MayRetarget(at);
}

/// A slice that only serves the subscript after it is never made.
void Translation::BuildSlice(size_t index, const In& in) {
  const int step = in.arg == 3 ? Pop() : kNoOperand;
  const int stop = Pop();
  const int start = Pop();
  const StackOp next = NextToFuse(index);
  if (next == StackOp::BINARY_SUBSCR) {
    offset_ = stack_.instructions[index + 1].offset;
    const int object = Pop();
    const int to = PushResult();
    Emit(Opcode::GET_SLICE, to, object, start);
    const size_t at = LastWord();
    EmitOperands(step, stop);
    MayRetarget(at);
    skip_next_ = true;
  } else if (next == StackOp::STORE_SUBSCR) {
    offset_ = stack_.instructions[index + 1].offset;
    const int object = Pop();
    const int value = Pop();
    Emit(Opcode::SET_SLICE, object, start, stop);
    EmitOperands(step, value);
    skip_next_ = true;
  } else {
    const int to = PushResult();
    Emit(Opcode::BUILD_SLICE, to, start, stop);
    EmitOperands(step);
  }
}

/// Lets the FOR_ITER right before an UNPACK_SEQUENCE of two, if there is one, do the work of both.
void Translation::MakePairLoop(size_t index) {
  if (index == 0 || stack_.instructions[index - 1].op != StackOp::FOR_ITER ||
      NextToFuse(index - 1) != StackOp::UNPACK_SEQUENCE) {
    return;
  }
  // Where values had to be moved in between, both stay.
  Word& before = words_[words_.size() - 2];
  if (before.op == static_cast<uint16_t>(Opcode::FOR_ITER)) {
    before.op = static_cast<uint16_t>(Opcode::FOR_ITER_PAIR);
  }
}

void Translation::Unpack(size_t index, const In& in) {
  if (in.op == StackOp::UNPACK_SEQUENCE && in.arg == 2) {
    const int second = PrepareResults(1, 2);
    MakePairLoop(index);
    Emit(Opcode::UNPACK_PAIR, second + 1, second, Pop());
    PushResults(second, 2);
    MayRetarget(LastWord());
    return;
  }
  if (in.op == StackOp::UNPACK_SEQUENCE) {
    const int first = PrepareResults(1, in.arg);
    Emit(Opcode::UNPACK_SEQUENCE, first, Pop(), in.arg);
    PushResults(first, in.arg);
    return;
  }
  const int before = in.arg & 0xFF;
  const int after = in.arg >> 8;
  const int first = PrepareResults(1, before + 1 + after);
  Emit(Opcode::UNPACK_EX, first, Pop(), before);
  EmitOperands(after);
  PushResults(first, before + 1 + after);
}

bool Translation::Collections(size_t index, const In& in) {
  switch (in.op) {
    case StackOp::BUILD_TUPLE:
      Build(Opcode::BUILD_TUPLE, in.arg, in.arg);
      return true;
    case StackOp::BUILD_LIST:
      Build(Opcode::BUILD_LIST, in.arg, in.arg);
      return true;
    case StackOp::BUILD_SET:
      Build(Opcode::BUILD_SET, in.arg, in.arg);
      return true;
    case StackOp::BUILD_MAP:
      Build(Opcode::BUILD_MAP, in.arg, 2 * in.arg);
      return true;
    case StackOp::BUILD_CONST_KEY_MAP:
      Build(Opcode::BUILD_CONST_KEY_MAP, in.arg, in.arg + 1);
      return true;
    case StackOp::BUILD_STRING:
      Build(Opcode::BUILD_STRING, in.arg, in.arg);
      return true;
    case StackOp::BUILD_SLICE:
      BuildSlice(index, in);
      return true;
    case StackOp::LIST_APPEND:
    case StackOp::SET_ADD:
    case StackOp::LIST_EXTEND:
    case StackOp::SET_UPDATE:
    case StackOp::DICT_UPDATE: {
      const int item = Pop();
      const Opcode op = in.op == StackOp::LIST_APPEND   ? Opcode::LIST_APPEND
                        : in.op == StackOp::SET_ADD     ? Opcode::SET_ADD
                        : in.op == StackOp::LIST_EXTEND ? Opcode::LIST_EXTEND
                        : in.op == StackOp::SET_UPDATE  ? Opcode::SET_UPDATE
                                                        : Opcode::DICT_UPDATE;
      Emit(op, Peek(in.arg), item);
      return true;
    }
    case StackOp::MAP_ADD: {
      const int value = Pop();
      const int key = Pop();
      Emit(Opcode::MAP_ADD, Peek(in.arg), key, value);
      return true;
    }
    case StackOp::DICT_MERGE: {
      const int mapping = Pop();
      // Below the dict: the positional arguments and the callee.
      Emit(Opcode::DICT_MERGE, Peek(in.arg), mapping, Peek(in.arg + 2));
      return true;
    }
    case StackOp::LIST_TO_TUPLE:
      UnaryResult(Opcode::LIST_TO_TUPLE);
      return true;
    case StackOp::UNPACK_SEQUENCE:
    case StackOp::UNPACK_EX:
      Unpack(index, in);
      return true;
    default:
      return false;
  }
}

}  // namespace krait
