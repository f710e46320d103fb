#include "vm/compiler/codegen/code_generator.h"

namespace krait::compiler {
namespace {

bool HasUnpacking(ast::Sequence<ast::ExprNode*> args, ast::Sequence<ast::Keyword*> keywords) {
  if (ast::HasStarred(args)) return true;
  for (const ast::Keyword* keyword : keywords) {
    if (!keyword->arg()) return true;
  }
  return false;
}

}  // namespace

Result<None> CodeGenerator::CheckKeywords(ast::Sequence<ast::Keyword*> keywords) {
  for (size_t i = 0; i < keywords.size(); ++i) {
    const ast::NameId name = keywords[i]->arg();
    if (!name) continue;
    TRY(CheckName(name, NameUse::kStore));
    for (size_t k = i + 1; k < keywords.size(); ++k) {
      if (keywords[k]->arg() != name) continue;
      SetPosition(keywords[k]);
      return Fail("keyword argument repeated: " + TextOf(name));
    }
  }
  return None{};
}

Result<None> CodeGenerator::CallOf(ast::Call* node) {
  TRY(CheckKeywords(node->keywords()));
  if (TRY(MethodCall(node))) return None{};
  TRY(CheckCaller(node->func()));
  SetPosition(node->func());
  Add(Op::PUSH_NULL);
  SetPosition(node);
  TRY(Visit(node->func()));
  return Arguments(0, node->args(), node->keywords());
}

/// The values, and how they are called.
Result<None> CodeGenerator::KeywordValues(ast::Sequence<ast::Keyword*> keywords) {
  if (keywords.empty()) return None{};
  std::vector<ast::NameId> names;
  for (const ast::Keyword* keyword : keywords) {
    TRY(Visit(keyword->value()));
    names.push_back(keyword->arg());
  }
  Add(Op::KW_NAMES, unit_->constants.Add(TRY(TupleOf(names))));
  return None{};
}

/// Functions of modules are no methods: there LOAD_METHOD has nothing to gain.
bool CodeGenerator::IsImported(const Expr* node) const {
  const auto* name = ast::As<ast::Name>(const_cast<Expr*>(node));
  return name != nullptr && (symbols_.top()->FlagsOf(name->id()) & kDefImport) != 0;
}

/// A call of an attribute need not make a bound method. False: it is no such call.
Result<bool> CodeGenerator::MethodCall(ast::Call* node) {
  auto* method = ast::As<ast::Attribute>(node->func());
  if (method == nullptr || method->ctx() != ast::ExprContext::kLoad) return false;
  if (IsImported(method->value())) return false;
  const size_t keywords = node->keywords().size();
  const size_t all = node->args().size() + keywords;
  if (all + (keywords != 0 ? 1 : 0) >= kManyValues) return false;
  if (HasUnpacking(node->args(), node->keywords())) return false;
  TRY(Visit(method->value()));
  SetPosition(method);
  MoveToAttribute(method);
  AddNamed(Op::LOAD_METHOD, method->attr());
  TRY(VisitAll(node->args()));
  TRY(KeywordValues(node->keywords()));
  SetPosition(node);
  MoveToAttribute(method);
  AddCall(all);
  return true;
}

/// Calls what is on the stack, below `pushed` arguments that are there already.
Result<None> CodeGenerator::Arguments(size_t pushed, Exprs args,
                                      ast::Sequence<ast::Keyword*> keywords) {
  TRY(CheckKeywords(keywords));
  if (args.size() + 2 * keywords.size() > kManyValues || HasUnpacking(args, keywords)) {
    return UnpackedArguments(pushed, args, keywords);
  }
  TRY(VisitAll(args));
  TRY(KeywordValues(keywords));
  AddCall(pushed + args.size() + keywords.size());
  return None{};
}

Result<None> CodeGenerator::UnpackedArguments(size_t pushed, Exprs args,
                                              ast::Sequence<ast::Keyword*> keywords) {
  auto* only = args.size() == 1 ? ast::As<ast::Starred>(args[0]) : nullptr;
  if (pushed == 0 && only != nullptr) {
    TRY(Visit(only->value()));
  } else {
    TRY(BuildCollection(args, static_cast<int>(pushed),
                        {Op::BUILD_LIST, Op::LIST_APPEND, Op::LIST_EXTEND, true}));
  }
  if (!keywords.empty()) TRY(UnpackedKeywords(keywords));
  Add(Op::CALL_FUNCTION_EX, keywords.empty() ? 0 : 1);
  return None{};
}

/// Runs of keywords become dicts, into which the others are merged.
Result<None> CodeGenerator::UnpackedKeywords(ast::Sequence<ast::Keyword*> keywords) {
  bool has_dict = false;
  size_t begin = 0;  // of the run
  const auto end_run = [&](size_t end) -> Done {
    if (begin == end) return None{};
    TRY(SubKeywords(keywords, begin, end));
    if (has_dict) Add(Op::DICT_MERGE, 1);
    has_dict = true;
    return None{};
  };
  for (size_t i = 0; i < keywords.size(); ++i) {
    if (keywords[i]->arg()) continue;
    TRY(end_run(i));
    begin = i + 1;
    if (!has_dict) Add(Op::BUILD_MAP, 0);
    has_dict = true;
    TRY(Visit(keywords[i]->value()));
    Add(Op::DICT_MERGE, 1);
  }
  return end_run(keywords.size());
}

Result<None> CodeGenerator::SubKeywords(ast::Sequence<ast::Keyword*> keywords, size_t begin,
                                        size_t end) {
  const size_t count = end - begin;
  const bool is_big = 2 * count > kManyValues;
  if (count > 1 && !is_big) {
    std::vector<ast::NameId> names;
    for (size_t i = begin; i < end; ++i) {
      TRY(Visit(keywords[i]->value()));
      names.push_back(keywords[i]->arg());
    }
    LoadConstant(TRY(TupleOf(names)));
    Add(Op::BUILD_CONST_KEY_MAP, static_cast<int>(count));
    return None{};
  }
  if (is_big) AddWithoutLine(Op::BUILD_MAP, 0);
  for (size_t i = begin; i < end; ++i) {
    TRY(LoadNameConstant(keywords[i]->arg()));
    TRY(Visit(keywords[i]->value()));
    if (is_big) AddWithoutLine(Op::MAP_ADD, 1);
  }
  if (!is_big) Add(Op::BUILD_MAP, static_cast<int>(count));
  return None{};
}

}  // namespace krait::compiler
