#include "vm/compiler/ast/tree.h"

#include <cstring>

namespace krait::compiler::ast {

NameId Tree::NameOf(std::string_view utf8) {
  if (const auto found = numbers_.find(utf8); found != numbers_.end()) return {found->second};
  auto* copy = static_cast<char*>(arena_.Allocate(utf8.size() + 1));  // not nothing
  if (copy == nullptr) return {};
  std::memcpy(copy, utf8.data(), utf8.size());
  names_.emplace_back(copy, utf8.size());
  const auto number = static_cast<uint32_t>(names_.size());
  numbers_.emplace(names_.back(), number);
  return {number};
}

}  // namespace krait::compiler::ast
