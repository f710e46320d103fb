#include "vm/heap/local_heap.h"

#include "vm/heap/heap.h"
#include "vm/heap/thread.h"

namespace krait {

void* LocalHeap::AllocateSlow(Thread& t, size_t size_class) {
  Cursor& cursor = cursors_[size_class];
  if (heap_.stress() && !heap_.CountStressAllocation(t)) return nullptr;
  while (cursor.next == cursor.run_end) {
    if (Refill(cursor)) continue;
    // A block that is used up is the moment to pay for the next one.
    if (!heap_.Charge(t, Block::kSize)) return nullptr;
    if (cursor.next != cursor.run_end) break;
    cursor.block = heap_.blocks_.Acquire(size_class);
    if (cursor.block == nullptr) return nullptr;
    // What already lives in it is paid for: without this, walking over nearly full blocks would
    // look like allocating them, and collect again and again.
    heap_.ReleaseNative(cursor.block->CountMarkedBytes());
  }
  char* cell = cursor.next;
  cursor.next += kCellSizes[size_class];
  cursor.limit = heap_.stress() ? nullptr : cursor.run_end;
  return cell;
}

bool LocalHeap::Refill(Cursor& cursor) {
  if (cursor.block == nullptr) return false;
  const Block::Run run = cursor.block->TakeRun();
  if (run.begin == nullptr) {
    cursor.block = nullptr;
    return false;
  }
  cursor.next = run.begin;
  cursor.run_end = run.end;
  return true;
}

void* LocalHeap::AllocateLarge(Thread& t, size_t size) {
  if (heap_.stress() && !heap_.CountStressAllocation(t)) return nullptr;
  if (!heap_.Charge(t, size)) return nullptr;
  return heap_.large_.Allocate(size);
}

void LocalHeap::ReleaseBlocks() {
  for (Cursor& cursor : cursors_) {
    if (cursor.block != nullptr && cursor.next != cursor.run_end) {
      cursor.block->ReturnRunFrom(cursor.next);
    }
    cursor = Cursor{};
  }
}

}  // namespace krait
