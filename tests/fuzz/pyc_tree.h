#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A .pyc file as a graph of marshalled objects, for mutations that keep its form.
namespace krait::fuzz {

/// The parts of a code object that are objects, in the order of the file.
enum CodePart {
  kPartCode,
  kPartConsts,
  kPartNames,
  kPartLocalNames,
  kPartLocalKinds,
  kPartFilename,
  kPartName,
  kPartQualname,
  kPartLineTable,
  kPartExceptionTable,
  kCodeParts,
};

/// And those that are numbers.
enum CodeNumber {
  kArgCount,
  kPositionalOnlyCount,
  kKeywordOnlyCount,
  kStackSize,
  kFlags,
  kFirstLine,
  kCodeNumbers,
};

struct Node {
  uint8_t type = 'N';         // of vm/pyc/marshal_format.h, without kReferenced
  std::string bytes;          // a scalar's payload, without the length of texts and bytes
  std::vector<int> children;  // of containers and code objects; a dict's end in no NULL
  std::array<int32_t, kCodeNumbers> numbers{};

  bool IsCode() const { return type == 'c'; }
};

class PycTree {
 public:
  /// nullopt if the file is damaged, or too large for this.
  static std::optional<PycTree> Parse(std::string_view pyc);

  /// The file's bytes. Objects that are there twice are written once and referred to.
  std::string Write() const;

  Node& operator[](int index) { return nodes_[index]; }
  const Node& operator[](int index) const { return nodes_[index]; }
  int size() const { return static_cast<int>(nodes_.size()); }
  int root() const { return root_; }
  int Add(Node node) {
    nodes_.push_back(std::move(node));
    return size() - 1;
  }
  /// Copies a node of another tree, with all below it.
  int AddCopy(const PycTree& from, int index);
  /// The code objects that the root leads to, the root first.
  std::vector<int> CodeObjects() const;

 private:
  friend class TreeReader;
  friend class TreeWriter;

  std::string header_;
  std::vector<Node> nodes_;
  int root_ = 0;
};

}  // namespace krait::fuzz
