#include "vm/compiler/codegen/code_generator.h"
#include "vm/compiler/codegen/unparse.h"
#include "vm/object/str.h"

namespace krait::compiler {

bool CodeGenerator::has_future_annotations() const {
  return (options_.inherited_flags & kFutureAnnotations) != 0;
}

/// Its value, or its text with the future feature.
Result<None> CodeGenerator::Annotation(Expr* annotation) {
  if (!has_future_annotations()) return Visit(annotation);
  const std::string text = TRY(Unparse(t_, tree_, annotation));
  LoadConstant(Value::FromObject(TRY(Str::FromUtf8(t_, text))));
  return None{};
}

Result<None> CodeGenerator::EvaluateAndDrop(Expr* node) {
  TRY(Visit(node));
  Add(Op::POP_TOP);
  return None{};
}

Result<None> CodeGenerator::EvaluateSubscript(Expr* node) {
  if (auto* slice = ast::As<ast::Slice>(node); slice != nullptr) {
    for (Expr* part : {slice->lower(), slice->upper(), slice->step()}) {
      if (part != nullptr) TRY(EvaluateAndDrop(part));
    }
    return None{};
  }
  if (auto* tuple = ast::As<ast::Tuple>(node); tuple != nullptr) {
    for (Expr* item : tuple->elts()) TRY(EvaluateSubscript(item));
    return None{};
  }
  return EvaluateAndDrop(node);
}

/// A target that gets no value is still evaluated as far as that goes.
Result<None> CodeGenerator::CheckAnnotatedTarget(ast::AnnAssign* node) {
  const bool has_value = node->value() != nullptr;
  if (auto* attribute = ast::As<ast::Attribute>(node->target()); attribute != nullptr) {
    TRY(CheckName(attribute->attr(), NameUse::kStore));
    return has_value ? Done(None{}) : EvaluateAndDrop(attribute->value());
  }
  auto* subscript = ast::As<ast::Subscript>(node->target());
  if (subscript == nullptr || has_value) return None{};
  TRY(EvaluateAndDrop(subscript->value()));
  return EvaluateSubscript(subscript->slice());
}

Result<None> CodeGenerator::AnnotatedAssignment(ast::AnnAssign* node) {
  if (node->value() != nullptr) {
    TRY(Visit(node->value()));
    TRY(Visit(node->target()));
  }
  if (auto* name = ast::As<ast::Name>(node->target()); name != nullptr) {
    TRY(CheckName(name->id(), NameUse::kStore));
    if (node->simple() != 0 && unit_->has_annotations()) {
      TRY(Annotation(node->annotation()));
      AddNamed(Op::LOAD_NAME, NameOf("__annotations__"));
      TRY(LoadNameConstant(Mangled(name->id())));
      Add(Op::STORE_SUBSCR);
    }
  } else {
    TRY(CheckAnnotatedTarget(node));
  }
  const bool is_evaluated =
      node->simple() == 0 && !has_future_annotations() && unit_->has_annotations();
  return is_evaluated ? EvaluateAndDrop(node->annotation()) : Done(None{});
}

}  // namespace krait::compiler
