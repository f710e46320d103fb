#include "vm/heap/local_heap.h"

#include <utility>

#include "vm/heap/heap.h"
#include "vm/heap/poison.h"
#include "vm/heap/thread.h"

namespace krait {

void* LocalHeap::AllocateSlow(Thread& t, size_t size_class) {
  Cursor& cursor = cursors_[size_class];
  if (heap_.stress() && !heap_.CountStressAllocation(t)) return nullptr;
  while (cursor.next == cursor.run_end) {
    if (uncharged_ >= Block::kSize) {
      if (!PayForRuns(t)) return nullptr;
      continue;
    }
    if (Refill(cursor)) continue;
    cursor.block = heap_.blocks_.Acquire(size_class);
    if (cursor.block == nullptr) return nullptr;
  }
  char* cell = cursor.next;
  cursor.next += kCellSizes[size_class];
  UnpoisonCells(cell, cursor.next);
  cursor.limit = heap_.stress() || kPoisonsFreeCells ? nullptr : cursor.run_end;
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
  uncharged_ += run.end - run.begin;
  return true;
}

bool LocalHeap::PayForRuns(Thread& t) {
  const size_t bytes = std::exchange(uncharged_, 0);
  if (heap_.Charge(t, bytes)) return true;
  uncharged_ = bytes;
  return false;
}

void* LocalHeap::AllocateLarge(Thread& t, size_t size, size_t zeroed) {
  if (heap_.stress() && !heap_.CountStressAllocation(t)) return nullptr;
  if (!heap_.Charge(t, size)) return nullptr;
  return heap_.large_.Allocate(size, zeroed);
}

void LocalHeap::ReleaseBlocks() {
  for (Cursor& cursor : cursors_) {
    if (cursor.block != nullptr && cursor.next != cursor.run_end) {
      cursor.block->ReturnRunFrom(cursor.next);
    }
    cursor = Cursor{};
  }
  uncharged_ = 0;
}

}  // namespace krait
