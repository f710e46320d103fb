#include <algorithm>
#include <string>
#include <vector>

#include "vm/compiler/codegen/code_generator.h"

namespace krait::compiler {
namespace {

/// The scope's names that are wanted, in alphabetical order.
template <typename F>
std::vector<ast::NameId> SortedNames(const ast::Tree& tree, const Scope& scope, F is_wanted) {
  std::vector<ast::NameId> names;
  for (const Symbol& symbol : scope.symbols()) {
    if (is_wanted(symbol)) names.push_back(symbol.name);
  }
  std::sort(names.begin(), names.end(),
            [&](ast::NameId a, ast::NameId b) { return tree.TextOf(a) < tree.TextOf(b); });
  return names;
}

bool IsFunctionLike(UnitKind kind) {
  return kind == UnitKind::kFunction || kind == UnitKind::kAsyncFunction ||
         kind == UnitKind::kLambda;
}

}  // namespace

std::string CodeGenerator::QualifiedName(const Unit& unit) {
  const std::string name = TextOf(unit.name);
  const Unit* outer = unit.outer;
  if (outer == nullptr || outer->outer == nullptr) return name;
  if (unit.kind == UnitKind::kFunction || unit.kind == UnitKind::kAsyncFunction ||
      unit.kind == UnitKind::kClass) {
    const Symbol* symbol = outer->scope->Find(Mangle(tree_, outer->private_name, unit.name));
    if (symbol != nullptr && symbol->scope == SymbolScope::kGlobalExplicit) return name;
  }
  return outer->qualified_name + (IsFunctionLike(outer->kind) ? ".<locals>." : ".") + name;
}

/// Makes `unit` the present one.
Result<None> CodeGenerator::Enter(Unit* unit) {
  const Scope& scope = *unit->scope;
  for (const ast::NameId name : scope.parameters) unit->locals.Add(name);
  for (const ast::NameId name : SortedNames(
           tree_, scope, [](const Symbol& symbol) { return symbol.scope == SymbolScope::kCell; })) {
    unit->cells.Add(name);
  }
  if (scope.needs_class_closure) unit->cells.Add(NameOf("__class__"));
  for (const ast::NameId name : SortedNames(tree_, scope, [](const Symbol& symbol) {
         return symbol.scope == SymbolScope::kFree || (symbol.flags & kDefFreeClass) != 0;
       })) {
    unit->frees.Add(name);
  }
  unit_ = unit;
  if (unit->kind == UnitKind::kModule) {
    unit->position = {0, 1, 0, 0};
    Add(Op::RESUME);
    UnsetPosition();
  } else {
    unit->qualified_name = QualifiedName(*unit);
    unit->position = {unit->first_line, unit->first_line, 0, 0};
    Add(Op::RESUME);
  }
  return None{};
}

Result<Code*> CodeGenerator::Leave(Unit* unit, bool add_none) {
  const Result<Code*> code = MakeCode(unit, add_none);
  unit_ = unit->outer;
  return code;
}

}  // namespace krait::compiler
