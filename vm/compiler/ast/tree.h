#pragma once

#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "vm/compiler/ast/ast.h"
#include "vm/heap/rooted.h"

namespace krait::compiler::ast {

/// A syntax tree with all it speaks of.
class Tree {
 public:
  explicit Tree(Thread& t) : constants_(t) {}

  Arena& arena() { return arena_; }

  /// The number of a name in normal form (NFKC), whose text is copied; 0 when there is no memory.
  NameId NameOf(std::string_view utf8);
  std::string_view TextOf(NameId name) const { return names_[name.index - 1]; }
  size_t name_count() const { return names_.size(); }

  ConstantId Add(Value constant) {
    constants_.push_back(constant);
    return {static_cast<uint32_t>(constants_.size())};
  }
  Value ValueOf(ConstantId constant) const { return constants_[constant.index - 1]; }

 private:
  Arena arena_;
  std::vector<std::string_view> names_;
  absl::flat_hash_map<std::string_view, uint32_t> numbers_;
  RootedVector constants_;
};

}  // namespace krait::compiler::ast
