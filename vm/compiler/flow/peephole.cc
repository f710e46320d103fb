#include "vm/compiler/flow/passes.h"
#include "vm/object/operations.h"
#include "vm/object/tuple.h"

namespace krait::compiler {
namespace {

/// Looks at the instructions of a block one after the other, each with those behind it.
class Peephole {
 public:
  Peephole(Thread& t, Block* block, ConstantTable& constants)
      : t_(t), block_(block), constants_(constants) {}

  Result<None> Run() {
    for (at_ = 0; at_ < block_->code.size(); ++at_) TRY(Step());
    return None{};
  }

 private:
  Instruction& here() { return block_->code[at_]; }
  Op OpAt(size_t ahead) const {
    return at_ + ahead < block_->code.size() ? block_->code[at_ + ahead].op : Op::NOP;
  }
  Instruction& At(size_t ahead) { return block_->code[at_ + ahead]; }
  /// Looks at the same instruction once more.
  void Again() { --at_; }

  Result<None> Step();
  Result<None> Constant();
  void ConstantIsNone();
  Result<None> BuildTuple();
  Result<None> FoldTuple(size_t count);
  void Follow(const Instruction& target, Op op);
  void JumpOrPop(Op same, Op same_pop, Op other, Op other_pop);
  void JumpToJump(Op op);

  Thread& t_;
  Block* block_;
  ConstantTable& constants_;
  size_t at_ = 0;
};

/// A condition that is a constant.
Result<None> Peephole::Constant() {
  const Op next = OpAt(1);
  if (next == Op::IS_OP) {
    ConstantIsNone();
    return None{};
  }
  const bool pops = next == Op::POP_JUMP_IF_FALSE || next == Op::POP_JUMP_IF_TRUE;
  const bool keeps = next == Op::JUMP_IF_FALSE_OR_POP || next == Op::JUMP_IF_TRUE_OR_POP;
  if (!pops && !keeps) return None{};
  const bool truth = TRY(IsTrue(t_, constants_[here().argument]));
  const bool jumps = truth == (next == Op::POP_JUMP_IF_TRUE || next == Op::JUMP_IF_TRUE_OR_POP);
  if (jumps) {
    At(1).op = Op::JUMP;
    block_->falls_through = false;
  } else {
    At(1).MakeNop();
  }
  if (pops || !jumps) here().MakeNop();
  return None{};
}

/// `x is None` as a condition.
void Peephole::ConstantIsNone() {
  const Op jump = OpAt(2);
  if (jump != Op::POP_JUMP_IF_FALSE && jump != Op::POP_JUMP_IF_TRUE) return;
  if (!constants_[here().argument].IsNone()) return;
  const bool is_not = At(1).argument == 1;
  here().MakeNop();
  At(1).MakeNop();
  At(2).op =
      is_not != (jump == Op::POP_JUMP_IF_FALSE) ? Op::POP_JUMP_IF_NOT_NONE : Op::POP_JUMP_IF_NONE;
}

Result<None> Peephole::BuildTuple() {
  const auto count = static_cast<size_t>(here().argument);
  if (OpAt(1) == Op::UNPACK_SEQUENCE && here().argument == At(1).argument) {
    if (count == 1) {
      here().MakeNop();
      At(1).MakeNop();
      return None{};
    }
    if (count == 2 || count == 3) {
      here().MakeNop();
      At(1).op = Op::SWAP;
      return None{};
    }
  }
  if (at_ < count) return None{};
  return FoldTuple(count);
}

/// A tuple of constants is a constant.
Result<None> Peephole::FoldTuple(size_t count) {
  const size_t first = at_ - count;
  for (size_t i = first; i < at_; ++i) {
    if (block_->code[i].op != Op::LOAD_CONST) return None{};
  }
  Tuple* tuple = Tuple::Empty(t_);
  if (count != 0) {
    tuple = TRY(Tuple::New(t_, count));
    for (size_t i = 0; i < count; ++i) {
      tuple->Set(i, constants_[block_->code[first + i].argument]);
    }
  }
  for (size_t i = first; i < at_; ++i) block_->code[i].MakeNop();
  here().op = Op::LOAD_CONST;
  here().argument = constants_.Add(Value::FromObject(tuple));
  return None{};
}

/// Jumps where the jump at the target goes, if no line is lost by that.
void Peephole::Follow(const Instruction& target, Op op) {
  const bool same_line = here().position.line == target.position.line;
  if (!same_line || here().target == target.target) return;
  here().target = target.target;
  here().op = op;
  Again();
}

/// The result of one test decides another like it.
void Peephole::JumpOrPop(Op same, Op same_pop, Op other, Op other_pop) {
  const Instruction& target = here().target->code.front();
  if (target.op == same_pop) {
    Follow(target, same_pop);
  } else if (target.op == Op::JUMP || target.op == same) {
    Follow(target, same);
  } else if (target.op == other || target.op == other_pop) {
    if (here().position.line != target.position.line) return;
    here().op = same_pop;
    here().target = here().target->next;
    Again();
  }
}

void Peephole::JumpToJump(Op op) {
  const Instruction& target = here().target->code.front();
  if (target.op == Op::JUMP) Follow(target, op);
}

Result<None> Peephole::Step() {
  if (IsJump(here().op)) {
    while (here().target->empty()) here().target = here().target->next;
  }
  switch (here().op) {
    case Op::LOAD_CONST:
      return Constant();
    case Op::BUILD_TUPLE:
      return BuildTuple();
    case Op::JUMP_IF_FALSE_OR_POP:
      JumpOrPop(Op::JUMP_IF_FALSE_OR_POP, Op::POP_JUMP_IF_FALSE, Op::JUMP_IF_TRUE_OR_POP,
                Op::POP_JUMP_IF_TRUE);
      break;
    case Op::JUMP_IF_TRUE_OR_POP:
      JumpOrPop(Op::JUMP_IF_TRUE_OR_POP, Op::POP_JUMP_IF_TRUE, Op::JUMP_IF_FALSE_OR_POP,
                Op::POP_JUMP_IF_FALSE);
      break;
    case Op::POP_JUMP_IF_FALSE:
    case Op::POP_JUMP_IF_TRUE:
    case Op::POP_JUMP_IF_NONE:
    case Op::POP_JUMP_IF_NOT_NONE:
    case Op::JUMP:
      JumpToJump(here().op);
      break;
    case Op::SWAP:
      if (here().argument == 1) {
        here().MakeNop();
      } else {
        at_ = OptimizeSwaps(block_, at_);
      }
      break;
    case Op::PUSH_NULL:
      if (OpAt(1) == Op::LOAD_GLOBAL) {
        here().MakeNop();
        At(1).argument |= 1;
      }
      break;
    default:
      break;
  }
  return None{};
}

}  // namespace

Result<None> OptimizeBlock(Thread& t, Block* block, ConstantTable& constants) {
  return Peephole(t, block, constants).Run();
}

}  // namespace krait::compiler
