#include "vm/compiler/codegen/code_generator.h"
#include "vm/compiler/fold/fold_values.h"
#include "vm/object/tuple.h"

namespace krait::compiler {

Result<None> CodeGenerator::VisitAll(Stmts body) {
  for (ast::StmtNode* node : body) TRY(Visit(node));
  return None{};
}

Result<None> CodeGenerator::Visit(ast::StmtNode* node) {
  using ast::NodeKind;
  TRY(CheckNativeStack(t_, " during compilation"));
  SetPosition(node);
  switch (node->node_kind) {
    case NodeKind::kFunctionDef:
      return Function(static_cast<ast::FunctionDef*>(node), UnitKind::kFunction);
    case NodeKind::kAsyncFunctionDef:
      return Function(static_cast<ast::AsyncFunctionDef*>(node), UnitKind::kAsyncFunction);
    case NodeKind::kClassDef:
      return Class(static_cast<ast::ClassDef*>(node));
    case NodeKind::kReturn:
      return Return(static_cast<ast::Return*>(node));
    case NodeKind::kDelete:
      return VisitAll(static_cast<ast::Delete*>(node)->targets());
    case NodeKind::kAssign:
      return Assign(static_cast<ast::Assign*>(node));
    case NodeKind::kAugAssign:
      return AugmentedAssign(static_cast<ast::AugAssign*>(node));
    case NodeKind::kAnnAssign:
      return AnnotatedAssignment(static_cast<ast::AnnAssign*>(node));
    case NodeKind::kFor:
      return For(static_cast<ast::For*>(node));
    case NodeKind::kAsyncFor:
      return AsyncFor(static_cast<ast::AsyncFor*>(node));
    case NodeKind::kWhile:
      return While(static_cast<ast::While*>(node));
    case NodeKind::kIf:
      return If(static_cast<ast::If*>(node));
    case NodeKind::kWith:
      return With(static_cast<ast::With*>(node), 0, false);
    case NodeKind::kAsyncWith:
      return With(static_cast<ast::AsyncWith*>(node), 0, true);
    case NodeKind::kMatch:
      return Match(static_cast<ast::Match*>(node));
    case NodeKind::kRaise:
      return RaiseStatement(static_cast<ast::Raise*>(node));
    case NodeKind::kTry:
      return TryStatement(static_cast<ast::Try*>(node));
    case NodeKind::kTryStar:
      return TryStatement(static_cast<ast::TryStar*>(node));
    case NodeKind::kAssert:
      return Assert(static_cast<ast::Assert*>(node));
    case NodeKind::kImport:
      return Import(static_cast<ast::Import*>(node));
    case NodeKind::kImportFrom:
      return ImportFrom(static_cast<ast::ImportFrom*>(node));
    case NodeKind::kExpr:
      return ExpressionStatement(static_cast<ast::Expr*>(node));
    case NodeKind::kPass:
      Add(Op::NOP);
      return None{};
    case NodeKind::kBreak:
      return BreakOrContinue(true);
    case NodeKind::kContinue:
      return BreakOrContinue(false);
    default:  // global, nonlocal: the symbol table knows
      return None{};
  }
}

Result<None> CodeGenerator::ExpressionStatement(ast::Expr* node) {
  if (options_.interactive && unit_->outer == nullptr) {
    TRY(Visit(node->value()));
    Add(Op::PRINT_EXPR);
    return None{};
  }
  if (ast::Is<ast::Constant>(node->value())) {
    Add(Op::NOP);
    return None{};
  }
  TRY(Visit(node->value()));
  UnsetPosition();
  Add(Op::POP_TOP);
  return None{};
}

Result<None> CodeGenerator::Assign(ast::Assign* node) {
  TRY(Visit(node->value()));
  const Exprs targets = node->targets();
  for (size_t i = 0; i < targets.size(); ++i) {
    if (i + 1 < targets.size()) Add(Op::COPY, 1);
    TRY(Visit(targets[i]));
  }
  return None{};
}

Result<None> CodeGenerator::AugmentedAssign(ast::AugAssign* node) {
  Expr* target = node->target();
  auto* attribute = ast::As<ast::Attribute>(target);
  auto* subscript = ast::As<ast::Subscript>(target);
  auto* name = ast::As<ast::Name>(target);
  SetPosition(target);
  if (attribute != nullptr) {
    TRY(Visit(attribute->value()));
    Add(Op::COPY, 1);
    MoveToAttribute(attribute);
    AddNamed(Op::LOAD_ATTR, attribute->attr());
  } else if (subscript != nullptr) {
    TRY(Visit(subscript->value()));
    TRY(Visit(subscript->slice()));
    Add(Op::COPY, 2);
    Add(Op::COPY, 2);
    Add(Op::BINARY_SUBSCR);
  } else {
    TRY(NameOperation(name->id(), NameUse::kLoad));
  }
  SetPosition(node);
  TRY(Visit(node->value()));
  AddBinary(OperatorOf(node->op()), true);
  SetPosition(target);
  if (attribute != nullptr) {
    MoveToAttribute(attribute);
    Add(Op::SWAP, 2);
    AddNamed(Op::STORE_ATTR, attribute->attr());
  } else if (subscript != nullptr) {
    Add(Op::SWAP, 3);
    Add(Op::SWAP, 2);
    Add(Op::STORE_SUBSCR);
  } else {
    return NameOperation(name->id(), NameUse::kStore);
  }
  return None{};
}

Result<None> CodeGenerator::Assert(ast::Assert* node) {
  const auto* tuple = ast::As<ast::Tuple>(node->test());
  const auto* constant = ast::As<ast::Constant>(node->test());
  const bool is_tuple =
      (tuple != nullptr && !tuple->elts().empty()) ||
      (constant != nullptr && IsExactly<Tuple>(tree_.ValueOf(constant->value())) &&
       Cast<Tuple>(tree_.ValueOf(constant->value()))->size() != 0);
  if (is_tuple) TRY(Warn("assertion is always true, perhaps remove parentheses?"));
  if (options_.optimize > 0) return None{};
  Block* end = NewBlock();
  TRY(JumpIf(node->test(), end, true));
  Add(Op::LOAD_ASSERTION_ERROR);
  if (node->msg() != nullptr) {
    TRY(Visit(node->msg()));
    AddCall(0);
  }
  Add(Op::RAISE_VARARGS, 1);
  Use(end);
  return None{};
}

Result<None> CodeGenerator::RaiseStatement(ast::Raise* node) {
  int count = 0;
  for (Expr* part : {node->exc(), node->cause()}) {
    if (part == nullptr) break;
    TRY(Visit(part));
    ++count;
  }
  Add(Op::RAISE_VARARGS, count);
  return None{};
}

Result<None> CodeGenerator::Return(ast::Return* node) {
  Expr* value = node->value();
  const auto* constant = ast::As<ast::Constant>(value);
  const bool on_stack = value != nullptr && constant == nullptr;
  if (!unit_->is_function()) return Fail("'return' outside function");
  if (value != nullptr && unit_->scope->is_coroutine && unit_->scope->is_generator) {
    return Fail("'return' with value in async generator");
  }
  if (on_stack) {
    TRY(Visit(value));
  } else if (value != nullptr) {
    SetPosition(value);
    Add(Op::NOP);
  }
  if (value == nullptr || value->begin.line != node->begin.line) {
    SetPosition(node);
    Add(Op::NOP);
  }
  TRY(UnwindAll(on_stack, nullptr, nullptr));
  if (!on_stack) {
    LoadConstant(constant == nullptr ? Value::None() : tree_.ValueOf(constant->value()));
  }
  Add(Op::RETURN_VALUE);
  return None{};
}

}  // namespace krait::compiler
