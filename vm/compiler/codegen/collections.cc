#include "vm/compiler/codegen/code_generator.h"
#include "vm/object/set.h"
#include "vm/object/tuple.h"

namespace krait::compiler {
namespace {

bool AreConstants(ast::Sequence<ast::ExprNode*> items, size_t begin, size_t end) {
  for (size_t i = begin; i < end; ++i) {
    if (!ast::Is<ast::Constant>(items[i])) return false;
  }
  return true;
}

}  // namespace

/// The constants' tuple.
Result<Value> CodeGenerator::ConstantsOf(Exprs items, size_t begin, size_t end) {
  Tuple* tuple = TRY(Tuple::New(t_, end - begin));
  for (size_t i = begin; i < end; ++i) {
    tuple->Set(i - begin, tree_.ValueOf(static_cast<ast::Constant*>(items[i])->value()));
  }
  return tuple;
}

/// From one constant with all of them.
Result<None> CodeGenerator::BuildConstant(Exprs items, int pushed, const BuildOps& ops) {
  Value constant = TRY(ConstantsOf(items, 0, items.size()));
  if (ops.to_tuple && pushed == 0) {
    LoadConstant(constant);
    return None{};
  }
  if (ops.add == Op::SET_ADD) {
    Set* set = TRY(Set::New(t_, types(t_).frozenset));
    for (const Value item : Cast<Tuple>(constant)->values()) TRY(set->Add(t_, item));
    constant = Value::FromObject(set);
  }
  Add(ops.build, pushed);
  LoadConstant(constant);
  Add(ops.extend, 1);
  if (ops.to_tuple) Add(Op::LIST_TO_TUPLE);
  return None{};
}

/// Of these items and of `pushed` values that are on the stack already.
Result<None> CodeGenerator::BuildCollection(Exprs items, int pushed, const BuildOps& ops) {
  const size_t count = items.size();
  const int all = static_cast<int>(count) + pushed;
  if (count > 2 && AreConstants(items, 0, count)) return BuildConstant(items, pushed, ops);
  const bool is_big = static_cast<size_t>(all) > kManyValues;
  if (!is_big && !ast::HasStarred(items)) {
    TRY(VisitAll(items));
    Add(ops.to_tuple ? Op::BUILD_TUPLE : ops.build, all);
    return None{};
  }
  bool is_built = is_big;
  if (is_big) Add(ops.build, pushed);
  for (size_t i = 0; i < count; ++i) {
    if (auto* starred = ast::As<ast::Starred>(items[i]); starred != nullptr) {
      if (!is_built) Add(ops.build, static_cast<int>(i) + pushed);
      is_built = true;
      TRY(Visit(starred->value()));
      Add(ops.extend, 1);
    } else {
      TRY(Visit(items[i]));
      if (is_built) Add(ops.add, 1);
    }
  }
  if (ops.to_tuple) Add(Op::LIST_TO_TUPLE);
  return None{};
}

/// Puts the items of what is on the stack there; item `star` gets what is over, if it is below
/// `count`. `where` is for messages.
Result<None> CodeGenerator::AddUnpack(size_t count, size_t star, const char* where) {
  constexpr size_t kMaxBefore = 256;
  constexpr auto kMaxBehind = static_cast<size_t>(INT32_MAX >> 8);
  if (star == count) {
    Add(Op::UNPACK_SEQUENCE, static_cast<int>(count));
    return None{};
  }
  const size_t behind = count - star - 1;
  if (star >= kMaxBefore || behind >= kMaxBehind) {
    return Fail(std::string("too many expressions in star-unpacking ") + where);
  }
  Add(Op::UNPACK_EX, static_cast<int>(star + (behind << 8)));
  return None{};
}

/// Assigns the items of what is on the stack.
Result<None> CodeGenerator::Unpack(Exprs targets) {
  const size_t count = targets.size();
  size_t star = count;
  for (size_t i = 0; i < count; ++i) {
    if (!ast::Is<ast::Starred>(targets[i])) continue;
    if (star != count) return Fail("multiple starred expressions in assignment");
    star = i;
  }
  TRY(AddUnpack(count, star, "assignment"));
  for (Expr* target : targets) {
    auto* starred = ast::As<ast::Starred>(target);
    TRY(Visit(starred != nullptr ? starred->value() : target));
  }
  return None{};
}

Result<None> CodeGenerator::Sequence(Exprs items, ast::ExprContext context, bool to_tuple) {
  switch (context) {
    case ast::ExprContext::kStore:
      return Unpack(items);
    case ast::ExprContext::kDel:
      return VisitAll(items);
    case ast::ExprContext::kLoad:
      return BuildCollection(items, 0,
                             {Op::BUILD_LIST, Op::LIST_APPEND, Op::LIST_EXTEND, to_tuple});
  }
  return None{};
}

Result<None> CodeGenerator::ListOf(ast::List* node) {
  return Sequence(node->elts(), node->ctx(), false);
}

Result<None> CodeGenerator::TupleOf(ast::Tuple* node) {
  return Sequence(node->elts(), node->ctx(), true);
}

Result<None> CodeGenerator::SetOf(ast::Set* node) {
  return BuildCollection(node->elts(), 0, {Op::BUILD_SET, Op::SET_ADD, Op::SET_UPDATE, false});
}

// --- dict ----------------------------------------------------------------------------------------

Result<None> CodeGenerator::SubDict(ast::Dict* node, size_t begin, size_t end) {
  const size_t count = end - begin;
  const bool is_big = 2 * count > kManyValues;
  if (count > 1 && !is_big && AreConstants(node->keys(), begin, end)) {
    for (size_t i = begin; i < end; ++i) TRY(Visit(node->values()[i]));
    LoadConstant(TRY(ConstantsOf(node->keys(), begin, end)));
    Add(Op::BUILD_CONST_KEY_MAP, static_cast<int>(count));
    return None{};
  }
  if (is_big) Add(Op::BUILD_MAP, 0);
  for (size_t i = begin; i < end; ++i) {
    TRY(Visit(node->keys()[i]));
    TRY(Visit(node->values()[i]));
    if (is_big) Add(Op::MAP_ADD, 1);
  }
  if (!is_big) Add(Op::BUILD_MAP, static_cast<int>(count));
  return None{};
}

/// Runs of pairs become dicts, with which the first one is updated.
Result<None> CodeGenerator::DictOf(ast::Dict* node) {
  bool has_dict = false;
  size_t begin = 0;  // of the run
  const auto end_run = [&](size_t end) -> Done {
    TRY(SubDict(node, begin, end));
    if (has_dict) Add(Op::DICT_UPDATE, 1);
    has_dict = true;
    begin = end;
    return None{};
  };
  const size_t count = node->values().size();
  for (size_t i = 0; i < count; ++i) {
    if (node->keys()[i] != nullptr) {
      if (2 * (i - begin) > kManyValues) TRY(end_run(i + 1));
      continue;
    }
    if (begin < i) TRY(end_run(i));
    begin = i + 1;
    if (!has_dict) Add(Op::BUILD_MAP, 0);
    has_dict = true;
    TRY(Visit(node->values()[i]));
    Add(Op::DICT_UPDATE, 1);
  }
  if (begin < count) TRY(end_run(count));
  if (!has_dict) Add(Op::BUILD_MAP, 0);
  return None{};
}

}  // namespace krait::compiler
