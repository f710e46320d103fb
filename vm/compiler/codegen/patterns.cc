#include <algorithm>

#include "vm/compiler/codegen/code_generator.h"
#include "vm/object/set.h"
#include "vm/object/str.h"

namespace krait::compiler {
namespace {

/// `_`
bool IsWildcard(const ast::PatternNode* node) {
  const auto* capture = ast::As<ast::MatchAs>(const_cast<ast::PatternNode*>(node));
  return capture != nullptr && !capture->name();
}

/// `*_`
bool IsStarWildcard(const ast::PatternNode* node) {
  const auto* star = ast::As<ast::MatchStar>(const_cast<ast::PatternNode*>(node));
  return star != nullptr && !star->name();
}

bool Contains(const std::vector<ast::NameId>& names, ast::NameId name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

// --- Failing -------------------------------------------------------------------------------------

Block* CodeGenerator::FailPop(PatternContext* context, size_t count) {
  while (context->fail_pop.size() <= count) context->fail_pop.push_back(NewBlock());
  return context->fail_pop[count];
}

/// The captures so far, and what lies above them, are popped on the way.
void CodeGenerator::JumpToFail(PatternContext* context, Op op) {
  const size_t count = static_cast<size_t>(context->on_top) + context->stores.size();
  Jump(op, FailPop(context, count));
}

void CodeGenerator::EmitFailPops(PatternContext* context) {
  for (size_t i = context->fail_pop.size(); i-- > 0;) {
    Use(context->fail_pop[i]);
    if (i != 0) Add(Op::POP_TOP);
  }
  context->fail_pop.clear();
}

// --- Captures ------------------------------------------------------------------------------------

/// Moves the top of the stack below `count` - 1 others.
void CodeGenerator::Rotate(size_t count) {
  for (; count > 1; --count) Add(Op::SWAP, static_cast<int>(count));
}

Result<None> CodeGenerator::FailDuplicateCapture(ast::NameId name) {
  return Fail("multiple assignments to name " + ReprOf(name) + " in pattern");
}

Result<None> CodeGenerator::CaptureName(ast::NameId name, PatternContext* context) {
  if (!name) {
    Add(Op::POP_TOP);
    return None{};
  }
  TRY(CheckName(name, NameUse::kStore));
  if (Contains(context->stores, name)) return FailDuplicateCapture(name);
  Rotate(static_cast<size_t>(context->on_top) + context->stores.size() + 1);
  context->stores.push_back(name);
  return None{};
}

// --- match ---------------------------------------------------------------------------------------

Result<None> CodeGenerator::Match(ast::Match* node) {
  TRY(Visit(node->subject()));
  Block* end = NewBlock();
  const size_t count = node->cases().size();
  const bool has_default = count > 1 && IsWildcard(node->cases()[count - 1]->pattern());
  const size_t patterns = count - (has_default ? 1 : 0);
  PatternContext context;
  for (size_t i = 0; i < patterns; ++i) {
    ast::MatchCase* match_case = node->cases()[i];
    context.allow_irrefutable = match_case->guard() != nullptr || i == count - 1;
    TRY(MatchCaseOf(match_case, i == patterns - 1, &context));
    Jump(Op::JUMP, end);
    // What fails is the pattern, not the last line of the body.
    SetPosition(match_case->pattern());
    EmitFailPops(&context);
  }
  if (has_default) {
    ast::MatchCase* last = node->cases()[count - 1];
    SetPosition(last->pattern());
    Add(Op::NOP);
    if (last->guard() != nullptr) TRY(JumpIf(last->guard(), end, false));
    TRY(VisitAll(last->body()));
  }
  Use(end);
  return None{};
}

Result<None> CodeGenerator::MatchCaseOf(ast::MatchCase* node, bool is_last,
                                        PatternContext* context) {
  SetPosition(node->pattern());
  if (!is_last) Add(Op::COPY, 1);
  context->stores.clear();
  context->on_top = 0;
  TRY(PatternOf(node->pattern(), context));
  for (const ast::NameId name : context->stores) TRY(NameOperation(name, NameUse::kStore));
  if (node->guard() != nullptr) TRY(JumpIf(node->guard(), FailPop(context, 0), false));
  if (!is_last) Add(Op::POP_TOP);
  return VisitAll(node->body());
}

Result<None> CodeGenerator::SubPattern(ast::PatternNode* node, PatternContext* context) {
  const bool allow_irrefutable = context->allow_irrefutable;
  context->allow_irrefutable = true;
  TRY(PatternOf(node, context));
  context->allow_irrefutable = allow_irrefutable;
  return None{};
}

Result<None> CodeGenerator::PatternOf(ast::PatternNode* node, PatternContext* context) {
  using ast::NodeKind;
  TRY(CheckNativeStack(t_, " during compilation"));
  SetPosition(node);
  switch (node->node_kind) {
    case NodeKind::kMatchValue:
      return ValuePattern(static_cast<ast::MatchValue*>(node), context);
    case NodeKind::kMatchSingleton:
      return SingletonPattern(static_cast<ast::MatchSingleton*>(node), context);
    case NodeKind::kMatchSequence:
      return SequencePattern(static_cast<ast::MatchSequence*>(node), context);
    case NodeKind::kMatchMapping:
      return MappingPattern(static_cast<ast::MatchMapping*>(node), context);
    case NodeKind::kMatchClass:
      return ClassPattern(static_cast<ast::MatchClass*>(node), context);
    case NodeKind::kMatchStar:
      return CaptureName(static_cast<ast::MatchStar*>(node)->name(), context);
    case NodeKind::kMatchAs:
      return AsPattern(static_cast<ast::MatchAs*>(node), context);
    default:
      return OrPattern(static_cast<ast::MatchOr*>(node), context);
  }
}

// --- Values --------------------------------------------------------------------------------------

Result<None> CodeGenerator::ValuePattern(ast::MatchValue* node, PatternContext* context) {
  const Expr* value = node->value();
  if (!ast::Is<ast::Constant>(value) && !ast::Is<ast::Attribute>(value)) {
    return Fail("patterns may only match literals and attribute lookups");
  }
  TRY(Visit(node->value()));
  AddCompare(ast::Cmpop::kEq);
  JumpToFail(context, Op::POP_JUMP_IF_FALSE);
  return None{};
}

Result<None> CodeGenerator::SingletonPattern(ast::MatchSingleton* node, PatternContext* context) {
  LoadConstant(tree_.ValueOf(node->value()));
  AddCompare(ast::Cmpop::kIs);
  JumpToFail(context, Op::POP_JUMP_IF_FALSE);
  return None{};
}

Result<None> CodeGenerator::AsPattern(ast::MatchAs* node, PatternContext* context) {
  if (node->pattern() == nullptr) {
    if (!context->allow_irrefutable) {
      return Fail((node->name() ? "name capture " + ReprOf(node->name()) : "wildcard") +
                  " makes remaining patterns unreachable");
    }
    return CaptureName(node->name(), context);
  }
  ++context->on_top;
  Add(Op::COPY, 1);
  TRY(PatternOf(node->pattern(), context));
  --context->on_top;
  return CaptureName(node->name(), context);
}

// --- Sequences -----------------------------------------------------------------------------------

void CodeGenerator::CompareLength(ast::Cmpop op, size_t length, PatternContext* context) {
  Add(Op::GET_LEN);
  LoadConstant(Value::FromInt(static_cast<int64_t>(length)));
  AddCompare(op);
  JumpToFail(context, Op::POP_JUMP_IF_FALSE);
}

Result<None> CodeGenerator::SequencePattern(ast::MatchSequence* node, PatternContext* context) {
  const auto patterns = node->patterns();
  const size_t size = patterns.size();
  size_t star = size;
  bool only_wildcards = true;
  for (size_t i = 0; i < size; ++i) {
    if (ast::Is<ast::MatchStar>(patterns[i])) {
      if (star != size) return Fail("multiple starred names in sequence pattern");
      star = i;
    }
    only_wildcards &= IsWildcard(patterns[i]) || IsStarWildcard(patterns[i]);
  }
  const bool has_star = star != size;
  ++context->on_top;
  Add(Op::MATCH_SEQUENCE);
  JumpToFail(context, Op::POP_JUMP_IF_FALSE);
  if (!has_star) {
    CompareLength(ast::Cmpop::kEq, size, context);
  } else if (size > 1) {
    CompareLength(ast::Cmpop::kGtE, size - 1, context);
  }
  --context->on_top;
  if (only_wildcards) {
    Add(Op::POP_TOP);
    return None{};
  }
  if (has_star && IsStarWildcard(patterns[star])) {
    return SubscriptPatterns(patterns, star, context);
  }
  return UnpackPatterns(patterns, star, context);
}

Result<None> CodeGenerator::UnpackPatterns(ast::Sequence<ast::PatternNode*> patterns, size_t star,
                                           PatternContext* context) {
  const size_t size = patterns.size();
  TRY(AddUnpack(size, star, "sequence pattern"));
  context->on_top += static_cast<int>(size);
  for (ast::PatternNode* pattern : patterns) {
    --context->on_top;
    TRY(SubPattern(pattern, context));
  }
  return None{};
}

/// With a `*_` only the other items are looked at.
Result<None> CodeGenerator::SubscriptPatterns(ast::Sequence<ast::PatternNode*> patterns,
                                              size_t star, PatternContext* context) {
  ++context->on_top;
  for (size_t i = 0; i < patterns.size(); ++i) {
    if (i == star || IsWildcard(patterns[i])) continue;
    Add(Op::COPY, 1);
    if (i < star) {
      LoadConstant(Value::FromInt(static_cast<int64_t>(i)));
    } else {
      Add(Op::GET_LEN);
      LoadConstant(Value::FromInt(static_cast<int64_t>(patterns.size() - i)));
      AddBinary(BinaryOperator::kSubtract);
    }
    Add(Op::BINARY_SUBSCR);
    TRY(SubPattern(patterns[i], context));
  }
  --context->on_top;
  Add(Op::POP_TOP);
  return None{};
}

// --- Mappings and classes ------------------------------------------------------------------------

void CodeGenerator::CheckNotNone(PatternContext* context) {
  Add(Op::COPY, 1);
  LoadNone();
  Add(Op::IS_OP, 1);
  JumpToFail(context, Op::POP_JUMP_IF_FALSE);
}

Result<None> CodeGenerator::MappingKeys(ast::MatchMapping* node) {
  Set* seen = TRY(Set::New(t_, types(t_).set));
  for (size_t i = 0; i < node->keys().size(); ++i) {
    Expr* key = node->keys()[i];
    if (key == nullptr) {
      SetPosition(node->patterns()[i]);
      return Fail("can't use NULL keys in MatchMapping (set 'rest' parameter instead)");
    }
    if (auto* constant = ast::As<ast::Constant>(key); constant != nullptr) {
      const Value value = tree_.ValueOf(constant->value());
      if (!TRY(seen->Add(t_, value))) {
        return Fail("mapping pattern checks duplicate key (" + TRY(Repr(t_, value))->ToUtf8() +
                    ")");
      }
    } else if (!ast::Is<ast::Attribute>(key)) {
      return Fail("mapping pattern keys may only match literals and attribute lookups");
    }
    TRY(Visit(key));
  }
  return None{};
}

Result<None> CodeGenerator::MappingPattern(ast::MatchMapping* node, PatternContext* context) {
  const size_t size = node->keys().size();
  ++context->on_top;
  Add(Op::MATCH_MAPPING);
  JumpToFail(context, Op::POP_JUMP_IF_FALSE);
  if (size == 0 && !node->rest()) {
    --context->on_top;
    Add(Op::POP_TOP);
    return None{};
  }
  if (size != 0) CompareLength(ast::Cmpop::kGtE, size, context);
  TRY(MappingKeys(node));
  Add(Op::BUILD_TUPLE, static_cast<int>(size));
  Add(Op::MATCH_KEYS);
  context->on_top += 2;
  CheckNotNone(context);
  Add(Op::UNPACK_SEQUENCE, static_cast<int>(size));
  context->on_top += static_cast<int>(size) - 1;
  for (ast::PatternNode* pattern : node->patterns()) {
    --context->on_top;
    TRY(SubPattern(pattern, context));
  }
  context->on_top -= 2;
  if (node->rest()) return MappingRest(node, context);
  Add(Op::POP_TOP);
  Add(Op::POP_TOP);
  return None{};
}

/// A dict of the subject's items, without the keys that were matched.
Result<None> CodeGenerator::MappingRest(ast::MatchMapping* node, PatternContext* context) {
  const int size = static_cast<int>(node->keys().size());
  Add(Op::BUILD_MAP, 0);
  Add(Op::SWAP, 3);
  Add(Op::DICT_UPDATE, 2);
  Add(Op::UNPACK_SEQUENCE, size);
  for (int left = size; left > 0; --left) {
    Add(Op::COPY, 1 + left);
    Add(Op::SWAP, 2);
    Add(Op::DELETE_SUBSCR);
  }
  return CaptureName(node->rest(), context);
}

Result<None> CodeGenerator::ClassPattern(ast::MatchClass* node, PatternContext* context) {
  const auto attributes = node->kwd_attrs();
  std::vector<ast::NameId> names;
  const CodePosition position = unit_->position;
  for (size_t i = 0; i < attributes.size(); ++i) {
    SetPosition(node->kwd_patterns()[i]);
    TRY(CheckName(attributes[i], NameUse::kStore));
    for (size_t k = i + 1; k < attributes.size(); ++k) {
      if (attributes[k] != attributes[i]) continue;
      SetPosition(node->kwd_patterns()[k]);
      return Fail("attribute name repeated in class pattern: " + TextOf(attributes[i]));
    }
    names.push_back(attributes[i]);
  }
  unit_->position = position;
  const size_t positional = node->patterns().size();
  const size_t count = positional + names.size();
  TRY(Visit(node->cls()));
  LoadConstant(TRY(TupleOf(names)));
  Add(Op::MATCH_CLASS, static_cast<int>(positional));
  ++context->on_top;
  CheckNotNone(context);
  Add(Op::UNPACK_SEQUENCE, static_cast<int>(count));
  context->on_top += static_cast<int>(count) - 1;
  for (size_t i = 0; i < count; ++i) {
    --context->on_top;
    ast::PatternNode* pattern =
        i < positional ? node->patterns()[i] : node->kwd_patterns()[i - positional];
    if (IsWildcard(pattern)) {
      Add(Op::POP_TOP);
    } else {
      TRY(SubPattern(pattern, context));
    }
  }
  return None{};
}

// --- Alternatives --------------------------------------------------------------------------------

/// Puts captures into the order that the first alternative has, on the stack too.
Result<None> CodeGenerator::MatchControl(const std::vector<ast::NameId>& control,
                                         std::vector<ast::NameId>* stores) {
  if (stores->size() != control.size()) {
    return Fail("alternative patterns bind different names");
  }
  for (size_t wanted = control.size(); wanted-- > 0;) {
    const auto found = std::find(stores->begin(), stores->end(), control[wanted]);
    if (found == stores->end()) return Fail("alternative patterns bind different names");
    const auto place = static_cast<size_t>(found - stores->begin());
    if (place == wanted) continue;
    const auto count = static_cast<ptrdiff_t>(place) + 1;
    std::rotate(stores->begin(), stores->begin() + count,
                stores->begin() + static_cast<ptrdiff_t>(wanted) + 1);
    for (ptrdiff_t i = 0; i < count; ++i) Rotate(wanted + 1);
  }
  return None{};
}

Result<None> CodeGenerator::OrPattern(ast::MatchOr* node, PatternContext* context) {
  Block* end = NewBlock();
  const size_t count = node->patterns().size();
  std::vector<ast::NameId> control;
  for (size_t i = 0; i < count; ++i) {
    ast::PatternNode* alternative = node->patterns()[i];
    SetPosition(alternative);
    PatternContext inner;
    inner.allow_irrefutable = i == count - 1 && context->allow_irrefutable;
    Add(Op::COPY, 1);
    TRY(PatternOf(alternative, &inner));
    if (i == 0) {
      control = inner.stores;
    } else {
      TRY(MatchControl(control, &inner.stores));
    }
    Jump(Op::JUMP, end);
    EmitFailPops(&inner);
  }
  Add(Op::POP_TOP);
  JumpToFail(context, Op::JUMP);
  Use(end);
  // The captures go below what lies above the earlier ones.
  const size_t depth =
      control.size() + 1 + static_cast<size_t>(context->on_top) + context->stores.size();
  for (const ast::NameId name : control) {
    Rotate(depth);
    if (Contains(context->stores, name)) return FailDuplicateCapture(name);
    context->stores.push_back(name);
  }
  Add(Op::POP_TOP);
  return None{};
}

}  // namespace krait::compiler
