#pragma once

#include "vm/compiler/ast/ast.h"
#include "vm/core/result.h"

namespace krait::compiler::ast {

/// Calls f(Node*) -> Result<None> for each child of `node` in the order of nodes.txt. Children that
/// are missing are left out.
template <typename F>
Result<None> ForEachChild(const Node* node, F f) {
  const NodeInfo& info = InfoOf(node->node_kind);
  for (size_t i = 0; i < info.fields.size(); ++i) {
    const FieldInfo& field = info.fields[i];
    const uint64_t word = node->word(i);
    if (field.type != FieldType::kNode || word == 0) continue;
    if (field.quantifier != Quantifier::kSequence) {
      TRY(f(ast_internal::FromWord<Node*>(word)));
      continue;
    }
    for (Node* child : ast_internal::FromWord<Sequence<Node*>>(word)) {
      if (child != nullptr) TRY(f(child));
    }
  }
  return None{};
}

/// The same with f(Node*) -> Result<Node*>: what it returns takes the child's place.
template <typename F>
Result<None> ReplaceChildren(Node* node, F f) {
  const NodeInfo& info = InfoOf(node->node_kind);
  for (size_t i = 0; i < info.fields.size(); ++i) {
    const FieldInfo& field = info.fields[i];
    const uint64_t word = node->word(i);
    if (field.type != FieldType::kNode || word == 0) continue;
    if (field.quantifier != Quantifier::kSequence) {
      node->set_word(i, ast_internal::ToWord(TRY(f(ast_internal::FromWord<Node*>(word)))));
      continue;
    }
    auto children = ast_internal::FromWord<Sequence<Node*>>(word);
    for (size_t k = 0; k < children.size(); ++k) {
      if (children[k] != nullptr) children.set(k, TRY(f(children[k])));
    }
  }
  return None{};
}

}  // namespace krait::compiler::ast
