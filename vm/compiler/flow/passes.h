#pragma once

#include "vm/compiler/flow/constant_table.h"
#include "vm/compiler/flow/flow_graph.h"
#include "vm/core/result.h"

/// The steps from the code that was generated to the code that is written. Each follows CPython
/// 3.11's rules closely enough to give the same code.
namespace krait::compiler {

/// Sets is_exit and falls_through; jumps skip empty blocks.
void NormalizeBlocks(FlowGraph& graph);

/// Instead of jumping to a short block that leaves the code, does what that does, if no line says
/// where that is: then it belongs to the line of the jump.
void InlineExits(FlowGraph& graph);

/// Improves each block by itself, then drops what cannot be reached and jumps that lead nowhere.
Result<None> Optimize(Thread& t, FlowGraph& graph, ConstantTable& constants);
/// A part of it (peephole.cc).
Result<None> OptimizeBlock(Thread& t, Block* block, ConstantTable& constants);
/// The runs of SWAPs that `at` begins (swaps.cc): as few as possible, or none where instructions
/// can change places instead. Returns the index of the run's last one.
size_t OptimizeSwaps(Block* block, size_t at);

/// Drops NOPs that no line depends on.
void RemoveNops(Block* block);
void RemoveNops(FlowGraph& graph);

/// Whether the block leaves the code, and no line says where.
bool IsExitWithoutLine(const Block* block);
/// Gives each code that leaves without a line of its own to those who jump there, one each.
void DuplicateExits(FlowGraph& graph);
/// Forgets constants behind the last one in use.
void TrimConstants(const FlowGraph& graph, ConstantTable& constants);
/// Instructions without a line get that of what runs before them.
void PropagateLines(FlowGraph& graph);
void GiveLinesToExits(FlowGraph& graph, int first_line);

/// The stack's size; sets start_depth.
int MeasureStack(FlowGraph& graph, bool is_generator);

/// Gives each instruction its handler, and makes the block pushes and pops NOPs.
void LabelHandlers(FlowGraph& graph);
/// Now that the order is final: which way jumps go.
void DirectJumps(FlowGraph& graph);

}  // namespace krait::compiler
