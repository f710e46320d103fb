#pragma once

#include <cstdint>
#include <string_view>

#include "vm/compiler/ast/tree.h"
#include "vm/core/result.h"
#include "vm/core/value.h"

namespace krait::compiler {

/// Checks a tree of a program's making. The order in which it looks at things is CPython's, as it
/// decides which of several mistakes is told.
class Validator {
 public:
  Validator(Thread& t, const ast::Tree& tree) : t_(t), tree_(tree) {}

  Result<None> CheckModule(const ast::ModNode* module);

 private:
  enum class Missing : uint8_t { kRefused, kAllowed };
  enum class Star : uint8_t { kRefused, kAllowed };

  Raised Refuse(std::string_view message);

  // --- validate.cc
  Result<None> CheckPlace(const ast::Node* node);
  Result<None> CheckName(ast::NameId name);
  Result<None> CheckNames(ast::Sequence<ast::NameId> names);
  Result<None> CheckExpr(const ast::ExprNode* expr,
                         ast::ExprContext context = ast::ExprContext::kLoad);
  Result<None> CheckOptional(const ast::ExprNode* expr,
                             ast::ExprContext context = ast::ExprContext::kLoad);
  Result<None> CheckExprs(ast::Sequence<ast::ExprNode*> exprs,
                          ast::ExprContext context = ast::ExprContext::kLoad,
                          Missing missing = Missing::kRefused);
  Result<None> CheckContext(const ast::ExprNode* expr, ast::ExprContext wanted);
  Result<None> CheckParts(const ast::ExprNode* expr);
  Result<None> CheckCompare(const ast::Compare* node);
  Result<None> CheckNamedExpr(const ast::NamedExpr* node);
  Result<None> CheckFormattedValue(const ast::FormattedValue* node);
  template <typename T>
  Result<None> CheckComprehension(const ast::ExprNode* expr) {
    const auto* node = static_cast<const T*>(expr);
    TRY(CheckGenerators(node->generators()));
    return CheckExpr(node->elt());
  }
  Result<None> CheckGenerators(ast::Sequence<ast::Comprehension*> generators);
  Result<None> CheckKeywords(ast::Sequence<ast::Keyword*> keywords);
  Result<None> CheckParameters(ast::Sequence<ast::Arg*> parameters);
  Result<None> CheckStarred(const ast::Arg* parameter);
  Result<None> CheckArguments(const ast::Arguments* arguments);
  Result<None> CheckConstant(Value value);

  // --- validate_statements.cc
  Result<None> CheckStatement(const ast::StmtNode* statement);
  Result<None> CheckStatements(ast::Sequence<ast::StmtNode*> statements);
  Result<None> CheckBody(ast::Sequence<ast::StmtNode*> body, const char* owner);
  Result<None> CheckNotEmpty(size_t size, const char* field, const char* owner);
  Result<None> CheckTargets(ast::Sequence<ast::ExprNode*> targets, ast::ExprContext context,
                            const char* owner);
  template <typename T>
  Result<None> CheckFunction(const ast::StmtNode* statement);
  template <typename T>
  Result<None> CheckFor(const ast::StmtNode* statement);
  template <typename T>
  Result<None> CheckWith(const ast::StmtNode* statement);
  template <typename T>
  Result<None> CheckTry(const ast::StmtNode* statement);
  Result<None> CheckHandlers(ast::Sequence<ast::ExcepthandlerNode*> handlers);
  Result<None> CheckClass(const ast::ClassDef* node);
  Result<None> CheckAugAssign(const ast::AugAssign* node);
  Result<None> CheckSingleTarget(const ast::ExprNode* target, const char* statement);
  Result<None> CheckAnnAssign(const ast::AnnAssign* node);
  Result<None> CheckRaise(const ast::Raise* node);
  Result<None> CheckMatch(const ast::Match* node);

  // --- validate_patterns.cc
  Result<None> CheckPattern(const ast::PatternNode* pattern, Star star = Star::kRefused);
  Result<None> CheckPatterns(ast::Sequence<ast::PatternNode*> patterns, Star star = Star::kRefused);
  Result<None> CheckCapture(ast::NameId name);
  Result<None> CheckPatternValue(const ast::ExprNode* value);
  bool IsRealNumber(const ast::ExprNode* expr) const;
  bool IsSignedNumber(const ast::ExprNode* expr) const;
  bool IsComplexNumber(const ast::ExprNode* expr) const;
  Result<None> CheckMapping(const ast::MatchMapping* pattern);
  Result<None> CheckClassPattern(const ast::MatchClass* pattern);
  Result<None> CheckMatchAs(const ast::MatchAs* pattern);

  Thread& t_;
  const ast::Tree& tree_;
};

}  // namespace krait::compiler
