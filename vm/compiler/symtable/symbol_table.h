#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "vm/compiler/ast/tree.h"
#include "vm/compiler/parse/tokenizer.h"
#include "vm/core/result.h"

namespace krait::compiler {

/// A SyntaxError between two places. Unlike the parser's, its offsets count bytes, as in CPython.
inline Problem ProblemAt(std::string message, Position begin, Position end) {
  return {Problem::Kind::kSyntax, std::move(message), begin.line,
          begin.column + 1,       end.line,           end.column + 1};
}

/// How a name is used in a scope: CPython's numbers, which _symtable shows.
enum SymbolFlag : uint32_t {
  kDefGlobal = 1,  // a global statement
  kDefLocal = 2,   // an assignment
  kDefParameter = 2 << 1,
  kDefNonlocal = 2 << 2,
  kUse = 2 << 3,
  kDefFreeClass = 2 << 5,  // free in a method, and the class itself has such a name
  kDefImport = 2 << 6,
  kDefAnnotation = 2 << 7,
  kDefIteration = 2 << 8,  // the variable of a comprehension
  kDefBound = kDefLocal | kDefParameter | kDefImport,
};

/// Where a name's value is.
enum class SymbolScope : uint8_t {
  kUnknown,
  kLocal,
  kGlobalExplicit,
  kGlobalImplicit,
  kFree,
  kCell
};

struct Symbol {
  ast::NameId name;  // mangled
  uint32_t flags = 0;
  SymbolScope scope = SymbolScope::kUnknown;
};

enum class ScopeKind : uint8_t { kFunction, kClass, kModule, kAnnotation };
enum class ComprehensionKind : uint8_t { kNone, kList, kDict, kSet, kGenerator };

/// What is known of the names in a block of the program: a module, class, function, lambda or
/// comprehension.
class Scope {
 public:
  ScopeKind kind;
  ComprehensionKind comprehension = ComprehensionKind::kNone;
  ast::NameId name;
  const ast::Node* node;
  std::vector<Scope*> children;
  std::vector<ast::NameId> parameters;  // in the order of the frame's locals

  bool is_nested = false;  // in a function, at whatever depth
  bool has_free = false;   // uses names of functions around it
  bool child_has_free = false;
  bool is_generator = false;
  bool is_coroutine = false;
  bool has_varargs = false;
  bool has_varkeywords = false;
  bool returns_value = false;
  bool needs_class_closure = false;  // a class whose methods use __class__
  bool in_iteration_target = false;  // while it is built
  int iteration_depth = 0;           // expressions that a comprehension iterates over

  /// Null if the name does not occur. Valid until a symbol is added.
  Symbol* Find(ast::NameId symbol) {
    const auto found = index_.find(symbol.index);
    return found == index_.end() ? nullptr : &symbols_[found->second];
  }
  const Symbol* Find(ast::NameId symbol) const { return const_cast<Scope*>(this)->Find(symbol); }
  uint32_t FlagsOf(ast::NameId symbol) const {
    const Symbol* found = Find(symbol);
    return found == nullptr ? 0 : found->flags;
  }
  Symbol& Add(ast::NameId symbol) {
    const auto [place, is_new] = index_.emplace(symbol.index, symbols_.size());
    if (is_new) symbols_.push_back({symbol});
    return symbols_[place->second];
  }
  std::vector<Symbol>& symbols() { return symbols_; }
  const std::vector<Symbol>& symbols() const { return symbols_; }

  /// Of the global and nonlocal statements, for messages.
  struct Directive {
    ast::NameId name;
    Position begin;
    Position end;
  };
  std::vector<Directive> directives;

  Scope(ScopeKind kind, ast::NameId name, const ast::Node* node)
      : kind(kind), name(name), node(node) {}

 private:
  std::vector<Symbol> symbols_;
  absl::flat_hash_map<uint32_t, size_t> index_;
};

/// The scopes of a program.
class SymbolTable {
 public:
  /// Fails as Parser does: `*problem` says what is wrong with the program unless an exception is
  /// pending.
  static Result<None> Build(Thread& t, ast::Tree& tree, ast::ModNode* module,
                            bool future_annotations, SymbolTable* table, Problem* problem);

  Scope* top() const { return scopes_.front().get(); }
  /// Of a module, class, function, lambda or comprehension.
  Scope* ScopeOf(const ast::Node* node) const { return by_node_.find(node)->second; }

  Scope* Add(ScopeKind kind, ast::NameId name, const ast::Node* node) {
    scopes_.push_back(std::make_unique<Scope>(kind, name, node));
    by_node_.emplace(node, scopes_.back().get());
    return scopes_.back().get();
  }

 private:
  std::vector<std::unique_ptr<Scope>> scopes_;
  absl::flat_hash_map<const ast::Node*, Scope*> by_node_;
};

/// A private name as it is known outside of the class `class_name` (which may be none).
ast::NameId Mangle(ast::Tree& tree, ast::NameId class_name, ast::NameId name);

/// Finds out where each name's value is, in all scopes.
Result<None> ResolveScopes(Thread& t, ast::Tree& tree, Scope* top, Problem* problem);

}  // namespace krait::compiler
