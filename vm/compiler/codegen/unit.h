#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "vm/compiler/ast/tree.h"
#include "vm/compiler/flow/constant_table.h"
#include "vm/compiler/flow/flow_graph.h"
#include "vm/compiler/symtable/symbol_table.h"

namespace krait::compiler {

/// Names in the order of their first use: co_names, or a kind of locals.
class NameTable {
 public:
  /// The index of a name that may be new.
  int Add(ast::NameId name) {
    const auto [place, is_new] = index_.emplace(name.index, static_cast<int>(names_.size()));
    if (is_new) names_.push_back(name);
    return place->second;
  }
  /// -1 if the name is not there.
  int Find(ast::NameId name) const {
    const auto found = index_.find(name.index);
    return found == index_.end() ? -1 : found->second;
  }
  size_t size() const { return names_.size(); }
  const std::vector<ast::NameId>& names() const { return names_; }

 private:
  std::vector<ast::NameId> names_;
  absl::flat_hash_map<uint32_t, int> index_;
};

enum class UnitKind : uint8_t {
  kModule,
  kClass,
  kFunction,
  kAsyncFunction,
  kLambda,
  kComprehension
};

/// Something that must be undone when control leaves it: a loop's iterator, a handler, a with.
struct FrameBlock {
  enum class Kind : uint8_t {
    kWhileLoop,
    kForLoop,
    kTryExcept,
    kFinallyTry,
    kFinallyEnd,
    kWith,
    kAsyncWith,
    kHandlerCleanup,
    kPopValue,
    kExceptionHandler,
    kExceptionGroupHandler,
    kAsyncComprehension,
  };
  Kind kind;
  Block* begin = nullptr;                        // of loops: where continue goes
  Block* exit = nullptr;                         // of loops: where break goes
  const ast::Node* statement = nullptr;          // kWith, kAsyncWith
  ast::Sequence<ast::StmtNode*> finally_body{};  // kFinallyTry
  ast::NameId name{};                            // kHandlerCleanup: bound to the exception

  bool is_loop() const { return kind == Kind::kWhileLoop || kind == Kind::kForLoop; }
};

/// A code object while it is made.
struct Unit {
  Unit(Thread& t, UnitKind kind, Scope* scope, Unit* outer, ast::NameId name, int first_line)
      : kind(kind),
        scope(scope),
        outer(outer),
        name(name),
        private_name(outer == nullptr ? ast::NameId() : outer->private_name),
        first_line(first_line),
        constants(t) {}

  const UnitKind kind;
  Scope* const scope;
  Unit* const outer;
  const ast::NameId name;
  std::string qualified_name;
  ast::NameId private_name;  // of the class that private names are mangled by
  const int first_line;

  int posonly_count = 0;
  int argument_count = 0;  // positional-only ones not included
  int kwonly_count = 0;

  NameTable names;
  NameTable locals;  // CPython's varnames
  NameTable cells;
  NameTable frees;
  ConstantTable constants;
  FlowGraph graph;
  std::vector<FrameBlock> blocks;
  CodePosition position;  // of what is added next

  bool is_function() const { return scope->kind == ScopeKind::kFunction; }
  bool has_annotations() const { return kind == UnitKind::kModule || kind == UnitKind::kClass; }
};

}  // namespace krait::compiler
