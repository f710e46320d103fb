#include "vm/compiler/ast/ast.h"

#include <algorithm>

namespace krait::compiler::ast {
namespace {

#include "vm/compiler/ast/tables.inc"

static_assert(std::size(kClasses) < kNoClass);
static_assert(std::size(kNodes) == static_cast<size_t>(NodeKind::kCount));

}  // namespace

const NodeInfo& InfoOf(NodeKind kind) { return kNodes[static_cast<size_t>(kind)]; }

absl::Span<const ClassInfo> Classes() { return kClasses; }

Node* NewOfKind(Arena& arena, NodeKind kind, Position begin, Position end,
                absl::Span<const uint64_t> words) {
  void* memory = arena.Allocate(Node::kWordsAt + words.size() * sizeof(uint64_t));
  if (memory == nullptr) return nullptr;
  Node* node = static_cast<Node*>(memory);
  node->node_kind = kind;
  node->begin = begin;
  node->end = end;
  std::copy(words.begin(), words.end(), node->words());
  return node;
}

const char* NameOf(FieldType type, uint64_t word) { return NameIn(type, word); }

}  // namespace krait::compiler::ast
