#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "tests/fuzz/chance.h"
#include "tests/fuzz/pyc_tree.h"

namespace krait::fuzz {

/// The parts of one code object of a tree, to be changed and added to by chance.
class CodeParts : protected Chance {
 protected:
  CodeParts(PycTree tree, uint32_t seed) : Chance(seed), tree_(std::move(tree)) {}

  Node& Part(CodePart part) { return tree_[tree_[code_].children[part]]; }
  /// The part as a node that no other code object shares: an empty tuple, name or table may be.
  Node& OwnPart(CodePart part);
  size_t ConstCount() { return Part(kPartConsts).children.size(); }
  size_t NameCount() { return Part(kPartNames).children.size(); }
  /// Functions have no namespace for STORE_NAME.
  bool IsModule() { return (tree_[code_].numbers[kFlags] & 2) == 0; }

  /// Their places in the code object.
  int AddConst(int node);
  int AddName(std::string_view name);
  int AnyConst();
  int AnyName();
  /// A local of the right kind if there is one.
  int32_t AnyLocal(bool is_cell);

  /// A new node of the tree.
  int InterestingConst(int depth = 0);

  PycTree tree_;
  int code_ = 0;
};

}  // namespace krait::fuzz
