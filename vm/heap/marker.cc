#include "vm/heap/marker.h"

#include "vm/heap/block_space.h"

namespace krait {

void Marker::VisitAmbiguous(uintptr_t word) {
  // The second look finds the cell that a one-past-the-end pointer belongs to.
  for (uintptr_t address : {word, word - 1}) {
    const void* pointer = reinterpret_cast<const void*>(address);
    Object* cell = blocks_.FindLiveCell(pointer);
    if (cell == nullptr) cell = large_.FindLiveCell(pointer);
    if (cell != nullptr) Visit(cell);
  }
}

__attribute__((no_sanitize("address", "thread"))) void Marker::VisitAmbiguousRange(
    const void* begin, const void* end) {
  const uintptr_t first = (reinterpret_cast<uintptr_t>(begin) + 7) & ~uintptr_t{7};
  for (auto* word = reinterpret_cast<const uintptr_t*>(first);
       word < reinterpret_cast<const uintptr_t*>(end); ++word) {
    VisitAmbiguous(*word);
  }
}

void Marker::Drain() {
  for (;;) {
    if (stack_.empty()) TakeAwaited();
    if (stack_.empty()) return;
    Object* object = stack_.back();
    stack_.pop_back();
    // Shapes of built-in layouts are roots; only instances of Python-level types keep theirs.
    if (object->layout() == Layout::kInstance || object->IsSubclassInstance()) {
      Visit(shapes_[object->shape_id()]);
    }
    if (auto* trace = layouts_[static_cast<int>(object->layout())].trace) trace(object, *this);
  }
}

}  // namespace krait
