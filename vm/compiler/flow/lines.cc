#include <ranges>
#include <vector>

#include "vm/compiler/flow/passes.h"

namespace krait::compiler {

bool IsExitWithoutLine(const Block* block) {
  if (block == nullptr || !block->is_exit || block->empty()) return false;
  for (const Instruction& in : block->code) {
    if (in.position.HasLine()) return false;
  }
  return true;
}

namespace {

void GiveLine(Block* block, const CodePosition& position) {
  if (!block->code.front().position.HasLine()) block->code.front().position = position;
}

void DuplicateExit(FlowGraph& graph, Instruction& jump) {
  Block* target = jump.target;
  Block* copy = graph.NewBlock();
  copy->code = target->code;
  copy->is_exit = target->is_exit;
  copy->falls_through = target->falls_through;
  copy->code.front().position = jump.position;
  copy->predecessors = 1;
  --target->predecessors;
  jump.target = copy;
  copy->next = target->next;
  target->next = copy;
}

}  // namespace

void DuplicateExits(FlowGraph& graph) {
  for (size_t i = graph.blocks().size(); i-- > 0;) {
    Instruction* jump = graph.blocks()[i]->jump();
    if (jump == nullptr || !IsExitWithoutLine(jump->target)) continue;
    if (jump->target->predecessors > 1) DuplicateExit(graph, *jump);
  }
  for (const auto& block : graph.blocks()) {
    while (block->next != nullptr && block->next->empty()) block->next = block->next->next;
  }
  // What is left is only reached from the code before it.
  for (const auto& block : std::views::reverse(graph.blocks())) {
    if (!block->falls_through || block->empty()) continue;
    if (IsExitWithoutLine(block->next)) GiveLine(block->next, block->last().position);
  }
}

void PropagateLines(FlowGraph& graph) {
  for (Block* block = graph.entry(); block != nullptr; block = block->next) {
    if (block->empty()) continue;
    CodePosition position;
    for (Instruction& in : block->code) {
      if (in.position.HasLine()) {
        position = in.position;
      } else {
        in.position = position;
      }
    }
    if (block->falls_through && block->next != nullptr && block->next->predecessors == 1) {
      GiveLine(block->next, position);
    }
    const Instruction* jump = block->jump();
    if (jump != nullptr && jump->target->predecessors == 1) GiveLine(jump->target, position);
  }
}

void GiveLinesToExits(FlowGraph& graph, int first_line) {
  int line = first_line;
  for (Block* block = graph.entry(); block != nullptr; block = block->next) {
    if (block->empty()) continue;
    const Instruction& last = block->last();
    if (last.position.HasLine()) {
      line = last.position.line;
    } else if (last.op == Op::RETURN_VALUE) {
      for (Instruction& in : block->code) in.position.line = line;
    }
  }
}

}  // namespace krait::compiler
