#include "vm/compiler/ast_objects/validate.h"

#include <string_view>

#include "absl/strings/str_cat.h"
#include "vm/compiler/ast_objects/validator.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/recursion.h"
#include "vm/object/set.h"
#include "vm/object/tuple.h"
#include "vm/object/type.h"

namespace krait::compiler {

using ast::ExprContext;
using ast::ExprNode;
using ast::FieldType;
using ast::NodeKind;
using ast::Sequence;

Result<None> Validate(Thread& t, const ast::Tree& tree, const ast::ModNode* module) {
  return Validator(t, tree).CheckModule(module);
}

Raised Validator::Refuse(std::string_view message) { return RaiseValueError(t_, message); }

Result<None> Validator::CheckModule(const ast::ModNode* module) {
  switch (module->node_kind) {
    case NodeKind::kModule:
      return CheckStatements(static_cast<const ast::Module*>(module)->body());
    case NodeKind::kInteractive:
      return CheckStatements(static_cast<const ast::Interactive*>(module)->body());
    case NodeKind::kExpression:
      return CheckExpr(static_cast<const ast::Expression*>(module)->body());
    default: {
      const auto* type = static_cast<const ast::FunctionType*>(module);
      TRY(CheckExprs(type->argtypes()));
      return CheckExpr(type->returns());
    }
  }
}

Result<None> Validator::CheckPlace(const ast::Node* node) {
  const Position begin = node->begin;
  const Position end = node->end;
  if (begin.line > end.line) {
    return Refuse(
        absl::StrCat("AST node line range (", begin.line, ", ", end.line, ") is not valid"));
  }
  if ((begin.line < 0 && end.line != begin.line) ||
      (begin.column < 0 && end.column != begin.column)) {
    return Refuse(absl::StrCat("AST node column range (", begin.column, ", ", end.column,
                               ") for line range (", begin.line, ", ", end.line, ") is not valid"));
  }
  if (begin.line == end.line && begin.column > end.column) {
    return Refuse(absl::StrCat("line ", begin.line, ", column ", begin.column, "-", end.column,
                               " is not a valid range"));
  }
  return None{};
}

Result<None> Validator::CheckName(ast::NameId name) {
  const std::string_view text = tree_.TextOf(name);
  for (const char* constant : {"None", "True", "False"}) {
    if (text != constant) continue;
    return Refuse(absl::StrCat("identifier field can't represent '", constant, "' constant"));
  }
  return None{};
}

Result<None> Validator::CheckNames(Sequence<ast::NameId> names) {
  for (const ast::NameId name : names) {
    if (!name) return Refuse("None disallowed in identifier list");
  }
  return None{};
}

// --- Expressions -------------------------------------------------------------------------------

Result<None> Validator::CheckExprs(Sequence<ExprNode*> exprs, ExprContext context,
                                   Missing missing) {
  for (const ExprNode* expr : exprs) {
    if (expr != nullptr) {
      TRY(CheckExpr(expr, context));
    } else if (missing == Missing::kRefused) {
      return Refuse("None disallowed in expression list");
    }
  }
  return None{};
}

Result<None> Validator::CheckOptional(const ExprNode* expr, ExprContext context) {
  return expr == nullptr ? Result<None>(None{}) : CheckExpr(expr, context);
}

namespace {

/// The context that an expression says it has; null if it is of a kind that has none.
const ExprContext* ContextOf(const ExprNode* expr, ExprContext* place) {
  const ast::NodeInfo& info = ast::InfoOf(expr->node_kind);
  if (info.fields.empty() || info.fields.back().type != FieldType::kExprContext) return nullptr;
  *place = static_cast<ExprContext>(expr->word(info.fields.size() - 1));
  return place;
}

const char* TextOf(ExprContext context) {
  return ast::NameOf(FieldType::kExprContext, static_cast<uint64_t>(context));
}

}  // namespace

Result<None> Validator::CheckContext(const ExprNode* expr, ExprContext wanted) {
  ExprContext place;
  const ExprContext* actual = ContextOf(expr, &place);
  if (actual == nullptr && wanted != ExprContext::kLoad) {
    return Refuse(
        absl::StrCat("expression which can't be assigned to in ", TextOf(wanted), " context"));
  }
  if (actual != nullptr && *actual != wanted) {
    return Refuse(absl::StrCat("expression must have ", TextOf(wanted), " context but has ",
                               TextOf(*actual), " instead"));
  }
  return None{};
}

Result<None> Validator::CheckExpr(const ExprNode* expr, ExprContext context) {
  TRY(CheckNativeStack(t_, " during compilation"));
  TRY(CheckPlace(expr));
  if (ast::Is<ast::Name>(expr)) TRY(CheckName(static_cast<const ast::Name*>(expr)->id()));
  TRY(CheckContext(expr, context));
  switch (expr->node_kind) {
    case NodeKind::kBoolOp: {
      const auto* node = static_cast<const ast::BoolOp*>(expr);
      if (node->values().size() < 2) return Refuse("BoolOp with less than 2 values");
      return CheckExprs(node->values());
    }
    case NodeKind::kNamedExpr:
      return CheckNamedExpr(static_cast<const ast::NamedExpr*>(expr));
    case NodeKind::kFormattedValue:
      return CheckFormattedValue(static_cast<const ast::FormattedValue*>(expr));
    case NodeKind::kLambda: {
      const auto* node = static_cast<const ast::Lambda*>(expr);
      TRY(CheckArguments(node->args()));
      return CheckExpr(node->body());
    }
    case NodeKind::kDict: {
      const auto* node = static_cast<const ast::Dict*>(expr);
      if (node->keys().size() != node->values().size()) {
        return Refuse("Dict doesn't have the same number of keys as values");
      }
      TRY(CheckExprs(node->keys(), ExprContext::kLoad, Missing::kAllowed));
      return CheckExprs(node->values());
    }
    case NodeKind::kListComp:
      return CheckComprehension<ast::ListComp>(expr);
    case NodeKind::kSetComp:
      return CheckComprehension<ast::SetComp>(expr);
    case NodeKind::kGeneratorExp:
      return CheckComprehension<ast::GeneratorExp>(expr);
    case NodeKind::kDictComp: {
      const auto* node = static_cast<const ast::DictComp*>(expr);
      TRY(CheckGenerators(node->generators()));
      TRY(CheckExpr(node->key()));
      return CheckExpr(node->value());
    }
    case NodeKind::kCompare:
      return CheckCompare(static_cast<const ast::Compare*>(expr));
    case NodeKind::kCall: {
      const auto* node = static_cast<const ast::Call*>(expr);
      TRY(CheckExpr(node->func()));
      TRY(CheckExprs(node->args()));
      return CheckKeywords(node->keywords());
    }
    case NodeKind::kConstant:
      return CheckConstant(tree_.ValueOf(static_cast<const ast::Constant*>(expr)->value()));
    case NodeKind::kSubscript: {
      const auto* node = static_cast<const ast::Subscript*>(expr);
      TRY(CheckExpr(node->slice()));
      return CheckExpr(node->value());
    }
    case NodeKind::kStarred:
      return CheckExpr(static_cast<const ast::Starred*>(expr)->value(), context);
    case NodeKind::kList:
      return CheckExprs(static_cast<const ast::List*>(expr)->elts(), context);
    case NodeKind::kTuple:
      return CheckExprs(static_cast<const ast::Tuple*>(expr)->elts(), context);
    default:
      return CheckParts(expr);
  }
}

/// Expressions that are read one after the other, and nothing else.
Result<None> Validator::CheckParts(const ExprNode* expr) {
  const ast::NodeInfo& info = ast::InfoOf(expr->node_kind);
  for (size_t i = 0; i < info.fields.size(); ++i) {
    const ast::FieldInfo& field = info.fields[i];
    if (field.type != FieldType::kNode) continue;
    const uint64_t word = expr->word(i);
    if (field.quantifier == ast::Quantifier::kSequence) {
      TRY(CheckExprs(ast::ast_internal::FromWord<Sequence<ExprNode*>>(word)));
    } else {
      TRY(CheckOptional(ast::ast_internal::FromWord<const ExprNode*>(word)));
    }
  }
  return None{};
}

Result<None> Validator::CheckCompare(const ast::Compare* node) {
  if (node->comparators().empty()) return Refuse("Compare with no comparators");
  if (node->comparators().size() != node->ops().size()) {
    return Refuse("Compare has a different number of comparators and operands");
  }
  TRY(CheckExprs(node->comparators()));
  return CheckExpr(node->left());
}

/// CPython lets more pass, and then compiles nonsense.
Result<None> Validator::CheckNamedExpr(const ast::NamedExpr* node) {
  TRY(CheckExpr(node->value()));
  if (!ast::Is<ast::Name>(node->target())) {
    return RaiseTypeError(t_, "NamedExpr target must be a Name");
  }
  return CheckExpr(node->target(), ExprContext::kStore);
}

Result<None> Validator::CheckFormattedValue(const ast::FormattedValue* node) {
  TRY(CheckParts(node));
  const int conversion = node->conversion();
  constexpr std::string_view kConversions = "sra";
  if (conversion != -1 && (conversion < 0 || conversion > 127 ||
                           kConversions.find(static_cast<char>(conversion)) == kConversions.npos)) {
    return RaiseSystemError(t_, absl::StrCat("Unrecognized conversion character ", conversion));
  }
  return None{};
}

Result<None> Validator::CheckGenerators(Sequence<ast::Comprehension*> generators) {
  if (generators.empty()) return Refuse("comprehension with no generators");
  for (const ast::Comprehension* generator : generators) {
    TRY(CheckExpr(generator->target(), ExprContext::kStore));
    TRY(CheckExpr(generator->iter()));
    TRY(CheckExprs(generator->ifs()));
  }
  return None{};
}

Result<None> Validator::CheckKeywords(Sequence<ast::Keyword*> keywords) {
  for (const ast::Keyword* keyword : keywords) TRY(CheckExpr(keyword->value()));
  return None{};
}

Result<None> Validator::CheckParameters(Sequence<ast::Arg*> parameters) {
  for (const ast::Arg* parameter : parameters) {
    TRY(CheckPlace(parameter));
    TRY(CheckOptional(parameter->annotation()));
  }
  return None{};
}

/// Where the parameter is does not matter to CPython.
Result<None> Validator::CheckStarred(const ast::Arg* parameter) {
  return parameter == nullptr ? Result<None>(None{}) : CheckOptional(parameter->annotation());
}

Result<None> Validator::CheckArguments(const ast::Arguments* arguments) {
  TRY(CheckParameters(arguments->posonlyargs()));
  TRY(CheckParameters(arguments->args()));
  TRY(CheckStarred(arguments->vararg()));
  TRY(CheckParameters(arguments->kwonlyargs()));
  TRY(CheckStarred(arguments->kwarg()));
  if (arguments->defaults().size() > arguments->posonlyargs().size() + arguments->args().size()) {
    return Refuse("more positional defaults than args on arguments");
  }
  if (arguments->kw_defaults().size() != arguments->kwonlyargs().size()) {
    return Refuse("length of kwonlyargs is not the same as kw_defaults on arguments");
  }
  TRY(CheckExprs(arguments->defaults()));
  return CheckExprs(arguments->kw_defaults(), ExprContext::kLoad, Missing::kAllowed);
}

// --- Constants ---------------------------------------------------------------------------------

Result<None> Validator::CheckConstant(Value value) {
  if (value.IsNone() || value.SameBits(Value::Ellipsis()) || value.IsBool()) return None{};
  const BuiltinTypes& all = types(t_);
  const Type* type = TypeOf(t_, value);
  for (const Type* plain : {all.int_, all.float_, all.complex, all.str, all.bytes}) {
    if (type == plain) return None{};
  }
  const RecursionScope level(t_);
  TRY(level.Check(" during compilation"));
  if (type == all.tuple) {
    for (const Value item : Cast<Tuple>(value)->values()) TRY(CheckConstant(item));
    return None{};
  }
  if (type == all.frozenset) {
    const auto* set = Cast<Set>(value);
    size_t position = 0;
    for (Value item; set->Next(position, item);) TRY(CheckConstant(item));
    return None{};
  }
  return RaiseTypeError(t_,
                        absl::StrCat("got an invalid type in Constant: ", type->name()->ToUtf8()));
}

}  // namespace krait::compiler
