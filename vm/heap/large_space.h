#pragma once

#include <atomic>
#include <cstddef>
#include <vector>

#include "gil/raw_mutex.h"
#include "vm/core/object.h"

namespace krait {

/// Cells too big for blocks: each its own malloc allocation, with a descriptor in front.
class LargeSpace {
 public:
  LargeSpace() = default;
  ~LargeSpace();
  LargeSpace(const LargeSpace&) = delete;
  LargeSpace& operator=(const LargeSpace&) = delete;

  /// A cell of `size` bytes, 16-byte aligned, the first `zeroed` of them zero (all, if it is more);
  /// null when the system has no memory.
  void* Allocate(size_t size, size_t zeroed);
  /// Usable only between BeginMarking and FinishMarking.
  Object* FindLiveCell(const void* address) const;
  /// Returns whether the cell was unmarked before. `cell` is a large cell's start.
  static bool Mark(void* cell);
  static bool IsMarked(const void* cell);
  static size_t SizeOf(const void* cell) { return DescriptorOf(cell)->size; }

  void BeginMarking();
  /// Frees what is unmarked; returns the bytes that stay.
  size_t FinishMarking();

  template <typename F>
  void ForEach(F f) const {
    for (Descriptor* cell : cells_) f(cell->object());
  }

 private:
  struct Descriptor {
    size_t size;
    bool marked;
    Object* object() { return reinterpret_cast<Object*>(this + 1); }
    char* end() { return reinterpret_cast<char*>(this + 1) + size; }
  };
  static_assert(sizeof(Descriptor) == 16);
  static Descriptor* DescriptorOf(const void* cell) {
    return static_cast<Descriptor*>(const_cast<void*>(cell)) - 1;
  }

  gil::RawMutex mutex_;
  std::vector<Descriptor*> cells_;  // sorted by address while marking
};

}  // namespace krait
