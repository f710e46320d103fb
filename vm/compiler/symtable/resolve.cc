#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "vm/compiler/symtable/symbol_table.h"
#include "vm/object/operations.h"

namespace krait::compiler {
namespace {

/// Names by number.
using NameSet = absl::flat_hash_set<uint32_t>;

/// Goes down with what the scopes around bind, and comes up with what the scopes inside need.
class Resolver {
 public:
  Resolver(Thread& t, ast::Tree& tree, Problem* problem)
      : t_(t), tree_(tree), class_cell_(tree.NameOf("__class__")), problem_(problem) {}

  /// `bound`: names of the functions around `scope`, null for the top. `free` gets the names that
  /// it needs of them. `global`: names that a scope around declares global.
  Result<None> Resolve(Scope* scope, NameSet* bound, NameSet* free, NameSet* global);

 private:
  struct Sets {
    NameSet* bound;
    NameSet* free;
    NameSet* global;
    NameSet local;
  };
  Result<None> ResolveName(Scope* scope, Symbol& symbol, Sets* sets);
  void MakeCells(Scope* scope, NameSet* free);
  void TakeClassCell(Scope* scope, NameSet* free);
  void PassOn(Scope* scope, const NameSet* bound, const NameSet& free);
  Raised Fail(const Scope* scope, ast::NameId name, std::string message);
  std::string Quoted(ast::NameId name) const {
    std::string text = "'";
    text.append(tree_.TextOf(name));
    return text += "'";
  }

  Thread& t_;
  ast::Tree& tree_;
  const ast::NameId class_cell_;
  Problem* problem_;
};

Raised Resolver::Fail(const Scope* scope, ast::NameId name, std::string message) {
  const auto directive =
      std::find_if(scope->directives.begin(), scope->directives.end(),
                   [&](const Scope::Directive& each) { return each.name == name; });
  const Scope::Directive at =
      directive == scope->directives.end() ? Scope::Directive{} : *directive;
  *problem_ = ProblemAt(std::move(message), at.begin, at.end);
  problem_->placed_later = true;
  return Raised{};
}

Result<None> Resolver::ResolveName(Scope* scope, Symbol& symbol, Sets* sets) {
  const uint32_t name = symbol.name.index;
  if ((symbol.flags & kDefGlobal) != 0) {
    if ((symbol.flags & kDefNonlocal) != 0) {
      return Fail(scope, symbol.name,
                  absl::StrCat("name ", Quoted(symbol.name), " is nonlocal and global"));
    }
    symbol.scope = SymbolScope::kGlobalExplicit;
    sets->global->insert(name);
    if (sets->bound != nullptr) sets->bound->erase(name);
  } else if ((symbol.flags & kDefNonlocal) != 0) {
    if (sets->bound == nullptr) {
      return Fail(scope, symbol.name, "nonlocal declaration not allowed at module level");
    }
    if (!sets->bound->contains(name)) {
      return Fail(scope, symbol.name,
                  absl::StrCat("no binding for nonlocal ", Quoted(symbol.name), " found"));
    }
    symbol.scope = SymbolScope::kFree;
    scope->has_free = true;
    sets->free->insert(name);
  } else if ((symbol.flags & kDefBound) != 0) {
    symbol.scope = SymbolScope::kLocal;
    sets->local.insert(name);
    sets->global->erase(name);
  } else if (sets->bound != nullptr && sets->bound->contains(name)) {
    symbol.scope = SymbolScope::kFree;
    scope->has_free = true;
    sets->free->insert(name);
  } else {
    symbol.scope = SymbolScope::kGlobalImplicit;
    if (!sets->global->contains(name) && scope->is_nested) scope->has_free = true;
  }
  return None{};
}

Result<None> Resolver::Resolve(Scope* scope, NameSet* bound, NameSet* free, NameSet* global) {
  TRY(CheckNativeStack(t_, " during compilation"));
  const bool is_class = scope->kind == ScopeKind::kClass;
  NameSet inner_bound;
  NameSet inner_global;
  // What a class binds is not seen inside its methods: they go by the state before.
  if (is_class) {
    inner_global = *global;
    if (bound != nullptr) inner_bound = *bound;
  }
  Sets sets = {bound, free, global, {}};
  for (Symbol& symbol : scope->symbols()) TRY(ResolveName(scope, symbol, &sets));
  if (is_class) {
    inner_bound.insert(class_cell_.index);
  } else {
    if (bound != nullptr) inner_bound = *bound;
    if (scope->kind == ScopeKind::kFunction) {
      inner_bound.insert(sets.local.begin(), sets.local.end());
    }
    inner_global = *global;
  }
  NameSet needed;
  for (Scope* child : scope->children) {
    NameSet child_bound = inner_bound;
    NameSet child_global = inner_global;
    TRY(Resolve(child, &child_bound, &needed, &child_global));
    scope->child_has_free |= child->has_free || child->child_has_free;
  }
  if (scope->kind == ScopeKind::kFunction) MakeCells(scope, &needed);
  if (is_class) TakeClassCell(scope, &needed);
  PassOn(scope, bound, needed);
  free->insert(needed.begin(), needed.end());
  return None{};
}

/// Locals that scopes inside need live in cells.
void Resolver::MakeCells(Scope* scope, NameSet* free) {
  for (Symbol& symbol : scope->symbols()) {
    if (symbol.scope != SymbolScope::kLocal) continue;
    if (free->erase(symbol.name.index) != 0) symbol.scope = SymbolScope::kCell;
  }
}

void Resolver::TakeClassCell(Scope* scope, NameSet* free) {
  if (free->erase(class_cell_.index) != 0) scope->needs_class_closure = true;
}

/// What scopes inside need and this one does not have comes from the functions around it.
void Resolver::PassOn(Scope* scope, const NameSet* bound, const NameSet& free) {
  for (const uint32_t name : free) {
    if (Symbol* symbol = scope->Find({name}); symbol != nullptr) {
      const bool has_own = (symbol->flags & (kDefBound | kDefGlobal)) != 0;
      if (scope->kind == ScopeKind::kClass && has_own) symbol->flags |= kDefFreeClass;
    } else if (bound == nullptr || bound->contains(name)) {
      scope->Add({name}).scope = SymbolScope::kFree;
    }
  }
}

}  // namespace

Result<None> ResolveScopes(Thread& t, ast::Tree& tree, Scope* top, Problem* problem) {
  NameSet free;
  NameSet global;
  return Resolver(t, tree, problem).Resolve(top, nullptr, &free, &global);
}

}  // namespace krait::compiler
