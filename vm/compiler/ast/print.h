#pragma once

#include <string>

#include "vm/compiler/ast/tree.h"
#include "vm/core/result.h"

namespace krait::compiler::ast {

struct PrintOptions {
  bool places = false;  // where each node is
};

/// The text of ast.dump(node, include_attributes=places). Raises what a constant's repr does.
Result<std::string> Print(Thread& t, const Tree& tree, const Node* node, PrintOptions options);

}  // namespace krait::compiler::ast
