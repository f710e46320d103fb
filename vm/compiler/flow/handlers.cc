#include <algorithm>
#include <deque>
#include <vector>

#include "vm/compiler/flow/passes.h"

namespace krait::compiler {
namespace {

/// The handlers that are set up at a place, the innermost first. Never changes: places share them.
struct HandlerStack {
  Block* handler = nullptr;
  const HandlerStack* outer = nullptr;
};

class Labeller {
 public:
  void Run(FlowGraph& graph) {
    for (Block* block = graph.entry(); block != nullptr; block = block->next) {
      block->visited = false;
    }
    Reach(graph.entry(), Push(nullptr, nullptr));
    while (!waiting_.empty()) {
      const auto [block, stack] = waiting_.back();
      waiting_.pop_back();
      Label(block, stack);
    }
  }

 private:
  struct Waiting {
    Block* block;
    const HandlerStack* stack;
  };

  const HandlerStack* Push(Block* handler, const HandlerStack* outer) {
    stacks_.push_back({handler, outer});
    return &stacks_.back();
  }

  void Reach(Block* block, const HandlerStack* stack) {
    if (block->visited) return;
    block->visited = true;
    waiting_.push_back({block, stack});
  }

  void Label(Block* block, const HandlerStack* stack) {
    for (Instruction& in : block->code) {
      if (IsBlockPush(in.op)) {
        Reach(in.target, stack);
        if (in.op != Op::SETUP_FINALLY) in.target->preserve_lasti = true;
        stack = Push(in.target, stack);
        in.MakeNop();
      } else if (in.op == Op::POP_BLOCK) {
        stack = stack->outer;
        in.MakeNop();
      } else {
        in.handler = stack->handler;
        if (in.target != nullptr) Reach(in.target, stack);
      }
    }
    if (block->falls_through && block->next != nullptr) Reach(block->next, stack);
  }

  std::vector<Waiting> waiting_;
  std::deque<HandlerStack> stacks_;
};

}  // namespace

void LabelHandlers(FlowGraph& graph) { Labeller().Run(graph); }

int MeasureStack(FlowGraph& graph, bool is_generator) {
  std::vector<Block*> waiting;
  const auto reach = [&](Block* block, int depth) {
    if (block->start_depth >= depth) return;
    block->start_depth = depth;
    waiting.push_back(block);
  };
  int most = 0;
  reach(graph.entry(), is_generator ? 1 : 0);
  while (!waiting.empty()) {
    Block* block = waiting.back();
    waiting.pop_back();
    int depth = block->start_depth;
    bool goes_on = true;
    for (const Instruction& in : block->code) {
      const int after = depth + StackEffect(in.op, in.argument, false);
      most = std::max(most, after);
      if (in.target != nullptr) {
        const int jumped = depth + StackEffect(in.op, in.argument, true);
        most = std::max(most, jumped);
        reach(in.target, jumped);
      }
      depth = after;
      if (IsUnconditionalJump(in.op) || IsScopeExit(in.op)) {
        goes_on = false;
        break;
      }
    }
    if (goes_on && block->next != nullptr) reach(block->next, depth);
  }
  return most;
}

namespace {

Op Directed(Op op, bool forward) {
  switch (op) {
    case Op::JUMP:
      return forward ? Op::JUMP_FORWARD : Op::JUMP_BACKWARD;
    case Op::JUMP_NO_INTERRUPT:
      return forward ? Op::JUMP_FORWARD : Op::JUMP_BACKWARD_NO_INTERRUPT;
    case Op::POP_JUMP_IF_FALSE:
      return forward ? Op::POP_JUMP_FORWARD_IF_FALSE : Op::POP_JUMP_BACKWARD_IF_FALSE;
    case Op::POP_JUMP_IF_TRUE:
      return forward ? Op::POP_JUMP_FORWARD_IF_TRUE : Op::POP_JUMP_BACKWARD_IF_TRUE;
    case Op::POP_JUMP_IF_NONE:
      return forward ? Op::POP_JUMP_FORWARD_IF_NONE : Op::POP_JUMP_BACKWARD_IF_NONE;
    case Op::POP_JUMP_IF_NOT_NONE:
      return forward ? Op::POP_JUMP_FORWARD_IF_NOT_NONE : Op::POP_JUMP_BACKWARD_IF_NOT_NONE;
    default:
      return op;
  }
}

}  // namespace

void DirectJumps(FlowGraph& graph) {
  for (Block* block = graph.entry(); block != nullptr; block = block->next) block->visited = false;
  for (Block* block = graph.entry(); block != nullptr; block = block->next) {
    block->visited = true;
    if (Instruction* jump = block->jump(); jump != nullptr) {
      jump->op = Directed(jump->op, !jump->target->visited);
    }
  }
}

}  // namespace krait::compiler
