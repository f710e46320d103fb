#pragma once

#include <cstdint>
#include <vector>

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/heap/block.h"
#include "vm/heap/large_space.h"

namespace krait {

class BlockSpace;
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

  void Visit(Object* object) {
    if (object != nullptr && Mark(object)) stack_.push_back(object);
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
  bool Mark(Object* object) {
    return object->IsLargeCell() ? LargeSpace::Mark(object)
                                 : Block::Containing(object)->Mark(object);
  }

  const LayoutTrace* layouts_;
  BlockSpace& blocks_;
  LargeSpace& large_;
  Object* const* shapes_ = nullptr;
  std::vector<Object*> stack_;
};

}  // namespace krait
