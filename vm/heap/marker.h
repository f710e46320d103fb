#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/heap/block.h"
#include "vm/heap/large_space.h"

namespace krait {

class BlockSpace;
class HeapWalk;
class Marker;

/// How the collector treats one layout. The table has an entry for every Layout.
struct LayoutTrace {
  /// Visits every reference in the cell; null for cells without references.
  void (*trace)(Object* cell, Marker& marker) = nullptr;
};

/// Marks everything reachable from what is visited, with an explicit stack.
class Marker {
 public:
  Marker(const LayoutTrace* layouts, BlockSpace& blocks, LargeSpace& large)
      : layouts_(layouts), blocks_(blocks), large_(large) {}

  /// Marking misses the cache at nearly every cell, so a cell is looked at only some visits after
  /// its memory was asked for.
  void Visit(Object* object) {
    if (object == nullptr) return;
    __builtin_prefetch(object);
    Object* due = awaited_[next_awaited_];
    awaited_[next_awaited_] = object;
    next_awaited_ = (next_awaited_ + 1) % kAwaited;
    if (due != nullptr && Mark(due)) stack_.push_back(due);
  }
  void Visit(Value value) {
    if (value.IsObject()) Visit(value.AsObject());
  }
  template <typename T>
  void Visit(const Field<T>& field) {
    Visit(field.Load());
  }
  /// A word that may or may not be a reference: interior and one-past-the-end pointers count.
  void VisitAmbiguous(uintptr_t word);
  void VisitAmbiguousRange(const void* begin, const void* end);

  /// Traces until nothing unvisited is left.
  void Drain();

  bool IsMarked(const Object* object) const {
    return object->IsLargeCell() ? LargeSpace::IsMarked(object)
                                 : Block::Containing(object)->IsMarked(object);
  }
  /// True also for values that are no heap objects.
  bool IsLive(Value value) const { return !value.IsObject() || IsMarked(value.AsObject()); }

  /// The VM's shape table, so that an instance keeps its shape (and with it its type) alive.
  void set_shapes(Object* const* shapes) { shapes_ = shapes; }
  Object* shape(uint32_t id) const { return shapes_[id]; }

 private:
  friend class HeapWalk;

  static constexpr size_t kAwaited = 16;

  /// Marks what is still awaited.
  void TakeAwaited() {
    for (Object*& object : awaited_) {
      if (Object* due = std::exchange(object, nullptr); due != nullptr && Mark(due)) {
        stack_.push_back(due);
      }
    }
  }

  bool Mark(Object* object) {
    return object->IsLargeCell() ? LargeSpace::Mark(object)
                                 : Block::Containing(object)->Mark(object);
  }

  const LayoutTrace* layouts_;
  BlockSpace& blocks_;
  LargeSpace& large_;
  Object* const* shapes_ = nullptr;
  Object* awaited_[kAwaited] = {};  // visited, and not yet marked: a ring
  size_t next_awaited_ = 0;
  std::vector<Object*> stack_;  // marked, and not yet traced
};

}  // namespace krait
