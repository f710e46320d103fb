#include "vm/compiler/flow/flow_graph.h"

namespace krait::compiler {

bool IsJump(Op op) {
  switch (op) {
    case Op::JUMP:
    case Op::JUMP_NO_INTERRUPT:
    case Op::POP_JUMP_IF_FALSE:
    case Op::POP_JUMP_IF_TRUE:
    case Op::POP_JUMP_IF_NONE:
    case Op::POP_JUMP_IF_NOT_NONE:
    case Op::JUMP_IF_FALSE_OR_POP:
    case Op::JUMP_IF_TRUE_OR_POP:
    case Op::FOR_ITER:
    case Op::SEND:
      return true;
    default:
      return false;
  }
}

void FlowGraph::Add(const Instruction& instruction) {
  if (!current_->empty() && (IsJump(current_->last().op) || IsScopeExit(current_->last().op))) {
    Use(NewBlock());
  }
  current_->code.push_back(instruction);
}

}  // namespace krait::compiler
