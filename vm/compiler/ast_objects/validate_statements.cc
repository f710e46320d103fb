#include "absl/strings/str_cat.h"
#include "vm/compiler/ast_objects/validator.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"

namespace krait::compiler {

using ast::ExprContext;
using ast::ExprNode;
using ast::NodeKind;
using ast::Sequence;
using ast::StmtNode;

Result<None> Validator::CheckStatements(Sequence<StmtNode*> statements) {
  for (const StmtNode* statement : statements) {
    if (statement == nullptr) return Refuse("None disallowed in statement list");
    TRY(CheckStatement(statement));
  }
  return None{};
}

Result<None> Validator::CheckNotEmpty(size_t size, const char* field, const char* owner) {
  if (size != 0) return None{};
  return Refuse(absl::StrCat("empty ", field, " on ", owner));
}

Result<None> Validator::CheckBody(Sequence<StmtNode*> body, const char* owner) {
  TRY(CheckNotEmpty(body.size(), "body", owner));
  return CheckStatements(body);
}

Result<None> Validator::CheckTargets(Sequence<ExprNode*> targets, ExprContext context,
                                     const char* owner) {
  TRY(CheckNotEmpty(targets.size(), "targets", owner));
  return CheckExprs(targets, context);
}

Result<None> Validator::CheckStatement(const StmtNode* statement) {
  TRY(CheckNativeStack(t_, " during compilation"));
  TRY(CheckPlace(statement));
  switch (statement->node_kind) {
    case NodeKind::kFunctionDef:
      return CheckFunction<ast::FunctionDef>(statement);
    case NodeKind::kAsyncFunctionDef:
      return CheckFunction<ast::AsyncFunctionDef>(statement);
    case NodeKind::kClassDef:
      return CheckClass(static_cast<const ast::ClassDef*>(statement));
    case NodeKind::kReturn:
      return CheckOptional(static_cast<const ast::Return*>(statement)->value());
    case NodeKind::kDelete:
      return CheckTargets(static_cast<const ast::Delete*>(statement)->targets(), ExprContext::kDel,
                          "Delete");
    case NodeKind::kAssign: {
      const auto* node = static_cast<const ast::Assign*>(statement);
      TRY(CheckTargets(node->targets(), ExprContext::kStore, "Assign"));
      return CheckExpr(node->value());
    }
    case NodeKind::kAugAssign:
      return CheckAugAssign(static_cast<const ast::AugAssign*>(statement));
    case NodeKind::kAnnAssign:
      return CheckAnnAssign(static_cast<const ast::AnnAssign*>(statement));
    case NodeKind::kFor:
      return CheckFor<ast::For>(statement);
    case NodeKind::kAsyncFor:
      return CheckFor<ast::AsyncFor>(statement);
    case NodeKind::kWhile: {
      const auto* node = static_cast<const ast::While*>(statement);
      TRY(CheckExpr(node->test()));
      TRY(CheckBody(node->body(), "While"));
      return CheckStatements(node->orelse());
    }
    case NodeKind::kIf: {
      const auto* node = static_cast<const ast::If*>(statement);
      TRY(CheckExpr(node->test()));
      TRY(CheckBody(node->body(), "If"));
      return CheckStatements(node->orelse());
    }
    case NodeKind::kWith:
      return CheckWith<ast::With>(statement);
    case NodeKind::kAsyncWith:
      return CheckWith<ast::AsyncWith>(statement);
    case NodeKind::kMatch:
      return CheckMatch(static_cast<const ast::Match*>(statement));
    case NodeKind::kRaise:
      return CheckRaise(static_cast<const ast::Raise*>(statement));
    case NodeKind::kTry:
      return CheckTry<ast::Try>(statement);
    case NodeKind::kTryStar:
      return CheckTry<ast::TryStar>(statement);
    case NodeKind::kAssert: {
      const auto* node = static_cast<const ast::Assert*>(statement);
      TRY(CheckExpr(node->test()));
      return CheckOptional(node->msg());
    }
    case NodeKind::kImport:
      return CheckNotEmpty(static_cast<const ast::Import*>(statement)->names().size(), "names",
                           "Import");
    case NodeKind::kImportFrom: {
      const auto* node = static_cast<const ast::ImportFrom*>(statement);
      if (node->level() < 0) return Refuse("Negative ImportFrom level");
      return CheckNotEmpty(node->names().size(), "names", "ImportFrom");
    }
    case NodeKind::kGlobal: {
      const auto* node = static_cast<const ast::Global*>(statement);
      TRY(CheckNotEmpty(node->names().size(), "names", "Global"));
      return CheckNames(node->names());
    }
    case NodeKind::kNonlocal: {
      const auto* node = static_cast<const ast::Nonlocal*>(statement);
      TRY(CheckNotEmpty(node->names().size(), "names", "Nonlocal"));
      return CheckNames(node->names());
    }
    case NodeKind::kExpr:
      return CheckExpr(static_cast<const ast::Expr*>(statement)->value());
    default:
      return None{};
  }
}

template <typename T>
Result<None> Validator::CheckFunction(const StmtNode* statement) {
  const auto* node = static_cast<const T*>(statement);
  TRY(CheckBody(node->body(), ast::InfoOf(T::kKind).name));
  TRY(CheckArguments(node->args()));
  TRY(CheckExprs(node->decorator_list()));
  return CheckOptional(node->returns());
}

Result<None> Validator::CheckClass(const ast::ClassDef* node) {
  TRY(CheckBody(node->body(), "ClassDef"));
  TRY(CheckExprs(node->bases()));
  TRY(CheckKeywords(node->keywords()));
  return CheckExprs(node->decorator_list());
}

/// What the compiler itself would find out: it takes these kinds of targets only.
Result<None> Validator::CheckSingleTarget(const ExprNode* target, const char* statement) {
  if (ast::Is<ast::Name>(target) || ast::Is<ast::Attribute>(target) ||
      ast::Is<ast::Subscript>(target)) {
    return None{};
  }
  const int number = static_cast<int>(target->node_kind) - static_cast<int>(NodeKind::kBoolOp) + 1;
  return RaiseSystemError(
      t_, absl::StrCat("invalid node type (", number, ") for ", statement, " assignment"));
}

Result<None> Validator::CheckAugAssign(const ast::AugAssign* node) {
  TRY(CheckExpr(node->target(), ExprContext::kStore));
  TRY(CheckExpr(node->value()));
  return CheckSingleTarget(node->target(), "augmented");
}

Result<None> Validator::CheckAnnAssign(const ast::AnnAssign* node) {
  if (node->simple() != 0 && !ast::Is<ast::Name>(node->target())) {
    return RaiseTypeError(t_, "AnnAssign with simple non-Name target");
  }
  TRY(CheckExpr(node->target(), ExprContext::kStore));
  TRY(CheckOptional(node->value()));
  TRY(CheckExpr(node->annotation()));
  return CheckSingleTarget(node->target(), "annotated");
}

template <typename T>
Result<None> Validator::CheckFor(const StmtNode* statement) {
  const auto* node = static_cast<const T*>(statement);
  TRY(CheckExpr(node->target(), ExprContext::kStore));
  TRY(CheckExpr(node->iter()));
  TRY(CheckBody(node->body(), ast::InfoOf(T::kKind).name));
  return CheckStatements(node->orelse());
}

template <typename T>
Result<None> Validator::CheckWith(const StmtNode* statement) {
  const auto* node = static_cast<const T*>(statement);
  TRY(CheckNotEmpty(node->items().size(), "items", ast::InfoOf(T::kKind).name));
  for (const ast::Withitem* item : node->items()) {
    TRY(CheckExpr(item->context_expr()));
    TRY(CheckOptional(item->optional_vars(), ExprContext::kStore));
  }
  return CheckBody(node->body(), ast::InfoOf(T::kKind).name);
}

Result<None> Validator::CheckRaise(const ast::Raise* node) {
  if (node->exc() == nullptr) {
    if (node->cause() != nullptr) return Refuse("Raise with cause but no exception");
    return None{};
  }
  TRY(CheckExpr(node->exc()));
  return CheckOptional(node->cause());
}

template <typename T>
Result<None> Validator::CheckTry(const StmtNode* statement) {
  const auto* node = static_cast<const T*>(statement);
  const char* name = ast::InfoOf(T::kKind).name;
  TRY(CheckBody(node->body(), name));
  if (node->handlers().empty() && node->finalbody().empty()) {
    return Refuse(absl::StrCat(name, " has neither except handlers nor finalbody"));
  }
  if (node->handlers().empty() && !node->orelse().empty()) {
    return Refuse(absl::StrCat(name, " has orelse but no except handlers"));
  }
  TRY(CheckHandlers(node->handlers()));
  TRY(CheckStatements(node->finalbody()));
  return CheckStatements(node->orelse());
}

Result<None> Validator::CheckHandlers(Sequence<ast::ExcepthandlerNode*> handlers) {
  for (const ast::ExcepthandlerNode* handler : handlers) {
    if (handler == nullptr) return Refuse("None disallowed in handler list");
    TRY(CheckPlace(handler));
    const auto* node = static_cast<const ast::ExceptHandler*>(handler);
    TRY(CheckOptional(node->type()));
    TRY(CheckBody(node->body(), "ExceptHandler"));
  }
  return None{};
}

Result<None> Validator::CheckMatch(const ast::Match* node) {
  TRY(CheckExpr(node->subject()));
  TRY(CheckNotEmpty(node->cases().size(), "cases", "Match"));
  for (const ast::MatchCase* one : node->cases()) {
    TRY(CheckPattern(one->pattern()));
    TRY(CheckOptional(one->guard()));
    TRY(CheckBody(one->body(), "match_case"));
  }
  return None{};
}

}  // namespace krait::compiler
