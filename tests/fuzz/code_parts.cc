#include "tests/fuzz/code_parts.h"

#include <string>
#include <utility>
#include <vector>

#include "tests/fuzz/interesting.h"
#include "vm/pyc/marshal_format.h"

namespace krait::fuzz {

Node& CodeParts::OwnPart(CodePart part) {
  const int copy = tree_.Add(Part(part));
  tree_[code_].children[part] = copy;
  return tree_[copy];
}

int CodeParts::AddConst(int node) {
  Node& consts = OwnPart(kPartConsts);
  consts.children.push_back(node);
  return static_cast<int>(consts.children.size()) - 1;
}

int CodeParts::AddName(std::string_view name) {
  const int node = tree_.Add(Node{marshal::kShortAsciiInterned, std::string(name), {}, {}});
  Node& names = OwnPart(kPartNames);
  names.children.push_back(node);
  return static_cast<int>(names.children.size()) - 1;
}

int CodeParts::AnyConst() {
  return ConstCount() > 0 && !OneIn(3) ? Below(ConstCount()) : AddConst(InterestingConst());
}

int CodeParts::AnyName() {
  if (NameCount() > 0 && OneIn(2)) return Below(NameCount());
  return AddName(OneIn(2) ? AnyOf(kBuiltinNames) : AnyOf(kMethodNames));
}

int32_t CodeParts::AnyLocal(bool is_cell) {
  constexpr uint8_t kPlain = 0x20;
  const std::string& kinds = Part(kPartLocalKinds).bytes;
  std::vector<int32_t> fitting;
  for (size_t i = 0; i < kinds.size(); ++i) {
    if ((static_cast<uint8_t>(kinds[i]) == kPlain) != is_cell) {
      fitting.push_back(static_cast<int32_t>(i));
    }
  }
  return fitting.empty() || OneIn(10) ? Below(kinds.size()) : AnyOf(fitting);
}

int CodeParts::InterestingConst(int depth) {
  const InterestingScalar& scalar = AnyOf(kScalars);
  if (depth > 2 || !OneIn(4)) {
    return tree_.Add(Node{static_cast<uint8_t>(scalar.type), std::string(scalar.payload), {}, {}});
  }
  constexpr uint8_t kContainers[] = {marshal::kSmallTuple, marshal::kTuple, marshal::kFrozenSet,
                                     marshal::kList,       marshal::kSet,   marshal::kDict};
  Node node{AnyOf(kContainers), {}, {}, {}};
  const int count = Below(4) * 2;
  for (int i = 0; i < count; ++i) node.children.push_back(InterestingConst(depth + 1));
  return tree_.Add(std::move(node));
}

}  // namespace krait::fuzz
