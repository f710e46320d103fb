#include "vm/compiler/parse/parser.h"
#include "vm/object/operations.h"

namespace krait::compiler {

Result<None> Parser::Statements(Stmts* statements, TokenKind end) {
  while (!At(end)) TRY(StatementInto(statements));
  return None{};
}

/// A compound statement, or a line of simple ones.
Result<None> Parser::StatementInto(Stmts* statements) {
  if (AtCompound()) {
    statements->push_back(TRY(CompoundStatement()));
    return None{};
  }
  if (AtSoftKeyword("match")) {
    const bool outer = std::exchange(committed_, false);
    const Stmt match = Attempt([this] { return Match(); });
    if (t_.HasPending() || committed_) return Raised{};
    committed_ = outer;
    if (match.ok()) {
      statements->push_back(*match);
      return None{};
    }
  }
  return SimpleStatements(statements);
}

Result<None> Parser::SimpleStatements(Stmts* statements) {
  do {
    statements->push_back(TRY(SimpleStatement()));
  } while (TakeIf(TokenKind::kSemicolon) && !At(TokenKind::kNewline));
  return Expect(TokenKind::kNewline);
}

Parser::Stmt Parser::SimpleStatement() {
  const Position begin = Begin();
  switch (kind()) {
    case TokenKind::kReturnKeyword:
      return Return();
    case TokenKind::kImportKeyword:
      return Import();
    case TokenKind::kFromKeyword:
      return ImportFrom();
    case TokenKind::kRaiseKeyword:
      return Raise();
    case TokenKind::kPassKeyword:
      Take();
      return TRY(Make<ast::Pass>(begin, End()));
    case TokenKind::kDelKeyword:
      return Delete();
    case TokenKind::kAssertKeyword:
      return Assert();
    case TokenKind::kBreakKeyword:
      Take();
      return TRY(Make<ast::Break>(begin, End()));
    case TokenKind::kContinueKeyword:
      Take();
      return TRY(Make<ast::Continue>(begin, End()));
    case TokenKind::kGlobalKeyword:
    case TokenKind::kNonlocalKeyword:
      return NamesStatement();
    default:
      return ExpressionStatement();
  }
}

// --- Expressions and assignments -----------------------------------------------------------------

bool Parser::AtAugmented(ast::Operator* op) {
  constexpr struct {
    TokenKind kind;
    ast::Operator op;
  } kAssignments[] = {
      {TokenKind::kPlusEqual, ast::Operator::kAdd},
      {TokenKind::kMinusEqual, ast::Operator::kSub},
      {TokenKind::kStarEqual, ast::Operator::kMult},
      {TokenKind::kAtEqual, ast::Operator::kMatMult},
      {TokenKind::kSlashEqual, ast::Operator::kDiv},
      {TokenKind::kPercentEqual, ast::Operator::kMod},
      {TokenKind::kAmpersandEqual, ast::Operator::kBitAnd},
      {TokenKind::kBarEqual, ast::Operator::kBitOr},
      {TokenKind::kCaretEqual, ast::Operator::kBitXor},
      {TokenKind::kLeftShiftEqual, ast::Operator::kLShift},
      {TokenKind::kRightShiftEqual, ast::Operator::kRShift},
      {TokenKind::kDoubleStarEqual, ast::Operator::kPow},
      {TokenKind::kDoubleSlashEqual, ast::Operator::kFloorDiv},
  };
  for (const auto& assignment : kAssignments) {
    if (!At(assignment.kind)) continue;
    *op = assignment.op;
    return true;
  }
  return false;
}

Parser::Stmt Parser::ExpressionStatement() {
  const Position begin = Begin();
  const bool parenthesized = At(TokenKind::kLeftParen);
  ast::ExprNode* value = TRY(YieldOrStarExpressions());
  ast::Operator op;
  if (At(TokenKind::kEqual)) return Assignment(value, begin);
  if (At(TokenKind::kColon)) return AnnotatedAssignment(value, begin, parenthesized);
  if (AtAugmented(&op)) return AugmentedAssignment(value, begin, op);
  return TRY(Make<ast::Expr>(begin, End(), value));
}

Parser::Stmt Parser::Assignment(ast::ExprNode* first, Position begin) {
  Exprs targets;
  ast::ExprNode* value = first;
  while (TakeIf(TokenKind::kEqual)) {
    TRY(SetContext(value, ast::ExprContext::kStore));
    targets.push_back(value);
    value = TRY(YieldOrStarExpressions());
  }
  const ast::ConstantId type = TRY(TypeComment());
  return TRY(Make<ast::Assign>(begin, End(), TRY(SequenceOf(targets)), value, type));
}

namespace {

/// What an attribute is of, or the like.
ast::ExprNode* OwnerOf(ast::ExprNode* node) {
  if (auto* attribute = ast::As<ast::Attribute>(node)) return attribute->value();
  if (auto* subscript = ast::As<ast::Subscript>(node)) return subscript->value();
  if (auto* call = ast::As<ast::Call>(node)) return call->func();
  return nullptr;
}

/// "(x).y", where "(x)" could be the target. CPython's grammar then takes nothing else.
bool BeginsWithTarget(ast::ExprNode* target, Position begin) {
  const auto is_inside = [&](const ast::ExprNode* node) {
    return node->begin.line != begin.line || node->begin.column != begin.column;
  };
  if (is_inside(target)) return false;
  while (target != nullptr && !is_inside(target)) target = OwnerOf(target);
  return target != nullptr && (ast::Is<ast::Name>(target) || ast::Is<ast::Attribute>(target) ||
                               ast::Is<ast::Subscript>(target));
}

}  // namespace

Parser::Stmt Parser::AnnotatedAssignment(ast::ExprNode* target, Position begin,
                                         bool parenthesized) {
  const bool simple = ast::Is<ast::Name>(target);
  if (!simple && !ast::Is<ast::Attribute>(target) && !ast::Is<ast::Subscript>(target)) {
    return Fail();
  }
  if (BeginsWithTarget(target, begin)) return Fail();
  TRY(SetContext(target, ast::ExprContext::kStore));
  Take();
  ast::ExprNode* annotation = TRY(Expression());
  ast::ExprNode* value = TakeIf(TokenKind::kEqual) ? TRY(YieldOrStarExpressions()) : nullptr;
  return TRY(Make<ast::AnnAssign>(begin, End(), target, annotation, value,
                                  simple && !parenthesized ? 1 : 0));
}

Parser::Stmt Parser::AugmentedAssignment(ast::ExprNode* target, Position begin, ast::Operator op) {
  if (!ast::Is<ast::Name>(target) && !ast::Is<ast::Attribute>(target) &&
      !ast::Is<ast::Subscript>(target)) {
    return Fail();
  }
  TRY(SetContext(target, ast::ExprContext::kStore));
  Take();
  ast::ExprNode* value = TRY(YieldOrStarExpressions());
  return TRY(Make<ast::AugAssign>(begin, End(), target, op, value));
}

// --- Statements of a keyword ---------------------------------------------------------------------

Parser::Stmt Parser::Return() {
  const Position begin = Take().begin;
  ast::ExprNode* value = nullptr;
  if (StartsExpression() || At(TokenKind::kStar)) value = TRY(StarExpressions());
  return TRY(Make<ast::Return>(begin, End(), value));
}

Parser::Stmt Parser::Raise() {
  const Position begin = Take().begin;
  ast::ExprNode* exception = StartsExpression() ? TRY(Expression()) : nullptr;
  ast::ExprNode* cause = nullptr;
  if (exception != nullptr && TakeIf(TokenKind::kFromKeyword)) cause = TRY(Expression());
  return TRY(Make<ast::Raise>(begin, End(), exception, cause));
}

Parser::Stmt Parser::Delete() {
  const Position begin = Take().begin;
  Exprs targets;
  do {
    ast::ExprNode* target = TRY(Primary());
    TRY(SetContext(target, ast::ExprContext::kDel));
    targets.push_back(target);
  } while (TakeIf(TokenKind::kComma) && StartsExpression());
  return TRY(Make<ast::Delete>(begin, End(), TRY(SequenceOf(targets))));
}

Parser::Stmt Parser::Assert() {
  const Position begin = Take().begin;
  ast::ExprNode* test = TRY(Expression());
  ast::ExprNode* message = TakeIf(TokenKind::kComma) ? TRY(Expression()) : nullptr;
  return TRY(Make<ast::Assert>(begin, End(), test, message));
}

Parser::Stmt Parser::NamesStatement() {
  const Token keyword = Take();
  std::vector<ast::NameId> names;
  do {
    names.push_back(TRY(TakeName()));
  } while (TakeIf(TokenKind::kComma));
  const ast::Sequence<ast::NameId> all = TRY(SequenceOf(names));
  if (keyword.kind == TokenKind::kGlobalKeyword) {
    return TRY(Make<ast::Global>(keyword.begin, End(), all));
  }
  return TRY(Make<ast::Nonlocal>(keyword.begin, End(), all));
}

// --- Imports -------------------------------------------------------------------------------------

Result<ast::NameId> Parser::DottedName() {
  ast::NameId name = TRY(TakeName());
  if (!At(TokenKind::kDot)) return name;
  std::string dotted(tree_.TextOf(name));
  while (TakeIf(TokenKind::kDot)) {
    dotted += '.';
    dotted += tree_.TextOf(TRY(TakeName()));
  }
  name = tree_.NameOf(dotted);
  if (!name) return OutOfMemory();
  return name;
}

Result<ast::Alias*> Parser::ImportedName(bool dotted) {
  const Position begin = Begin();
  const ast::NameId name = dotted ? TRY(DottedName()) : TRY(TakeName());
  ast::NameId as;
  if (TakeIf(TokenKind::kAsKeyword)) as = TRY(TakeName());
  return Make<ast::Alias>(begin, End(), name, as);
}

Parser::Stmt Parser::Import() {
  const Position begin = Take().begin;
  std::vector<ast::Alias*> names;
  do {
    names.push_back(TRY(ImportedName(true)));
  } while (TakeIf(TokenKind::kComma));
  return TRY(Make<ast::Import>(begin, End(), TRY(SequenceOf(names))));
}

Parser::Stmt Parser::ImportFrom() {
  const Position begin = Take().begin;
  int level = 0;
  for (;; ++level) {
    if (TakeIf(TokenKind::kEllipsis)) {
      level += 2;
    } else if (!TakeIf(TokenKind::kDot)) {
      break;
    }
  }
  ast::NameId module;
  if (level == 0 || !At(TokenKind::kImportKeyword)) module = TRY(DottedName());
  TRY(Expect(TokenKind::kImportKeyword));
  std::vector<ast::Alias*> names;
  if (At(TokenKind::kStar)) {
    const Position star = Take().begin;
    names.push_back(TRY(Make<ast::Alias>(star, End(), tree_.NameOf("*"), ast::NameId())));
  } else {
    const bool parenthesized = TakeIf(TokenKind::kLeftParen);
    do {
      if (parenthesized && !names.empty() && At(TokenKind::kRightParen)) break;
      names.push_back(TRY(ImportedName(false)));
    } while (TakeIf(TokenKind::kComma));
    if (parenthesized) TRY(Expect(TokenKind::kRightParen));
  }
  return TRY(Make<ast::ImportFrom>(begin, End(), module, TRY(SequenceOf(names)), level));
}

}  // namespace krait::compiler
