#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <vector>

#include "gil/blocking.h"
#include "vm/compiler/ast/ast.h"
#include "vm/core/result.h"
#include "vm/object/vm.h"

namespace krait {

class Str;
class Type;

}  // namespace krait

namespace krait::compiler {

/// The classes of the ast module, of one VM. Most programs never need them: they are made when they
/// are first asked for, and only read from then on.
class AstPart : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kAst;
  static constexpr size_t kMaxClasses = ast::kNoClass;
  /// lineno, col_offset, end_lineno, end_col_offset
  static constexpr size_t kPlaceNames = 4;

  /// The part with its classes.
  static Result<AstPart*> Of(Thread& t);
  /// Null as long as nobody has asked for the classes.
  static AstPart* IfMade(Thread& t);

  Type* base() const { return base_; }  // AST
  Type* class_at(ast::ClassIndex index) const { return classes_[index]; }
  /// The one instance that all trees share: of the classes of an enumeration's values.
  Value shared(ast::ClassIndex index) const { return shared_[index]; }
  /// The class's own index; kNoClass if it is none of these.
  ast::ClassIndex IndexOf(const Type* type) const;

  /// Of the scopes that the module _symtable shows, which keeps no more than this.
  Type* scope_type() const { return scope_type_.load(std::memory_order_acquire); }
  void set_scope_type(Type* type) { scope_type_.store(type, std::memory_order_release); }

  Str* field_name(ast::NodeKind kind, size_t field) const {
    return field_names_[first_field_[static_cast<size_t>(kind)] + field];
  }
  Str* place_name(size_t i) const { return place_names_[i]; }

  void TraceRoots(Marker& marker) override;

 private:
  Result<None> Make(Thread& t);
  Result<None> MakeNames(Thread& t);
  Result<None> MakeClass(Thread& t, ast::ClassIndex index);
  Result<Value> PlaceAttributes(Thread& t, bool placed);

  gil::Mutex lock_;
  std::atomic<bool> made_{false};
  Type* base_ = nullptr;
  std::atomic<Type*> scope_type_{nullptr};
  std::array<Type*, kMaxClasses> classes_{};
  std::array<Value, kMaxClasses> shared_{};
  std::array<Str*, kPlaceNames> place_names_{};
  std::array<size_t, static_cast<size_t>(ast::NodeKind::kCount)> first_field_{};
  std::vector<Str*> field_names_;
};

/// The class AST, without attributes of its own.
Result<Type*> MakeAstType(Thread& t);

}  // namespace krait::compiler
