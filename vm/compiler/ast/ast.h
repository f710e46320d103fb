#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "absl/types/span.h"
#include "vm/compiler/ast/arena.h"

namespace krait::compiler {

/// A place in the source text.
struct Position {
  int32_t line = 1;    // from 1
  int32_t column = 0;  // bytes of UTF-8 from the line's begin; -1 for tokens that have no text
};

}  // namespace krait::compiler

/// The abstract syntax tree of nodes.txt. Nodes live in an Arena, without destructors; what they
/// tell of names and constants are numbers in the tables of a Tree.
namespace krait::compiler::ast {

enum class NodeKind : uint8_t;

/// A name of the program; 0 is none.
struct NameId {
  uint32_t index = 0;
  explicit operator bool() const { return index != 0; }
  bool operator==(const NameId&) const = default;
};

/// A Python object; 0 is none.
struct ConstantId {
  uint32_t index = 0;
  explicit operator bool() const { return index != 0; }
  bool operator==(const ConstantId&) const = default;
};

template <typename T>
class Sequence;

namespace ast_internal {

/// How a field is kept in its word.
template <typename T>
uint64_t ToWord(T value) {
  if constexpr (std::is_pointer_v<T>) {
    return reinterpret_cast<uintptr_t>(value);
  } else if constexpr (std::is_same_v<T, NameId> || std::is_same_v<T, ConstantId>) {
    return value.index;
  } else if constexpr (requires { value.header(); }) {
    return reinterpret_cast<uintptr_t>(value.header());
  } else {
    return static_cast<uint64_t>(static_cast<int64_t>(value));
  }
}

template <typename T>
T FromWord(uint64_t word) {
  if constexpr (std::is_pointer_v<T>) {
    return static_cast<T>(reinterpret_cast<void*>(word));
  } else if constexpr (std::is_same_v<T, NameId> || std::is_same_v<T, ConstantId>) {
    return T{static_cast<uint32_t>(word)};
  } else if constexpr (std::is_constructible_v<T, uint64_t*>) {
    return T(reinterpret_cast<uint64_t*>(word));
  } else {
    return static_cast<T>(static_cast<int64_t>(word));
  }
}

}  // namespace ast_internal

/// Items in a row, fixed in number. A view: copies share the items.
template <typename T>
class Sequence {
 public:
  Sequence() = default;
  explicit Sequence(uint64_t* header) : header_(header) {}

  size_t size() const { return header_ == nullptr ? 0 : header_[0]; }
  bool empty() const { return size() == 0; }
  T operator[](size_t i) const { return ast_internal::FromWord<T>(header_[1 + i]); }
  void set(size_t i, T item) { header_[1 + i] = ast_internal::ToWord(item); }
  T back() const { return (*this)[size() - 1]; }

  class Iterator {
   public:
    explicit Iterator(const uint64_t* word) : word_(word) {}
    T operator*() const { return ast_internal::FromWord<T>(*word_); }
    Iterator& operator++() {
      ++word_;
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const uint64_t* word_;
  };
  Iterator begin() const { return Iterator(empty() ? nullptr : header_ + 1); }
  Iterator end() const { return Iterator(empty() ? nullptr : header_ + 1 + size()); }

  /// The count, and then the items' words; null for an empty one.
  uint64_t* header() const { return header_; }

 private:
  uint64_t* header_ = nullptr;
};

/// The base of all nodes. Its fields follow it, a word each.
struct Node {
  NodeKind node_kind;
  Position begin;
  Position end;

  uint64_t word(size_t i) const { return words()[i]; }
  void set_word(size_t i, uint64_t word) { words()[i] = word; }

 protected:
  template <typename T>
  T Read(size_t i) const {
    return ast_internal::FromWord<T>(words()[i]);
  }
  template <typename T>
  void Write(size_t i, T value) {
    words()[i] = ast_internal::ToWord(value);
  }

 private:
  static constexpr size_t kWordsAt = 24;
  const uint64_t* words() const {
    return reinterpret_cast<const uint64_t*>(reinterpret_cast<const char*>(this) + kWordsAt);
  }
  uint64_t* words() { return const_cast<uint64_t*>(std::as_const(*this).words()); }

  template <typename T, typename... Values>
  friend T* New(Arena& arena, Position begin, Position end, Values... values);
  friend Node* NewOfKind(Arena& arena, NodeKind kind, Position begin, Position end,
                         absl::Span<const uint64_t> words);
};

#include "vm/compiler/ast/nodes.inc"

/// A node of class T; null when there is no memory. `values` are its fields, in order.
template <typename T, typename... Values>
T* New(Arena& arena, Position begin, Position end, Values... values) {
  using Fields = typename T::Fields;
  static_assert(sizeof...(Values) == std::tuple_size_v<Fields>, "a value for each field");
  void* memory = arena.Allocate(Node::kWordsAt + sizeof...(Values) * sizeof(uint64_t));
  if (memory == nullptr) return nullptr;
  T* node = static_cast<T*>(memory);
  node->node_kind = T::kKind;
  node->begin = begin;
  node->end = end;
  const Fields fields(values...);
  std::apply(
      [node](const auto&... field) {
        [[maybe_unused]] size_t i = 0;
        ((static_cast<Node*>(node)->words()[i++] = ast_internal::ToWord(field)), ...);
      },
      fields);
  return node;
}

/// The same when only the table knows the kind: a word for each field.
Node* NewOfKind(Arena& arena, NodeKind kind, Position begin, Position end,
                absl::Span<const uint64_t> words);

/// A sequence of these items; `*done` is false when there is no memory.
template <typename T>
Sequence<T> NewSequence(Arena& arena, absl::Span<const T> items, bool* done) {
  if (items.empty()) return {};
  auto* header = static_cast<uint64_t*>(arena.Allocate((1 + items.size()) * sizeof(uint64_t)));
  if (header == nullptr) {
    *done = false;
    return {};
  }
  header[0] = items.size();
  for (size_t i = 0; i < items.size(); ++i) header[1 + i] = ast_internal::ToWord(items[i]);
  return Sequence<T>(header);
}

/// The node as a T; null if it is of another kind, or null.
template <typename T>
T* As(Node* node) {
  return node != nullptr && node->node_kind == T::kKind ? static_cast<T*>(node) : nullptr;
}
template <typename T>
bool Is(const Node* node) {
  return node != nullptr && node->node_kind == T::kKind;
}

/// Whether one of the items is unpacked ("*x").
inline bool HasStarred(Sequence<ExprNode*> items) {
  for (const ExprNode* item : items) {
    if (Is<Starred>(item)) return true;
  }
  return false;
}

// --- By table ------------------------------------------------------------------------------------

enum class Quantifier : uint8_t { kOne, kOptional, kSequence };

/// A class's place in Classes().
using ClassIndex = uint8_t;
inline constexpr ClassIndex kNoClass = 255;

struct FieldInfo {
  const char* name;
  FieldType type;
  Quantifier quantifier;
  ClassIndex class_index;  // of the field's type; kNoClass if that is no node and no enumeration
};

struct NodeInfo {
  const char* name;  // in the ast module
  const char* type;  // the class that it derives from, or itself
  bool placed;       // begin and end count
  absl::Span<const FieldInfo> fields;
  ClassIndex class_index;
};

const NodeInfo& InfoOf(NodeKind kind);

/// Whether instances know where in the source they are.
enum class Place : uint8_t { kNone, kEndOptional, kEndRequired };

/// A class of the ast module: of a type of nodes.txt, a kind of node, or an enumeration's value.
struct ClassInfo {
  const char* name;
  ClassIndex base;  // kNoClass: AST itself
  NodeKind kind;    // kCount: there are no nodes of the class itself
  Place place;
  const char* doc;
  const char* traversal;  // completes "maximum recursion depth exceeded"
};

/// All of them. Those that derive from a class follow it in a row, in the order of their kinds or
/// values.
absl::Span<const ClassInfo> Classes();

/// What a value of an enumeration is called; null for other types.
const char* NameOf(FieldType type, uint64_t word);

}  // namespace krait::compiler::ast
