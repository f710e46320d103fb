#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "vm/code/line_table.h"

namespace krait::compiler {

/// The opcodes of CPython 3.11, and those that only its compiler knows.
enum class Op : uint16_t {
#define KRAIT_OPCODE(number, name, ...) name = number,
#include "vm/pyc/opcodes_311.def"
#undef KRAIT_OPCODE
  // Until instructions are labelled with their handlers: target is one from here to POP_BLOCK.
  SETUP_FINALLY = 256,
  SETUP_CLEANUP,  // the handler also gets the place of the instruction that raised
  SETUP_WITH,     // the same; the result of __enter__ is dropped
  POP_BLOCK,
  // Until it is known which way they go.
  JUMP,
  JUMP_NO_INTERRUPT,
  POP_JUMP_IF_FALSE,
  POP_JUMP_IF_TRUE,
  POP_JUMP_IF_NONE,
  POP_JUMP_IF_NOT_NONE,
};

/// Before DirectJumps.
bool IsJump(Op op);
inline bool IsUnconditionalJump(Op op) { return op == Op::JUMP || op == Op::JUMP_NO_INTERRUPT; }
inline bool IsBlockPush(Op op) {
  return op == Op::SETUP_FINALLY || op == Op::SETUP_CLEANUP || op == Op::SETUP_WITH;
}
/// Leaves the code object.
inline bool IsScopeExit(Op op) {
  return op == Op::RETURN_VALUE || op == Op::RAISE_VARARGS || op == Op::RERAISE;
}

/// What an instruction does to the depth of the stack, before DirectJumps; `jumps`: when it jumps
/// (or its handler is entered).
int StackEffect(Op op, int argument, bool jumps);

struct Block;

struct Instruction {
  Op op;
  int argument = 0;
  CodePosition position{};   // no line: it belongs to whatever comes before
  Block* target = nullptr;   // of jumps and block pushes
  Block* handler = nullptr;  // gets its exceptions

  void MakeNop() {
    op = Op::NOP;
    argument = 0;
    target = nullptr;
  }
};

/// Instructions of which only the first can be jumped to, and only the last one jumps.
struct Block {
  std::vector<Instruction> code;
  Block* next = nullptr;  // in the order of the code

  // What the passes find out.
  bool is_exit = false;       // leaves the code object
  bool falls_through = true;  // control can reach `next`
  bool visited = false;
  bool preserve_lasti = false;  // a handler that gets the place of the instruction that raised
  int predecessors = 0;
  int start_depth = -1;
  int offset = 0;  // in code units

  bool empty() const { return code.empty(); }
  Instruction& last() { return code.back(); }
  /// Null if the block does not end in a jump.
  Instruction* jump() { return !code.empty() && IsJump(code.back().op) ? &code.back() : nullptr; }
};

/// The code of one code object, while it is made.
class FlowGraph {
 public:
  FlowGraph() : entry_(NewBlock()), current_(entry_) {}

  Block* NewBlock() {
    blocks_.push_back(std::make_unique<Block>());
    return blocks_.back().get();
  }
  /// What is added from now on goes to `block`, which follows the present one.
  void Use(Block* block) {
    current_->next = block;
    current_ = block;
  }
  void Add(const Instruction& instruction);

  Block* entry() const { return entry_; }
  Block* current() const { return current_; }
  /// In the order in which they were made.
  const std::vector<std::unique_ptr<Block>>& blocks() const { return blocks_; }

 private:
  std::vector<std::unique_ptr<Block>> blocks_;
  Block* entry_;
  Block* current_;
};

}  // namespace krait::compiler
