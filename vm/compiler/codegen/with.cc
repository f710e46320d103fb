#include "vm/compiler/codegen/code_generator.h"

namespace krait::compiler {

void CodeGenerator::CallExitWithNones() {
  LoadNone();
  LoadNone();
  LoadNone();
  AddCall(2);
}

/// What __exit__ said of the exception is on the stack.
void CodeGenerator::FinishWithExcept(Block* cleanup) {
  UnsetPosition();
  Block* suppress = NewBlock();
  Jump(Op::POP_JUMP_IF_TRUE, suppress);
  Add(Op::RERAISE, 2);
  Use(cleanup);
  AddPopExceptAndReraise();
  Use(suppress);
  Add(Op::POP_TOP);
  Add(Op::POP_BLOCK);
  Add(Op::POP_EXCEPT);
  Add(Op::POP_TOP);
  Add(Op::POP_TOP);
}

/// From the given item on.
template <typename W>
Result<None> CodeGenerator::With(W* node, size_t item, bool is_async) {
  if (is_async && options_.top_level_await && unit_->kind == UnitKind::kModule) {
    unit_->scope->is_coroutine = true;
  } else if (is_async && unit_->kind != UnitKind::kAsyncFunction) {
    return Fail("'async with' outside async function");
  }
  Block* block = NewBlock();
  Block* final = NewBlock();
  Block* exit = NewBlock();
  Block* cleanup = NewBlock();
  const ast::Withitem* context = node->items()[item];
  TRY(Visit(context->context_expr()));
  Add(is_async ? Op::BEFORE_ASYNC_WITH : Op::BEFORE_WITH);
  if (is_async) AddAwait(1);
  Jump(Op::SETUP_WITH, final);
  Use(block);
  TRY(Push({.kind = is_async ? FrameBlock::Kind::kAsyncWith : FrameBlock::Kind::kWith,
            .statement = node}));
  if (context->optional_vars() != nullptr) {
    TRY(Visit(context->optional_vars()));
  } else {
    Add(Op::POP_TOP);
  }
  if (item + 1 == node->items().size()) {
    TRY(VisitAll(node->body()));
  } else {
    TRY(With(node, item + 1, is_async));
  }
  Pop();
  if (!is_async) UnsetPosition();
  Add(Op::POP_BLOCK);
  SetPosition(node);
  CallExitWithNones();
  if (is_async) AddAwait(2);
  Add(Op::POP_TOP);
  Jump(Op::JUMP, exit);

  Use(final);
  Jump(Op::SETUP_CLEANUP, cleanup);
  Add(Op::PUSH_EXC_INFO);
  Add(Op::WITH_EXCEPT_START);
  if (is_async) AddAwait(2);
  FinishWithExcept(cleanup);
  Use(exit);
  return None{};
}
template Result<None> CodeGenerator::With(ast::With*, size_t, bool);
template Result<None> CodeGenerator::With(ast::AsyncWith*, size_t, bool);

}  // namespace krait::compiler
