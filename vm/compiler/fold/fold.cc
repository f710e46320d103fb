#include "vm/compiler/fold/fold.h"

#include "vm/compiler/ast/walk.h"
#include "vm/compiler/fold/fold_values.h"
#include "vm/compiler/fold/format.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/set.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait::compiler {
namespace {

class Folder {
 public:
  Folder(Thread& t, ast::Tree& tree, const FoldOptions& options)
      : t_(t), tree_(tree), options_(options) {}

  /// What takes the node's place.
  Result<ast::Node*> Fold(ast::Node* node);

 private:
  using Folded = Result<ast::Node*>;

  Result<None> FoldChildren(ast::Node* node) {
    return ast::ReplaceChildren(node, [&](ast::Node* child) { return Fold(child); });
  }
  template <typename T>
  Folded FoldDefinition(T* node);
  template <typename T>
  Folded FoldLoop(T* node);
  Folded FoldArgument(ast::Arg* node);
  Folded FoldAnnotatedAssignment(ast::AnnAssign* node);
  Folded FoldBinaryNode(ast::BinOp* node);
  Folded FoldNot(ast::UnaryOp* node);
  Folded FoldUnaryNode(ast::UnaryOp* node);
  Folded FoldSubscriptNode(ast::Subscript* node);
  Folded FoldCompare(ast::Compare* node);
  Folded FoldTuple(ast::Tuple* node);
  Folded FoldName(ast::Name* node);
  Result<ast::ExprNode*> FoldIterable(ast::ExprNode* node);
  Result<None> KeepUndocumented(ast::Sequence<ast::StmtNode*> body);

  const Value* ConstantOf(ast::Node* node) {
    const auto* constant = ast::As<ast::Constant>(node);
    if (constant == nullptr) return nullptr;
    held_ = tree_.ValueOf(constant->value());
    return &held_;
  }
  /// The tuple of these constants; Unbound if one is none.
  Result<Value> TupleOf(ast::Sequence<ast::ExprNode*> items);
  template <typename T, typename... Fields>
  Result<T*> Make(ast::Node* place, Fields... fields) {
    T* made = ast::New<T>(tree_.arena(), place->begin, place->end, fields...);
    if (made == nullptr) return RaiseMemoryError(t_);
    return made;
  }
  /// The constant at the node's place; the node itself if the value is Unbound.
  template <typename T>
  Result<T*> Replace(T* node, Value value) {
    if (value.IsUnbound()) return node;
    return static_cast<T*>(static_cast<ast::Node*>(
        TRY(Make<ast::Constant>(node, tree_.Add(value), ast::ConstantId()))));
  }

  Thread& t_;
  ast::Tree& tree_;
  const FoldOptions options_;
  Value held_;
};

/// A text that only folding made a constant is no docstring.
Result<None> Folder::KeepUndocumented(ast::Sequence<ast::StmtNode*> body) {
  ast::Constant* text = DocstringOf(tree_, body);
  if (text == nullptr) return None{};
  bool done = true;
  ast::ExprNode* const value = text;
  const auto values =
      ast::NewSequence<ast::ExprNode*>(tree_.arena(), absl::MakeConstSpan(&value, 1), &done);
  if (!done) return RaiseMemoryError(t_);
  static_cast<ast::Expr*>(body[0])->set_value(TRY(Make<ast::JoinedStr>(text, values)));
  return None{};
}

/// Of what has a body with a docstring.
template <typename T>
Folder::Folded Folder::FoldDefinition(T* node) {
  const bool documented = DocstringOf(tree_, node->body()) != nullptr;
  ast::ExprNode* returns = nullptr;
  if constexpr (requires { node->returns(); }) {
    returns = node->returns();
    if (options_.future_annotations) node->set_returns(nullptr);
  }
  TRY(FoldChildren(node));
  if constexpr (requires { node->returns(); }) {
    if (options_.future_annotations) node->set_returns(returns);
  }
  if (!documented) TRY(KeepUndocumented(node->body()));
  return node;
}

template <typename T>
Folder::Folded Folder::FoldLoop(T* node) {
  TRY(FoldChildren(node));
  node->set_iter(TRY(FoldIterable(node->iter())));
  return node;
}

Folder::Folded Folder::FoldArgument(ast::Arg* node) {
  if (!options_.future_annotations) TRY(FoldChildren(node));
  return node;
}

Folder::Folded Folder::FoldAnnotatedAssignment(ast::AnnAssign* node) {
  ast::ExprNode* annotation = node->annotation();
  if (options_.future_annotations) node->set_annotation(nullptr);
  TRY(FoldChildren(node));
  if (options_.future_annotations) node->set_annotation(annotation);
  return node;
}

// --- Expressions ---------------------------------------------------------------------------------

Folder::Folded Folder::FoldBinaryNode(ast::BinOp* node) {
  TRY(FoldChildren(node));
  const auto* left = ast::As<ast::Constant>(node->left());
  const auto* right = ast::As<ast::Constant>(node->right());
  if (left == nullptr) return node;
  if (right == nullptr) return TRY(FormatToJoinedStr(t_, tree_, node));
  return TRY(Replace<ast::Node>(node, FoldBinary(t_, node->op(), tree_.ValueOf(left->value()),
                                                 tree_.ValueOf(right->value()))));
}

/// `not a is b` is `a is not b`, and so on.
Folder::Folded Folder::FoldNot(ast::UnaryOp* node) {
  auto* compare = ast::As<ast::Compare>(node->operand());
  if (compare == nullptr || compare->ops().size() != 1) return node;
  ast::Cmpop opposite;
  switch (compare->ops()[0]) {
    case ast::Cmpop::kIs:
      opposite = ast::Cmpop::kIsNot;
      break;
    case ast::Cmpop::kIsNot:
      opposite = ast::Cmpop::kIs;
      break;
    case ast::Cmpop::kIn:
      opposite = ast::Cmpop::kNotIn;
      break;
    case ast::Cmpop::kNotIn:
      opposite = ast::Cmpop::kIn;
      break;
    default:
      return node;
  }
  compare->ops().set(0, opposite);
  return compare;
}

Folder::Folded Folder::FoldUnaryNode(ast::UnaryOp* node) {
  TRY(FoldChildren(node));
  if (const Value* operand = ConstantOf(node->operand()); operand != nullptr) {
    return TRY(Replace<ast::Node>(node, FoldUnary(t_, node->op(), *operand)));
  }
  return node->op() == ast::Unaryop::kNot ? FoldNot(node) : node;
}

Folder::Folded Folder::FoldSubscriptNode(ast::Subscript* node) {
  TRY(FoldChildren(node));
  const auto* value = ast::As<ast::Constant>(node->value());
  const auto* index = ast::As<ast::Constant>(node->slice());
  if (node->ctx() != ast::ExprContext::kLoad || value == nullptr || index == nullptr) return node;
  return TRY(Replace<ast::Node>(
      node, FoldSubscript(t_, tree_.ValueOf(value->value()), tree_.ValueOf(index->value()))));
}

/// A list or set that is only looked into need not be made each time.
Folder::Folded Folder::FoldCompare(ast::Compare* node) {
  TRY(FoldChildren(node));
  const size_t last = node->ops().size() - 1;
  const ast::Cmpop op = node->ops()[last];
  if (op == ast::Cmpop::kIn || op == ast::Cmpop::kNotIn) {
    node->comparators().set(last, TRY(FoldIterable(node->comparators()[last])));
  }
  return node;
}

Folder::Folded Folder::FoldTuple(ast::Tuple* node) {
  TRY(FoldChildren(node));
  if (node->ctx() != ast::ExprContext::kLoad) return node;
  return TRY(Replace<ast::Node>(node, TRY(TupleOf(node->elts()))));
}

Folder::Folded Folder::FoldName(ast::Name* node) {
  const bool is_debug =
      node->ctx() == ast::ExprContext::kLoad && tree_.TextOf(node->id()) == "__debug__";
  return TRY(Replace<ast::Node>(
      node, is_debug ? Value::FromBool(options_.optimize == 0) : Value::Unbound()));
}

Result<Value> Folder::TupleOf(ast::Sequence<ast::ExprNode*> items) {
  for (const ast::ExprNode* item : items) {
    if (!ast::Is<ast::Constant>(item)) return Value::Unbound();
  }
  if (items.empty()) return Value::FromObject(Tuple::Empty(t_));
  Tuple* tuple = TRY(Tuple::New(t_, items.size()));
  for (size_t i = 0; i < items.size(); ++i) {
    tuple->Set(i, tree_.ValueOf(static_cast<ast::Constant*>(items[i])->value()));
  }
  return tuple;
}

/// What is only iterated over, or looked into: a list as a tuple, a set of constants as a
/// frozenset.
Result<ast::ExprNode*> Folder::FoldIterable(ast::ExprNode* node) {
  if (auto* list = ast::As<ast::List>(node); list != nullptr) {
    if (ast::HasStarred(list->elts())) return node;
    ast::ExprNode* tuple = TRY(Make<ast::Tuple>(node, list->elts(), ast::ExprContext::kLoad));
    return Replace(tuple, TRY(TupleOf(list->elts())));
  }
  if (auto* set = ast::As<ast::Set>(node); set != nullptr) {
    const Value items = TRY(TupleOf(set->elts()));
    if (items.IsUnbound()) return node;
    Set* frozen = TRY(Set::New(t_, types(t_).frozenset));
    for (const Value item : Cast<Tuple>(items)->values()) {
      if (!frozen->Add(t_, item).ok()) return Replace(node, (t_.TakePending(), Value::Unbound()));
    }
    return Replace(node, Value::FromObject(frozen));
  }
  return node;
}

Folder::Folded Folder::Fold(ast::Node* node) {
  using ast::NodeKind;
  TRY(CheckNativeStack(t_, " during compilation"));
  switch (node->node_kind) {
    case NodeKind::kModule:
      return FoldDefinition(static_cast<ast::Module*>(node));
    case NodeKind::kFunctionDef:
      return FoldDefinition(static_cast<ast::FunctionDef*>(node));
    case NodeKind::kAsyncFunctionDef:
      return FoldDefinition(static_cast<ast::AsyncFunctionDef*>(node));
    case NodeKind::kClassDef:
      return FoldDefinition(static_cast<ast::ClassDef*>(node));
    case NodeKind::kFor:
      return FoldLoop(static_cast<ast::For*>(node));
    case NodeKind::kComprehension:
      return FoldLoop(static_cast<ast::Comprehension*>(node));
    case NodeKind::kArg:
      return FoldArgument(static_cast<ast::Arg*>(node));
    case NodeKind::kAnnAssign:
      return FoldAnnotatedAssignment(static_cast<ast::AnnAssign*>(node));
    case NodeKind::kBinOp:
      return FoldBinaryNode(static_cast<ast::BinOp*>(node));
    case NodeKind::kUnaryOp:
      return FoldUnaryNode(static_cast<ast::UnaryOp*>(node));
    case NodeKind::kSubscript:
      return FoldSubscriptNode(static_cast<ast::Subscript*>(node));
    case NodeKind::kCompare:
      return FoldCompare(static_cast<ast::Compare*>(node));
    case NodeKind::kTuple:
      return FoldTuple(static_cast<ast::Tuple*>(node));
    case NodeKind::kName:
      return FoldName(static_cast<ast::Name*>(node));
    default:
      TRY(FoldChildren(node));
      return node;
  }
}

}  // namespace

ast::Constant* DocstringOf(const ast::Tree& tree, ast::Sequence<ast::StmtNode*> body) {
  if (body.empty()) return nullptr;
  auto* expression = ast::As<ast::Expr>(body[0]);
  if (expression == nullptr) return nullptr;
  auto* constant = ast::As<ast::Constant>(expression->value());
  if (constant == nullptr || !IsExactly<Str>(tree.ValueOf(constant->value()))) return nullptr;
  return constant;
}

Result<None> FoldConstants(Thread& t, ast::Tree& tree, ast::ModNode* module,
                           const FoldOptions& options) {
  TRY(Folder(t, tree, options).Fold(module));
  return None{};
}

}  // namespace krait::compiler
