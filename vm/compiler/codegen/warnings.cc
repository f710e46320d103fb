#include <string>

#include "vm/compiler/codegen/code_generator.h"
#include "vm/object/type.h"

namespace krait::compiler {
namespace {

/// What is usually compared by identity.
bool IsSingleton(Value value) {
  return value.IsNone() || value.IsBool() || value.bits() == Value::Ellipsis().bits();
}

}  // namespace

/// Of what an expression is certain to give; empty if that is not known.
std::string CodeGenerator::TypeNameOf(const Expr* node) {
  using ast::NodeKind;
  switch (node->node_kind) {
    case NodeKind::kTuple:
      return "tuple";
    case NodeKind::kList:
    case NodeKind::kListComp:
      return "list";
    case NodeKind::kDict:
    case NodeKind::kDictComp:
      return "dict";
    case NodeKind::kSet:
    case NodeKind::kSetComp:
      return "set";
    case NodeKind::kGeneratorExp:
      return "generator";
    case NodeKind::kLambda:
      return "function";
    case NodeKind::kJoinedStr:
    case NodeKind::kFormattedValue:
      return "str";
    case NodeKind::kConstant:
      return TypeName(t_, tree_.ValueOf(static_cast<const ast::Constant*>(node)->value()));
    default:
      return "";
  }
}

Result<None> CodeGenerator::CheckCompare(ast::Compare* node) {
  const auto is_literal = [&](const Expr* operand) {
    const auto* constant = ast::As<ast::Constant>(const_cast<Expr*>(operand));
    return constant != nullptr && !IsSingleton(tree_.ValueOf(constant->value()));
  };
  bool left = is_literal(node->left());
  for (size_t i = 0; i < node->ops().size(); ++i) {
    const bool right = is_literal(node->comparators()[i]);
    const ast::Cmpop op = node->ops()[i];
    if ((left || right) && (op == ast::Cmpop::kIs || op == ast::Cmpop::kIsNot)) {
      return Warn(op == ast::Cmpop::kIs ? "\"is\" with a literal. Did you mean \"==\"?"
                                        : "\"is not\" with a literal. Did you mean \"!=\"?");
    }
    left = right;
  }
  return None{};
}

Result<None> CodeGenerator::CheckCaller(Expr* node) {
  using ast::NodeKind;
  switch (node->node_kind) {
    case NodeKind::kConstant:
    case NodeKind::kTuple:
    case NodeKind::kList:
    case NodeKind::kListComp:
    case NodeKind::kDict:
    case NodeKind::kDictComp:
    case NodeKind::kSet:
    case NodeKind::kSetComp:
    case NodeKind::kGeneratorExp:
    case NodeKind::kJoinedStr:
    case NodeKind::kFormattedValue:
      return Warn("'" + TypeNameOf(node) + "' object is not callable; perhaps you missed a comma?");
    default:
      return None{};
  }
}

Result<None> CodeGenerator::CheckSubscripter(Expr* node) {
  using ast::NodeKind;
  switch (node->node_kind) {
    case NodeKind::kConstant: {
      const std::string type = TypeNameOf(node);
      const bool is_known = type == "NoneType" || type == "ellipsis" || type == "int" ||
                            type == "bool" || type == "float" || type == "complex" ||
                            type == "frozenset";
      if (!is_known) return None{};
      break;
    }
    case NodeKind::kSet:
    case NodeKind::kSetComp:
    case NodeKind::kGeneratorExp:
    case NodeKind::kLambda:
      break;
    default:
      return None{};
  }
  return Warn("'" + TypeNameOf(node) +
              "' object is not subscriptable; perhaps you missed a comma?");
}

Result<None> CodeGenerator::CheckIndex(Expr* node, Expr* index) {
  using ast::NodeKind;
  const std::string index_type = TypeNameOf(index);
  if (index_type.empty() || index_type == "int" || index_type == "bool") return None{};
  switch (node->node_kind) {
    case NodeKind::kConstant: {
      const std::string type = TypeNameOf(node);
      if (type != "str" && type != "bytes" && type != "tuple") return None{};
      break;
    }
    case NodeKind::kTuple:
    case NodeKind::kList:
    case NodeKind::kListComp:
    case NodeKind::kJoinedStr:
    case NodeKind::kFormattedValue:
      break;
    default:
      return None{};
  }
  return Warn(TypeNameOf(node) + " indices must be integers or slices, not " + index_type +
              "; perhaps you missed a comma?");
}

}  // namespace krait::compiler
