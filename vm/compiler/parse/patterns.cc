#include "vm/compiler/parse/parser.h"
#include "vm/object/operations.h"

namespace krait::compiler {

/// "match" is a keyword only before a subject, a colon and a first "case".
Parser::Stmt Parser::Match() {
  const Position begin = Take().begin;
  ast::ExprNode* subject = TRY(Subject());
  TRY(Expect(TokenKind::kColon));
  TRY(Expect(TokenKind::kNewline));
  TRY(Expect(TokenKind::kIndent));
  if (!AtSoftKeyword("case")) return Fail();
  committed_ = true;
  std::vector<ast::MatchCase*> cases;
  while (AtSoftKeyword("case")) cases.push_back(TRY(Case()));
  TRY(Expect(TokenKind::kDedent));
  committed_ = false;
  return TRY(Make<ast::Match>(begin, End(), subject, TRY(SequenceOf(cases))));
}

Parser::Expr Parser::Subject() {
  const Position begin = Begin();
  ast::ExprNode* first = TRY(StarNamedExpression());
  if (!At(TokenKind::kComma)) {
    if (ast::Is<ast::Starred>(first)) return Fail();
    return first;
  }
  Exprs elements{first};
  while (TakeIf(TokenKind::kComma) && !At(TokenKind::kColon)) {
    elements.push_back(TRY(StarNamedExpression()));
  }
  return TRY(Make<ast::Tuple>(begin, End(), TRY(SequenceOf(elements)), ast::ExprContext::kLoad));
}

Result<ast::MatchCase*> Parser::Case() {
  Take();
  ast::PatternNode* pattern = TRY(Patterns());
  ast::ExprNode* guard = TakeIf(TokenKind::kIfKeyword) ? TRY(NamedExpression()) : nullptr;
  TRY(Expect(TokenKind::kColon));
  const ast::Sequence<ast::StmtNode*> body = TRY(Block());
  return Make<ast::MatchCase>({}, {}, pattern, guard, body);
}

/// A pattern, or a sequence without brackets.
Parser::Pattern Parser::Patterns() {
  const Position begin = Begin();
  ast::PatternNode* first = TRY(MaybeStarPattern());
  if (!At(TokenKind::kComma)) {
    if (ast::Is<ast::MatchStar>(first)) return Fail();
    return first;
  }
  std::vector<ast::PatternNode*> patterns{first};
  while (TakeIf(TokenKind::kComma)) {
    if (At(TokenKind::kColon) || At(TokenKind::kIfKeyword)) break;
    patterns.push_back(TRY(MaybeStarPattern()));
  }
  return TRY(Make<ast::MatchSequence>(begin, End(), TRY(SequenceOf(patterns))));
}

Parser::Pattern Parser::MaybeStarPattern() {
  TRY(CheckDepth());
  if (!At(TokenKind::kStar)) return AsPattern();
  const Position begin = Take().begin;
  const bool wildcard = AtSoftKeyword("_");
  ast::NameId name = TRY(TakeName());
  if (wildcard) name = {};
  return TRY(Make<ast::MatchStar>(begin, End(), name));
}

Parser::Pattern Parser::AsPattern() {
  const Position begin = Begin();
  ast::PatternNode* pattern = TRY(OrPattern());
  if (!TakeIf(TokenKind::kAsKeyword)) return pattern;
  if (AtSoftKeyword("_")) return Fail();
  const ast::NameId name = TRY(TakeName());
  return TRY(Make<ast::MatchAs>(begin, End(), pattern, name));
}

Parser::Pattern Parser::OrPattern() {
  const Position begin = Begin();
  ast::PatternNode* first = TRY(ClosedPattern());
  if (!At(TokenKind::kBar)) return first;
  std::vector<ast::PatternNode*> patterns{first};
  while (TakeIf(TokenKind::kBar)) patterns.push_back(TRY(ClosedPattern()));
  return TRY(Make<ast::MatchOr>(begin, End(), TRY(SequenceOf(patterns))));
}

Parser::Pattern Parser::ClosedPattern() {
  const Position begin = Begin();
  switch (kind()) {
    case TokenKind::kNumber:
    case TokenKind::kMinus:
    case TokenKind::kString: {
      ast::ExprNode* value = TRY(LiteralExpression());
      return TRY(Make<ast::MatchValue>(begin, End(), value));
    }
    case TokenKind::kName:
      return NamePattern();
    case TokenKind::kLeftParen:
      return SequencePattern(TokenKind::kRightParen);
    case TokenKind::kLeftBracket:
      return SequencePattern(TokenKind::kRightBracket);
    case TokenKind::kLeftBrace:
      return MappingPattern();
    default: {
      Value singleton;
      return AtSingleton(&singleton) ? Singleton(singleton) : Pattern(Fail());
    }
  }
}

Parser::Pattern Parser::Singleton(Value value) {
  const Position begin = Take().begin;
  return TRY(Make<ast::MatchSingleton>(begin, End(), tree_.Add(value)));
}

namespace {

bool IsImaginary(const Token& number) { return (number.text.back() | 0x20) == 'j'; }

}  // namespace

/// A number with or without sign, a complex sum, or strings.
Parser::Expr Parser::LiteralExpression() {
  if (At(TokenKind::kString)) return Strings();
  const Position begin = Begin();
  ast::ExprNode* real = TRY(SignedNumber());
  if (!At(TokenKind::kPlus) && !At(TokenKind::kMinus)) return real;
  if (IsImaginary(tokens_[at_ - 1])) return Fail();
  const ast::Operator op =
      Take().kind == TokenKind::kPlus ? ast::Operator::kAdd : ast::Operator::kSub;
  if (!At(TokenKind::kNumber) || !IsImaginary(Peek())) return Fail();
  ast::ExprNode* imaginary = TRY(Number());
  return TRY(Make<ast::BinOp>(begin, End(), real, op, imaginary));
}

Parser::Expr Parser::SignedNumber() {
  const Position begin = Begin();
  const bool negative = TakeIf(TokenKind::kMinus);
  if (!At(TokenKind::kNumber)) return Fail();
  ast::ExprNode* number = TRY(Number());
  if (!negative) return number;
  return TRY(Make<ast::UnaryOp>(begin, End(), ast::Unaryop::kUSub, number));
}

/// "[...]", "(...)", or a pattern in parentheses.
Parser::Pattern Parser::SequencePattern(TokenKind closing) {
  const Position begin = Take().begin;
  std::vector<ast::PatternNode*> patterns;
  bool comma = false;
  while (!At(closing)) {
    patterns.push_back(TRY(MaybeStarPattern()));
    comma = TakeIf(TokenKind::kComma);
    if (!comma) break;
  }
  TRY(Expect(closing));
  const bool group = closing == TokenKind::kRightParen && patterns.size() == 1 && !comma;
  if (group && ast::Is<ast::MatchStar>(patterns[0])) return Fail();
  if (group) return patterns[0];
  return TRY(Make<ast::MatchSequence>(begin, End(), TRY(SequenceOf(patterns))));
}

Parser::Pattern Parser::MappingPattern() {
  const Position begin = Take().begin;
  Exprs keys;
  std::vector<ast::PatternNode*> patterns;
  ast::NameId rest;
  while (!At(TokenKind::kRightBrace)) {
    if (TakeIf(TokenKind::kDoubleStar)) {
      if (AtSoftKeyword("_")) return Fail();
      rest = TRY(TakeName());
      TakeIf(TokenKind::kComma);
      break;
    }
    keys.push_back(TRY(MappingKey()));
    TRY(Expect(TokenKind::kColon));
    patterns.push_back(TRY(AsPattern()));
    if (!TakeIf(TokenKind::kComma)) break;
  }
  TRY(Expect(TokenKind::kRightBrace));
  return TRY(Make<ast::MatchMapping>(begin, End(), TRY(SequenceOf(keys)), TRY(SequenceOf(patterns)),
                                     rest));
}

Parser::Expr Parser::MappingKey() {
  Value singleton;
  if (AtSingleton(&singleton)) return SingletonAtom(singleton);
  if (!At(TokenKind::kName)) return LiteralExpression();
  if (kind(1) != TokenKind::kDot) return Fail();
  return DottedValue();
}

/// A name with attributes.
Parser::Expr Parser::DottedValue() {
  const Position begin = Begin();
  ast::ExprNode* value = TRY(NameAtom());
  while (TakeIf(TokenKind::kDot)) {
    const ast::NameId name = TRY(TakeName());
    value = TRY(Make<ast::Attribute>(begin, End(), value, name, ast::ExprContext::kLoad));
  }
  return value;
}

/// A capture, the wildcard, a dotted value or a class.
Parser::Pattern Parser::NamePattern() {
  const Position begin = Begin();
  const TokenKind next = kind(1);
  const bool wildcard = AtSoftKeyword("_");
  if (wildcard || (next != TokenKind::kDot && next != TokenKind::kLeftParen)) {
    ast::NameId name = TRY(TakeName());
    if (wildcard) name = {};
    return TRY(Make<ast::MatchAs>(begin, End(), nullptr, name));
  }
  ast::ExprNode* value = TRY(DottedValue());
  if (At(TokenKind::kLeftParen)) return ClassPattern(value, begin);
  return TRY(Make<ast::MatchValue>(begin, End(), value));
}

Parser::Pattern Parser::ClassPattern(ast::ExprNode* cls, Position begin) {
  Take();
  std::vector<ast::PatternNode*> patterns, keyword_patterns;
  std::vector<ast::NameId> keywords;
  while (!At(TokenKind::kRightParen)) {
    if (At(TokenKind::kName) && kind(1) == TokenKind::kEqual) {
      keywords.push_back(TRY(TakeName()));
      Take();
      keyword_patterns.push_back(TRY(AsPattern()));
    } else {
      if (!keywords.empty()) return Fail();
      patterns.push_back(TRY(AsPattern()));
    }
    if (!TakeIf(TokenKind::kComma)) break;
  }
  TRY(Expect(TokenKind::kRightParen));
  return TRY(Make<ast::MatchClass>(begin, End(), cls, TRY(SequenceOf(patterns)),
                                   TRY(SequenceOf(keywords)), TRY(SequenceOf(keyword_patterns))));
}

}  // namespace krait::compiler
