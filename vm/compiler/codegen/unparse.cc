#include "vm/compiler/codegen/unparse.h"

#include <utility>

#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait::compiler {
namespace {

bool IsWhole(Value value) { return value.IsInt() || IsExactly<Int>(value); }

/// From what binds least to what binds most: an expression is parenthesized where more is asked
/// for.
enum Level : int {
  kTuple,
  kTest,
  kOr,
  kAnd,
  kNot,
  kCompare,
  kBitOr,
  kBitXor,
  kBitAnd,
  kShift,
  kSum,
  kTerm,
  kFactor,
  kPower,
  kAwait,
  kAtom,
};
constexpr int kExpression = kBitOr;

struct Binary {
  const char* text;
  int level;
};
/// By ast::Operator.
constexpr Binary kBinary[] = {
    {" + ", kSum},    {" - ", kSum},    {" * ", kTerm},   {" @ ", kTerm},   {" / ", kTerm},
    {" % ", kTerm},   {" ** ", kPower}, {" << ", kShift}, {" >> ", kShift}, {" | ", kBitOr},
    {" ^ ", kBitXor}, {" & ", kBitAnd}, {" // ", kTerm},
};
/// By ast::Unaryop.
constexpr Binary kUnary[] = {{"~", kFactor}, {"not ", kNot}, {"+", kFactor}, {"-", kFactor}};
/// By ast::Cmpop.
constexpr const char* kComparisons[] = {" == ", " != ", " < ",      " <= ", " > ",
                                        " >= ", " is ", " is not ", " in ", " not in "};

class Unparser {
 public:
  using Done = Result<None>;
  using Exprs = ast::Sequence<ast::ExprNode*>;

  Unparser(Thread& t, const ast::Tree& tree) : t_(t), tree_(tree) {}

  Done Put(ast::ExprNode* node, int level);
  std::string Take() { return std::move(out_); }

 private:
  void Put(const char* text) { out_ += text; }
  void Put(ast::NameId name) { out_.append(tree_.TextOf(name)); }
  template <typename F>
  Done Parenthesized(bool needed, F put) {
    if (needed) Put("(");
    TRY(put());
    if (needed) Put(")");
    return None{};
  }
  /// "a, b"
  Done PutRow(Exprs nodes, int level = kTest) {
    for (size_t i = 0; i < nodes.size(); ++i) {
      if (i != 0) Put(", ");
      TRY(Put(nodes[i], level));
    }
    return None{};
  }
  Done PutBool(ast::BoolOp* node, int level);
  Done PutBinary(ast::BinOp* node, int level);
  Done PutUnary(ast::UnaryOp* node, int level);
  Done PutCompare(ast::Compare* node, int level);
  Done PutLambda(ast::Lambda* node, int level);
  Done PutParameters(ast::Arguments* arguments);
  Done PutConditional(ast::IfExp* node, int level);
  Done PutDict(ast::Dict* node);
  template <typename C>
  Done PutComprehension(C* node, const char* open, const char* close);
  Done PutGenerators(ast::Sequence<ast::Comprehension*> generators);
  Done PutCall(ast::Call* node);
  Done PutConstant(ast::Constant* node);
  Done PutAttribute(ast::Attribute* node);
  Done PutSubscript(ast::Subscript* node);
  Done PutSlice(ast::Slice* node);
  Done PutTuple(ast::Tuple* node, int level);
  Done PutJoined(Exprs parts);
  Result<std::string> JoinedBody(Exprs parts);
  Result<std::string> FormattedPart(ast::FormattedValue* node);
  Result<std::string> JoinedPart(ast::ExprNode* node);
  Result<std::string> TextOf(ast::ExprNode* node, int level) {
    Unparser inner(t_, tree_);
    TRY(inner.Put(node, level));
    return inner.Take();
  }

  Thread& t_;
  const ast::Tree& tree_;
  std::string out_;
};

Result<None> Unparser::PutBool(ast::BoolOp* node, int level) {
  const bool is_and = node->op() == ast::Boolop::kAnd;
  const int own = is_and ? kAnd : kOr;
  return Parenthesized(level > own, [&]() -> Done {
    for (size_t i = 0; i < node->values().size(); ++i) {
      if (i != 0) Put(is_and ? " and " : " or ");
      TRY(Put(node->values()[i], own + 1));
    }
    return None{};
  });
}

Result<None> Unparser::PutBinary(ast::BinOp* node, int level) {
  const Binary& op = kBinary[static_cast<size_t>(node->op())];
  const bool from_right = node->op() == ast::Operator::kPow;
  return Parenthesized(level > op.level, [&]() -> Done {
    TRY(Put(node->left(), op.level + (from_right ? 1 : 0)));
    Put(op.text);
    return Put(node->right(), op.level + (from_right ? 0 : 1));
  });
}

Result<None> Unparser::PutUnary(ast::UnaryOp* node, int level) {
  const Binary& op = kUnary[static_cast<size_t>(node->op())];
  return Parenthesized(level > op.level, [&]() -> Done {
    Put(op.text);
    return Put(node->operand(), op.level);
  });
}

Result<None> Unparser::PutCompare(ast::Compare* node, int level) {
  return Parenthesized(level > kCompare, [&]() -> Done {
    TRY(Put(node->left(), kCompare + 1));
    for (size_t i = 0; i < node->ops().size(); ++i) {
      Put(kComparisons[static_cast<size_t>(node->ops()[i])]);
      TRY(Put(node->comparators()[i], kCompare + 1));
    }
    return None{};
  });
}

Result<None> Unparser::PutParameters(ast::Arguments* arguments) {
  bool first = true;
  const auto separate = [&] {
    if (!first) Put(", ");
    first = false;
  };
  const size_t posonly = arguments->posonlyargs().size();
  const size_t positional = posonly + arguments->args().size();
  const size_t without_default = positional - arguments->defaults().size();
  for (size_t i = 0; i < positional; ++i) {
    separate();
    Put((i < posonly ? arguments->posonlyargs()[i] : arguments->args()[i - posonly])->arg());
    if (i >= without_default) {
      Put("=");
      TRY(Put(arguments->defaults()[i - without_default], kTest));
    }
    if (posonly != 0 && i + 1 == posonly) Put(", /");
  }
  if (arguments->vararg() != nullptr || !arguments->kwonlyargs().empty()) {
    separate();
    Put("*");
    if (arguments->vararg() != nullptr) Put(arguments->vararg()->arg());
  }
  for (size_t i = 0; i < arguments->kwonlyargs().size(); ++i) {
    separate();
    Put(arguments->kwonlyargs()[i]->arg());
    if (ast::ExprNode* value = arguments->kw_defaults()[i]; value != nullptr) {
      Put("=");
      TRY(Put(value, kTest));
    }
  }
  if (arguments->kwarg() != nullptr) {
    separate();
    Put("**");
    Put(arguments->kwarg()->arg());
  }
  return None{};
}

Result<None> Unparser::PutLambda(ast::Lambda* node, int level) {
  return Parenthesized(level > kTest, [&]() -> Done {
    const ast::Arguments* a = node->args();
    const bool has_positional = !a->args().empty() || !a->posonlyargs().empty();
    Put(has_positional ? "lambda " : "lambda");
    TRY(PutParameters(node->args()));
    Put(": ");
    return Put(node->body(), kTest);
  });
}

Result<None> Unparser::PutConditional(ast::IfExp* node, int level) {
  return Parenthesized(level > kTest, [&]() -> Done {
    TRY(Put(node->body(), kTest + 1));
    Put(" if ");
    TRY(Put(node->test(), kTest + 1));
    Put(" else ");
    return Put(node->orelse(), kTest);
  });
}

Result<None> Unparser::PutDict(ast::Dict* node) {
  Put("{");
  for (size_t i = 0; i < node->values().size(); ++i) {
    if (i != 0) Put(", ");
    if (ast::ExprNode* key = node->keys()[i]; key != nullptr) {
      TRY(Put(key, kTest));
      Put(": ");
      TRY(Put(node->values()[i], kTest));
    } else {
      Put("**");
      TRY(Put(node->values()[i], kExpression));
    }
  }
  Put("}");
  return None{};
}

Result<None> Unparser::PutGenerators(ast::Sequence<ast::Comprehension*> generators) {
  for (ast::Comprehension* generator : generators) {
    Put(generator->is_async() != 0 ? " async for " : " for ");
    TRY(Put(generator->target(), kTuple));
    Put(" in ");
    TRY(Put(generator->iter(), kTest + 1));
    for (ast::ExprNode* condition : generator->ifs()) {
      Put(" if ");
      TRY(Put(condition, kTest + 1));
    }
  }
  return None{};
}

template <typename C>
Result<None> Unparser::PutComprehension(C* node, const char* open, const char* close) {
  Put(open);
  if constexpr (C::kKind == ast::NodeKind::kDictComp) {
    TRY(Put(node->key(), kTest));
    Put(": ");
    TRY(Put(node->value(), kTest));
  } else {
    TRY(Put(node->elt(), kTest));
  }
  TRY(PutGenerators(node->generators()));
  Put(close);
  return None{};
}

Result<None> Unparser::PutCall(ast::Call* node) {
  TRY(Put(node->func(), kAtom));
  // A lone generator expression brings its own parentheses.
  if (node->args().size() == 1 && node->keywords().empty() &&
      ast::Is<ast::GeneratorExp>(node->args()[0])) {
    return Put(node->args()[0], kTest);
  }
  Put("(");
  TRY(PutRow(node->args()));
  bool first = node->args().empty();
  for (ast::Keyword* keyword : node->keywords()) {
    if (!first) Put(", ");
    first = false;
    if (keyword->arg()) Put(keyword->arg());
    Put(keyword->arg() ? "=" : "**");
    TRY(Put(keyword->value(), kTest));
  }
  Put(")");
  return None{};
}

Result<None> Unparser::PutConstant(ast::Constant* node) {
  const Value value = tree_.ValueOf(node->value());
  if (value.bits() == Value::Ellipsis().bits()) {
    Put("...");
    return None{};
  }
  if (node->kind()) out_ += TRY(ToStr(t_, tree_.ValueOf(node->kind())))->ToUtf8();
  std::string text = TRY(Repr(t_, value))->ToUtf8();
  if (value.IsFloat() || !IsExactly<Str>(value)) {
    // Infinity has no literal, but a number that is too large for a float gives it.
    for (size_t at = 0; (at = text.find("inf", at)) != std::string::npos; at += 5) {
      text.replace(at, 3, "1e309");
    }
  }
  out_ += text;
  return None{};
}

Result<None> Unparser::PutAttribute(ast::Attribute* node) {
  TRY(Put(node->value(), kAtom));
  const auto* constant = ast::As<ast::Constant>(node->value());
  const bool is_int = constant != nullptr && IsWhole(tree_.ValueOf(constant->value()));
  Put(is_int ? " ." : ".");
  Put(node->attr());
  return None{};
}

Result<None> Unparser::PutSubscript(ast::Subscript* node) {
  TRY(Put(node->value(), kAtom));
  Put("[");
  TRY(Put(node->slice(), kTuple));
  Put("]");
  return None{};
}

Result<None> Unparser::PutSlice(ast::Slice* node) {
  if (node->lower() != nullptr) TRY(Put(node->lower(), kTest));
  Put(":");
  if (node->upper() != nullptr) TRY(Put(node->upper(), kTest));
  if (node->step() != nullptr) {
    Put(":");
    TRY(Put(node->step(), kTest));
  }
  return None{};
}

Result<None> Unparser::PutTuple(ast::Tuple* node, int level) {
  if (node->elts().empty()) {
    Put("()");
    return None{};
  }
  return Parenthesized(level > kTuple, [&]() -> Done {
    TRY(PutRow(node->elts()));
    if (node->elts().size() == 1) Put(",");
    return None{};
  });
}

// --- f-strings -----------------------------------------------------------------------------------

Result<std::string> Unparser::FormattedPart(ast::FormattedValue* node) {
  const std::string value = TRY(TextOf(node->value(), kTest + 1));
  std::string out = value.starts_with('{') ? "{ " : "{";
  out += value;
  if (node->conversion() > 0) {
    out += '!';
    out += static_cast<char>(node->conversion());
  }
  if (node->format_spec() != nullptr) out += ":" + TRY(JoinedPart(node->format_spec()));
  return out + "}";
}

Result<std::string> Unparser::JoinedPart(ast::ExprNode* node) {
  if (auto* joined = ast::As<ast::JoinedStr>(node); joined != nullptr) {
    return JoinedBody(joined->values());
  }
  if (auto* formatted = ast::As<ast::FormattedValue>(node); formatted != nullptr) {
    return FormattedPart(formatted);
  }
  // No parser makes other trees, but a program can.
  auto* constant = ast::As<ast::Constant>(node);
  if (constant == nullptr) {
    return RaiseSystemError(t_, "unknown expression kind inside f-string");
  }
  const Value text = tree_.ValueOf(constant->value());
  if (!Is<Str>(text)) {
    return RaiseTypeError(t_, "must be str, not " + TypeName(t_, text));
  }
  std::string out;
  for (const char c : Cast<Str>(text)->ToUtf8()) {
    out += c;
    if (c == '{' || c == '}') out += c;
  }
  return out;
}

Result<std::string> Unparser::JoinedBody(Exprs parts) {
  std::string out;
  for (ast::ExprNode* part : parts) out += TRY(JoinedPart(part));
  return out;
}

Result<None> Unparser::PutJoined(Exprs parts) {
  const std::string body = TRY(JoinedBody(parts));
  Str* text = TRY(Str::FromUtf8(t_, body));
  out_ += "f" + TRY(Repr(t_, Value::FromObject(text)))->ToUtf8();
  return None{};
}

Result<None> Unparser::Put(ast::ExprNode* node, int level) {
  using ast::NodeKind;
  TRY(CheckNativeStack(t_, " during compilation"));
  switch (node->node_kind) {
    case NodeKind::kBoolOp:
      return PutBool(static_cast<ast::BoolOp*>(node), level);
    case NodeKind::kBinOp:
      return PutBinary(static_cast<ast::BinOp*>(node), level);
    case NodeKind::kUnaryOp:
      return PutUnary(static_cast<ast::UnaryOp*>(node), level);
    case NodeKind::kLambda:
      return PutLambda(static_cast<ast::Lambda*>(node), level);
    case NodeKind::kIfExp:
      return PutConditional(static_cast<ast::IfExp*>(node), level);
    case NodeKind::kDict:
      return PutDict(static_cast<ast::Dict*>(node));
    case NodeKind::kSet:
      Put("{");
      TRY(PutRow(static_cast<ast::Set*>(node)->elts()));
      Put("}");
      return None{};
    case NodeKind::kGeneratorExp:
      return PutComprehension(static_cast<ast::GeneratorExp*>(node), "(", ")");
    case NodeKind::kListComp:
      return PutComprehension(static_cast<ast::ListComp*>(node), "[", "]");
    case NodeKind::kSetComp:
      return PutComprehension(static_cast<ast::SetComp*>(node), "{", "}");
    case NodeKind::kDictComp:
      return PutComprehension(static_cast<ast::DictComp*>(node), "{", "}");
    case NodeKind::kYield: {
      auto* value = static_cast<ast::Yield*>(node)->value();
      Put(value == nullptr ? "(yield" : "(yield ");
      if (value != nullptr) TRY(Put(value, kTest));
      Put(")");
      return None{};
    }
    case NodeKind::kYieldFrom:
      Put("(yield from ");
      TRY(Put(static_cast<ast::YieldFrom*>(node)->value(), kTest));
      Put(")");
      return None{};
    case NodeKind::kAwait:
      return Parenthesized(level > kAwait, [&]() -> Done {
        Put("await ");
        return Put(static_cast<ast::Await*>(node)->value(), kAtom);
      });
    case NodeKind::kCompare:
      return PutCompare(static_cast<ast::Compare*>(node), level);
    case NodeKind::kCall:
      return PutCall(static_cast<ast::Call*>(node));
    case NodeKind::kConstant:
      return PutConstant(static_cast<ast::Constant*>(node));
    case NodeKind::kJoinedStr:
      return PutJoined(static_cast<ast::JoinedStr*>(node)->values());
    case NodeKind::kAttribute:
      return PutAttribute(static_cast<ast::Attribute*>(node));
    case NodeKind::kSubscript:
      return PutSubscript(static_cast<ast::Subscript*>(node));
    case NodeKind::kSlice:
      return PutSlice(static_cast<ast::Slice*>(node));
    case NodeKind::kStarred:
      Put("*");
      return Put(static_cast<ast::Starred*>(node)->value(), kExpression);
    case NodeKind::kName:
      Put(static_cast<ast::Name*>(node)->id());
      return None{};
    case NodeKind::kList:
      Put("[");
      TRY(PutRow(static_cast<ast::List*>(node)->elts()));
      Put("]");
      return None{};
    case NodeKind::kTuple:
      return PutTuple(static_cast<ast::Tuple*>(node), level);
    case NodeKind::kNamedExpr: {
      auto* named = static_cast<ast::NamedExpr*>(node);
      return Parenthesized(level > kTuple, [&]() -> Done {
        TRY(Put(named->target(), kAtom));
        Put(" := ");
        return Put(named->value(), kAtom);
      });
    }
    default:
      return None{};
  }
}

}  // namespace

Result<std::string> Unparse(Thread& t, const ast::Tree& tree, ast::ExprNode* node) {
  Unparser unparser(t, tree);
  TRY(unparser.Put(node, kTest));
  return unparser.Take();
}

}  // namespace krait::compiler
