#include "vm/heap/enumerate.h"

#include "gil/thread_list.h"
#include "vm/heap/heap.h"
#include "vm/heap/thread.h"

namespace krait {

void HeapWalk::ForEachCell(Thread& t, absl::FunctionRef<void(Object*, size_t)> visit) {
  Heap& heap = t.heap();
  gil::StopTheWorld stop(*t.group(), t);
  // What threads have not handed out of their runs goes back, so that cursors say what was.
  heap.client_.ReleaseLocalHeaps();
  uint64_t seen = 0;
  heap.blocks_.ForEachBlock([&](Block* block) {
    const MarkBits& marks = block->marks_[block->current_];
    char* const end = block->end();
    seen += static_cast<uint64_t>(end - block->first_cell());
    for (char* at = block->first_cell(); at < end; at += block->cell_size()) {
      if (at >= block->cursor_ && !marks.Test(block->GranuleOf(at))) continue;
      auto* cell = reinterpret_cast<Object*>(at);
      if (cell->layout() != Layout::kFree) visit(cell, block->cell_size());
    }
  });
  heap.large_.ForEach([&](Object* cell) {
    if (cell->layout() != Layout::kFree) visit(cell, LargeSpace::SizeOf(cell));
  });
  // As a collection counts: a program that asks for walks pays for them.
  heap.work_.fetch_add(seen, std::memory_order_relaxed);
}

void HeapWalk::ForEachReference(Thread& t, Object* cell, absl::FunctionRef<void(Object*)> visit) {
  static_assert(kMostReferences == Marker::kAwaited);
  Heap& heap = t.heap();
  gil::StopTheWorld stop(*t.group(), t);
  const auto trace = heap.layouts_[static_cast<int>(cell->layout())].trace;
  if (trace == nullptr) return;
  // A marker keeps what it visited last without looking at it. Those before are marked, which says
  // nothing new between collections: they are alive.
  Marker marker(heap.layouts_, heap.blocks_, heap.large_);
  trace(cell, marker);
  for (size_t i = 0; i < kMostReferences; ++i) {
    Object* target = marker.awaited_[(marker.next_awaited_ + i) % kMostReferences];
    if (target != nullptr) visit(target);
  }
}

}  // namespace krait
