#include "vm/object/shape_table.h"

#include <sys/mman.h>

#include "vm/heap/marker.h"
#include "vm/object/shape.h"

namespace krait {
namespace {

constexpr size_t kBytes = size_t{ShapeTable::kMaxShapes} * sizeof(Object*);

}  // namespace

ShapeTable::ShapeTable() {
  void* memory = mmap(nullptr, kBytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  entries_ = memory == MAP_FAILED ? nullptr : static_cast<Object**>(memory);
}

ShapeTable::~ShapeTable() {
  if (entries_ != nullptr) munmap(entries_, kBytes);
}

uint32_t ShapeTable::Add(Shape* shape) {
  if (entries_ == nullptr) return 0;
  const uint32_t id = next_.fetch_add(1, std::memory_order_relaxed);
  if (id >= kMaxShapes) {
    next_.store(kMaxShapes, std::memory_order_relaxed);
    return 0;
  }
  std::atomic_ref<Object*>(entries_[id]).store(shape, std::memory_order_release);
  return id;
}

void ShapeTable::DropUnmarked(Marker& marker) {
  const uint32_t end = next_.load(std::memory_order_relaxed);
  for (uint32_t id = 1; id < end && id < kMaxShapes; ++id) {
    if (entries_[id] != nullptr && !marker.IsMarked(entries_[id])) entries_[id] = nullptr;
  }
}

}  // namespace krait
