#include "vm/object/str_buffer.h"

#include "vm/heap/size_class.h"
#include "vm/heap/thread.h"

namespace krait {
namespace {

size_t GrownCapacity(size_t size, bool chained) {
  size_t bytes = sizeof(StrBuffer) + size + (chained ? size / 2 : size / 4);
  if (bytes <= kMaxCellSize) bytes = kCellSizes[SizeClassOf(bytes)];
  return bytes - sizeof(StrBuffer);
}

}  // namespace

Result<StrBuffer*> StrBuffer::New(Thread& t, size_t size, bool chained) {
  size_t capacity = GrownCapacity(size, chained);
  auto allocated = AllocateStorage<StrBuffer>(t, sizeof(StrBuffer) + capacity, sizeof(StrBuffer));
  if (!allocated.ok()) {
    // There may still be room for the result itself.
    (void)t.TakePending();
    capacity = size;
    allocated = AllocateStorage<StrBuffer>(t, sizeof(StrBuffer) + capacity, sizeof(StrBuffer));
  }
  StrBuffer* buffer = TRY(allocated);
  buffer->capacity_ = capacity;
  buffer->fill_.store(size, std::memory_order_relaxed);
  return buffer;
}

bool StrBuffer::Extend(const void* end, size_t added) {
  size_t at = static_cast<size_t>(static_cast<const uint8_t*>(end) - data());
  return added <= capacity_ - at &&
         fill_.compare_exchange_strong(at, at + added, std::memory_order_relaxed);
}

}  // namespace krait
