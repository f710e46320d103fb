#include <algorithm>

#include "vm/compiler/parse/parser.h"
#include "vm/object/str.h"

namespace krait::compiler {

Result<ast::ModNode*> Parser::Parse() {
  const Mod module = Whole();
  if (!module.ok()) return Diagnose(listener_);
  TRY(options_.feature_version < Tokenizer::kFeatureVersion ? CheckVersion(listener_)
                                                            : TellOfCautions());
  return module;
}

Parser::Mod Parser::Whole() {
  switch (options_.mode) {
    case SourceMode::kSingle:
      return Single();
    case SourceMode::kExpression:
      return ExpressionAlone();
    case SourceMode::kFunctionType:
      return FunctionType();
    default:
      return File();
  }
}

Parser::Mod Parser::File() {
  Stmts statements;
  TRY(Statements(&statements, TokenKind::kEndMarker));
  std::vector<ast::TypeIgnoreNode*> ignores;
  for (const Token& token : type_ignores_) {
    Str* tag = TRY(Str::FromUtf8(t_, token.text));
    ignores.push_back(
        TRY(Make<ast::TypeIgnore>({}, {}, token.begin.line, tree_.Add(Value::FromObject(tag)))));
  }
  return TRY(Make<ast::Module>({}, {}, TRY(SequenceOf(statements)), TRY(SequenceOf(ignores))));
}

Parser::Mod Parser::Single() {
  Stmts statements;
  if (options_.typed != nullptr && TakeIf(TokenKind::kNewline)) {
    return TRY(Make<ast::Interactive>({}, {}, TRY(SequenceOf(statements))));
  }
  const bool compound = AtCompound();
  TRY(StatementInto(&statements));
  if (compound || ast::Is<ast::Match>(statements.back())) TRY(Expect(TokenKind::kNewline));
  if (!RestIsEmpty(tokens_[at_ - 1])) return Fail();
  return TRY(Make<ast::Interactive>({}, {}, TRY(SequenceOf(statements))));
}

/// Behind the newline are only space and comments.
bool Parser::RestIsEmpty(const Token& newline) const {
  if (newline.text.data() == nullptr) return true;  // the text ended
  const auto end = static_cast<size_t>(newline.text.data() + newline.text.size() - text().data());
  std::string_view rest = text().substr(end);
  for (;;) {
    const size_t at = rest.find_first_not_of(" \t\n\f");
    if (at == std::string_view::npos) return true;
    if (rest[at] != '#') return false;
    rest.remove_prefix(std::min(rest.find('\n', at), rest.size()));
  }
}

Parser::Mod Parser::ExpressionAlone() {
  ast::ExprNode* body = TRY(Expressions());
  while (TakeIf(TokenKind::kNewline)) {
  }
  TRY(Expect(TokenKind::kEndMarker));
  return TRY(Make<ast::Expression>({}, {}, body));
}

/// "(int, *str, **object) -> None"
Parser::Mod Parser::FunctionType() {
  TRY(Expect(TokenKind::kLeftParen));
  Exprs types;
  TokenKind last_stars = TokenKind::kName;
  while (!At(TokenKind::kRightParen)) {
    if (!types.empty()) TRY(Expect(TokenKind::kComma));
    const TokenKind stars = kind();
    if (stars == TokenKind::kStar || stars == TokenKind::kDoubleStar) {
      Take();
      if (last_stars == stars) return Fail();
      last_stars = stars;
    } else if (last_stars != TokenKind::kName) {
      return Fail();
    }
    types.push_back(TRY(Expression()));
    if (stars == TokenKind::kDoubleStar) break;
  }
  TRY(Expect(TokenKind::kRightParen));
  TRY(Expect(TokenKind::kArrow));
  ast::ExprNode* returns = TRY(Expression());
  while (TakeIf(TokenKind::kNewline)) {
  }
  TRY(Expect(TokenKind::kEndMarker));
  return TRY(Make<ast::FunctionType>({}, {}, TRY(SequenceOf(types)), returns));
}

}  // namespace krait::compiler
