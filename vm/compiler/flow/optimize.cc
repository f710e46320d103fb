#include <algorithm>
#include <ranges>

#include "vm/compiler/flow/passes.h"

namespace krait::compiler {
namespace {

constexpr size_t kMaxExitCopy = 4;  // instructions

Block* SkipEmpty(Block* block) {
  while (block->empty()) block = block->next;
  return block;
}

/// Instead of jumping to a short block that leaves the code, does what that does; the code then
/// belongs to the line of the jump.
void InlineExit(Block* block) {
  if (block->empty() || block->last().op != Op::JUMP) return;
  const Block* target = block->last().target;
  if (!IsExitWithoutLine(target) || target->code.size() > kMaxExitCopy) return;
  block->last().MakeNop();
  const std::vector<Instruction> copy = target->code;
  block->code.insert(block->code.end(), copy.begin(), copy.end());
  block->is_exit = true;
}

/// Counts predecessors, handlers' ones included.
void MarkReachable(FlowGraph& graph) {
  std::vector<Block*> waiting = {graph.entry()};
  graph.entry()->predecessors = 1;
  const auto reach = [&](Block* block) {
    if (!block->visited) waiting.push_back(block);
    ++block->predecessors;
  };
  while (!waiting.empty()) {
    Block* block = waiting.back();
    waiting.pop_back();
    // A block may wait more than once: each predecessor counts its own edges once only.
    if (block->visited) continue;
    block->visited = true;
    if (block->next != nullptr && block->falls_through) reach(block->next);
    for (const Instruction& in : block->code) {
      if (in.target != nullptr) reach(in.target);
    }
  }
}

void RemoveUnreachable(FlowGraph& graph) {
  MarkReachable(graph);
  for (Block* block = graph.entry(); block != nullptr; block = block->next) {
    if (block->predecessors != 0) continue;
    block->code.clear();
    block->falls_through = true;
  }
}

void RemoveEmptyBlocks(FlowGraph& graph) {
  for (Block* block = graph.entry(); block != nullptr; block = block->next) {
    while (block->next != nullptr && block->next->empty() && block->next->next != nullptr) {
      block->next = block->next->next;
    }
  }
  for (Block* block = graph.entry(); block != nullptr; block = block->next) {
    for (Instruction& in : block->code) {
      if (in.target != nullptr) in.target = SkipEmpty(in.target);
    }
  }
}

/// Jumps to what comes next anyway become NOPs, which may get a line from before them and then
/// stay.
void RemoveRedundantJumps(FlowGraph& graph) {
  for (Block* block = graph.entry(); block != nullptr; block = block->next) {
    if (block->empty() || !IsUnconditionalJump(block->last().op)) continue;
    if (block->last().target != block->next) continue;
    block->falls_through = true;
    block->last().MakeNop();
  }
}

}  // namespace

void NormalizeBlocks(FlowGraph& graph) {
  for (const auto& block : std::views::reverse(graph.blocks())) {
    if (block->empty()) continue;
    Instruction& last = block->last();
    if (IsScopeExit(last.op)) {
      block->is_exit = true;
      block->falls_through = false;
    } else if (IsJump(last.op)) {
      if (IsUnconditionalJump(last.op)) block->falls_through = false;
      last.target = SkipEmpty(last.target);
    }
  }
}

/// A NOP stays when it is all that its line has.
void RemoveNops(Block* block) {
  std::vector<Instruction>& code = block->code;
  size_t to = 0;
  int last_line = CodePosition::kNone;
  const auto is_needless = [&](size_t at) {
    const int line = code[at].position.line;
    if (line < 0 || line == last_line) return true;
    if (at + 1 < code.size()) {
      const int next_line = code[at + 1].position.line;
      if (next_line < 0) code[at + 1].position = code[at].position;
      return next_line < 0 || next_line == line;
    }
    const Block* next = block->next;
    while (next != nullptr && next->empty()) next = next->next;
    return next != nullptr && next->code.front().position.line == line;
  };
  for (size_t from = 0; from < code.size(); ++from) {
    if (code[from].op == Op::NOP && is_needless(from)) continue;
    last_line = code[from].position.line;
    if (to != from) code[to] = code[from];
    ++to;
  }
  code.resize(to);
}

void InlineExits(FlowGraph& graph) {
  for (const auto& block : std::views::reverse(graph.blocks())) InlineExit(block.get());
}

void RemoveNops(FlowGraph& graph) {
  for (Block* block = graph.entry(); block != nullptr; block = block->next) RemoveNops(block);
}

Result<None> Optimize(Thread& t, FlowGraph& graph, ConstantTable& constants) {
  for (Block* block = graph.entry(); block != nullptr; block = block->next) {
    TRY(OptimizeBlock(t, block, constants));
    RemoveNops(block);
  }
  InlineExits(graph);
  RemoveUnreachable(graph);
  RemoveNops(graph);
  RemoveEmptyBlocks(graph);
  RemoveRedundantJumps(graph);
  return None{};
}

void TrimConstants(const FlowGraph& graph, ConstantTable& constants) {
  int last = 0;
  for (const Block* block = graph.entry(); block != nullptr; block = block->next) {
    for (const Instruction& in : block->code) {
      if (in.op == Op::LOAD_CONST || in.op == Op::KW_NAMES) last = std::max(last, in.argument);
    }
  }
  const auto size = static_cast<size_t>(last) + 1;
  if (size < constants.size()) constants.Truncate(size);
}

}  // namespace krait::compiler
