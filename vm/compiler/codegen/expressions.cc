#include "vm/compiler/codegen/code_generator.h"
#include "vm/compiler/fold/fold_values.h"
#include "vm/object/str.h"

namespace krait::compiler {
namespace {

CodeGenerator::NameUse UseOf(ast::ExprContext context) {
  switch (context) {
    case ast::ExprContext::kLoad:
      return CodeGenerator::NameUse::kLoad;
    case ast::ExprContext::kStore:
      return CodeGenerator::NameUse::kStore;
    case ast::ExprContext::kDel:
      return CodeGenerator::NameUse::kDelete;
  }
  return CodeGenerator::NameUse::kLoad;
}

Op OpOf(ast::Unaryop op) {
  switch (op) {
    case ast::Unaryop::kInvert:
      return Op::UNARY_INVERT;
    case ast::Unaryop::kNot:
      return Op::UNARY_NOT;
    case ast::Unaryop::kUAdd:
      return Op::UNARY_POSITIVE;
    case ast::Unaryop::kUSub:
      return Op::UNARY_NEGATIVE;
  }
  return Op::NOP;
}

}  // namespace

Result<None> CodeGenerator::VisitAll(Exprs nodes) {
  for (Expr* node : nodes) TRY(Visit(node));
  return None{};
}

Result<None> CodeGenerator::Visit(Expr* node) {
  TRY(CheckNativeStack(t_, " during compilation"));
  const CodePosition position = unit_->position;
  SetPosition(node);
  const Done done = VisitHere(node);
  if (done.ok()) unit_->position = position;
  return done;
}

/// At the node's position.
Result<None> CodeGenerator::VisitHere(Expr* node) {
  using ast::NodeKind;
  switch (node->node_kind) {
    case NodeKind::kNamedExpr: {
      auto* named = static_cast<ast::NamedExpr*>(node);
      TRY(Visit(named->value()));
      Add(Op::COPY, 1);
      return Visit(named->target());
    }
    case NodeKind::kBoolOp:
      return BoolOperation(static_cast<ast::BoolOp*>(node));
    case NodeKind::kBinOp: {
      auto* binary = static_cast<ast::BinOp*>(node);
      TRY(Visit(binary->left()));
      TRY(Visit(binary->right()));
      AddBinary(OperatorOf(binary->op()));
      return None{};
    }
    case NodeKind::kUnaryOp:
      TRY(Visit(static_cast<ast::UnaryOp*>(node)->operand()));
      Add(OpOf(static_cast<ast::UnaryOp*>(node)->op()));
      return None{};
    case NodeKind::kLambda:
      return Lambda(static_cast<ast::Lambda*>(node));
    case NodeKind::kIfExp:
      return Conditional(static_cast<ast::IfExp*>(node));
    case NodeKind::kDict:
      return DictOf(static_cast<ast::Dict*>(node));
    case NodeKind::kSet:
      return SetOf(static_cast<ast::Set*>(node));
    case NodeKind::kList:
      return ListOf(static_cast<ast::List*>(node));
    case NodeKind::kTuple:
      return TupleOf(static_cast<ast::Tuple*>(node));
    case NodeKind::kListComp:
    case NodeKind::kSetComp:
    case NodeKind::kDictComp:
    case NodeKind::kGeneratorExp:
      return ComprehensionOf(node);
    case NodeKind::kYield:
      return YieldExpression(static_cast<ast::Yield*>(node));
    case NodeKind::kYieldFrom:
      return YieldFromExpression(static_cast<ast::YieldFrom*>(node));
    case NodeKind::kAwait:
      return AwaitExpression(static_cast<ast::Await*>(node));
    case NodeKind::kCompare:
      return Compare(static_cast<ast::Compare*>(node));
    case NodeKind::kCall:
      return CallOf(static_cast<ast::Call*>(node));
    case NodeKind::kConstant:
      LoadConstant(tree_.ValueOf(static_cast<ast::Constant*>(node)->value()));
      return None{};
    case NodeKind::kJoinedStr:
      return JoinedStrOf(static_cast<ast::JoinedStr*>(node));
    case NodeKind::kFormattedValue:
      return FormattedValueOf(static_cast<ast::FormattedValue*>(node));
    case NodeKind::kAttribute:
      return AttributeOf(static_cast<ast::Attribute*>(node));
    case NodeKind::kSubscript:
      return SubscriptOf(static_cast<ast::Subscript*>(node));
    case NodeKind::kStarred:
      return Fail(static_cast<ast::Starred*>(node)->ctx() == ast::ExprContext::kStore
                      ? "starred assignment target must be in a list or tuple"
                      : "can't use starred expression here");
    case NodeKind::kSlice:
      return SliceOf(static_cast<ast::Slice*>(node));
    case NodeKind::kName: {
      auto* name = static_cast<ast::Name*>(node);
      return NameOperation(name->id(), UseOf(name->ctx()));
    }
    default:
      return None{};
  }
}

Result<None> CodeGenerator::BoolOperation(ast::BoolOp* node) {
  const Op jump =
      node->op() == ast::Boolop::kAnd ? Op::JUMP_IF_FALSE_OR_POP : Op::JUMP_IF_TRUE_OR_POP;
  Block* end = NewBlock();
  const size_t last = node->values().size() - 1;
  for (size_t i = 0; i < last; ++i) {
    TRY(Visit(node->values()[i]));
    Jump(jump, end);
    Use(NewBlock());
  }
  TRY(Visit(node->values()[last]));
  Use(end);
  return None{};
}

Result<None> CodeGenerator::Compare(ast::Compare* node) {
  TRY(CheckCompare(node));
  TRY(Visit(node->left()));
  const size_t last = node->ops().size() - 1;
  Block* cleanup = last == 0 ? nullptr : NewBlock();
  for (size_t i = 0; i < last; ++i) {
    TRY(Visit(node->comparators()[i]));
    Add(Op::SWAP, 2);
    Add(Op::COPY, 2);
    AddCompare(node->ops()[i]);
    Jump(Op::JUMP_IF_FALSE_OR_POP, cleanup);
  }
  TRY(Visit(node->comparators()[last]));
  AddCompare(node->ops()[last]);
  if (cleanup == nullptr) return None{};
  Block* end = NewBlock();
  JumpWithoutLine(Op::JUMP, end);
  Use(cleanup);
  Add(Op::SWAP, 2);
  Add(Op::POP_TOP);
  Use(end);
  return None{};
}

Result<None> CodeGenerator::Conditional(ast::IfExp* node) {
  Block* end = NewBlock();
  Block* orelse = NewBlock();
  TRY(JumpIf(node->test(), orelse, false));
  TRY(Visit(node->body()));
  JumpWithoutLine(Op::JUMP, end);
  Use(orelse);
  TRY(Visit(node->orelse()));
  Use(end);
  return None{};
}

Result<None> CodeGenerator::AttributeOf(ast::Attribute* node) {
  TRY(Visit(node->value()));
  MoveToAttribute(node);
  const NameUse use = UseOf(node->ctx());
  if (use == NameUse::kStore) TRY(CheckName(node->attr(), use));
  AddNamed(use == NameUse::kLoad    ? Op::LOAD_ATTR
           : use == NameUse::kStore ? Op::STORE_ATTR
                                    : Op::DELETE_ATTR,
           node->attr());
  return None{};
}

Result<None> CodeGenerator::SubscriptOf(ast::Subscript* node) {
  const NameUse use = UseOf(node->ctx());
  if (use == NameUse::kLoad) {
    TRY(CheckSubscripter(node->value()));
    TRY(CheckIndex(node->value(), node->slice()));
  }
  TRY(Visit(node->value()));
  TRY(Visit(node->slice()));
  Add(use == NameUse::kLoad    ? Op::BINARY_SUBSCR
      : use == NameUse::kStore ? Op::STORE_SUBSCR
                               : Op::DELETE_SUBSCR);
  return None{};
}

Result<None> CodeGenerator::SliceOf(ast::Slice* node) {
  for (Expr* bound : {node->lower(), node->upper()}) {
    if (bound != nullptr) {
      TRY(Visit(bound));
    } else {
      LoadNone();
    }
  }
  if (node->step() != nullptr) TRY(Visit(node->step()));
  Add(Op::BUILD_SLICE, node->step() != nullptr ? 3 : 2);
  return None{};
}

// --- Generators and coroutines -------------------------------------------------------------------

Result<None> CodeGenerator::YieldExpression(ast::Yield* node) {
  if (!unit_->is_function()) return Fail("'yield' outside function");
  if (node->value() != nullptr) {
    TRY(Visit(node->value()));
  } else {
    LoadNone();
  }
  AddYield();
  return None{};
}

Result<None> CodeGenerator::YieldFromExpression(ast::YieldFrom* node) {
  if (!unit_->is_function()) return Fail("'yield' outside function");
  if (unit_->kind == UnitKind::kAsyncFunction) {
    return Fail("'yield from' inside async function");
  }
  TRY(Visit(node->value()));
  Add(Op::GET_YIELD_FROM_ITER);
  LoadNone();
  AddYieldFrom(false);
  return None{};
}

Result<None> CodeGenerator::AwaitExpression(ast::Await* node) {
  const bool at_top = options_.top_level_await && unit_->kind == UnitKind::kModule;
  if (!at_top) {
    if (!unit_->is_function()) return Fail("'await' outside function");
    if (unit_->kind != UnitKind::kAsyncFunction && unit_->kind != UnitKind::kComprehension) {
      return Fail("'await' outside async function");
    }
  }
  TRY(Visit(node->value()));
  AddAwait(0);
  return None{};
}

// --- f-strings -----------------------------------------------------------------------------------

Result<None> CodeGenerator::JoinedStrOf(ast::JoinedStr* node) {
  const Exprs parts = node->values();
  if (parts.size() > kManyValues) {
    LoadConstant(Value::FromObject(TRY(Str::FromUtf8(t_, ""))));
    AddNamed(Op::LOAD_METHOD, NameOf("join"));
    Add(Op::BUILD_LIST, 0);
    for (Expr* part : parts) {
      TRY(Visit(part));
      Add(Op::LIST_APPEND, 1);
    }
    AddCall(1);
    return None{};
  }
  TRY(VisitAll(parts));
  if (parts.size() != 1) Add(Op::BUILD_STRING, static_cast<int>(parts.size()));
  return None{};
}

Result<None> CodeGenerator::FormattedValueOf(ast::FormattedValue* node) {
  constexpr int kHasSpec = 4;
  TRY(Visit(node->value()));
  int argument = 0;
  if (node->conversion() == 's') argument = 1;
  if (node->conversion() == 'r') argument = 2;
  if (node->conversion() == 'a') argument = 3;
  if (node->format_spec() != nullptr) {
    TRY(Visit(node->format_spec()));
    argument |= kHasSpec;
  }
  Add(Op::FORMAT_VALUE, argument);
  return None{};
}

}  // namespace krait::compiler
