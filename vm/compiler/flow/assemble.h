#pragma once

#include <cstdint>
#include <vector>

#include "vm/compiler/flow/constant_table.h"
#include "vm/compiler/flow/flow_graph.h"
#include "vm/core/result.h"

namespace krait::compiler {

struct AssembledCode {
  std::vector<uint8_t> code;             // co_code
  std::vector<uint8_t> line_table;       // co_linetable
  std::vector<uint8_t> exception_table;  // co_exceptiontable
  int stack_size = 0;
};

/// Optimizes the graph and writes it down. `constants` may get more of them, and lose those that
/// are not used any more.
Result<AssembledCode> Assemble(Thread& t, FlowGraph& graph, ConstantTable& constants,
                               int first_line, bool is_generator);

}  // namespace krait::compiler
