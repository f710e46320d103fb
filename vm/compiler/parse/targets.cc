#include "absl/strings/str_cat.h"
#include "vm/compiler/parse/parser.h"

namespace krait::compiler {

/// What follows "for": a target, or several without parentheses.
Parser::Expr Parser::StarTargets() {
  const Position begin = Begin();
  ast::ExprNode* first = TRY(StarTarget());
  if (!At(TokenKind::kComma)) {
    TRY(SetContext(first, ast::ExprContext::kStore));
    return first;
  }
  Exprs elements{first};
  while (TakeIf(TokenKind::kComma)) {
    if (!StartsExpression() && !At(TokenKind::kStar)) break;
    elements.push_back(TRY(StarTarget()));
  }
  ast::ExprNode* tuple =
      TRY(Make<ast::Tuple>(begin, End(), TRY(SequenceOf(elements)), ast::ExprContext::kLoad));
  TRY(SetContext(tuple, ast::ExprContext::kStore));
  return tuple;
}

Parser::Expr Parser::StarTarget() {
  if (!At(TokenKind::kStar)) return Primary();
  const Position begin = Take().begin;
  ast::ExprNode* value = TRY(Primary());
  return TRY(Make<ast::Starred>(begin, End(), value, ast::ExprContext::kLoad));
}

/// Makes a target of what was read as an expression.
Result<None> Parser::SetContext(ast::ExprNode* node, ast::ExprContext context) {
  const auto all = [&](ast::Sequence<ast::ExprNode*> elements) -> Result<None> {
    for (ast::ExprNode* element : elements) TRY(SetContext(element, context));
    return None{};
  };
  if (auto* name = ast::As<ast::Name>(node)) {
    name->set_ctx(context);
  } else if (auto* attribute = ast::As<ast::Attribute>(node)) {
    attribute->set_ctx(context);
  } else if (auto* subscript = ast::As<ast::Subscript>(node)) {
    subscript->set_ctx(context);
  } else if (auto* tuple = ast::As<ast::Tuple>(node)) {
    tuple->set_ctx(context);
    return all(tuple->elts());
  } else if (auto* list = ast::As<ast::List>(node)) {
    list->set_ctx(context);
    return all(list->elts());
  } else if (auto* starred = ast::As<ast::Starred>(node);
             starred != nullptr && context == ast::ExprContext::kStore) {
    starred->set_ctx(context);
    return SetContext(starred->value(), context);
  } else {
    return Fail();
  }
  return None{};
}

}  // namespace krait::compiler
