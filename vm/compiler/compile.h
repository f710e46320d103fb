#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "vm/code/code.h"
#include "vm/code/line_table.h"
#include "vm/compiler/ast/tree.h"
#include "vm/compiler/parse/tokenizer.h"
#include "vm/core/result.h"

namespace krait::compiler {

struct CompileOptions {
  Str* filename = nullptr;
  /// co_flags of __future__ features that are in force without a statement.
  uint32_t inherited_flags = 0;
  /// Above 0: no asserts, __debug__ is False; above 1: no docstrings either.
  int optimize = 0;
  bool top_level_await = false;
  /// Told of SyntaxWarnings; false ends everything: with an exception that is pending, or else with
  /// the warning as an error.
  bool (*warn)(void* context, const std::string& message, const CodePosition& position) = nullptr;
  void* warn_context = nullptr;
};

/// The code object of a tree, which is changed by that. Either an exception is pending when it
/// fails, or `*problem` says what is wrong with the program.
Result<Code*> CompileTree(Thread& t, ast::Tree& tree, ast::ModNode* module,
                          const CompileOptions& options, Problem* problem);

}  // namespace krait::compiler
