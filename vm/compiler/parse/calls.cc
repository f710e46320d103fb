#include "vm/compiler/parse/parser.h"

namespace krait::compiler {

/// From "(" to ")".
Result<None> Parser::Arguments(CallArguments* arguments) {
  const Position opening = Take().begin;
  bool unpacked_mapping = false;
  while (!At(TokenKind::kRightParen)) {
    const Position begin = Begin();
    if (TakeIf(TokenKind::kDoubleStar)) {
      unpacked_mapping = true;
      ast::ExprNode* value = TRY(Expression());
      arguments->keywords.push_back(TRY(Make<ast::Keyword>(begin, End(), ast::NameId(), value)));
    } else if (At(TokenKind::kName) && kind(1) == TokenKind::kEqual) {
      const ast::NameId name = TRY(TakeName());
      Take();
      ast::ExprNode* value = TRY(Expression());
      arguments->keywords.push_back(TRY(Make<ast::Keyword>(begin, End(), name, value)));
    } else if (TakeIf(TokenKind::kStar)) {
      if (unpacked_mapping) return Fail();
      ast::ExprNode* value = TRY(Expression());
      arguments->positional.push_back(
          TRY(Make<ast::Starred>(begin, End(), value, ast::ExprContext::kLoad)));
    } else {
      TRY(PositionalArgument(arguments, opening));
    }
    if (!TakeIf(TokenKind::kComma)) break;
  }
  return Expect(TokenKind::kRightParen);
}

Result<None> Parser::PositionalArgument(CallArguments* arguments, Position opening) {
  ast::ExprNode* value = TRY(NamedExpression());
  if (AtFor()) {
    const ast::Sequence<ast::Comprehension*> generators = TRY(ForIfClauses());
    // A generator that is the only argument has the call's parentheses for its own.
    const bool alone =
        At(TokenKind::kRightParen) && arguments->positional.empty() && arguments->keywords.empty();
    if (!alone || arguments->of_class) return Fail();
    value = TRY(Make<ast::GeneratorExp>(opening, Peek().end, value, generators));
  }
  if (!arguments->keywords.empty()) return Fail();
  arguments->positional.push_back(value);
  return None{};
}

}  // namespace krait::compiler
