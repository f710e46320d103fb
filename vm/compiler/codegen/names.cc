#include "vm/compiler/codegen/code_generator.h"
#include "vm/object/str.h"

namespace krait::compiler {

Result<Str*> CodeGenerator::StrOf(ast::NameId name) {
  if (names_.size() <= name.index) names_.resize(tree_.name_count() + 1);
  const Value present = names_[name.index];
  if (!present.IsUnbound()) return Cast<Str>(present);
  Str* str = TRY(Str::InternUtf8(t_, tree_.TextOf(name)));
  names_.Set(name.index, Value::FromObject(str));
  return str;
}

Result<None> CodeGenerator::CheckName(ast::NameId name, NameUse use) {
  if (use == NameUse::kLoad || tree_.TextOf(name) != "__debug__") return None{};
  return Fail(use == NameUse::kStore ? "cannot assign to __debug__" : "cannot delete __debug__");
}

Result<None> CodeGenerator::NameOperation(ast::NameId name, NameUse use) {
  struct Ops {
    Op by_use[3];
  };
  constexpr Ops kFast = {{Op::LOAD_FAST, Op::STORE_FAST, Op::DELETE_FAST}};
  constexpr Ops kDeref = {{Op::LOAD_DEREF, Op::STORE_DEREF, Op::DELETE_DEREF}};
  constexpr Ops kClassDeref = {{Op::LOAD_CLASSDEREF, Op::STORE_DEREF, Op::DELETE_DEREF}};
  constexpr Ops kGlobal = {{Op::LOAD_GLOBAL, Op::STORE_GLOBAL, Op::DELETE_GLOBAL}};
  constexpr Ops kNamed = {{Op::LOAD_NAME, Op::STORE_NAME, Op::DELETE_NAME}};

  TRY(CheckName(name, use));
  const ast::NameId mangled = Mangled(name);
  const Symbol* symbol = unit_->scope->Find(mangled);
  const SymbolScope scope = symbol == nullptr ? SymbolScope::kUnknown : symbol->scope;
  const bool is_function = unit_->is_function();
  const auto add = [&](const Ops& ops, int argument) {
    Add(ops.by_use[static_cast<size_t>(use)], argument);
    return None{};
  };
  const Ops& deref = unit_->scope->kind == ScopeKind::kClass ? kClassDeref : kDeref;
  if (scope == SymbolScope::kFree) {
    return add(deref, static_cast<int>(unit_->cells.size()) + unit_->frees.Find(mangled));
  }
  if (scope == SymbolScope::kCell) return add(deref, unit_->cells.Find(mangled));
  if (scope == SymbolScope::kLocal && is_function) return add(kFast, unit_->locals.Add(mangled));
  const int index = unit_->names.Add(mangled);
  if (scope == SymbolScope::kGlobalExplicit ||
      (scope == SymbolScope::kGlobalImplicit && is_function)) {
    return add(kGlobal, use == NameUse::kLoad ? index << 1 : index);
  }
  return add(kNamed, index);
}

}  // namespace krait::compiler
