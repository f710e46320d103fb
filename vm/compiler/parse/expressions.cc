#include <iterator>

#include "vm/compiler/parse/parser.h"
#include "vm/object/operations.h"

namespace krait::compiler {

// --- Lists of expressions ------------------------------------------------------------------------

bool Parser::StartsExpression() {
  switch (kind()) {
    case TokenKind::kName:
    case TokenKind::kNumber:
    case TokenKind::kString:
    case TokenKind::kLeftParen:
    case TokenKind::kLeftBracket:
    case TokenKind::kLeftBrace:
    case TokenKind::kMinus:
    case TokenKind::kPlus:
    case TokenKind::kTilde:
    case TokenKind::kEllipsis:
    case TokenKind::kNotKeyword:
    case TokenKind::kLambdaKeyword:
    case TokenKind::kAwaitKeyword:
    case TokenKind::kNoneKeyword:
    case TokenKind::kTrueKeyword:
    case TokenKind::kFalseKeyword:
      return true;
    default:
      return false;
  }
}

Parser::Expr Parser::StarExpressions() {
  const Position begin = Begin();
  ast::ExprNode* first = TRY(StarExpression());
  if (!At(TokenKind::kComma)) return first;
  Exprs elements{first};
  while (TakeIf(TokenKind::kComma)) {
    if (!StartsExpression() && !At(TokenKind::kStar)) break;
    elements.push_back(TRY(StarExpression()));
  }
  return TRY(Make<ast::Tuple>(begin, End(), TRY(SequenceOf(elements)), ast::ExprContext::kLoad));
}

Parser::Expr Parser::Expressions() {
  const Position begin = Begin();
  ast::ExprNode* first = TRY(Expression());
  if (!At(TokenKind::kComma)) return first;
  Exprs elements{first};
  while (TakeIf(TokenKind::kComma) && StartsExpression()) elements.push_back(TRY(Expression()));
  return TRY(Make<ast::Tuple>(begin, End(), TRY(SequenceOf(elements)), ast::ExprContext::kLoad));
}

Parser::Expr Parser::StarExpression() { return At(TokenKind::kStar) ? Starred() : Expression(); }

Parser::Expr Parser::StarNamedExpression() {
  return At(TokenKind::kStar) ? Starred() : NamedExpression();
}

Parser::Expr Parser::Starred() {
  const Position begin = Take().begin;
  ast::ExprNode* value = TRY(BitwiseOr());
  return TRY(Make<ast::Starred>(begin, End(), value, ast::ExprContext::kLoad));
}

Parser::Expr Parser::NamedExpression() {
  if (!At(TokenKind::kName) || kind(1) != TokenKind::kColonEqual) return Expression();
  const Position begin = Begin();
  ast::ExprNode* target = TRY(NameAtom());
  TRY(SetContext(target, ast::ExprContext::kStore));
  Take();
  ast::ExprNode* value = TRY(Expression());
  return TRY(Make<ast::NamedExpr>(begin, End(), target, value));
}

Parser::Expr Parser::YieldOrStarExpressions() {
  return At(TokenKind::kYieldKeyword) ? Yield() : StarExpressions();
}

Parser::Expr Parser::Yield() {
  const Position begin = Take().begin;
  if (TakeIf(TokenKind::kFromKeyword)) {
    ast::ExprNode* value = TRY(Expression());
    return TRY(Make<ast::YieldFrom>(begin, End(), value));
  }
  ast::ExprNode* value = nullptr;
  if (StartsExpression() || At(TokenKind::kStar)) value = TRY(StarExpressions());
  return TRY(Make<ast::Yield>(begin, End(), value));
}

// --- Operators -----------------------------------------------------------------------------------

Parser::Expr Parser::Expression() {
  TRY(CheckDepth());
  if (At(TokenKind::kLambdaKeyword)) return Lambda();
  const Position begin = Begin();
  ast::ExprNode* body = TRY(Disjunction());
  if (!TakeIf(TokenKind::kIfKeyword)) return body;
  ast::ExprNode* test = TRY(Disjunction());
  TRY(Expect(TokenKind::kElseKeyword));
  ast::ExprNode* orelse = TRY(Expression());
  return TRY(Make<ast::IfExp>(begin, End(), test, body, orelse));
}

Parser::Expr Parser::Lambda() {
  const Position begin = Take().begin;
  ast::Arguments* arguments = TRY(Parameters(TokenKind::kColon, false));
  TRY(Expect(TokenKind::kColon));
  ast::ExprNode* body = TRY(Expression());
  return TRY(Make<ast::Lambda>(begin, End(), arguments, body));
}

Parser::Expr Parser::BooleanRow(TokenKind keyword, ast::Boolop op, Expr (Parser::*operand)()) {
  const Position begin = Begin();
  ast::ExprNode* first = TRY((this->*operand)());
  if (!At(keyword)) return first;
  Exprs values{first};
  while (TakeIf(keyword)) values.push_back(TRY((this->*operand)()));
  return TRY(Make<ast::BoolOp>(begin, End(), op, TRY(SequenceOf(values))));
}

Parser::Expr Parser::Disjunction() {
  return BooleanRow(TokenKind::kOrKeyword, ast::Boolop::kOr, &Parser::Conjunction);
}

Parser::Expr Parser::Conjunction() {
  return BooleanRow(TokenKind::kAndKeyword, ast::Boolop::kAnd, &Parser::Inversion);
}

Parser::Expr Parser::Inversion() {
  if (!At(TokenKind::kNotKeyword)) return Comparison();
  TRY(CheckDepth());
  const Position begin = Take().begin;
  ast::ExprNode* operand = TRY(Inversion());
  return TRY(Make<ast::UnaryOp>(begin, End(), ast::Unaryop::kNot, operand));
}

bool Parser::TakeComparison(ast::Cmpop* op) {
  constexpr struct {
    TokenKind kind;
    ast::Cmpop op;
  } kComparisons[] = {
      {TokenKind::kEqualEqual, ast::Cmpop::kEq},    {TokenKind::kLess, ast::Cmpop::kLt},
      {TokenKind::kLessEqual, ast::Cmpop::kLtE},    {TokenKind::kGreater, ast::Cmpop::kGt},
      {TokenKind::kGreaterEqual, ast::Cmpop::kGtE}, {TokenKind::kInKeyword, ast::Cmpop::kIn},
  };
  if (TakeIf(options_.barry_as_bdfl ? TokenKind::kLessGreater : TokenKind::kNotEqual)) {
    *op = ast::Cmpop::kNotEq;
    return true;
  }
  for (const auto& comparison : kComparisons) {
    if (!TakeIf(comparison.kind)) continue;
    *op = comparison.op;
    return true;
  }
  if (At(TokenKind::kNotKeyword) && kind(1) == TokenKind::kInKeyword) {
    at_ += 2;
    *op = ast::Cmpop::kNotIn;
    return true;
  }
  if (!TakeIf(TokenKind::kIsKeyword)) return false;
  *op = TakeIf(TokenKind::kNotKeyword) ? ast::Cmpop::kIsNot : ast::Cmpop::kIs;
  return true;
}

Parser::Expr Parser::Comparison() {
  const Position begin = Begin();
  ast::ExprNode* left = TRY(BitwiseOr());
  ast::Cmpop op;
  if (!TakeComparison(&op)) return left;
  std::vector<ast::Cmpop> ops;
  Exprs comparators;
  do {
    ops.push_back(op);
    comparators.push_back(TRY(BitwiseOr()));
  } while (TakeComparison(&op));
  return TRY(
      Make<ast::Compare>(begin, End(), left, TRY(SequenceOf(ops)), TRY(SequenceOf(comparators))));
}

namespace {

struct BinaryOperator {
  TokenKind kind;
  int level;  // the higher, the tighter it binds
  ast::Operator op;
};

constexpr int kLevels = 6;
constexpr BinaryOperator kBinaryOperators[] = {
    {TokenKind::kBar, 0, ast::Operator::kBitOr},
    {TokenKind::kCaret, 1, ast::Operator::kBitXor},
    {TokenKind::kAmpersand, 2, ast::Operator::kBitAnd},
    {TokenKind::kLeftShift, 3, ast::Operator::kLShift},
    {TokenKind::kRightShift, 3, ast::Operator::kRShift},
    {TokenKind::kPlus, 4, ast::Operator::kAdd},
    {TokenKind::kMinus, 4, ast::Operator::kSub},
    {TokenKind::kStar, 5, ast::Operator::kMult},
    {TokenKind::kSlash, 5, ast::Operator::kDiv},
    {TokenKind::kDoubleSlash, 5, ast::Operator::kFloorDiv},
    {TokenKind::kPercent, 5, ast::Operator::kMod},
    {TokenKind::kAt, 5, ast::Operator::kMatMult},
};

/// Of each kind of token, its line of the table plus one.
constexpr auto kBinaryOf = [] {
  std::array<uint8_t, static_cast<size_t>(TokenKind::kCount)> lines{};
  for (size_t i = 0; i < std::size(kBinaryOperators); ++i) {
    lines[static_cast<size_t>(kBinaryOperators[i].kind)] = static_cast<uint8_t>(i + 1);
  }
  return lines;
}();

}  // namespace

Parser::Expr Parser::Binary(int level) {
  const Position begin = Begin();
  ast::ExprNode* left = TRY(Factor());
  for (;;) {
    const uint8_t line = kBinaryOf[static_cast<size_t>(kind())];
    if (line == 0) return left;
    const BinaryOperator& found = kBinaryOperators[line - 1];
    if (found.level < level) return left;
    Take();
    ast::ExprNode* right =
        found.level + 1 == kLevels ? TRY(Factor()) : TRY(Binary(found.level + 1));
    left = TRY(Make<ast::BinOp>(begin, End(), left, found.op, right));
  }
}

Parser::Expr Parser::Factor() {
  ast::Unaryop op;
  switch (kind()) {
    case TokenKind::kPlus:
      op = ast::Unaryop::kUAdd;
      break;
    case TokenKind::kMinus:
      op = ast::Unaryop::kUSub;
      break;
    case TokenKind::kTilde:
      op = ast::Unaryop::kInvert;
      break;
    default:
      return Power();
  }
  TRY(CheckDepth());
  const Position begin = Take().begin;
  ast::ExprNode* operand = TRY(Factor());
  return TRY(Make<ast::UnaryOp>(begin, End(), op, operand));
}

Parser::Expr Parser::Power() {
  const Position begin = Begin();
  ast::ExprNode* base = nullptr;
  if (TakeIf(TokenKind::kAwaitKeyword)) {
    ast::ExprNode* value = TRY(Primary());
    base = TRY(Make<ast::Await>(begin, End(), value));
  } else {
    base = TRY(Primary());
  }
  if (!TakeIf(TokenKind::kDoubleStar)) return base;
  TRY(CheckDepth());
  ast::ExprNode* exponent = TRY(Factor());
  return TRY(Make<ast::BinOp>(begin, End(), base, ast::Operator::kPow, exponent));
}

// --- Primaries -----------------------------------------------------------------------------------

Parser::Expr Parser::Primary() {
  const Position begin = Begin();
  ast::ExprNode* value = TRY(Atom());
  while (At(TokenKind::kDot) || At(TokenKind::kLeftParen) || At(TokenKind::kLeftBracket)) {
    value = TRY(Trailer(value, begin));
  }
  return value;
}

Parser::Expr Parser::Trailer(ast::ExprNode* value, Position begin) {
  if (TakeIf(TokenKind::kDot)) {
    const ast::NameId name = TRY(TakeName());
    return TRY(Make<ast::Attribute>(begin, End(), value, name, ast::ExprContext::kLoad));
  }
  if (TakeIf(TokenKind::kLeftBracket)) {
    ast::ExprNode* index = TRY(Slices());
    TRY(Expect(TokenKind::kRightBracket));
    return TRY(Make<ast::Subscript>(begin, End(), value, index, ast::ExprContext::kLoad));
  }
  CallArguments arguments;
  TRY(Arguments(&arguments));
  return TRY(Make<ast::Call>(begin, End(), value, TRY(SequenceOf(arguments.positional)),
                             TRY(SequenceOf(arguments.keywords))));
}

Parser::Expr Parser::Slices() {
  const Position begin = Begin();
  ast::ExprNode* first = TRY(Slice());
  if (!At(TokenKind::kComma) && !ast::Is<ast::Starred>(first)) return first;
  Exprs elements{first};
  while (TakeIf(TokenKind::kComma) && !At(TokenKind::kRightBracket)) {
    elements.push_back(TRY(Slice()));
  }
  return TRY(Make<ast::Tuple>(begin, End(), TRY(SequenceOf(elements)), ast::ExprContext::kLoad));
}

Parser::Expr Parser::Slice() {
  const Position begin = Begin();
  if (TakeIf(TokenKind::kStar)) {
    ast::ExprNode* value = TRY(Expression());
    return TRY(Make<ast::Starred>(begin, End(), value, ast::ExprContext::kLoad));
  }
  ast::ExprNode* lower = nullptr;
  if (!At(TokenKind::kColon)) {
    lower = TRY(NamedExpression());
    // One in parentheses begins behind them.
    const bool is_bare = ast::Is<ast::NamedExpr>(lower) && lower->begin.line == begin.line &&
                         lower->begin.column == begin.column;
    if (!At(TokenKind::kColon) || is_bare) return lower;
  }
  Take();
  ast::ExprNode* upper = StartsExpression() ? TRY(Expression()) : nullptr;
  ast::ExprNode* step = nullptr;
  if (TakeIf(TokenKind::kColon) && StartsExpression()) step = TRY(Expression());
  return TRY(Make<ast::Slice>(begin, End(), lower, upper, step));
}

}  // namespace krait::compiler
