#pragma once

#include <string>

#include "vm/compiler/ast/tree.h"
#include "vm/core/result.h"

namespace krait::compiler {

/// The source text of an expression, as annotations become under `from __future__ import
/// annotations`.
Result<std::string> Unparse(Thread& t, const ast::Tree& tree, ast::ExprNode* node);

}  // namespace krait::compiler
