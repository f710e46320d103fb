#include "vm/compiler/parse/parser.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait::compiler {

bool Parser::AtCompound() {
  switch (kind()) {
    case TokenKind::kAt:
    case TokenKind::kDefKeyword:
    case TokenKind::kClassKeyword:
    case TokenKind::kIfKeyword:
    case TokenKind::kWithKeyword:
    case TokenKind::kForKeyword:
    case TokenKind::kTryKeyword:
    case TokenKind::kWhileKeyword:
    case TokenKind::kAsyncKeyword:
      return true;
    default:
      return false;
  }
}

Parser::Stmt Parser::CompoundStatement() {
  TRY(CheckDepth());
  const Position begin = Begin();
  switch (kind()) {
    case TokenKind::kAt:
      return Decorated();
    case TokenKind::kDefKeyword:
      return Function(begin, false, {});
    case TokenKind::kClassKeyword:
      return Class({});
    case TokenKind::kIfKeyword:
      return If();
    case TokenKind::kWithKeyword:
      return With(begin, false);
    case TokenKind::kForKeyword:
      return For(begin, false);
    case TokenKind::kTryKeyword:
      return Try();
    case TokenKind::kWhileKeyword:
      return While();
    default:
      return Async({});
  }
}

/// What follows a colon: an indented block, or simple statements on the same line.
Parser::List<ast::StmtNode*> Parser::Block() {
  Stmts statements;
  if (TakeIf(TokenKind::kNewline)) {
    TRY(Expect(TokenKind::kIndent));
    TRY(Statements(&statements, TokenKind::kDedent));
    Take();
  } else {
    TRY(SimpleStatements(&statements));
  }
  return SequenceOf(statements);
}

Parser::List<ast::StmtNode*> Parser::Else() {
  if (!TakeIf(TokenKind::kElseKeyword)) return ast::Sequence<ast::StmtNode*>();
  TRY(Expect(TokenKind::kColon));
  return Block();
}

Result<ast::ConstantId> Parser::TypeComment() {
  if (!At(TokenKind::kTypeComment)) return ast::ConstantId();
  return tree_.Add(Value::FromObject(TRY(Str::FromUtf8(t_, Take().text))));
}

/// Behind the colon, or on a line of its own before the block.
Result<ast::ConstantId> Parser::FunctionTypeComment() {
  const bool own_line = At(TokenKind::kNewline) && kind(1) == TokenKind::kTypeComment &&
                        kind(2) == TokenKind::kNewline && kind(3) == TokenKind::kIndent;
  if (own_line) Take();
  return TypeComment();
}

// --- Branches and loops --------------------------------------------------------------------------

/// From "if" or "elif".
Parser::Stmt Parser::If() {
  TRY(CheckDepth());
  const Position begin = Take().begin;
  ast::ExprNode* test = TRY(NamedExpression());
  TRY(Expect(TokenKind::kColon));
  const ast::Sequence<ast::StmtNode*> body = TRY(Block());
  ast::Sequence<ast::StmtNode*> orelse;
  if (At(TokenKind::kElifKeyword)) {
    orelse = TRY(SequenceOf(Stmts{TRY(If())}));
  } else {
    orelse = TRY(Else());
  }
  return TRY(Make<ast::If>(begin, End(), test, body, orelse));
}

Parser::Stmt Parser::While() {
  const Position begin = Take().begin;
  ast::ExprNode* test = TRY(NamedExpression());
  TRY(Expect(TokenKind::kColon));
  const ast::Sequence<ast::StmtNode*> body = TRY(Block());
  const ast::Sequence<ast::StmtNode*> orelse = TRY(Else());
  return TRY(Make<ast::While>(begin, End(), test, body, orelse));
}

Parser::Stmt Parser::For(Position begin, bool is_async) {
  Take();
  ast::ExprNode* target = TRY(StarTargets());
  TRY(Expect(TokenKind::kInKeyword));
  ast::ExprNode* iter = TRY(StarExpressions());
  TRY(Expect(TokenKind::kColon));
  const ast::ConstantId type = TRY(TypeComment());
  const ast::Sequence<ast::StmtNode*> body = TRY(Block());
  const ast::Sequence<ast::StmtNode*> orelse = TRY(Else());
  if (is_async) return TRY(Make<ast::AsyncFor>(begin, End(), target, iter, body, orelse, type));
  return TRY(Make<ast::For>(begin, End(), target, iter, body, orelse, type));
}

// --- with ----------------------------------------------------------------------------------------

Result<ast::Withitem*> Parser::WithItem() {
  ast::ExprNode* context = TRY(Expression());
  ast::ExprNode* target = nullptr;
  if (TakeIf(TokenKind::kAsKeyword)) {
    target = TRY(StarTarget());
    TRY(SetContext(target, ast::ExprContext::kStore));
  }
  return Make<ast::Withitem>({}, {}, context, target);
}

/// "(item, item):" — the parentheses may also be those of an expression: then it fails.
Parser::List<ast::Withitem*> Parser::ParenthesizedItems() {
  TRY(Expect(TokenKind::kLeftParen));
  std::vector<ast::Withitem*> items;
  do {
    if (!items.empty() && At(TokenKind::kRightParen)) break;
    items.push_back(TRY(WithItem()));
  } while (TakeIf(TokenKind::kComma));
  TRY(Expect(TokenKind::kRightParen));
  // CPython takes no type comment behind such parentheses.
  if (!At(TokenKind::kColon) || kind(1) == TokenKind::kTypeComment) return Fail();
  return SequenceOf(items);
}

Parser::Stmt Parser::With(Position begin, bool is_async) {
  Take();
  List<ast::Withitem*> items = Attempt([this] { return ParenthesizedItems(); });
  const bool parenthesized = items.ok();
  if (!parenthesized) {
    if (t_.HasPending()) return Raised{};
    std::vector<ast::Withitem*> row;
    do {
      row.push_back(TRY(WithItem()));
    } while (TakeIf(TokenKind::kComma));
    items = SequenceOf(row);
  }
  const ast::Sequence<ast::Withitem*> all = TRY(items);
  TRY(Expect(TokenKind::kColon));
  const ast::ConstantId type = parenthesized ? ast::ConstantId() : TRY(TypeComment());
  const ast::Sequence<ast::StmtNode*> body = TRY(Block());
  if (is_async) return TRY(Make<ast::AsyncWith>(begin, End(), all, body, type));
  return TRY(Make<ast::With>(begin, End(), all, body, type));
}

// --- try -----------------------------------------------------------------------------------------

Parser::Stmt Parser::Try() {
  const Position begin = Take().begin;
  TRY(Expect(TokenKind::kColon));
  const ast::Sequence<ast::StmtNode*> body = TRY(Block());
  const bool is_star = At(TokenKind::kExceptKeyword) && kind(1) == TokenKind::kStar;
  std::vector<ast::ExcepthandlerNode*> handlers;
  while (At(TokenKind::kExceptKeyword)) handlers.push_back(TRY(Handler(is_star)));
  ast::Sequence<ast::StmtNode*> orelse;
  if (!handlers.empty()) orelse = TRY(Else());
  ast::Sequence<ast::StmtNode*> finalbody;
  if (TakeIf(TokenKind::kFinallyKeyword)) {
    TRY(Expect(TokenKind::kColon));
    finalbody = TRY(Block());
  } else if (handlers.empty()) {
    return Fail();
  }
  const ast::Sequence<ast::ExcepthandlerNode*> all = TRY(SequenceOf(handlers));
  if (is_star) return TRY(Make<ast::TryStar>(begin, End(), body, all, orelse, finalbody));
  return TRY(Make<ast::Try>(begin, End(), body, all, orelse, finalbody));
}

Result<ast::ExcepthandlerNode*> Parser::Handler(bool is_star) {
  const Position begin = Take().begin;
  if (is_star) TRY(Expect(TokenKind::kStar));
  ast::ExprNode* type = nullptr;
  ast::NameId name;
  if (is_star || !At(TokenKind::kColon)) {
    type = TRY(Expression());
    if (TakeIf(TokenKind::kAsKeyword)) name = TRY(TakeName());
  }
  TRY(Expect(TokenKind::kColon));
  const ast::Sequence<ast::StmtNode*> body = TRY(Block());
  return TRY(Make<ast::ExceptHandler>(begin, End(), type, name, body));
}

// --- Definitions ---------------------------------------------------------------------------------

Parser::Stmt Parser::Decorated() {
  Exprs decorators;
  while (TakeIf(TokenKind::kAt)) {
    decorators.push_back(TRY(NamedExpression()));
    TRY(Expect(TokenKind::kNewline));
  }
  if (At(TokenKind::kClassKeyword)) return Class(decorators);
  if (At(TokenKind::kAsyncKeyword)) return Async(decorators);
  return Function(Begin(), false, decorators);
}

Parser::Stmt Parser::Async(const Exprs& decorators) {
  const Position begin = Take().begin;
  if (At(TokenKind::kForKeyword) && decorators.empty()) return For(begin, true);
  if (At(TokenKind::kWithKeyword) && decorators.empty()) return With(begin, true);
  return Function(begin, true, decorators);
}

Parser::Stmt Parser::Function(Position begin, bool is_async, const Exprs& decorators) {
  TRY(Expect(TokenKind::kDefKeyword));
  const ast::NameId name = TRY(TakeName());
  TRY(Expect(TokenKind::kLeftParen));
  ast::Arguments* arguments = TRY(Parameters(TokenKind::kRightParen, true));
  TRY(Expect(TokenKind::kRightParen));
  ast::ExprNode* returns = TakeIf(TokenKind::kArrow) ? TRY(Expression()) : nullptr;
  TRY(Expect(TokenKind::kColon));
  const ast::ConstantId type = TRY(FunctionTypeComment());
  const ast::Sequence<ast::StmtNode*> body = TRY(Block());
  const ast::Sequence<ast::ExprNode*> all = TRY(SequenceOf(decorators));
  if (is_async) {
    return TRY(
        Make<ast::AsyncFunctionDef>(begin, End(), name, arguments, body, all, returns, type));
  }
  return TRY(Make<ast::FunctionDef>(begin, End(), name, arguments, body, all, returns, type));
}

Parser::Stmt Parser::Class(const Exprs& decorators) {
  const Position begin = Take().begin;
  const ast::NameId name = TRY(TakeName());
  CallArguments arguments;
  arguments.of_class = true;
  if (At(TokenKind::kLeftParen)) TRY(Arguments(&arguments));
  TRY(Expect(TokenKind::kColon));
  const ast::Sequence<ast::StmtNode*> body = TRY(Block());
  return TRY(Make<ast::ClassDef>(begin, End(), name, TRY(SequenceOf(arguments.positional)),
                                 TRY(SequenceOf(arguments.keywords)), body,
                                 TRY(SequenceOf(decorators))));
}

}  // namespace krait::compiler
