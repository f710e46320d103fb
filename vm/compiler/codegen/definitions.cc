#include <utility>

#include "vm/compiler/codegen/code_generator.h"
#include "vm/compiler/fold/fold.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait::compiler {
namespace {

// Flags of MAKE_FUNCTION.
constexpr int kHasDefaults = 1;
constexpr int kHasKeywordDefaults = 2;
constexpr int kHasAnnotations = 4;
constexpr int kHasClosure = 8;

int FirstLineOf(const ast::Node* node, ast::Sequence<ast::ExprNode*> decorators) {
  return decorators.empty() ? node->begin.line : decorators[0]->begin.line;
}

}  // namespace

// --- Modules and bodies --------------------------------------------------------------------------

namespace {

bool HasAnnotations(ast::Sequence<ast::StmtNode*> body);

template <typename T>
bool HasAnnotationsIn(const T* node) {
  if (HasAnnotations(node->body())) return true;
  if constexpr (requires { node->handlers(); }) {
    for (const ast::ExcepthandlerNode* handler : node->handlers()) {
      if (HasAnnotations(static_cast<const ast::ExceptHandler*>(handler)->body())) return true;
    }
    if (HasAnnotations(node->finalbody())) return true;
  }
  if constexpr (requires { node->orelse(); }) {
    if (HasAnnotations(node->orelse())) return true;
  }
  return false;
}

/// Whether a variable is annotated in a body, definitions inside of it aside.
bool HasAnnotations(ast::Sequence<ast::StmtNode*> body) {
  using ast::NodeKind;
  for (const ast::StmtNode* node : body) {
    bool found = false;
    switch (node->node_kind) {
      case NodeKind::kAnnAssign:
        return true;
      case NodeKind::kFor:
        found = HasAnnotationsIn(static_cast<const ast::For*>(node));
        break;
      case NodeKind::kAsyncFor:
        found = HasAnnotationsIn(static_cast<const ast::AsyncFor*>(node));
        break;
      case NodeKind::kWhile:
        found = HasAnnotationsIn(static_cast<const ast::While*>(node));
        break;
      case NodeKind::kIf:
        found = HasAnnotationsIn(static_cast<const ast::If*>(node));
        break;
      case NodeKind::kWith:
        found = HasAnnotationsIn(static_cast<const ast::With*>(node));
        break;
      case NodeKind::kAsyncWith:
        found = HasAnnotationsIn(static_cast<const ast::AsyncWith*>(node));
        break;
      case NodeKind::kTry:
        found = HasAnnotationsIn(static_cast<const ast::Try*>(node));
        break;
      case NodeKind::kTryStar:
        found = HasAnnotationsIn(static_cast<const ast::TryStar*>(node));
        break;
      default:
        break;
    }
    if (found) return true;
  }
  return false;
}

}  // namespace

Result<Code*> CodeGenerator::Generate(ast::ModNode* module) {
  Unit unit(t_, UnitKind::kModule, symbols_.top(), nullptr, NameOf("<module>"), 1);
  TRY(Enter(&unit));
  bool add_none = true;
  if (auto* file = ast::As<ast::Module>(module); file != nullptr) {
    TRY(Body(file->body()));
  } else if (auto* interactive = ast::As<ast::Interactive>(module); interactive != nullptr) {
    unit_->position = {1, 1, 0, 0};
    if (HasAnnotations(interactive->body())) Add(Op::SETUP_ANNOTATIONS);
    TRY(VisitAll(interactive->body()));
  } else {
    TRY(Visit(static_cast<ast::Expression*>(module)->body()));
    add_none = false;
  }
  return Leave(&unit, add_none);
}

/// Of a module or class.
Result<None> CodeGenerator::Body(Stmts body) {
  if (unit_->kind == UnitKind::kModule && !body.empty()) SetPosition(body[0]);
  if (HasAnnotations(body)) Add(Op::SETUP_ANNOTATIONS);
  size_t first = 0;
  if (options_.optimize < 2) {
    if (ast::Constant* docstring = DocstringOf(tree_, body); docstring != nullptr) {
      TRY(Visit(static_cast<Expr*>(docstring)));
      UnsetPosition();
      TRY(NameOperation("__doc__", NameUse::kStore));
      first = 1;
    }
  }
  for (size_t i = first; i < body.size(); ++i) TRY(Visit(body[i]));
  return None{};
}

// --- Functions -----------------------------------------------------------------------------------

void CodeGenerator::CountParameters(ast::Arguments* arguments) {
  unit_->posonly_count = static_cast<int>(arguments->posonlyargs().size());
  unit_->argument_count = static_cast<int>(arguments->args().size());
  unit_->kwonly_count = static_cast<int>(arguments->kwonlyargs().size());
}

Result<None> CodeGenerator::CheckParameters(ast::Arguments* arguments) {
  for (const auto& parameters :
       {arguments->posonlyargs(), arguments->args(), arguments->kwonlyargs()}) {
    for (const ast::Arg* parameter : parameters) {
      TRY(CheckName(parameter->arg(), NameUse::kStore));
    }
  }
  for (const ast::Arg* rest : {arguments->vararg(), arguments->kwarg()}) {
    if (rest != nullptr) TRY(CheckName(rest->arg(), NameUse::kStore));
  }
  return None{};
}

Result<bool> CodeGenerator::KeywordDefaults(ast::Arguments* arguments) {
  std::vector<ast::NameId> names;
  for (size_t i = 0; i < arguments->kwonlyargs().size(); ++i) {
    Expr* value = arguments->kw_defaults()[i];
    if (value == nullptr) continue;
    names.push_back(Mangled(arguments->kwonlyargs()[i]->arg()));
    TRY(Visit(value));
  }
  if (names.empty()) return false;
  LoadConstant(TRY(TupleOf(names)));
  Add(Op::BUILD_CONST_KEY_MAP, static_cast<int>(names.size()));
  return true;
}

/// The flags for MAKE_FUNCTION.
Result<int> CodeGenerator::Defaults(ast::Arguments* arguments) {
  int flags = 0;
  if (!arguments->defaults().empty()) {
    TRY(VisitAll(arguments->defaults()));
    Add(Op::BUILD_TUPLE, static_cast<int>(arguments->defaults().size()));
    flags |= kHasDefaults;
  }
  if (TRY(KeywordDefaults(arguments))) flags |= kHasKeywordDefaults;
  return flags;
}

/// How many values are now on the stack.
Result<int> CodeGenerator::ParameterAnnotation(ast::NameId name, Expr* annotation) {
  if (annotation == nullptr) return 0;
  TRY(LoadNameConstant(Mangled(name)));
  auto* starred = ast::As<ast::Starred>(annotation);
  if (starred != nullptr && !has_future_annotations()) {
    TRY(Visit(starred->value()));
    Add(Op::UNPACK_SEQUENCE, 1);
  } else {
    TRY(Annotation(annotation));
  }
  return 2;
}

Result<bool> CodeGenerator::ParameterAnnotations(ast::Arguments* arguments, Expr* returns) {
  int count = 0;
  const auto add = [&](const ast::Arg* parameter) -> Done {
    if (parameter == nullptr) return None{};
    count += TRY(ParameterAnnotation(parameter->arg(), parameter->annotation()));
    return None{};
  };
  for (const ast::Arg* parameter : arguments->args()) TRY(add(parameter));
  for (const ast::Arg* parameter : arguments->posonlyargs()) TRY(add(parameter));
  TRY(add(arguments->vararg()));
  for (const ast::Arg* parameter : arguments->kwonlyargs()) TRY(add(parameter));
  TRY(add(arguments->kwarg()));
  count += TRY(ParameterAnnotation(NameOf("return"), returns));
  if (count == 0) return false;
  Add(Op::BUILD_TUPLE, count);
  return true;
}

Result<None> CodeGenerator::MakeFunction(Code* code, int flags) {
  if (code->nfreevars() != 0) {
    const auto count = static_cast<size_t>(code->nfreevars());
    const Tuple* names = code->localsplusnames();
    for (size_t i = names->size() - count; i < names->size(); ++i) {
      const ast::NameId name = NameOf(Cast<Str>(names->At(i))->ToUtf8());
      const Symbol* symbol = unit_->scope->Find(name);
      const bool is_class_cell =
          unit_->kind == UnitKind::kClass && tree_.TextOf(name) == "__class__";
      const bool is_cell =
          is_class_cell || (symbol != nullptr && symbol->scope == SymbolScope::kCell);
      Add(Op::LOAD_CLOSURE, is_cell
                                ? unit_->cells.Find(name)
                                : static_cast<int>(unit_->cells.size()) + unit_->frees.Find(name));
    }
    flags |= kHasClosure;
    Add(Op::BUILD_TUPLE, static_cast<int>(count));
  }
  LoadConstant(Value::FromObject(code));
  Add(Op::MAKE_FUNCTION, flags);
  return None{};
}

void CodeGenerator::ApplyDecorators(Exprs decorators) {
  const CodePosition position = unit_->position;
  for (size_t i = decorators.size(); i-- > 0;) {
    SetPosition(decorators[i]);
    AddCall(0);
  }
  unit_->position = position;
}

template <typename F>
Result<None> CodeGenerator::Function(F* node, UnitKind kind) {
  TRY(CheckParameters(node->args()));
  TRY(VisitAll(node->decorator_list()));
  int flags = TRY(Defaults(node->args()));
  if (TRY(ParameterAnnotations(node->args(), node->returns()))) flags |= kHasAnnotations;
  Unit unit(t_, kind, symbols_.ScopeOf(node), unit_, node->name(),
            FirstLineOf(node, node->decorator_list()));
  TRY(Enter(&unit));
  const ast::Constant* docstring =
      options_.optimize < 2 ? DocstringOf(tree_, node->body()) : nullptr;
  unit.constants.Add(docstring != nullptr ? tree_.ValueOf(docstring->value()) : Value::None());
  CountParameters(node->args());
  for (size_t i = docstring != nullptr ? 1 : 0; i < node->body().size(); ++i) {
    TRY(Visit(node->body()[i]));
  }
  Code* code = TRY(Leave(&unit, true));
  TRY(MakeFunction(code, flags));
  ApplyDecorators(node->decorator_list());
  return NameOperation(node->name(), NameUse::kStore);
}
template Result<None> CodeGenerator::Function(ast::FunctionDef*, UnitKind);
template Result<None> CodeGenerator::Function(ast::AsyncFunctionDef*, UnitKind);

Result<None> CodeGenerator::Lambda(ast::Lambda* node) {
  TRY(CheckParameters(node->args()));
  const int flags = TRY(Defaults(node->args()));
  Unit unit(t_, UnitKind::kLambda, symbols_.ScopeOf(node), unit_, NameOf("<lambda>"),
            node->begin.line);
  TRY(Enter(&unit));
  unit.constants.Add(Value::None());  // where a docstring would be
  CountParameters(node->args());
  TRY(Visit(node->body()));
  const bool is_generator = unit.scope->is_generator;
  if (!is_generator) Add(Op::RETURN_VALUE);
  Code* code = TRY(Leave(&unit, !is_generator));
  return MakeFunction(code, flags);
}

// --- Classes -------------------------------------------------------------------------------------

Result<None> CodeGenerator::Class(ast::ClassDef* node) {
  TRY(VisitAll(node->decorator_list()));
  Unit unit(t_, UnitKind::kClass, symbols_.ScopeOf(node), unit_, node->name(),
            FirstLineOf(node, node->decorator_list()));
  TRY(Enter(&unit));
  unit.private_name = node->name();
  TRY(NameOperation("__name__", NameUse::kLoad));
  TRY(NameOperation("__module__", NameUse::kStore));
  LoadConstant(Value::FromObject(TRY(Str::InternUtf8(t_, unit.qualified_name))));
  TRY(NameOperation("__qualname__", NameUse::kStore));
  TRY(Body(node->body()));
  UnsetPosition();
  if (unit.scope->needs_class_closure) {
    Add(Op::LOAD_CLOSURE, unit.cells.Find(NameOf("__class__")));
    Add(Op::COPY, 1);
    TRY(NameOperation("__classcell__", NameUse::kStore));
  } else {
    LoadNone();
  }
  Add(Op::RETURN_VALUE);
  Code* code = TRY(Leave(&unit, true));
  Add(Op::PUSH_NULL);
  Add(Op::LOAD_BUILD_CLASS);
  TRY(MakeFunction(code, 0));
  TRY(LoadNameConstant(node->name()));
  TRY(Arguments(2, node->bases(), node->keywords()));
  ApplyDecorators(node->decorator_list());
  return NameOperation(node->name(), NameUse::kStore);
}

}  // namespace krait::compiler
