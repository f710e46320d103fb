#pragma once

#include <string>

#include "vm/compiler/ast/tree.h"
#include "vm/compiler/parse/tokenizer.h"
#include "vm/core/result.h"
#include "vm/modules/source_compiler.h"
#include "vm/object/vm.h"

namespace krait::compiler {

/// The syntax tree, in `tree`, of a text or of an object with a buffer. Warns, and raises what is
/// wrong with it; TypeError when it is neither.
Result<ast::ModNode*> ParseSource(Thread& t, const CompileRequest& request, ast::Tree& tree);
/// The same of what is being typed, one statement.
Result<ast::ModNode*> ParseTyped(Thread& t, const CompileRequest& request, ast::Tree& tree,
                                 TypedText& typed);

/// Warns of something in the source. False when the filters make an exception of it: what warns
/// tells of it as of anything that is wrong with the program. Other exceptions are left pending.
bool WarnOfSource(Thread& t, const CompileRequest& request, Type* BuiltinTypes::* category,
                  const std::string& message, int line);

}  // namespace krait::compiler
