#include "vm/heap/large_space.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace krait {

LargeSpace::~LargeSpace() {
  for (Descriptor* cell : cells_) std::free(cell);
}

void* LargeSpace::Allocate(size_t size, size_t zeroed) {
  const size_t bytes = sizeof(Descriptor) + size;
  auto* descriptor =
      static_cast<Descriptor*>(zeroed < size ? std::malloc(bytes) : std::calloc(1, bytes));
  if (descriptor == nullptr) return nullptr;
  if (zeroed < size) std::memset(descriptor, 0, sizeof(Descriptor) + zeroed);
  descriptor->size = size;
  descriptor->object()->lock_byte().store(Object::kLargeCellBit, std::memory_order_relaxed);
  gil::RawMutexLock lock(mutex_);
  cells_.push_back(descriptor);
  return descriptor->object();
}

Object* LargeSpace::FindLiveCell(const void* address) const {
  // Most words of a stack point to no large cell, nor anywhere near.
  if (cells_.empty() || address < static_cast<void*>(cells_.front()) ||
      address >= static_cast<void*>(cells_.back()->end())) {
    return nullptr;
  }
  auto after = std::upper_bound(
      cells_.begin(), cells_.end(), address,
      [](const void* wanted, Descriptor* cell) { return wanted < static_cast<void*>(cell); });
  if (after == cells_.begin()) return nullptr;
  Descriptor* cell = *std::prev(after);
  if (address < static_cast<void*>(cell->object()) || address >= static_cast<void*>(cell->end())) {
    return nullptr;
  }
  return cell->object()->layout() == Layout::kFree ? nullptr : cell->object();
}

bool LargeSpace::Mark(void* cell) {
  Descriptor* descriptor = DescriptorOf(cell);
  const bool fresh = !descriptor->marked;
  descriptor->marked = true;
  return fresh;
}

bool LargeSpace::IsMarked(const void* cell) { return DescriptorOf(cell)->marked; }

void LargeSpace::BeginMarking() {
  std::sort(cells_.begin(), cells_.end());
  for (Descriptor* cell : cells_) cell->marked = false;
}

size_t LargeSpace::FinishMarking() {
  size_t live = 0;
  size_t kept = 0;
  for (Descriptor* cell : cells_) {
    if (!cell->marked) {
      std::free(cell);
      continue;
    }
    live += cell->size;
    cells_[kept++] = cell;
  }
  cells_.resize(kept);
  return live;
}

}  // namespace krait
