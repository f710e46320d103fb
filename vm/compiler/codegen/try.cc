#include "vm/compiler/codegen/code_generator.h"

namespace krait::compiler {

void CodeGenerator::AddPopExceptAndReraise() {
  Add(Op::COPY, 3);
  Add(Op::POP_EXCEPT);
  Add(Op::RERAISE, 1);
}

/// Statements whose exceptions go to `except`.
Result<None> CodeGenerator::TryBody(Stmts statements, Block* body, Block* except) {
  Jump(Op::SETUP_FINALLY, except);
  Use(body);
  TRY(Push({.kind = FrameBlock::Kind::kTryExcept}));
  TRY(VisitAll(statements));
  Pop();
  AddWithoutLine(Op::POP_BLOCK);
  return None{};
}

/// What handles an exception begins here; what it raises itself goes to `cleanup`.
Result<None> CodeGenerator::EnterHandlers(Block* handler, Block* cleanup, FrameBlock::Kind kind) {
  Use(handler);
  UnsetPosition();
  Jump(Op::SETUP_CLEANUP, cleanup);
  Add(Op::PUSH_EXC_INFO);
  return Push({.kind = kind});
}

Result<None> CodeGenerator::TryStatement(ast::Try* node) {
  if (node->finalbody().empty()) return TryExcept(node);
  return TryFinally(node->finalbody(), [&] {
    return node->handlers().empty() ? VisitAll(node->body()) : TryExcept(node);
  });
}

Result<None> CodeGenerator::TryStatement(ast::TryStar* node) {
  if (node->finalbody().empty()) return TryStarExcept(node);
  return TryFinally(node->finalbody(), [&] {
    return node->handlers().empty() ? VisitAll(node->body()) : TryStarExcept(node);
  });
}

/// The body of finally is there twice: for when all goes well, and for exceptions.
template <typename F>
Result<None> CodeGenerator::TryFinally(Stmts finally_body, F visit_body) {
  Block* body = NewBlock();
  Block* handler = NewBlock();
  Block* exit = NewBlock();
  Block* cleanup = NewBlock();
  Jump(Op::SETUP_FINALLY, handler);
  Use(body);
  TRY(Push({.kind = FrameBlock::Kind::kFinallyTry, .finally_body = finally_body}));
  TRY(visit_body());
  AddWithoutLine(Op::POP_BLOCK);
  Pop();
  TRY(VisitAll(finally_body));
  JumpWithoutLine(Op::JUMP, exit);

  TRY(EnterHandlers(handler, cleanup, FrameBlock::Kind::kFinallyEnd));
  TRY(VisitAll(finally_body));
  Pop();
  Add(Op::RERAISE, 0);
  Use(cleanup);
  AddPopExceptAndReraise();
  Use(exit);
  return None{};
}

Result<None> CodeGenerator::TryExcept(ast::Try* node) {
  Block* body = NewBlock();
  Block* except = NewBlock();
  Block* end = NewBlock();
  Block* cleanup = NewBlock();
  TRY(TryBody(node->body(), body, except));
  TRY(VisitAll(node->orelse()));
  JumpWithoutLine(Op::JUMP, end);

  TRY(EnterHandlers(except, cleanup, FrameBlock::Kind::kExceptionHandler));
  const size_t count = node->handlers().size();
  for (size_t i = 0; i < count; ++i) {
    auto* handler = static_cast<ast::ExceptHandler*>(node->handlers()[i]);
    SetPosition(handler);
    if (handler->type() == nullptr && i + 1 < count) {
      return Fail("default 'except:' must be last");
    }
    TRY(Handler(handler, end));
  }
  UnsetPosition();
  Pop();
  Add(Op::RERAISE, 0);
  Use(cleanup);
  AddPopExceptAndReraise();
  Use(end);
  return None{};
}

Result<None> CodeGenerator::Handler(ast::ExceptHandler* handler, Block* end) {
  Block* next = NewBlock();
  if (handler->type() != nullptr) {
    TRY(Visit(handler->type()));
    Add(Op::CHECK_EXC_MATCH);
    Jump(Op::POP_JUMP_IF_FALSE, next);
  }
  if (handler->name()) {
    TRY(NamedHandlerBody(handler, end));
  } else {
    Block* body = NewBlock();
    Add(Op::POP_TOP);
    Use(body);
    TRY(Push({.kind = FrameBlock::Kind::kHandlerCleanup}));
    TRY(VisitAll(handler->body()));
    Pop();
    UnsetPosition();
    Add(Op::POP_BLOCK);
    Add(Op::POP_EXCEPT);
    Jump(Op::JUMP, end);
  }
  Use(next);
  return None{};
}

/// As if it were in a try whose finally deletes the name.
Result<None> CodeGenerator::NamedHandlerBody(ast::ExceptHandler* handler, Block* end) {
  Block* cleanup = NewBlock();
  Block* body = NewBlock();
  TRY(NameOperation(handler->name(), NameUse::kStore));
  Jump(Op::SETUP_CLEANUP, cleanup);
  Use(body);
  TRY(Push({.kind = FrameBlock::Kind::kHandlerCleanup, .name = handler->name()}));
  TRY(VisitAll(handler->body()));
  Pop();
  UnsetPosition();
  Add(Op::POP_BLOCK);
  Add(Op::POP_BLOCK);
  Add(Op::POP_EXCEPT);
  TRY(ForgetName(handler->name()));
  Jump(Op::JUMP, end);
  Use(cleanup);
  UnsetPosition();
  TRY(ForgetName(handler->name()));
  Add(Op::RERAISE, 1);
  return None{};
}

// --- except* -------------------------------------------------------------------------------------

/// The stack of the handlers: the group as it was raised, a list of what must be raised in the end,
/// and what is left of the group.
Result<None> CodeGenerator::TryStarExcept(ast::TryStar* node) {
  Block* body = NewBlock();
  Block* except = NewBlock();
  Block* orelse = NewBlock();
  Block* end = NewBlock();
  Block* cleanup = NewBlock();
  Block* reraise_star = NewBlock();
  TRY(TryBody(node->body(), body, except));
  JumpWithoutLine(Op::JUMP, orelse);

  TRY(EnterHandlers(except, cleanup, FrameBlock::Kind::kExceptionGroupHandler));
  const size_t count = node->handlers().size();
  for (size_t i = 0; i < count; ++i) {
    auto* handler = static_cast<ast::ExceptHandler*>(node->handlers()[i]);
    SetPosition(handler);
    Block* next = NewBlock();
    if (i == 0) {
      Add(Op::COPY, 1);
      Add(Op::BUILD_LIST, 0);
      Add(Op::SWAP, 2);
    }
    TRY(StarHandler(handler, next));
    if (i + 1 == count) {
      Add(Op::LIST_APPEND, 1);
      Jump(Op::JUMP, reraise_star);
    }
  }
  UnsetPosition();
  Pop();
  Block* reraise = NewBlock();
  Use(reraise_star);
  Add(Op::PREP_RERAISE_STAR);
  Add(Op::COPY, 1);
  Jump(Op::POP_JUMP_IF_NOT_NONE, reraise);
  Add(Op::POP_TOP);
  Add(Op::POP_BLOCK);
  Add(Op::POP_EXCEPT);
  Jump(Op::JUMP, end);
  Use(reraise);
  Add(Op::POP_BLOCK);
  Add(Op::SWAP, 2);
  Add(Op::POP_EXCEPT);
  Add(Op::RERAISE, 0);
  Use(cleanup);
  AddPopExceptAndReraise();
  Use(orelse);
  TRY(VisitAll(node->orelse()));
  Use(end);
  return None{};
}

Result<None> CodeGenerator::StarHandler(ast::ExceptHandler* handler, Block* next) {
  Block* match = NewBlock();
  if (handler->type() != nullptr) {
    TRY(Visit(handler->type()));
    Add(Op::CHECK_EG_MATCH);
    Add(Op::COPY, 1);
    Jump(Op::POP_JUMP_IF_NOT_NONE, match);
    Add(Op::POP_TOP);
    Jump(Op::JUMP, next);
  }
  Use(match);
  Block* cleanup = NewBlock();
  Block* body = NewBlock();
  if (handler->name()) {
    TRY(NameOperation(handler->name(), NameUse::kStore));
  } else {
    Add(Op::POP_TOP);
  }
  Jump(Op::SETUP_CLEANUP, cleanup);
  Use(body);
  TRY(Push({.kind = FrameBlock::Kind::kHandlerCleanup, .name = handler->name()}));
  TRY(VisitAll(handler->body()));
  Pop();
  UnsetPosition();
  Add(Op::POP_BLOCK);
  if (handler->name()) TRY(ForgetName(handler->name()));
  Jump(Op::JUMP, next);
  Use(cleanup);
  UnsetPosition();
  if (handler->name()) TRY(ForgetName(handler->name()));
  Add(Op::LIST_APPEND, 3);
  Add(Op::POP_TOP);
  Jump(Op::JUMP, next);
  Use(next);
  return None{};
}

}  // namespace krait::compiler
