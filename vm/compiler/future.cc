#include "vm/compiler/future.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "vm/compiler/symtable/symbol_table.h"
#include "vm/object/str.h"

namespace krait::compiler {
namespace {

struct Feature {
  std::string_view name;
  uint32_t flag;  // 0: it is always there now
};
constexpr Feature kFeatures[] = {
    {"nested_scopes", 0},    {"generators", 0},
    {"division", 0},         {"absolute_import", 0},
    {"with_statement", 0},   {"print_function", 0},
    {"unicode_literals", 0}, {"barry_as_FLUFL", 0x400000},
    {"generator_stop", 0},   {"annotations", 0x1000000},
};

Result<None> AddFeatures(const ast::Tree& tree, const ast::ImportFrom* node,
                         FutureFeatures* features, Problem* problem) {
  for (const ast::Alias* alias : node->names()) {
    const std::string_view name = tree.TextOf(alias->name());
    const auto* found = std::find_if(std::begin(kFeatures), std::end(kFeatures),
                                     [&](const Feature& feature) { return feature.name == name; });
    if (found != std::end(kFeatures)) {
      features->flags |= found->flag;
      continue;
    }
    std::string message = "not a chance";
    if (name != "braces") {
      message = "future feature ";
      message.append(name.substr(0, 100)).append(" is not defined");
    }
    *problem = ProblemAt(message, node->begin, {node->begin.line, -2});
    problem->placed_later = true;
    return Raised{};
  }
  return None{};
}

bool IsDocstring(const ast::Tree& tree, ast::StmtNode* node) {
  const auto* expression = ast::As<ast::Expr>(node);
  const auto* text = expression == nullptr ? nullptr : ast::As<ast::Constant>(expression->value());
  return text != nullptr && IsExactly<Str>(tree.ValueOf(text->value()));
}

ast::Sequence<ast::StmtNode*> BodyOf(const ast::ModNode* module) {
  auto* node = const_cast<ast::ModNode*>(module);
  if (const auto* file = ast::As<ast::Module>(node); file != nullptr) return file->body();
  if (const auto* lines = ast::As<ast::Interactive>(node); lines != nullptr) return lines->body();
  return {};
}

}  // namespace

Result<FutureFeatures> FindFutureFeatures(const ast::Tree& tree, const ast::ModNode* module,
                                          Problem* problem) {
  FutureFeatures features;
  bool first = true;
  bool over = false;  // no more of them may follow
  int line = 0;
  for (ast::StmtNode* node : BodyOf(module)) {
    if (over && node->begin.line > line) break;
    line = node->begin.line;
    const auto* import = ast::As<ast::ImportFrom>(node);
    if (import != nullptr && import->module() && tree.TextOf(import->module()) == "__future__") {
      if (over) {
        *problem = ProblemAt("from __future__ imports must occur at the beginning of the file",
                             node->begin, {node->begin.line, -2});
        --problem->offset;  // CPython forgets that offsets begin with 1
        problem->placed_later = true;
        return Raised{};
      }
      TRY(AddFeatures(tree, import, &features, problem));
      features.last_line = line;
      first = false;
      continue;
    }
    if (!std::exchange(first, false) || !IsDocstring(tree, node)) over = true;
  }
  return features;
}

}  // namespace krait::compiler
