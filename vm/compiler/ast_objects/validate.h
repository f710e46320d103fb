#pragma once

#include "vm/compiler/ast/tree.h"
#include "vm/core/result.h"

namespace krait::compiler {

/// Fails with what is wrong about a tree that no parser has made: the compiler relies on the rest.
Result<None> Validate(Thread& t, const ast::Tree& tree, const ast::ModNode* module);

}  // namespace krait::compiler
