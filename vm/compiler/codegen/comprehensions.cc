#include "vm/compiler/codegen/code_generator.h"

namespace krait::compiler {

Result<None> CodeGenerator::ComprehensionOf(Expr* node) {
  using Kind = ComprehensionKind;
  if (auto* list = ast::As<ast::ListComp>(node); list != nullptr) {
    return ComprehensionOf(node,
                           {Kind::kList, "<listcomp>", list->elt(), nullptr, list->generators()});
  }
  if (auto* set = ast::As<ast::SetComp>(node); set != nullptr) {
    return ComprehensionOf(node, {Kind::kSet, "<setcomp>", set->elt(), nullptr, set->generators()});
  }
  if (auto* dict = ast::As<ast::DictComp>(node); dict != nullptr) {
    return ComprehensionOf(
        node, {Kind::kDict, "<dictcomp>", dict->key(), dict->value(), dict->generators()});
  }
  auto* generator = static_cast<ast::GeneratorExp*>(node);
  return ComprehensionOf(
      node, {Kind::kGenerator, "<genexpr>", generator->elt(), nullptr, generator->generators()});
}

namespace {

Op BuildOp(ComprehensionKind kind) {
  switch (kind) {
    case ComprehensionKind::kSet:
      return Op::BUILD_SET;
    case ComprehensionKind::kDict:
      return Op::BUILD_MAP;
    default:
      return Op::BUILD_LIST;
  }
}

}  // namespace

/// A function of its own, which gets the first iterator and is called at once.
Result<None> CodeGenerator::ComprehensionOf(Expr* node, const ComprehensionParts& parts) {
  const bool is_generator = parts.kind == ComprehensionKind::kGenerator;
  const UnitKind around = unit_->kind;
  const bool awaits_at_top = options_.top_level_await && around == UnitKind::kModule;
  Unit unit(t_, UnitKind::kComprehension, symbols_.ScopeOf(node), unit_, NameOf(parts.name),
            node->begin.line);
  TRY(Enter(&unit));
  SetPosition(node);
  const bool is_async = unit.scope->is_coroutine;
  const bool awaits = is_async && !is_generator;
  if (awaits && around != UnitKind::kAsyncFunction && around != UnitKind::kComprehension &&
      !awaits_at_top) {
    return Fail("asynchronous comprehension outside of an asynchronous function");
  }
  unit.argument_count = 1;
  if (!is_generator) Add(BuildOp(parts.kind), 0);
  TRY(Generator(parts, 0, 0));
  if (!is_generator) Add(Op::RETURN_VALUE);
  Code* code = TRY(Leave(&unit, true));
  if (is_async && awaits_at_top) unit_->scope->is_coroutine = true;
  TRY(MakeFunction(code, 0));
  const ast::Comprehension* outermost = parts.generators[0];
  TRY(Visit(outermost->iter()));
  Add(outermost->is_async() != 0 ? Op::GET_AITER : Op::GET_ITER);
  AddCall(0);
  if (awaits) AddAwait(0);
  return None{};
}

/// `depth`: iterators on the stack, above what is built.
Result<None> CodeGenerator::Generator(const ComprehensionParts& parts, size_t index, int depth) {
  return parts.generators[index]->is_async() != 0 ? AsyncGenerator(parts, index, depth)
                                                  : SyncGenerator(parts, index, depth);
}

namespace {

/// `for y in [f(x)]` is an assignment: the item, or null for a real loop.
ast::ExprNode* OnlyItem(ast::ExprNode* iterable) {
  ast::Sequence<ast::ExprNode*> items;
  if (auto* list = ast::As<ast::List>(iterable); list != nullptr) items = list->elts();
  if (auto* tuple = ast::As<ast::Tuple>(iterable); tuple != nullptr) items = tuple->elts();
  if (items.size() != 1 || ast::Is<ast::Starred>(items[0])) return nullptr;
  return items[0];
}

}  // namespace

Result<None> CodeGenerator::SyncGenerator(const ComprehensionParts& parts, size_t index,
                                          int depth) {
  Block* start = NewBlock();
  Block* if_cleanup = NewBlock();
  Block* anchor = NewBlock();
  const ast::Comprehension* generator = parts.generators[index];
  bool is_loop = true;
  if (index == 0) {
    Add(Op::LOAD_FAST, 0);
  } else if (Expr* item = OnlyItem(generator->iter()); item != nullptr) {
    TRY(Visit(item));
    is_loop = false;
  } else {
    TRY(Visit(generator->iter()));
    Add(Op::GET_ITER);
  }
  if (is_loop) {
    ++depth;
    Use(start);
    Jump(Op::FOR_ITER, anchor);
  }
  TRY(Visit(generator->target()));
  TRY(GeneratorBody(parts, index, depth, if_cleanup));
  Use(if_cleanup);
  if (is_loop) {
    Jump(Op::JUMP, start);
    Use(anchor);
  }
  return None{};
}

Result<None> CodeGenerator::AsyncGenerator(const ComprehensionParts& parts, size_t index,
                                           int depth) {
  Block* start = NewBlock();
  Block* except = NewBlock();
  Block* if_cleanup = NewBlock();
  const ast::Comprehension* generator = parts.generators[index];
  if (index == 0) {
    Add(Op::LOAD_FAST, 0);
  } else {
    TRY(Visit(generator->iter()));
    Add(Op::GET_AITER);
  }
  Use(start);
  TRY(Push({.kind = FrameBlock::Kind::kAsyncComprehension}));
  Jump(Op::SETUP_FINALLY, except);
  Add(Op::GET_ANEXT);
  LoadNone();
  AddYieldFrom(true);
  Add(Op::POP_BLOCK);
  TRY(Visit(generator->target()));
  TRY(GeneratorBody(parts, index, depth + 1, if_cleanup));
  Use(if_cleanup);
  Jump(Op::JUMP, start);
  Pop();
  Use(except);
  Add(Op::END_ASYNC_FOR);
  return None{};
}

/// The conditions, and then the next generator or the element.
Result<None> CodeGenerator::GeneratorBody(const ComprehensionParts& parts, size_t index, int depth,
                                          Block* if_cleanup) {
  for (Expr* condition : parts.generators[index]->ifs()) {
    TRY(JumpIf(condition, if_cleanup, false));
  }
  if (index + 1 < parts.generators.size()) return Generator(parts, index + 1, depth);
  return Element(parts, depth);
}

Result<None> CodeGenerator::Element(const ComprehensionParts& parts, int depth) {
  TRY(Visit(parts.element));
  switch (parts.kind) {
    case ComprehensionKind::kList:
      Add(Op::LIST_APPEND, depth + 1);
      break;
    case ComprehensionKind::kSet:
      Add(Op::SET_ADD, depth + 1);
      break;
    case ComprehensionKind::kDict:
      TRY(Visit(parts.value));
      Add(Op::MAP_ADD, depth + 1);
      break;
    default:
      AddYield();
      Add(Op::POP_TOP);
      break;
  }
  return None{};
}

}  // namespace krait::compiler
