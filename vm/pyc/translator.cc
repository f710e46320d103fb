#include "vm/pyc/translator.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "vm/code/code.h"
#include "vm/code/opcode.h"
#include "vm/object/exception.h"
#include "vm/object/tuple.h"
#include "vm/pyc/definite_assignment.h"
#include "vm/pyc/register_writer.h"

namespace krait {
namespace {

constexpr int kMaxOperand = 32'000;

class Translator : private RegisterWriter {
 public:
  Translator(Thread& t, Code* code, const StackCode& stack, bool traced)
      : RegisterWriter(t, code->localsplus_count()),
        t_(t),
        code_(code),
        stack_(stack),
        traced_(traced),
        word_of_(stack.instructions.size() + 1),
        is_leader_(stack.instructions.size() + 1),
        handler_of_(stack.instructions.size(), -1),
        assigned_(stack, locals_, code->parameter_count()) {}

  Result<CodeUnit*> Run();

 private:
  using In = StackInstruction;

  void FindLeaders();
  void AtLeader(size_t index);
  void ProtectHandlerView(size_t index);
  void Instruction(size_t index);
  void EndTraced(size_t index);
  bool StackOnly(const In& in);
  bool Flow(size_t index, const In& in);
  bool Names(const In& in);
  bool Values(const In& in);
  bool Collections(size_t index, const In& in);
  bool Exceptions(const In& in);
  bool Generators(size_t index, const In& in);

  void LoadFast(const In& in);
  void StoreFast(const In& in);
  void ConditionalJump(size_t index, Opcode op, bool sense);
  void JumpIf(size_t index, Opcode op, int left, int right, bool sense);
  void JumpOrPop(const In& in, bool sense);
  void ForIter(const In& in);
  void Send(const In& in);
  StackOp NextToFuse(size_t index) const;
  bool FuseWithJump(size_t index, Opcode jump, bool negate);
  void BuildSlice(size_t index, const In& in);
  void Compare(size_t index, const In& in);
  void Call(const In& in);
  void Build(Opcode op, int count, int items);
  void MakeFunction(const In& in);
  void Unpack(size_t index, const In& in);
  void BinaryResult(Opcode op);
  void UnaryResult(Opcode op, int c = 0);
  void NamedResult(Opcode op, int name, int caches);
  void LoadMethod(const In& in);
  void PairResult(Opcode op, int pops, int c = 0);

  void EmitLandings();
  Result<CodeUnit*> Finish();

  /// Where a SEND jumps when its receiver has returned.
  struct Landing {
    size_t send;  // its word
    int to;
    int from;
    int32_t target;
  };

  Thread& t_;
  Code* code_;
  const StackCode& stack_;
  const bool traced_;
  std::vector<uint32_t> word_of_;
  std::vector<bool> is_leader_;
  std::vector<int> handler_of_;
  DefiniteAssignment assigned_;
  std::vector<Landing> landings_;
  bool skip_next_ = false;  // the next instruction was fused into this one
  bool reachable_ = true;
};

void Translator::AtLeader(size_t index) {
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
void Translator::ProtectHandlerView(size_t index) {
  if (handler_of_[index] < 0) return;
  const int view = stack_.handlers[handler_of_[index]].depth;
  FlushPrefix(std::min(view, depth()));
}

void Translator::BinaryResult(Opcode op) {
  const int right = Pop();
  const int left = Pop();
  const int to = PushResult();
  if (FormOf(op) == Form::kBinary) op = Variant(op, left, right);
  Emit(op, to, left, right);
  MayRetarget(LastWord());
}

void Translator::UnaryResult(Opcode op, int c) {
  const int operand = Pop();
  const int to = PushResult();
  Emit(op, to, operand, c);
  MayRetarget(LastWord());
}

void Translator::LoadFast(const In& in) {
  if (traced_ || !assigned_.IsBound(in.arg)) Emit(Opcode::CHECK_LOCAL, in.arg);
  PushOperand(in.arg);
}

void Translator::StoreFast(const In& in) {
  const int64_t producer = retargetable_;
  for (int i = 0; i < depth() - 1; ++i) {
    if (entries_[i].kind != Entry::kNull && entries_[i].operand == in.arg) Vacate(in.arg);
  }
  const Entry value = PopEntry();
  if (producer >= 0 && retargetable_ == producer && words_[producer].a == value.operand &&
      value.operand >= locals_ && !IsUsed(value.operand)) {
    // The instruction before computed it: let it write the local.
    words_[producer].a = static_cast<int16_t>(in.arg);
    retargetable_ = -1;
    return;
  }
  if (value.operand != in.arg) Move(in.arg, value.operand);
  retargetable_ = -1;
}

/// The end of a conditional jump whose instruction is `index`: its operands are popped, all else is
/// in its home. A jump back must poll, so it becomes a jump over a JUMP_BACK.
void Translator::JumpIf(size_t index, Opcode op, int left, int right, bool sense) {
  const int32_t target = stack_.instructions[index].target;
  const bool is_back = target <= static_cast<int32_t>(index);
  Emit(op, left, right, sense != is_back);
  EmitTarget(is_back ? static_cast<int32_t>(index) + 1 : target);
  if (!is_back) return;
  Emit(Opcode::JUMP_BACK);
  EmitTarget(target);
}

void Translator::ConditionalJump(size_t index, Opcode op, bool sense) {
  FlushPrefix(depth() - 1);
  JumpIf(index, op, Pop(), 0, sense);
}

/// If the next instruction only jumps on this comparison's result, makes one instruction of both.
/// The next instruction, if one of ours may do its work together with this one's; else NOP.
StackOp Translator::NextToFuse(size_t index) const {
  if (traced_ || index + 1 >= stack_.instructions.size() || is_leader_[index + 1] ||
      handler_of_[index] != handler_of_[index + 1]) {
    return StackOp::NOP;
  }
  return stack_.instructions[index + 1].op;
}

bool Translator::FuseWithJump(size_t index, Opcode jump, bool negate) {
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

void Translator::Compare(size_t index, const In& in) {
  static constexpr Opcode kValues[] = {Opcode::LT, Opcode::LE, Opcode::EQ,
                                       Opcode::NE, Opcode::GT, Opcode::GE};
  static constexpr Opcode kJumps[] = {Opcode::JUMP_IF_LT, Opcode::JUMP_IF_LE, Opcode::JUMP_IF_EQ,
                                      Opcode::JUMP_IF_NE, Opcode::JUMP_IF_GT, Opcode::JUMP_IF_GE};
  if (!FuseWithJump(index, kJumps[in.arg], false)) BinaryResult(kValues[in.arg]);
}

void Translator::Call(const In& in) {
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

void Translator::Build(Opcode op, int count, int items) {
  const std::vector<int16_t> operands = PopMany(items);
  const int to = PushResult();
  Emit(op, to, 0, count);
  const size_t at = LastWord();
  EmitOperands(2 + (items + 3) / 4);
  EmitList(operands);
  MayRetarget(at);
}

/// A slice that only serves the subscript after it is never made.
void Translator::BuildSlice(size_t index, const In& in) {
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

void Translator::MakeFunction(const In& in) {
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

void Translator::Unpack(size_t index, const In& in) {
  if (in.op == StackOp::UNPACK_SEQUENCE) {
    const int first = PrepareResults(1, in.arg);
    const size_t at = words_.size();
    if (in.arg == 2 && NextToFuse(index - 1) == StackOp::UNPACK_SEQUENCE && at >= 2 &&
        words_[at - 2].op == static_cast<uint16_t>(Opcode::FOR_ITER) &&
        stack_.instructions[index - 1].op == StackOp::FOR_ITER) {
      words_[at - 2].op = static_cast<uint16_t>(Opcode::FOR_ITER_PAIR);
    }
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

void Translator::NamedResult(Opcode op, int name, int caches) {
  const int to = PushResult();
  Emit(op, to, 0, name);
  const size_t at = LastWord();
  for (int i = 0; i < caches; ++i) EmitCache();
  MayRetarget(at);
}

void Translator::LoadMethod(const In& in) {
  const int first = PrepareResults(1, 2);
  const int object = Pop();
  Emit(Opcode::LOAD_METHOD, first, object, in.arg);
  EmitCache();
  PushResults(first, 2);
  entries_[depth() - 2].kind = Entry::kUnknown;
}

/// Two results in neighbouring slots for `pops` operands.
void Translator::PairResult(Opcode op, int pops, int c) {
  const int first = PrepareResults(pops, 2);
  const int second_operand = pops == 2 ? Pop() : c;
  const int operand = Pop();
  Emit(op, first, operand, second_operand);
  PushResults(first, 2);
}

void Translator::JumpOrPop(const In& in, bool sense) {
  FlushAll();
  Emit(Opcode::JUMP_IF, Peek(1), 0, sense);
  EmitTarget(in.target);
  Pop();
}

void Translator::ForIter(const In& in) {
  FlushAll();
  const int iterator = Peek(1);
  const int to = PushResult();
  Emit(Opcode::FOR_ITER, to, iterator);
  const size_t at = LastWord();
  EmitTarget(in.target);
  MayRetarget(at);
}

/// What is yielded goes above the receiver. The receiver's last word goes there, too, but belongs
/// in the receiver's place: a landing behind the code moves it.
void Translator::Send(const In& in) {
  FlushAll();
  const int value = Pop();
  const int receiver = Peek(1);
  const int to = PushResult();
  Emit(Opcode::SEND, to, receiver, value);
  landings_.push_back({LastWord(), receiver, to, in.target});
  words_.emplace_back();
}

void Translator::EmitLandings() {
  for (const Landing& landing : landings_) {
    words_[landing.send + 1].halves[1] = static_cast<int32_t>(words_.size() - landing.send);
    Move(landing.to, landing.from);
    Emit(Opcode::JUMP);
    EmitTarget(landing.target);
  }
}

/// Instructions that only rearrange what is known of the stack.
bool Translator::StackOnly(const In& in) {
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

bool Translator::Flow(size_t index, const In& in) {
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

bool Translator::Names(const In& in) {
  switch (in.op) {
    case StackOp::LOAD_GLOBAL:
      if (in.flag) entries_.push_back({0, Entry::kNull});
      NamedResult(Opcode::LOAD_GLOBAL, in.arg, 2);
      return true;
    case StackOp::STORE_GLOBAL:
      Emit(Opcode::STORE_GLOBAL, 0, Pop(), in.arg);
      EmitCache();
      return true;
    case StackOp::DELETE_GLOBAL:
      Emit(Opcode::DELETE_GLOBAL, 0, 0, in.arg);
      return true;
    case StackOp::LOAD_NAME:
      NamedResult(Opcode::LOAD_NAME, in.arg, 2);
      return true;
    case StackOp::STORE_NAME:
      Emit(Opcode::STORE_NAME, 0, Pop(), in.arg);
      EmitCache();
      return true;
    case StackOp::DELETE_NAME:
      Emit(Opcode::DELETE_NAME, 0, 0, in.arg);
      return true;
    case StackOp::LOAD_ATTR: {
      UnaryResult(Opcode::LOAD_ATTR, in.arg);
      const size_t at = LastWord();
      EmitCache();
      MayRetarget(at);
      return true;
    }
    case StackOp::STORE_ATTR: {
      const int object = Pop();
      const int value = Pop();
      Emit(Opcode::STORE_ATTR, object, value, in.arg);
      EmitCache();
      return true;
    }
    case StackOp::DELETE_ATTR:
      Emit(Opcode::DELETE_ATTR, Pop(), 0, in.arg);
      return true;
    case StackOp::LOAD_METHOD:
      LoadMethod(in);
      return true;
    case StackOp::MAKE_CELL:
      Emit(Opcode::MAKE_CELL, in.arg);
      return true;
    case StackOp::COPY_FREE_VARS:
      Emit(Opcode::COPY_FREE_VARS, locals_ - in.arg, 0, in.arg);
      return true;
    case StackOp::LOAD_DEREF: {
      const int to = PushResult();
      Emit(Opcode::LOAD_CELL, to, in.arg);
      MayRetarget(LastWord());
      return true;
    }
    case StackOp::STORE_DEREF:
      Emit(Opcode::STORE_CELL, in.arg, Pop());
      return true;
    case StackOp::DELETE_DEREF:
      Emit(Opcode::DELETE_CELL, in.arg);
      return true;
    case StackOp::LOAD_CLASSDEREF: {
      const int to = PushResult();
      Emit(Opcode::LOAD_CLASS_CELL, to, in.arg);
      return true;
    }
    case StackOp::IMPORT_NAME: {
      const int fromlist = Pop();
      const int level = Pop();
      const int to = PushResult();
      Emit(Opcode::IMPORT_NAME, to, level, in.arg);
      EmitOperands(fromlist);
      return true;
    }
    case StackOp::IMPORT_FROM: {
      const int module = Peek(1);
      const int to = PushResult();
      Emit(Opcode::IMPORT_FROM, to, module, in.arg);
      return true;
    }
    case StackOp::IMPORT_STAR:
      Emit(Opcode::IMPORT_STAR, 0, Pop());
      return true;
    default:
      return false;
  }
}

bool Translator::Values(const In& in) {
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

bool Translator::Collections(size_t index, const In& in) {
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

bool Translator::Exceptions(const In& in) {
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

bool Translator::Generators(size_t index, const In& in) {
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

void Translator::FindLeaders() {
  for (const In& in : stack_.instructions) {
    if (in.target >= 0) is_leader_[in.target] = true;
  }
  for (size_t k = 0; k < stack_.handlers.size(); ++k) {
    const StackHandler& handler = stack_.handlers[k];
    is_leader_[handler.target] = true;
    for (size_t i = handler.begin; i < handler.end; ++i) handler_of_[i] = static_cast<int>(k);
  }
}

void Translator::Instruction(size_t index) {
  const In& in = stack_.instructions[index];
  (void)(StackOnly(in) || Flow(index, in) || Names(in) || Values(in) || Collections(index, in) ||
         Exceptions(in) || Generators(index, in));
}

/// Leaves the stack where the next instruction, whichever that is, will look for it.
void Translator::EndTraced(size_t index) {
  if (!EndsFlow(stack_.instructions[index].op)) FlushAll();
  retargetable_ = -1;
  if (words_.size() != word_of_[index]) return;
  const int slot = Note(Home(depth()));
  Emit(Opcode::MOVE, slot, slot);  // something to stop at
}

Result<CodeUnit*> Translator::Run() {
  for (Value constant : code_->consts()->values()) constants_.push_back(constant);
  constants_.push_back(Value::Unbound());
  FindLeaders();
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

Result<CodeUnit*> Translator::Finish() {
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

}  // namespace

Result<CodeUnit*> Translate(Thread& t, Code* code, const StackCode& stack) {
  return Translator(t, code, stack, false).Run();
}

Result<CodeUnit*> TranslateForTracing(Thread& t, Code* code, const StackCode& stack) {
  return Translator(t, code, stack, true).Run();
}

}  // namespace krait
