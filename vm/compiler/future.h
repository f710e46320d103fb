#pragma once

#include <cstdint>

#include "vm/compiler/ast/tree.h"
#include "vm/compiler/parse/tokenizer.h"
#include "vm/core/result.h"

namespace krait::compiler {

/// What the `from __future__ import` statements at the begin of a program ask for.
struct FutureFeatures {
  uint32_t flags = 0;  // in co_flags
  int last_line = -1;  // of the last statement
};

/// Fails as Parser does.
Result<FutureFeatures> FindFutureFeatures(const ast::Tree& tree, const ast::ModNode* module,
                                          Problem* problem);

}  // namespace krait::compiler
