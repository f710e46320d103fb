#include "vm/compiler/compile.h"

#include "vm/compiler/codegen/code_generator.h"
#include "vm/compiler/fold/fold.h"
#include "vm/compiler/future.h"
#include "vm/compiler/symtable/symbol_table.h"

namespace krait::compiler {

Result<Code*> CompileTree(Thread& t, ast::Tree& tree, ast::ModNode* module,
                          const CompileOptions& options, Problem* problem) {
  const FutureFeatures features = TRY(FindFutureFeatures(tree, module, problem));
  const uint32_t flags = options.inherited_flags | features.flags;
  const bool future_annotations = (flags & kFutureAnnotations) != 0;
  TRY(FoldConstants(t, tree, module,
                    {.optimize = options.optimize, .future_annotations = future_annotations}));
  SymbolTable symbols;
  TRY(SymbolTable::Build(t, tree, module, future_annotations, &symbols, problem));
  CodeGenerator generator(t, tree, symbols,
                          {.filename = options.filename,
                           .inherited_flags = flags,
                           .optimize = options.optimize,
                           .interactive = ast::Is<ast::Interactive>(module),
                           .top_level_await = options.top_level_await,
                           .last_future_line = features.last_line,
                           .warn = options.warn,
                           .warn_context = options.warn_context});
  const Result<Code*> code = generator.Generate(module);
  if (!code.ok() && !t.HasPending()) *problem = generator.problem();
  return code;
}

}  // namespace krait::compiler
