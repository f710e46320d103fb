#include "vm/compiler/ast_objects/validator.h"
#include "vm/object/operations.h"
#include "vm/object/type.h"

namespace krait::compiler {

using ast::ExprNode;
using ast::NodeKind;
using ast::PatternNode;
using ast::Sequence;

Result<None> Validator::CheckPatterns(Sequence<PatternNode*> patterns, Star star) {
  for (const PatternNode* pattern : patterns) {
    if (pattern == nullptr) return Refuse("None disallowed in pattern list");
    TRY(CheckPattern(pattern, star));
  }
  return None{};
}

Result<None> Validator::CheckPattern(const PatternNode* pattern, Star star) {
  TRY(CheckNativeStack(t_, " during compilation"));
  TRY(CheckPlace(pattern));
  switch (pattern->node_kind) {
    case NodeKind::kMatchValue:
      return CheckPatternValue(static_cast<const ast::MatchValue*>(pattern)->value());
    case NodeKind::kMatchSingleton: {
      const auto* node = static_cast<const ast::MatchSingleton*>(pattern);
      const Value value = tree_.ValueOf(node->value());
      if (value.IsNone() || value.IsBool()) return None{};
      return Refuse("MatchSingleton can only contain True, False and None");
    }
    case NodeKind::kMatchSequence:
      return CheckPatterns(static_cast<const ast::MatchSequence*>(pattern)->patterns(),
                           Star::kAllowed);
    case NodeKind::kMatchMapping:
      return CheckMapping(static_cast<const ast::MatchMapping*>(pattern));
    case NodeKind::kMatchClass:
      return CheckClassPattern(static_cast<const ast::MatchClass*>(pattern));
    case NodeKind::kMatchStar: {
      if (star == Star::kRefused) return Refuse("can't use MatchStar here");
      const ast::NameId name = static_cast<const ast::MatchStar*>(pattern)->name();
      return name ? CheckCapture(name) : Result<None>(None{});
    }
    case NodeKind::kMatchAs:
      return CheckMatchAs(static_cast<const ast::MatchAs*>(pattern));
    default: {
      const auto* node = static_cast<const ast::MatchOr*>(pattern);
      if (node->patterns().size() < 2) return Refuse("MatchOr requires at least 2 patterns");
      return CheckPatterns(node->patterns());
    }
  }
}

Result<None> Validator::CheckCapture(ast::NameId name) {
  if (tree_.TextOf(name) == "_") return Refuse("can't capture name '_' in patterns");
  return CheckName(name);
}

Result<None> Validator::CheckMatchAs(const ast::MatchAs* pattern) {
  if (pattern->name()) TRY(CheckCapture(pattern->name()));
  if (pattern->pattern() == nullptr) return None{};
  if (!pattern->name()) {
    return Refuse("MatchAs must specify a target name if a pattern is given");
  }
  return CheckPattern(pattern->pattern());
}

Result<None> Validator::CheckMapping(const ast::MatchMapping* pattern) {
  if (pattern->keys().size() != pattern->patterns().size()) {
    return Refuse("MatchMapping doesn't have the same number of keys as patterns");
  }
  if (pattern->rest()) TRY(CheckCapture(pattern->rest()));
  for (const ExprNode* key : pattern->keys()) {
    if (key == nullptr) return Refuse("None disallowed in expression list");
    if (ast::Is<ast::Constant>(key)) {
      const Value value = tree_.ValueOf(static_cast<const ast::Constant*>(key)->value());
      if (value.IsNone() || value.IsBool()) continue;
    }
    TRY(CheckPatternValue(key));
  }
  return CheckPatterns(pattern->patterns());
}

Result<None> Validator::CheckClassPattern(const ast::MatchClass* pattern) {
  if (pattern->kwd_attrs().size() != pattern->kwd_patterns().size()) {
    return Refuse("MatchClass doesn't have the same number of keyword attributes as patterns");
  }
  TRY(CheckExpr(pattern->cls()));
  const ExprNode* cls = pattern->cls();
  while (ast::Is<ast::Attribute>(cls)) cls = static_cast<const ast::Attribute*>(cls)->value();
  if (!ast::Is<ast::Name>(cls)) {
    return Refuse("MatchClass cls field can only contain Name or Attribute nodes.");
  }
  TRY(CheckNames(pattern->kwd_attrs()));
  for (const ast::NameId name : pattern->kwd_attrs()) TRY(CheckName(name));
  TRY(CheckPatterns(pattern->patterns()));
  return CheckPatterns(pattern->kwd_patterns());
}

// --- Values --------------------------------------------------------------------------------------

Result<None> Validator::CheckPatternValue(const ExprNode* value) {
  TRY(CheckExpr(value));
  bool good = false;
  switch (value->node_kind) {
    case NodeKind::kConstant: {
      const auto* node = static_cast<const ast::Constant*>(value);
      const BuiltinTypes& all = types(t_);
      const Type* type = TypeOf(t_, tree_.ValueOf(node->value()));
      for (const Type* plain : {all.int_, all.float_, all.complex, all.str, all.bytes}) {
        if (type == plain) return None{};
      }
      return Refuse("unexpected constant inside of a literal pattern");
    }
    case NodeKind::kAttribute:
    case NodeKind::kJoinedStr:  // The compiler refuses that.
      good = true;
      break;
    case NodeKind::kUnaryOp:
      good = IsSignedNumber(value);
      break;
    case NodeKind::kBinOp:
      good = IsComplexNumber(value);
      break;
    default:
      break;
  }
  if (!good) return Refuse("patterns may only match literals and attribute lookups");
  return None{};
}

bool Validator::IsRealNumber(const ExprNode* expr) const {
  if (!ast::Is<ast::Constant>(expr)) return false;
  const Type* type = TypeOf(t_, tree_.ValueOf(static_cast<const ast::Constant*>(expr)->value()));
  return type == types(t_).int_ || type == types(t_).float_;
}

/// -1, -1.5 or -1j.
bool Validator::IsSignedNumber(const ExprNode* expr) const {
  const auto* node = static_cast<const ast::UnaryOp*>(expr);
  if (node->op() != ast::Unaryop::kUSub) return false;
  if (IsRealNumber(node->operand())) return true;
  if (!ast::Is<ast::Constant>(node->operand())) return false;
  const auto* number = static_cast<const ast::Constant*>(node->operand());
  return TypeOf(t_, tree_.ValueOf(number->value())) == types(t_).complex;
}

/// A real number, perhaps negative, plus or minus an imaginary one.
bool Validator::IsComplexNumber(const ExprNode* expr) const {
  const auto* node = static_cast<const ast::BinOp*>(expr);
  if (node->op() != ast::Operator::kAdd && node->op() != ast::Operator::kSub) return false;
  const ExprNode* left = node->left();
  if (ast::Is<ast::UnaryOp>(left)) {
    const auto* sign = static_cast<const ast::UnaryOp*>(left);
    if (sign->op() != ast::Unaryop::kUSub) return false;
    left = sign->operand();
  }
  if (!IsRealNumber(left) || !ast::Is<ast::Constant>(node->right())) return false;
  const auto* imaginary = static_cast<const ast::Constant*>(node->right());
  return TypeOf(t_, tree_.ValueOf(imaginary->value())) == types(t_).complex;
}

}  // namespace krait::compiler
