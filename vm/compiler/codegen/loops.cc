#include "vm/compiler/codegen/code_generator.h"

namespace krait::compiler {

Result<None> CodeGenerator::If(ast::If* node) {
  Block* end = NewBlock();
  Block* next = node->orelse().empty() ? end : NewBlock();
  TRY(JumpIf(node->test(), next, false));
  TRY(VisitAll(node->body()));
  if (!node->orelse().empty()) {
    JumpWithoutLine(Op::JUMP, end);
    Use(next);
    TRY(VisitAll(node->orelse()));
  }
  Use(end);
  return None{};
}

/// The test is there twice: before the loop and at its end.
Result<None> CodeGenerator::While(ast::While* node) {
  Block* loop = NewBlock();
  Block* body = NewBlock();
  Block* orelse = NewBlock();
  Block* end = NewBlock();
  Use(loop);
  TRY(Push({.kind = FrameBlock::Kind::kWhileLoop, .begin = loop, .exit = end}));
  TRY(JumpIf(node->test(), orelse, false));
  Use(body);
  TRY(VisitAll(node->body()));
  SetPosition(node);
  TRY(JumpIf(node->test(), body, true));
  Pop();
  Use(orelse);
  TRY(VisitAll(node->orelse()));
  Use(end);
  return None{};
}

Result<None> CodeGenerator::For(ast::For* node) {
  Block* start = NewBlock();
  Block* body = NewBlock();
  Block* cleanup = NewBlock();
  Block* end = NewBlock();
  TRY(Push({.kind = FrameBlock::Kind::kForLoop, .begin = start, .exit = end}));
  TRY(Visit(node->iter()));
  Add(Op::GET_ITER);
  Use(start);
  Jump(Op::FOR_ITER, cleanup);
  Use(body);
  TRY(Visit(node->target()));
  TRY(VisitAll(node->body()));
  UnsetPosition();
  Jump(Op::JUMP, start);
  Use(cleanup);
  Pop();
  TRY(VisitAll(node->orelse()));
  Use(end);
  return None{};
}

Result<None> CodeGenerator::AsyncFor(ast::AsyncFor* node) {
  if (options_.top_level_await && unit_->kind == UnitKind::kModule) {
    unit_->scope->is_coroutine = true;
  } else if (unit_->kind != UnitKind::kAsyncFunction) {
    return Fail("'async for' outside async function");
  }
  Block* start = NewBlock();
  Block* except = NewBlock();
  Block* end = NewBlock();
  TRY(Visit(node->iter()));
  Add(Op::GET_AITER);
  Use(start);
  TRY(Push({.kind = FrameBlock::Kind::kForLoop, .begin = start, .exit = end}));
  Jump(Op::SETUP_FINALLY, except);
  Add(Op::GET_ANEXT);
  LoadNone();
  AddYieldFrom(true);
  Add(Op::POP_BLOCK);
  TRY(Visit(node->target()));
  TRY(VisitAll(node->body()));
  UnsetPosition();
  Jump(Op::JUMP, start);
  Pop();
  Use(except);
  SetPosition(node->iter());
  Add(Op::END_ASYNC_FOR);
  TRY(VisitAll(node->orelse()));
  Use(end);
  return None{};
}

Result<None> CodeGenerator::BreakOrContinue(bool is_break) {
  Add(Op::NOP);
  const FrameBlock* loop = nullptr;
  FrameBlock found;
  const CodePosition position = unit_->position;
  TRY(UnwindAll(false, &loop, &found));
  if (loop == nullptr) {
    unit_->position = position;
    return Fail(is_break ? "'break' outside loop" : "'continue' not properly in loop");
  }
  if (is_break) TRY(Unwind(found, false));
  Jump(Op::JUMP, is_break ? found.exit : found.begin);
  return None{};
}

// --- Conditions ----------------------------------------------------------------------------------

/// and, or: a part that decides jumps past the others.
Result<None> CodeGenerator::JumpIfAll(ast::BoolOp* test, Block* target, bool condition) {
  const bool is_or = test->op() == ast::Boolop::kOr;
  Block* decided = is_or == condition ? target : NewBlock();
  const size_t last = test->values().size() - 1;
  for (size_t i = 0; i < last; ++i) TRY(JumpIf(test->values()[i], decided, is_or));
  TRY(JumpIf(test->values()[last], target, condition));
  if (decided != target) Use(decided);
  return None{};
}

/// a < b < c
Result<None> CodeGenerator::JumpIfChain(ast::Compare* test, Block* target, bool condition) {
  TRY(CheckCompare(test));
  Block* cleanup = NewBlock();
  TRY(Visit(test->left()));
  const size_t last = test->ops().size() - 1;
  for (size_t i = 0; i < last; ++i) {
    TRY(Visit(test->comparators()[i]));
    Add(Op::SWAP, 2);
    Add(Op::COPY, 2);
    AddCompare(test->ops()[i]);
    Jump(Op::POP_JUMP_IF_FALSE, cleanup);
  }
  TRY(Visit(test->comparators()[last]));
  AddCompare(test->ops()[last]);
  Jump(condition ? Op::POP_JUMP_IF_TRUE : Op::POP_JUMP_IF_FALSE, target);
  Block* end = NewBlock();
  JumpWithoutLine(Op::JUMP, end);
  Use(cleanup);
  Add(Op::POP_TOP);
  if (!condition) JumpWithoutLine(Op::JUMP, target);
  Use(end);
  return None{};
}

Result<None> CodeGenerator::JumpIf(Expr* test, Block* target, bool condition) {
  TRY(CheckNativeStack(t_, " during compilation"));
  if (auto* inverse = ast::As<ast::UnaryOp>(test);
      inverse != nullptr && inverse->op() == ast::Unaryop::kNot) {
    return JumpIf(inverse->operand(), target, !condition);
  }
  if (auto* all = ast::As<ast::BoolOp>(test); all != nullptr) {
    return JumpIfAll(all, target, condition);
  }
  if (auto* choice = ast::As<ast::IfExp>(test); choice != nullptr) {
    Block* end = NewBlock();
    Block* orelse = NewBlock();
    TRY(JumpIf(choice->test(), orelse, false));
    TRY(JumpIf(choice->body(), target, condition));
    JumpWithoutLine(Op::JUMP, end);
    Use(orelse);
    TRY(JumpIf(choice->orelse(), target, condition));
    Use(end);
    return None{};
  }
  if (auto* compare = ast::As<ast::Compare>(test); compare != nullptr) {
    SetPosition(compare);
    if (compare->ops().size() > 1) return JumpIfChain(compare, target, condition);
  }
  TRY(Visit(test));
  Jump(condition ? Op::POP_JUMP_IF_TRUE : Op::POP_JUMP_IF_FALSE, target);
  return None{};
}

}  // namespace krait::compiler
