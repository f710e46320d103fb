#include "vm/compiler/parse/parser.h"
#include "vm/object/operations.h"

namespace krait::compiler {

bool Parser::AtSingleton(Value* value) {
  switch (kind()) {
    case TokenKind::kNoneKeyword:
      *value = Value::None();
      return true;
    case TokenKind::kTrueKeyword:
    case TokenKind::kFalseKeyword:
      *value = Value::FromBool(At(TokenKind::kTrueKeyword));
      return true;
    default:
      return false;
  }
}

Parser::Expr Parser::Atom() {
  switch (kind()) {
    case TokenKind::kName:
      return NameAtom();
    case TokenKind::kNumber:
      return Number();
    case TokenKind::kString:
      return Strings();
    case TokenKind::kEllipsis:
      return SingletonAtom(Value::Ellipsis());
    case TokenKind::kLeftParen:
      return ParenthesizedAtom();
    case TokenKind::kLeftBracket:
      return ListAtom();
    case TokenKind::kLeftBrace:
      return BraceAtom();
    default: {
      Value singleton;
      return AtSingleton(&singleton) ? SingletonAtom(singleton) : Expr(Fail());
    }
  }
}

Parser::Expr Parser::NameAtom() {
  const Position begin = Begin();
  const ast::NameId name = TRY(TakeName());
  return TRY(Make<ast::Name>(begin, End(), name, ast::ExprContext::kLoad));
}

Parser::Expr Parser::SingletonAtom(Value value) {
  const Position begin = Take().begin;
  return ConstantAt(begin, End(), value);
}

Parser::Expr Parser::ConstantAt(Position begin, Position end, Value value, ast::ConstantId kind) {
  return TRY(Make<ast::Constant>(begin, end, tree_.Add(value), kind));
}

/// A group, a tuple or a generator.
Parser::Expr Parser::ParenthesizedAtom() {
  TRY(CheckDepth());
  const Position begin = Take().begin;
  if (At(TokenKind::kYieldKeyword)) {
    ast::ExprNode* inner = TRY(Yield());
    TRY(Expect(TokenKind::kRightParen));
    return inner;
  }
  Exprs elements;
  if (TakeIf(TokenKind::kRightParen)) {
    return TRY(Make<ast::Tuple>(begin, End(), TRY(SequenceOf(elements)), ast::ExprContext::kLoad));
  }
  ast::ExprNode* first = TRY(StarNamedExpression());
  if (AtFor() && !ast::Is<ast::Starred>(first)) {
    const ast::Sequence<ast::Comprehension*> generators = TRY(ForIfClauses());
    TRY(Expect(TokenKind::kRightParen));
    return TRY(Make<ast::GeneratorExp>(begin, End(), first, generators));
  }
  if (!At(TokenKind::kComma)) {
    if (ast::Is<ast::Starred>(first)) return Fail();
    TRY(Expect(TokenKind::kRightParen));
    return first;
  }
  elements.push_back(first);
  TRY(Elements(&elements, TokenKind::kRightParen));
  return TRY(Make<ast::Tuple>(begin, End(), TRY(SequenceOf(elements)), ast::ExprContext::kLoad));
}

Result<None> Parser::Elements(Exprs* elements, TokenKind closing) {
  while (TakeIf(TokenKind::kComma) && !At(closing)) {
    elements->push_back(TRY(StarNamedExpression()));
  }
  return Expect(closing);
}

Parser::Expr Parser::ListAtom() {
  TRY(CheckDepth());
  const Position begin = Take().begin;
  Exprs elements;
  if (!TakeIf(TokenKind::kRightBracket)) {
    ast::ExprNode* first = TRY(StarNamedExpression());
    if (AtFor() && !ast::Is<ast::Starred>(first)) {
      const ast::Sequence<ast::Comprehension*> generators = TRY(ForIfClauses());
      TRY(Expect(TokenKind::kRightBracket));
      return TRY(Make<ast::ListComp>(begin, End(), first, generators));
    }
    elements.push_back(first);
    TRY(Elements(&elements, TokenKind::kRightBracket));
  }
  return TRY(Make<ast::List>(begin, End(), TRY(SequenceOf(elements)), ast::ExprContext::kLoad));
}

/// A dict or a set.
Parser::Expr Parser::BraceAtom() {
  TRY(CheckDepth());
  const Position begin = Take().begin;
  if (At(TokenKind::kRightBrace) || At(TokenKind::kDoubleStar)) return DictAtom(begin);
  const bool may_be_key = !At(TokenKind::kStar) && kind(1) != TokenKind::kColonEqual;
  ast::ExprNode* first = TRY(StarNamedExpression());
  if (!At(TokenKind::kColon) || !may_be_key) return SetAtom(begin, first);
  Take();
  ast::ExprNode* value = TRY(Expression());
  if (!AtFor()) return DictAtom(begin, first, value);
  const ast::Sequence<ast::Comprehension*> generators = TRY(ForIfClauses());
  TRY(Expect(TokenKind::kRightBrace));
  return TRY(Make<ast::DictComp>(begin, End(), first, value, generators));
}

Parser::Expr Parser::DictAtom(Position begin, ast::ExprNode* key, ast::ExprNode* value) {
  Exprs keys, values;
  if (key != nullptr) {
    keys.push_back(key);
    values.push_back(value);
    if (!At(TokenKind::kRightBrace)) TRY(Expect(TokenKind::kComma));
  }
  while (!At(TokenKind::kRightBrace)) {
    if (TakeIf(TokenKind::kDoubleStar)) {
      keys.push_back(nullptr);
      values.push_back(TRY(BitwiseOr()));
    } else {
      keys.push_back(TRY(Expression()));
      TRY(Expect(TokenKind::kColon));
      values.push_back(TRY(Expression()));
    }
    if (!TakeIf(TokenKind::kComma)) break;
  }
  TRY(Expect(TokenKind::kRightBrace));
  return TRY(Make<ast::Dict>(begin, End(), TRY(SequenceOf(keys)), TRY(SequenceOf(values))));
}

Parser::Expr Parser::SetAtom(Position begin, ast::ExprNode* first) {
  if (AtFor() && !ast::Is<ast::Starred>(first)) {
    const ast::Sequence<ast::Comprehension*> generators = TRY(ForIfClauses());
    TRY(Expect(TokenKind::kRightBrace));
    return TRY(Make<ast::SetComp>(begin, End(), first, generators));
  }
  Exprs elements{first};
  TRY(Elements(&elements, TokenKind::kRightBrace));
  return TRY(Make<ast::Set>(begin, End(), TRY(SequenceOf(elements))));
}

Parser::List<ast::Comprehension*> Parser::ForIfClauses() {
  std::vector<ast::Comprehension*> clauses;
  while (AtFor()) {
    const int is_async = TakeIf(TokenKind::kAsyncKeyword) ? 1 : 0;
    Take();
    ast::ExprNode* target = TRY(StarTargets());
    TRY(Expect(TokenKind::kInKeyword));
    ast::ExprNode* iter = TRY(Disjunction());
    Exprs ifs;
    while (TakeIf(TokenKind::kIfKeyword)) ifs.push_back(TRY(Disjunction()));
    clauses.push_back(
        TRY(Make<ast::Comprehension>({}, {}, target, iter, TRY(SequenceOf(ifs)), is_async)));
  }
  return SequenceOf(clauses);
}

}  // namespace krait::compiler
