#include <string>
#include <string_view>

#include "vm/compiler/codegen/code_generator.h"

namespace krait::compiler {

Result<None> CodeGenerator::Import(ast::Import* node) {
  for (const ast::Alias* alias : node->names()) {
    LoadConstant(Value::FromInt(0));
    LoadNone();
    AddNamed(Op::IMPORT_NAME, alias->name());
    if (alias->asname()) {
      TRY(ImportAs(alias->name(), alias->asname()));
    } else {
      const std::string_view name = tree_.TextOf(alias->name());
      TRY(NameOperation(name.substr(0, name.find('.')), NameUse::kStore));
    }
  }
  return None{};
}

/// IMPORT_NAME gave the first module of a dotted row; the last one is wanted.
Result<None> CodeGenerator::ImportAs(ast::NameId name, ast::NameId as_name) {
  const std::string text = TextOf(name);
  size_t dot = text.find('.');
  if (dot == std::string::npos) return NameOperation(as_name, NameUse::kStore);
  for (;;) {
    const size_t begin = dot + 1;
    dot = text.find('.', begin);
    const auto part = std::string_view(text).substr(begin, dot - begin);
    Add(Op::IMPORT_FROM, unit_->names.Add(NameOf(part)));
    if (dot == std::string::npos) break;
    Add(Op::SWAP, 2);
    Add(Op::POP_TOP);
  }
  TRY(NameOperation(as_name, NameUse::kStore));
  Add(Op::POP_TOP);
  return None{};
}

Result<None> CodeGenerator::ImportFrom(ast::ImportFrom* node) {
  LoadConstant(Value::FromInt(node->level()));
  std::vector<ast::NameId> names;
  for (const ast::Alias* alias : node->names()) names.push_back(alias->name());
  if (node->begin.line > options_.last_future_line && node->module() &&
      tree_.TextOf(node->module()) == "__future__") {
    return Fail("from __future__ imports must occur at the beginning of the file");
  }
  LoadConstant(TRY(TupleOf(names)));
  AddNamed(Op::IMPORT_NAME, node->module() ? node->module() : NameOf(""));
  for (const ast::Alias* alias : node->names()) {
    if (tree_.TextOf(alias->name()) == "*") {
      Add(Op::IMPORT_STAR);
      return None{};
    }
    AddNamed(Op::IMPORT_FROM, alias->name());
    TRY(NameOperation(alias->asname() ? alias->asname() : alias->name(), NameUse::kStore));
  }
  Add(Op::POP_TOP);
  return None{};
}

}  // namespace krait::compiler
