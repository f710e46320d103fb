#include "vm/pyc/translation.h"

/// Operators, calls and functions.
namespace krait {

void Translation::BinaryResult(Opcode op) {
  const int right = Pop();
  const int left = Pop();
  const int to = PushResult();
  if (FormOf(op) == Form::kBinary) op = Variant(op, left, right);
  Emit(op, to, left, right);
  MayRetarget(LastWord());
}

void Translation::UnaryResult(Opcode op, int c) {
  const int operand = Pop();
  const int to = PushResult();
  Emit(op, to, operand, c);
  MayRetarget(LastWord());
}

void Translation::Call(const In& in) {
  std::vector<int16_t> arguments = PopMany(in.arg);
  const int keywords = in.extra < 0 ? kNoOperand : ~in.extra;
  const Entry second = PopEntry();
  const Entry first = PopEntry();
  const int length = 2 + (in.arg + 3) / 4;
  int self = kNoOperand;
  int callee = second.operand;
  Opcode op = Opcode::CALL;
  if (first.kind == Entry::kValue) {
    callee = first.operand;
    self = second.operand;
  } else if (first.kind == Entry::kUnknown) {
    op = Opcode::CALL_METHOD;
    callee = first.operand;
    if (second.operand != first.operand + 1) {
      // Put the pair back and bring all to their homes, where neighbours are neighbours.
      entries_.push_back(first);
      entries_.push_back(second);
      for (int16_t argument : arguments) PushOperand(argument);
      FlushAll();
      arguments = PopMany(in.arg);
      Pop();
      callee = Pop();
    }
  }
  const int to = PushResult();
  Emit(op, to, callee, in.arg);
  const size_t at = LastWord();
  EmitOperands(keywords, self, length);
  EmitList(arguments);
  MayRetarget(at);
}

void Translation::MakeFunction(const In& in) {
  const int code = Pop();
  // Popped in the opposite order of their flags.
  const int closure = (in.arg & 8) != 0 ? Pop() : kNoOperand;
  const int annotations = (in.arg & 4) != 0 ? Pop() : kNoOperand;
  const int kwdefaults = (in.arg & 2) != 0 ? Pop() : kNoOperand;
  const int defaults = (in.arg & 1) != 0 ? Pop() : kNoOperand;
  const int to = PushResult();
  Emit(Opcode::MAKE_FUNCTION, to, code);
  const size_t at = LastWord();
  EmitOperands(defaults, kwdefaults, annotations, closure);
  MayRetarget(at);
}

bool Translation::Values(const In& in) {
  static constexpr Opcode kBinary[] = {Opcode::ADD,
                                       Opcode::AND,
                                       Opcode::FLOOR_DIVIDE,
                                       Opcode::LSHIFT,
                                       Opcode::MATRIX_MULTIPLY,
                                       Opcode::MULTIPLY,
                                       Opcode::REMAINDER,
                                       Opcode::OR,
                                       Opcode::POWER,
                                       Opcode::RSHIFT,
                                       Opcode::SUBTRACT,
                                       Opcode::TRUE_DIVIDE,
                                       Opcode::XOR,
                                       Opcode::INPLACE_ADD,
                                       Opcode::INPLACE_AND,
                                       Opcode::INPLACE_FLOOR_DIVIDE,
                                       Opcode::INPLACE_LSHIFT,
                                       Opcode::INPLACE_MATRIX_MULTIPLY,
                                       Opcode::INPLACE_MULTIPLY,
                                       Opcode::INPLACE_REMAINDER,
                                       Opcode::INPLACE_OR,
                                       Opcode::INPLACE_POWER,
                                       Opcode::INPLACE_RSHIFT,
                                       Opcode::INPLACE_SUBTRACT,
                                       Opcode::INPLACE_TRUE_DIVIDE,
                                       Opcode::INPLACE_XOR};
  switch (in.op) {
    case StackOp::UNARY_POSITIVE:
      UnaryResult(Opcode::POSITIVE);
      return true;
    case StackOp::UNARY_NEGATIVE:
      UnaryResult(Opcode::NEGATIVE);
      return true;
    case StackOp::UNARY_NOT:
      UnaryResult(Opcode::NOT);
      return true;
    case StackOp::UNARY_INVERT:
      UnaryResult(Opcode::INVERT);
      return true;
    case StackOp::BINARY_OP:
      BinaryResult(kBinary[in.arg]);
      return true;
    case StackOp::BINARY_SUBSCR:
      BinaryResult(Opcode::GET_ITEM);
      return true;
    case StackOp::STORE_SUBSCR: {
      const int key = Pop();
      const int object = Pop();
      const int value = Pop();
      Emit(Opcode::SET_ITEM, object, key, value);
      return true;
    }
    case StackOp::DELETE_SUBSCR: {
      const int key = Pop();
      const int object = Pop();
      Emit(Opcode::DELETE_ITEM, object, key);
      return true;
    }
    case StackOp::GET_ITER:
      UnaryResult(Opcode::GET_ITER);
      return true;
    case StackOp::GET_LEN: {
      const int object = Peek(1);
      const int to = PushResult();
      Emit(Opcode::GET_LEN, to, object);
      return true;
    }
    case StackOp::MATCH_MAPPING:
    case StackOp::MATCH_SEQUENCE: {
      const int object = Peek(1);
      const int to = PushResult();
      Emit(in.op == StackOp::MATCH_MAPPING ? Opcode::MATCH_MAPPING : Opcode::MATCH_SEQUENCE, to,
           object);
      return true;
    }
    case StackOp::MATCH_KEYS: {
      const int keys = Peek(1);
      const int subject = Peek(2);
      const int to = PushResult();
      Emit(Opcode::MATCH_KEYS, to, subject, keys);
      return true;
    }
    case StackOp::MATCH_CLASS: {
      const int names = Pop();
      const int type = Pop();
      const int subject = Pop();
      const int to = PushResult();
      Emit(Opcode::MATCH_CLASS, to, subject);
      EmitOperands(type, names, in.arg);
      return true;
    }
    case StackOp::FORMAT_VALUE: {
      const int spec = (in.arg & 4) != 0 ? Pop() : kNoOperand;
      const int value = Pop();
      const int to = PushResult();
      Emit(Opcode::FORMAT_VALUE, to, value, in.arg & 3);
      const size_t at = LastWord();
      EmitOperands(spec);
      MayRetarget(at);
      return true;
    }
    case StackOp::MAKE_FUNCTION:
      MakeFunction(in);
      return true;
    case StackOp::CALL_FUNCTION_EX: {
      const int keywords = (in.arg & 1) != 0 ? Pop() : kNoOperand;
      const int arguments = Pop();
      const int callee = Pop();
      PopEntry();  // the NULL below it
      const int to = PushResult();
      Emit(Opcode::CALL_EX, to, callee, arguments);
      const size_t at = LastWord();
      EmitOperands(keywords);
      MayRetarget(at);
      return true;
    }
    case StackOp::LOAD_BUILD_CLASS:
      Emit(Opcode::LOAD_BUILD_CLASS, PushResult());
      return true;
    case StackOp::SETUP_ANNOTATIONS:
      Emit(Opcode::SETUP_ANNOTATIONS);
      return true;
    case StackOp::PRINT_EXPR:
      Emit(Opcode::PRINT_EXPR, 0, Pop());
      return true;
    default:
      return false;
  }
}

}  // namespace krait
