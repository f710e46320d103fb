#pragma once

#include "vm/compiler/ast/tree.h"
#include "vm/core/result.h"

namespace krait::compiler {

/// `format % (items, ...)` as an f-string, where format only has %s, %r and %a, as many as there
/// are items; else the node itself.
Result<ast::ExprNode*> FormatToJoinedStr(Thread& t, ast::Tree& tree, ast::BinOp* node);

}  // namespace krait::compiler
