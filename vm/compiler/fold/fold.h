#pragma once

#include "vm/compiler/ast/tree.h"
#include "vm/core/result.h"

namespace krait::compiler {

struct FoldOptions {
  int optimize = 0;                 // of compile(): above 0, __debug__ is False
  bool future_annotations = false;  // annotations become text: they stay as they are
};

/// Replaces expressions of constants by their values, and does what else CPython does with a tree
/// before it looks at names: the same program, less to do when it runs.
Result<None> FoldConstants(Thread& t, ast::Tree& tree, ast::ModNode* module,
                           const FoldOptions& options);

/// The string constant that begins a body, or null.
ast::Constant* DocstringOf(const ast::Tree& tree, ast::Sequence<ast::StmtNode*> body);

}  // namespace krait::compiler
