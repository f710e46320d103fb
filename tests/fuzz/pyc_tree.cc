#include "tests/fuzz/pyc_tree.h"

#include <cstring>

#include "vm/pyc/marshal_format.h"

namespace krait::fuzz {
namespace {

constexpr size_t kHeader = 16;
constexpr int kMaxDepth = 60;
constexpr size_t kMaxNodes = 20'000;

bool IsOneOf(uint8_t type, std::string_view types) {
  return types.find(static_cast<char>(type)) != std::string_view::npos;
}
bool HasShortLength(uint8_t type) { return IsOneOf(type, ")zZ"); }
bool HasLength(uint8_t type) { return IsOneOf(type, "sutaA"); }

}  // namespace

class TreeReader {
 public:
  TreeReader(std::string_view data, PycTree& tree) : data_(data), tree_(tree) {}

  /// The index of the object's node; -1 for NULL, -2 for damage.
  int Read() {
    if (at_ >= data_.size() || depth_ == kMaxDepth || tree_.nodes_.size() > kMaxNodes) return kBad;
    const uint8_t byte = data_[at_++];
    const uint8_t type = byte & ~marshal::kReferenced;
    if (type == marshal::kNull) return kNull;
    if (type == marshal::kReference) {
      const int32_t index = ReadInt();
      if (bad_ || index < 0 || static_cast<size_t>(index) >= refs_.size()) return kBad;
      return refs_[index];
    }
    const int index = tree_.Add(Node{type, {}, {}, {}});
    // None and the like are no objects of their own.
    if ((byte & marshal::kReferenced) != 0 && !IsOneOf(type, "NTF.S")) refs_.push_back(index);
    ++depth_;
    const bool good = type == marshal::kCode    ? ReadCode(index)
                      : IsOneOf(type, "()[{<>") ? ReadContainer(index)
                                                : ReadScalar(index);
    --depth_;
    return good && !bad_ ? index : kBad;
  }

 private:
  static constexpr int kNull = -1;
  static constexpr int kBad = -2;

  std::string_view Take(size_t size) {
    if (size > data_.size() - at_) {
      bad_ = true;
      return {};
    }
    at_ += size;
    return data_.substr(at_ - size, size);
  }
  int32_t ReadInt() {
    const std::string_view bytes = Take(4);
    int32_t value = 0;
    if (!bad_) std::memcpy(&value, bytes.data(), 4);
    return value;
  }
  size_t ReadLength(uint8_t type) {
    if (!HasShortLength(type)) return static_cast<uint32_t>(ReadInt());
    const std::string_view byte = Take(1);
    return bad_ ? 0 : static_cast<uint8_t>(byte[0]);
  }

  bool ReadScalar(int index) {
    const uint8_t type = tree_[index].type;
    if (HasShortLength(type) || HasLength(type)) {
      const size_t length = ReadLength(type);
      tree_[index].bytes = Take(length);
      return true;
    }
    size_t size = 0;
    switch (type) {
      case marshal::kNone:
      case marshal::kTrue:
      case marshal::kFalse:
      case marshal::kEllipsis:
      case marshal::kStopIteration:
        break;
      case marshal::kInt:
        size = 4;
        break;
      case marshal::kInt64:
      case marshal::kBinaryFloat:
        size = 8;
        break;
      case marshal::kBinaryComplex:
        size = 16;
        break;
      case marshal::kLong: {
        const int32_t digits = ReadInt();
        if (bad_ || digits == INT32_MIN) return false;
        at_ -= 4;
        size = 4 + 2 * static_cast<size_t>(digits < 0 ? -digits : digits);
        break;
      }
      default:
        return false;
    }
    tree_[index].bytes = Take(size);
    return true;
  }

  bool ReadContainer(int index) {
    const uint8_t type = tree_[index].type;
    const bool is_dict = type == marshal::kDict;
    const size_t count = is_dict ? SIZE_MAX : ReadLength(type);
    for (size_t i = 0; i < count; ++i) {
      const int child = Read();
      if (is_dict && child == kNull) {
        if (i % 2 == 1) tree_[index].children.pop_back();
        return true;
      }
      if (child < 0) return false;
      tree_[index].children.push_back(child);
    }
    return true;
  }

  bool ReadCode(int index) {
    for (int i = 0; i < kFirstLine; ++i) tree_[index].numbers[i] = ReadInt();
    for (int part = 0; part < kCodeParts; ++part) {
      if (part == kPartLineTable) tree_[index].numbers[kFirstLine] = ReadInt();
      const int child = Read();
      if (child < 0) return false;
      tree_[index].children.push_back(child);
    }
    return true;
  }

  std::string_view data_;
  PycTree& tree_;
  size_t at_ = 0;
  int depth_ = 0;
  bool bad_ = false;
  std::vector<int> refs_;
};

class TreeWriter {
 public:
  explicit TreeWriter(const PycTree& tree)
      : tree_(tree), uses_(tree.size()), ref_of_(tree.size(), -1) {}

  std::string Run() {
    Count(tree_.root());
    out_ = tree_.header_;
    Write(tree_.root());
    return std::move(out_);
  }

 private:
  void Count(int index) {
    if (uses_[index]++ != 0) return;
    for (int child : tree_[index].children) Count(child);
  }

  void WriteInt(int32_t value) {
    out_.append(reinterpret_cast<const char*>(&value), sizeof(value));
  }

  void Write(int index) {
    const Node& node = tree_[index];
    if (ref_of_[index] >= 0) {
      out_.push_back(marshal::kReference);
      WriteInt(ref_of_[index]);
      return;
    }
    uint8_t type = node.type;
    const size_t length = node.bytes.size() + node.children.size();  // one of them is nothing
    if (length > UINT8_MAX) {
      if (type == marshal::kSmallTuple) type = marshal::kTuple;
      if (type == marshal::kShortAscii) type = marshal::kAscii;
      if (type == marshal::kShortAsciiInterned) type = marshal::kAsciiInterned;
    }
    const bool referenced = uses_[index] > 1 && !IsOneOf(type, "NTF.S");
    if (referenced) ref_of_[index] = refs_++;
    out_.push_back(static_cast<char>(type | (referenced ? marshal::kReferenced : 0)));
    if (node.IsCode()) {
      WriteCode(node);
      return;
    }
    if (HasShortLength(type)) {
      out_.push_back(static_cast<char>(length));
    } else if (HasLength(type) || IsOneOf(type, "([<>")) {
      WriteInt(static_cast<int32_t>(length));
    }
    out_ += node.bytes;
    for (int child : node.children) Write(child);
    if (type == marshal::kDict) out_.push_back(marshal::kNull);
  }

  void WriteCode(const Node& node) {
    for (int i = 0; i < kFirstLine; ++i) WriteInt(node.numbers[i]);
    for (int part = 0; part < kCodeParts; ++part) {
      if (part == kPartLineTable) WriteInt(node.numbers[kFirstLine]);
      Write(node.children[part]);
    }
  }

  const PycTree& tree_;
  std::vector<int> uses_;
  std::vector<int> ref_of_;
  int refs_ = 0;
  std::string out_;
};

std::optional<PycTree> PycTree::Parse(std::string_view pyc) {
  if (pyc.size() <= kHeader) return std::nullopt;
  PycTree tree;
  tree.header_ = pyc.substr(0, kHeader);
  tree.root_ = TreeReader(pyc.substr(kHeader), tree).Read();
  if (tree.root_ < 0) return std::nullopt;
  return tree;
}

std::string PycTree::Write() const { return TreeWriter(*this).Run(); }

int PycTree::AddCopy(const PycTree& from, int index) {
  std::vector<int> copy_of(from.size(), -1);
  std::vector<int> queue = {index};
  copy_of[index] = Add(from[index]);
  while (!queue.empty()) {
    const int copy = copy_of[queue.back()];
    queue.pop_back();
    for (size_t i = 0; i < nodes_[copy].children.size(); ++i) {
      const int child = nodes_[copy].children[i];
      if (copy_of[child] < 0) {
        copy_of[child] = Add(from[child]);
        queue.push_back(child);
      }
      nodes_[copy].children[i] = copy_of[child];
    }
  }
  return copy_of[index];
}

std::vector<int> PycTree::CodeObjects() const {
  std::vector<bool> seen(nodes_.size());
  std::vector<int> queue = {root_};
  std::vector<int> found;
  seen[root_] = true;
  for (size_t next = 0; next < queue.size(); ++next) {
    const Node& node = nodes_[queue[next]];
    if (node.IsCode()) found.push_back(queue[next]);
    for (int child : node.children) {
      if (seen[child]) continue;
      seen[child] = true;
      queue.push_back(child);
    }
  }
  return found;
}

}  // namespace krait::fuzz
