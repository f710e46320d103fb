#pragma once

#include "vm/compiler/ast/tree.h"
#include "vm/core/result.h"

/// Syntax trees as Python programs see them: the module _ast, and the way between trees and
/// instances of its classes.
namespace krait::compiler {

/// Makes the module _ast available: once the runtime has started, before other threads do.
Result<None> InstallAst(Thread& t);

/// Whether the object is an instance of AST, which compile() takes in place of a text.
Result<bool> IsAstObject(Thread& t, Value object);

/// The object for a node; None for null.
Result<Value> ObjectOf(Thread& t, const ast::Tree& tree, const ast::Node* node);

/// The tree that a module object stands for, made in `tree` and then checked, so that it can be
/// compiled. `kind` is what the mode of compile() asks for: kModule, kExpression or kInteractive.
Result<ast::ModNode*> TreeOf(Thread& t, ast::Tree& tree, Value object, ast::NodeKind kind);

}  // namespace krait::compiler
