#include "vm/heap/local_heap.h"

#include <utility>

#include "vm/heap/heap.h"
#include "vm/heap/poison.h"
#include "vm/heap/thread.h"

namespace krait {

void* LocalHeap::AllocateSlow(Thread& t, size_t size_class) {
  Cursor& cursor = cursors_[size_class];
  const bool is_counted = std::exchange(is_counted_, false);
  if (heap_.stress() && !is_counted && !heap_.CountStressAllocation(t)) return nullptr;
  while (cursor.next == cursor.run_end) {
    if (uncharged_ >= Block::kSize) {
      if (!PayForRuns(t)) return nullptr;
      continue;
    }
    if (!Refill(size_class)) return nullptr;
  }
  char* cell = cursor.next;
  cursor.next += kCellSizes[size_class];
  UnpoisonCells(cell, cursor.next);
  return cell;
}

bool LocalHeap::Refill(size_t size_class) {
  Cursor& cursor = cursors_[size_class];
  for (;;) {
    if (cursor.block == nullptr) cursor.block = heap_.blocks_.Acquire(size_class);
    if (cursor.block == nullptr) return false;
    const Block::Run run = cursor.block->TakeRun();
    if (run.begin != nullptr) {
      cursor.next = run.begin;
      cursor.run_end = run.end;
      cursor.limit = heap_.stress() || kPoisonsFreeCells ? nullptr : run.end;
      uncharged_ += run.end - run.begin;
      return true;
    }
    cursor.block = nullptr;
  }
}

bool LocalHeap::MakeReady(size_t size_class) {
  const Cursor& cursor = cursors_[size_class];
  if (cursor.next == cursor.run_end && (uncharged_ >= Block::kSize || !Refill(size_class))) {
    return false;
  }
  if (heap_.stress() && !is_counted_) is_counted_ = heap_.CountUnlessDue();
  return !heap_.stress() || is_counted_;
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
