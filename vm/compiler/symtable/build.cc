#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "vm/compiler/ast/walk.h"
#include "vm/compiler/symtable/symbol_table.h"
#include "vm/object/operations.h"

namespace krait::compiler {
namespace {

/// Collects the names of every scope, in the order in which CPython sees them: errors depend on it.
class Builder {
 public:
  Builder(Thread& t, ast::Tree& tree, bool future_annotations, SymbolTable* table, Problem* problem)
      : t_(t),
        tree_(tree),
        future_annotations_(future_annotations),
        table_(*table),
        problem_(problem) {}

  Result<None> Module(ast::ModNode* module);

 private:
  using Node = ast::Node;
  using Done = Result<None>;

  /// A scope inside the present one, left when this ends.
  class Inside {
   public:
    Inside(Builder& builder, ScopeKind kind, const char* name, const Node* node)
        : Inside(builder, kind, builder.tree_.NameOf(name), node) {}
    Inside(Builder& builder, ScopeKind kind, ast::NameId name, const Node* node);
    ~Inside() { builder_.stack_.pop_back(); }

   private:
    Builder& builder_;
  };

  Scope* scope() { return stack_.back(); }
  Done Fail(const Node* at, std::string message);
  std::string Quoted(ast::NameId name) const;
  Done Define(Scope* scope, ast::NameId name, uint32_t flag, const Node* at);
  Done Define(ast::NameId name, uint32_t flag, const Node* at) {
    return Define(scope(), name, flag, at);
  }
  void Record(ast::NameId name, const Node* at) {
    scope()->directives.push_back({Mangled(name), at->begin, at->end});
  }
  ast::NameId Mangled(ast::NameId name) { return Mangle(tree_, class_name_, name); }

  Done Visit(Node* node);
  Done VisitChildren(Node* node) {
    return ast::ForEachChild(node, [&](Node* child) { return Visit(child); });
  }
  template <typename T>
  Done VisitAll(ast::Sequence<T> nodes) {
    for (Node* node : nodes) {
      if (node != nullptr) TRY(Visit(node));
    }
    return None{};
  }
  Done VisitIf(Node* node) { return node == nullptr ? Done(None{}) : Visit(node); }

  template <typename F>
  Done Function(F* node);
  Done Lambda(ast::Lambda* node);
  Done Class(ast::ClassDef* node);
  Done Parameters(ast::Arguments* arguments);
  Done Annotation(ast::ExprNode* annotation);
  template <typename F>
  Done Annotations(F* function);
  Done AnnotatedAssignment(ast::AnnAssign* node);
  template <typename T>
  Done TryStatement(T* node);
  template <typename T>
  Done Directive(T* node, const char* word, uint32_t flag);
  Done Alias(ast::Alias* node);
  Done NamedExpression(ast::NamedExpr* node);
  Done BindOutsideComprehension(ast::Name* target);
  Done Yield(Node* node);
  Done Await(ast::Await* node);
  Done Name(ast::Name* node);
  Done Comprehension(ast::Comprehension* node);
  template <typename C>
  Done ComprehensionScope(C* node, ComprehensionKind kind, const char* name);
  Done NotInAnnotation(const char* what, const Node* at);

  Thread& t_;
  ast::Tree& tree_;
  const bool future_annotations_;
  SymbolTable& table_;
  Problem* problem_;
  std::vector<Scope*> stack_;
  ast::NameId class_name_;  // that private names are mangled by
};

Builder::Inside::Inside(Builder& builder, ScopeKind kind, ast::NameId name, const Node* node)
    : builder_(builder) {
  Scope* scope = builder.table_.Add(kind, name, node);
  if (!builder.stack_.empty()) {
    Scope* parent = builder.scope();
    scope->is_nested = parent->is_nested || parent->kind == ScopeKind::kFunction;
    scope->iteration_depth = parent->iteration_depth;
    if (kind != ScopeKind::kAnnotation) parent->children.push_back(scope);
  }
  builder.stack_.push_back(scope);
}

Result<None> Builder::Fail(const Node* at, std::string message) {
  *problem_ = ProblemAt(std::move(message), at->begin, at->end);
  problem_->placed_later = true;
  return Raised{};
}

std::string Builder::Quoted(ast::NameId name) const {
  std::string text = "'";
  text.append(tree_.TextOf(name));
  return text += "'";
}

Result<None> Builder::Define(Scope* scope, ast::NameId name, uint32_t flag, const Node* at) {
  const ast::NameId mangled = Mangled(name);
  Symbol& symbol = scope->Add(mangled);
  if ((flag & kDefParameter) != 0 && (symbol.flags & kDefParameter) != 0) {
    return Fail(at, absl::StrCat("duplicate argument ", Quoted(name), " in function definition"));
  }
  symbol.flags |= flag;
  if (scope->in_iteration_target) {
    if ((symbol.flags & (kDefGlobal | kDefNonlocal)) != 0) {
      return Fail(at, absl::StrCat("comprehension inner loop cannot rebind assignment expression "
                                   "target ",
                                   Quoted(name)));
    }
    symbol.flags |= kDefIteration;
  }
  if ((flag & kDefParameter) != 0) {
    scope->parameters.push_back(mangled);
  } else if ((flag & kDefGlobal) != 0) {
    table_.top()->Add(mangled).flags |= flag;
  }
  return None{};
}

Result<None> Builder::NotInAnnotation(const char* what, const Node* at) {
  if (scope()->kind != ScopeKind::kAnnotation) return None{};
  return Fail(at, absl::StrCat("'", what, "' can not be used within an annotation"));
}

// --- Scopes --------------------------------------------------------------------------------------

Result<None> Builder::Module(ast::ModNode* module) {
  const Inside inside(*this, ScopeKind::kModule, "top", module);
  return VisitChildren(module);
}

template <typename F>
Result<None> Builder::Function(F* node) {
  TRY(Define(node->name(), kDefLocal, node));
  TRY(VisitAll(node->args()->defaults()));
  TRY(VisitAll(node->args()->kw_defaults()));
  TRY(Annotations(node));
  TRY(VisitAll(node->decorator_list()));
  const Inside inside(*this, ScopeKind::kFunction, node->name(), node);
  scope()->is_coroutine = F::kKind == ast::AsyncFunctionDef::kKind;
  TRY(Parameters(node->args()));
  return VisitAll(node->body());
}

Result<None> Builder::Lambda(ast::Lambda* node) {
  TRY(VisitAll(node->args()->defaults()));
  TRY(VisitAll(node->args()->kw_defaults()));
  const Inside inside(*this, ScopeKind::kFunction, "lambda", node);
  TRY(Parameters(node->args()));
  return Visit(node->body());
}

Result<None> Builder::Class(ast::ClassDef* node) {
  TRY(Define(node->name(), kDefLocal, node));
  TRY(VisitAll(node->bases()));
  TRY(VisitAll(node->keywords()));
  TRY(VisitAll(node->decorator_list()));
  const Inside inside(*this, ScopeKind::kClass, node->name(), node);
  const ast::NameId outer = std::exchange(class_name_, node->name());
  const Done done = VisitAll(node->body());
  class_name_ = outer;
  return done;
}

Result<None> Builder::Parameters(ast::Arguments* arguments) {
  for (const auto& parameters :
       {arguments->posonlyargs(), arguments->args(), arguments->kwonlyargs()}) {
    for (ast::Arg* parameter : parameters) {
      TRY(Define(parameter->arg(), kDefParameter, parameter));
    }
  }
  if (ast::Arg* rest = arguments->vararg(); rest != nullptr) {
    TRY(Define(rest->arg(), kDefParameter, rest));
    scope()->has_varargs = true;
  }
  if (ast::Arg* rest = arguments->kwarg(); rest != nullptr) {
    TRY(Define(rest->arg(), kDefParameter, rest));
    scope()->has_varkeywords = true;
  }
  return None{};
}

template <typename C>
Result<None> Builder::ComprehensionScope(C* node, ComprehensionKind kind, const char* name) {
  // The first iterable is an expression of the scope around.
  ast::Comprehension* outermost = node->generators()[0];
  ++scope()->iteration_depth;
  TRY(Visit(outermost->iter()));
  --scope()->iteration_depth;
  bool makes_coroutine;
  {
    const Inside inside(*this, ScopeKind::kFunction, name, node);
    scope()->comprehension = kind;
    if (outermost->is_async() != 0) scope()->is_coroutine = true;
    TRY(Define(tree_.NameOf(".0"), kDefParameter, node));
    scope()->in_iteration_target = true;
    TRY(Visit(outermost->target()));
    scope()->in_iteration_target = false;
    TRY(VisitAll(outermost->ifs()));
    for (size_t i = 1; i < node->generators().size(); ++i) TRY(Visit(node->generators()[i]));
    if constexpr (C::kKind == ast::NodeKind::kDictComp) {
      TRY(Visit(node->value()));
      TRY(Visit(node->key()));
    } else {
      TRY(Visit(node->elt()));
    }
    scope()->is_generator = kind == ComprehensionKind::kGenerator;
    makes_coroutine = scope()->is_coroutine && kind != ComprehensionKind::kGenerator;
  }
  if (makes_coroutine) scope()->is_coroutine = true;
  return None{};
}

Result<None> Builder::Comprehension(ast::Comprehension* node) {
  scope()->in_iteration_target = true;
  TRY(Visit(node->target()));
  scope()->in_iteration_target = false;
  ++scope()->iteration_depth;
  TRY(Visit(node->iter()));
  --scope()->iteration_depth;
  TRY(VisitAll(node->ifs()));
  if (node->is_async() != 0) scope()->is_coroutine = true;
  return None{};
}

// --- Annotations ---------------------------------------------------------------------------------

/// With the future feature annotations are text, and what they name does not count.
Result<None> Builder::Annotation(ast::ExprNode* annotation) {
  if (!future_annotations_) return Visit(annotation);
  const Inside inside(*this, ScopeKind::kAnnotation, "_annotation", annotation);
  return Visit(annotation);
}

template <typename F>
Result<None> Builder::Annotations(F* function) {
  ast::Arguments* arguments = function->args();
  for (const auto& parameters : {arguments->posonlyargs(), arguments->args()}) {
    for (ast::Arg* parameter : parameters) {
      if (parameter->annotation() != nullptr) TRY(Annotation(parameter->annotation()));
    }
  }
  for (ast::Arg* rest : {arguments->vararg(), arguments->kwarg()}) {
    if (rest != nullptr && rest->annotation() != nullptr) TRY(Annotation(rest->annotation()));
  }
  for (ast::Arg* parameter : arguments->kwonlyargs()) {
    if (parameter->annotation() != nullptr) TRY(Annotation(parameter->annotation()));
  }
  return function->returns() == nullptr ? Done(None{}) : Annotation(function->returns());
}

Result<None> Builder::AnnotatedAssignment(ast::AnnAssign* node) {
  if (auto* name = ast::As<ast::Name>(node->target()); name != nullptr) {
    const uint32_t present = scope()->FlagsOf(Mangled(name->id()));
    const bool is_simple = node->simple() != 0;
    if ((present & (kDefGlobal | kDefNonlocal)) != 0 && scope() != table_.top() && is_simple) {
      const char* kind = (present & kDefGlobal) != 0 ? "global" : "nonlocal";
      return Fail(node, absl::StrCat("annotated name ", Quoted(name->id()), " can't be ", kind));
    }
    if (is_simple) {
      TRY(Define(name->id(), kDefAnnotation | kDefLocal, name));
    } else if (node->value() != nullptr) {
      TRY(Define(name->id(), kDefLocal, name));
    }
  } else {
    TRY(Visit(node->target()));
  }
  TRY(Annotation(node->annotation()));
  return VisitIf(node->value());
}

// --- Statements ----------------------------------------------------------------------------------

template <typename T>
Result<None> Builder::TryStatement(T* node) {
  TRY(VisitAll(node->body()));
  TRY(VisitAll(node->orelse()));
  TRY(VisitAll(node->handlers()));
  return VisitAll(node->finalbody());
}

template <typename T>
Result<None> Builder::Directive(T* node, const char* word, uint32_t flag) {
  for (const ast::NameId name : node->names()) {
    const uint32_t present = scope()->FlagsOf(Mangled(name));
    if ((present & kDefParameter) != 0) {
      return Fail(node, absl::StrCat("name ", Quoted(name), " is parameter and ", word));
    }
    if ((present & kUse) != 0) {
      return Fail(node,
                  absl::StrCat("name ", Quoted(name), " is used prior to ", word, " declaration"));
    }
    if ((present & kDefAnnotation) != 0) {
      return Fail(node, absl::StrCat("annotated name ", Quoted(name), " can't be ", word));
    }
    if ((present & kDefLocal) != 0) {
      return Fail(node, absl::StrCat("name ", Quoted(name), " is assigned to before ", word,
                                     " declaration"));
    }
    TRY(Define(name, flag, node));
    Record(name, node);
  }
  return None{};
}

/// The name that an import binds: the first one of a dotted row.
Result<None> Builder::Alias(ast::Alias* node) {
  const ast::NameId name = node->asname() ? node->asname() : node->name();
  const std::string_view text = tree_.TextOf(name);
  if (text != "*") {
    return Define(tree_.NameOf(text.substr(0, text.find('.'))), kDefImport, node);
  }
  if (scope()->kind == ScopeKind::kModule) return None{};
  return Fail(node, "import * only allowed at module level");
}

// --- Expressions ---------------------------------------------------------------------------------

Result<None> Builder::NamedExpression(ast::NamedExpr* node) {
  TRY(NotInAnnotation("named expression", node));
  if (scope()->iteration_depth > 0) {
    return Fail(node,
                "assignment expression cannot be used in a comprehension iterable expression");
  }
  if (scope()->comprehension != ComprehensionKind::kNone) {
    TRY(BindOutsideComprehension(static_cast<ast::Name*>(node->target())));
  }
  TRY(Visit(node->value()));
  return Visit(node->target());
}

Result<None> Builder::BindOutsideComprehension(ast::Name* target) {
  const ast::NameId name = target->id();
  for (size_t i = stack_.size(); i-- > 0;) {
    Scope* outer = stack_[i];
    if (outer->comprehension != ComprehensionKind::kNone) {
      if ((outer->FlagsOf(name) & kDefIteration) == 0) continue;
      return Fail(target, absl::StrCat("assignment expression cannot rebind comprehension "
                                       "iteration variable ",
                                       Quoted(name)));
    }
    if (outer->kind == ScopeKind::kClass) {
      return Fail(target,
                  "assignment expression within a comprehension cannot be used in a class body");
    }
    if (outer->kind == ScopeKind::kAnnotation) continue;
    const bool is_global =
        outer->kind == ScopeKind::kModule || (outer->FlagsOf(name) & kDefGlobal) != 0;
    TRY(Define(name, is_global ? kDefGlobal : kDefNonlocal, target));
    Record(name, target);
    return Define(outer, name, outer->kind == ScopeKind::kModule ? kDefGlobal : kDefLocal, target);
  }
  return None{};
}

Result<None> Builder::Yield(Node* node) {
  TRY(NotInAnnotation("yield expression", node));
  TRY(VisitChildren(node));
  scope()->is_generator = true;
  const char* inside;
  switch (scope()->comprehension) {
    case ComprehensionKind::kNone:
      return None{};
    case ComprehensionKind::kList:
      inside = "list comprehension";
      break;
    case ComprehensionKind::kSet:
      inside = "set comprehension";
      break;
    case ComprehensionKind::kDict:
      inside = "dict comprehension";
      break;
    case ComprehensionKind::kGenerator:
      inside = "generator expression";
      break;
  }
  return Fail(node, absl::StrCat("'yield' inside ", inside));
}

Result<None> Builder::Await(ast::Await* node) {
  TRY(NotInAnnotation("await expression", node));
  TRY(Visit(node->value()));
  scope()->is_coroutine = true;
  return None{};
}

Result<None> Builder::Name(ast::Name* node) {
  const bool is_load = node->ctx() == ast::ExprContext::kLoad;
  TRY(Define(node->id(), is_load ? kUse : kDefLocal, node));
  // super() without arguments reads the cell __class__.
  if (is_load && scope()->kind == ScopeKind::kFunction && tree_.TextOf(node->id()) == "super") {
    return Define(tree_.NameOf("__class__"), kUse, node);
  }
  return None{};
}

Result<None> Builder::Visit(Node* node) {
  using ast::NodeKind;
  TRY(CheckNativeStack(t_, " during compilation"));
  switch (node->node_kind) {
    case NodeKind::kFunctionDef:
      return Function(static_cast<ast::FunctionDef*>(node));
    case NodeKind::kAsyncFunctionDef:
      return Function(static_cast<ast::AsyncFunctionDef*>(node));
    case NodeKind::kLambda:
      return Lambda(static_cast<ast::Lambda*>(node));
    case NodeKind::kClassDef:
      return Class(static_cast<ast::ClassDef*>(node));
    case NodeKind::kReturn:
      TRY(VisitChildren(node));
      if (static_cast<ast::Return*>(node)->value() != nullptr) scope()->returns_value = true;
      return None{};
    case NodeKind::kAnnAssign:
      return AnnotatedAssignment(static_cast<ast::AnnAssign*>(node));
    case NodeKind::kTry:
      return TryStatement(static_cast<ast::Try*>(node));
    case NodeKind::kTryStar:
      return TryStatement(static_cast<ast::TryStar*>(node));
    case NodeKind::kGlobal:
      return Directive(static_cast<ast::Global*>(node), "global", kDefGlobal);
    case NodeKind::kNonlocal:
      return Directive(static_cast<ast::Nonlocal*>(node), "nonlocal", kDefNonlocal);
    case NodeKind::kAlias:
      return Alias(static_cast<ast::Alias*>(node));
    case NodeKind::kExceptHandler: {
      auto* handler = static_cast<ast::ExceptHandler*>(node);
      TRY(VisitIf(handler->type()));
      if (handler->name()) TRY(Define(handler->name(), kDefLocal, handler));
      return VisitAll(handler->body());
    }
    case NodeKind::kNamedExpr:
      return NamedExpression(static_cast<ast::NamedExpr*>(node));
    case NodeKind::kListComp:
      return ComprehensionScope(static_cast<ast::ListComp*>(node), ComprehensionKind::kList,
                                "listcomp");
    case NodeKind::kSetComp:
      return ComprehensionScope(static_cast<ast::SetComp*>(node), ComprehensionKind::kSet,
                                "setcomp");
    case NodeKind::kDictComp:
      return ComprehensionScope(static_cast<ast::DictComp*>(node), ComprehensionKind::kDict,
                                "dictcomp");
    case NodeKind::kGeneratorExp:
      return ComprehensionScope(static_cast<ast::GeneratorExp*>(node),
                                ComprehensionKind::kGenerator, "genexpr");
    case NodeKind::kComprehension:
      return Comprehension(static_cast<ast::Comprehension*>(node));
    case NodeKind::kYield:
    case NodeKind::kYieldFrom:
      return Yield(node);
    case NodeKind::kAwait:
      return Await(static_cast<ast::Await*>(node));
    case NodeKind::kName:
      return Name(static_cast<ast::Name*>(node));
    case NodeKind::kMatchStar: {
      auto* star = static_cast<ast::MatchStar*>(node);
      return star->name() ? Define(star->name(), kDefLocal, star) : Done(None{});
    }
    case NodeKind::kMatchMapping: {
      auto* mapping = static_cast<ast::MatchMapping*>(node);
      TRY(VisitChildren(mapping));
      return mapping->rest() ? Define(mapping->rest(), kDefLocal, mapping) : Done(None{});
    }
    case NodeKind::kMatchAs: {
      auto* capture = static_cast<ast::MatchAs*>(node);
      TRY(VisitIf(capture->pattern()));
      return capture->name() ? Define(capture->name(), kDefLocal, capture) : Done(None{});
    }
    default:
      return VisitChildren(node);
  }
}

}  // namespace

Result<None> SymbolTable::Build(Thread& t, ast::Tree& tree, ast::ModNode* module,
                                bool future_annotations, SymbolTable* table, Problem* problem) {
  TRY(Builder(t, tree, future_annotations, table, problem).Module(module));
  return ResolveScopes(t, tree, table->top(), problem);
}

}  // namespace krait::compiler
