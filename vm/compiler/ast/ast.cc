#include "vm/compiler/ast/ast.h"

namespace krait::compiler::ast {
namespace {

#include "vm/compiler/ast/tables.inc"

static_assert(std::size(kNodes) == static_cast<size_t>(NodeKind::kCount));

}  // namespace

const NodeInfo& InfoOf(NodeKind kind) { return kNodes[static_cast<size_t>(kind)]; }

const char* NameOf(FieldType type, uint64_t word) { return NameIn(type, word); }

}  // namespace krait::compiler::ast
