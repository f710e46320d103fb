#pragma once

#include <cstddef>
#include <cstdint>

#include "vm/core/object.h"
#include "vm/heap/block.h"
#include "vm/heap/size_class.h"

namespace krait {

class Heap;
class Thread;

/// Of a new cell's bytes: all of them are to be zero.
inline constexpr size_t kAllZeroed = SIZE_MAX;

/// One thread's share of the heap: for each size class a run of zeroed cells to bump through.
class LocalHeap {
 public:
  explicit LocalHeap(Heap& heap) : heap_(heap) {}
  ~LocalHeap() { ReleaseBlocks(); }
  LocalHeap(const LocalHeap&) = delete;
  LocalHeap& operator=(const LocalHeap&) = delete;

  /// Zeroed memory for a cell, 16-byte aligned; null when the heap limit is reached (no exception
  /// is set). May collect: a safepoint. The header must be stored before the next safepoint.
  /// `zeroed` tells that so many bytes from the start are enough.
  void* Allocate(Thread& t, size_t size, size_t zeroed = kAllZeroed) {
    if (size <= kMaxCellSize) [[likely]] {
      const size_t index = SizeClassOf(size);
      Cursor& cursor = cursors_[index];
      char* cell = cursor.next;
      if (cell < cursor.limit) [[likely]] {
        cursor.next = cell + kCellSizes[index];
        return cell;
      }
      return AllocateSlow(t, index);
    }
    return AllocateLarge(t, size, zeroed);
  }

  /// While one lives, allocations do not collect: a collection that is due waits for the thread's
  /// next poll (see Heap::kCollectionDue). They may take a small reserve beyond the heap limit. For
  /// who cannot be collected in, and for what tells that memory ran out: a MemoryError, and the
  /// entries of tracebacks, each of which would otherwise collect in vain.
  class Sparing {
   public:
    explicit Sparing(LocalHeap& heap) : heap_(heap), outer_(heap.sparing_) { heap.sparing_ = true; }
    ~Sparing() { heap_.sparing_ = outer_; }
    Sparing(const Sparing&) = delete;
    Sparing& operator=(const Sparing&) = delete;

   private:
    LocalHeap& heap_;
    const bool outer_;
  };

  /// Before a collection and when the thread ends: unused cells and blocks go back.
  void ReleaseBlocks();

 private:
  friend class Heap;

  struct Cursor {
    char* next = nullptr;
    char* limit = nullptr;  // null while stress modes want to see every allocation
    char* run_end = nullptr;
    Block* block = nullptr;
  };

  void* AllocateSlow(Thread& t, size_t size_class);
  void* AllocateLarge(Thread& t, size_t size, size_t zeroed);
  bool Refill(Cursor& cursor);
  /// Accounts for the runs taken lately; a safepoint. False when the heap limit is reached.
  bool PayForRuns(Thread& t);

  Heap& heap_;
  bool sparing_ = false;
  size_t uncharged_ = 0;  // bytes of runs taken and not yet accounted for: about a block's worth
  Cursor cursors_[kCellSizes.size()];
};

}  // namespace krait
