#include <string>

#include "vm/compiler/symtable/symbol_table.h"

namespace krait::compiler {

ast::NameId Mangle(ast::Tree& tree, ast::NameId class_name, ast::NameId name) {
  if (!class_name) return name;
  const std::string_view text = tree.TextOf(name);
  if (!text.starts_with("__") || text.ends_with("__") || text.find('.') != std::string_view::npos)
    return name;
  std::string_view owner = tree.TextOf(class_name);
  const size_t stripped = owner.find_first_not_of('_');
  if (stripped == std::string_view::npos) return name;
  owner.remove_prefix(stripped);
  std::string mangled = "_";
  mangled.append(owner).append(text);
  return tree.NameOf(mangled);
}

}  // namespace krait::compiler
