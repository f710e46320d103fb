#include "vm/modules/contextvars/variable_map.h"

#include <bit>

#include "vm/modules/contextvars/objects.h"
#include "vm/object/allocate.h"

namespace krait::contextvars {
namespace {

constexpr int kBits = 5;
constexpr int64_t kWays = (int64_t{1} << (int64_t{1} << kBits)) - 1;  // the bits of all ways

/// One way out of a node.
struct Entry {
  Value key;    // a ContextVar or a node
  Value value;  // Unbound beside a node

  bool is_node() const { return value.IsUnbound(); }
  ValueArray* node() const { return static_cast<ValueArray*>(key.AsObject()); }
  int64_t serial() const { return static_cast<ContextVar*>(key.AsObject())->serial; }
};

int64_t Header(const ValueArray* node) { return node->At(0).AsInt(); }
int64_t WaysOf(const ValueArray* node) { return Header(node) & kWays; }
int64_t CountIn(const ValueArray* node) {
  return node == nullptr ? 0 : Header(node) >> (1 << kBits);
}
int EntriesOf(const ValueArray* node) { return std::popcount(static_cast<uint64_t>(WaysOf(node))); }

int64_t WayOf(int64_t serial, int level) {
  const int64_t digit = (serial >> (level * kBits)) & ((1 << kBits) - 1);
  return int64_t{1} << digit;
}
/// Where among a node's entries the one for `way` is, or would be.
int PlaceOf(int64_t ways, int64_t way) {
  return std::popcount(static_cast<uint64_t>(ways & (way - 1)));
}

Entry EntryAt(const ValueArray* node, int place) {
  return {node->At(1 + 2 * static_cast<size_t>(place)),
          node->At(2 + 2 * static_cast<size_t>(place))};
}

/// A node with these ways, its entries still to be set.
Result<ValueArray*> NewNode(Thread& t, int64_t ways, int64_t count) {
  const auto entries = static_cast<size_t>(std::popcount(static_cast<uint64_t>(ways)));
  ValueArray* node = TRY(ValueArray::New(t, 1 + 2 * entries));
  node->Set(0, Value::FromInt((count << (1 << kBits)) | ways));
  return node;
}

void SetEntry(ValueArray* node, int place, const Entry& entry) {
  node->Set(1 + 2 * static_cast<size_t>(place), entry.key);
  node->Set(2 + 2 * static_cast<size_t>(place), entry.value);
}

/// A copy of `node` in which the entry for `way` is `entry`, be it new or not.
Result<ValueArray*> WithEntry(Thread& t, const ValueArray* node, int64_t way, const Entry& entry,
                              int64_t count) {
  const int64_t ways = WaysOf(node);
  ValueArray* copy = TRY(NewNode(t, ways | way, count));
  const int place = PlaceOf(ways, way);
  const int replaced = (ways & way) != 0 ? 1 : 0;
  for (int i = 0; i < place; ++i) SetEntry(copy, i, EntryAt(node, i));
  SetEntry(copy, place, entry);
  for (int i = place + replaced; i < EntriesOf(node); ++i) {
    SetEntry(copy, i + 1 - replaced, EntryAt(node, i));
  }
  return copy;
}

/// A copy of `node` without the entry for `way`, of which it has more than one.
Result<ValueArray*> WithoutEntry(Thread& t, const ValueArray* node, int64_t way) {
  const int64_t ways = WaysOf(node);
  ValueArray* copy = TRY(NewNode(t, ways & ~way, CountIn(node) - 1));
  const int place = PlaceOf(ways, way);
  for (int i = 0; i + 1 < EntriesOf(node); ++i) {
    SetEntry(copy, i, EntryAt(node, i < place ? i : i + 1));
  }
  return copy;
}

Result<ValueArray*> Insert(Thread& t, const ValueArray* node, int level, const Entry& entry) {
  const int64_t way = WayOf(entry.serial(), level);
  if (node == nullptr) {
    ValueArray* leaf = TRY(NewNode(t, way, 1));
    SetEntry(leaf, 0, entry);
    return leaf;
  }
  const int64_t ways = WaysOf(node);
  if ((ways & way) == 0) return WithEntry(t, node, way, entry, CountIn(node) + 1);
  const Entry present = EntryAt(node, PlaceOf(ways, way));
  if (!present.is_node() && present.serial() == entry.serial()) {
    return WithEntry(t, node, way, entry, CountIn(node));
  }
  const ValueArray* below =
      present.is_node() ? present.node() : TRY(Insert(t, nullptr, level + 1, present));
  ValueArray* changed = TRY(Insert(t, below, level + 1, entry));
  const int64_t before = present.is_node() ? CountIn(below) : 1;
  return WithEntry(t, node, way, {Value::FromObject(changed), Value::Unbound()},
                   CountIn(node) + CountIn(changed) - before);
}

/// `node`, which has the variable, without it.
Result<VariableMap> Remove(Thread& t, const ValueArray* node, int level, int64_t serial) {
  const int64_t way = WayOf(serial, level);
  const Entry present = EntryAt(node, PlaceOf(WaysOf(node), way));
  if (present.is_node()) {
    ValueArray* changed = TRY(Remove(t, present.node(), level + 1, serial)).root();
    if (changed != nullptr) {
      const Entry entry = {Value::FromObject(changed), Value::Unbound()};
      return VariableMap(TRY(WithEntry(t, node, way, entry, CountIn(node) - 1)));
    }
  }
  if (EntriesOf(node) == 1) return VariableMap();
  return VariableMap(TRY(WithoutEntry(t, node, way)));
}

void ListNode(const ValueArray* node, RootedVector& out) {
  for (int i = 0; i < EntriesOf(node); ++i) {
    const Entry entry = EntryAt(node, i);
    if (entry.is_node()) {
      ListNode(entry.node(), out);
    } else {
      out.push_back(entry.key);
      out.push_back(entry.value);
    }
  }
}

}  // namespace

size_t VariableMap::size() const { return static_cast<size_t>(CountIn(root_)); }

Value VariableMap::Find(int64_t serial) const {
  const ValueArray* node = root_;
  for (int level = 0; node != nullptr; ++level) {
    const int64_t ways = WaysOf(node);
    const int64_t way = WayOf(serial, level);
    if ((ways & way) == 0) break;
    const Entry entry = EntryAt(node, PlaceOf(ways, way));
    if (!entry.is_node()) return entry.serial() == serial ? entry.value : Value::Unbound();
    node = entry.node();
  }
  return Value::Unbound();
}

Result<VariableMap> VariableMap::With(Thread& t, Value variable, Value value) const {
  return VariableMap(TRY(Insert(t, root_, 0, {variable, value})));
}

Result<VariableMap> VariableMap::Without(Thread& t, int64_t serial) const {
  if (Find(serial).IsUnbound()) return *this;
  return Remove(t, root_, 0, serial);
}

void VariableMap::List(RootedVector& out) const {
  if (root_ != nullptr) ListNode(root_, out);
}

}  // namespace krait::contextvars
