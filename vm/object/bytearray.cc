#include "vm/object/bytearray.h"

#include <cstring>

#include "vm/heap/marker.h"
#include "vm/object/allocate.h"
#include "vm/object/exception.h"
#include "vm/object/native_object.h"
#include "vm/object/vm.h"

namespace krait {
namespace {

// More bytes than this do not fit any address space.
constexpr size_t kMaxSize = size_t{1} << 48;

}  // namespace

Result<ByteArray*> ByteArray::New(Thread& t, absl::Span<const uint8_t> bytes) {
  auto* array = TRY(AllocateExact<ByteArray>(t, types(t).bytearray, sizeof(ByteArray)));
  TRY(array->ReplaceRange(t, 0, 0, bytes));
  return array;
}

Result<ByteArray*> ByteArray::NewOfType(Thread& t, Type* cls) {
  return static_cast<ByteArray*>(TRY(AllocateInstance(t, cls, sizeof(ByteArray))));
}

Result<None> ByteArray::CheckCanResize(Thread& t) const {
  if (exports_.load(std::memory_order_relaxed) == 0) return None{};
  // Views that nobody holds any more give their export back when they are collected.
  t.vm().heap().Collect(t);
  if (exports_.load(std::memory_order_relaxed) == 0) return None{};
  return Raise(t, &BuiltinTypes::BufferError,
               "Existing exports of data: object cannot be re-sized");
}

Result<None> ByteArray::Reallocate(Thread& t, size_t capacity) {
  RawArray* storage = TRY(RawArray::New(t, capacity));
  const absl::Span<uint8_t> old = span();
  if (!old.empty()) std::memcpy(storage->data(), old.data(), std::min(old.size(), capacity));
  storage_.Store(this, storage);
  return None{};
}

Result<None> ByteArray::Resize(Thread& t, size_t size) {
  const size_t old = this->size();
  if (size == old) return None{};
  TRY(CheckCanResize(t));
  if (size > kMaxSize) return RaiseMemoryError(t);
  const size_t capacity = this->capacity();
  if (size + 1 > capacity) {
    // Room to grow only for an array that did grow.
    const size_t spare = old == 0 ? 0 : (size >> 3) + 6;
    TRY(Reallocate(t, size + 1 + spare));
  } else if (size < old) {
    if (size < capacity / 2) {
      size_.store(size, std::memory_order_release);
      TRY(Reallocate(t, size + 1));
    }
  } else {
    std::memset(storage_.Load()->data() + old, 0, size - old);
  }
  size_.store(size, std::memory_order_release);
  return None{};
}

Result<None> ByteArray::ReplaceRange(Thread& t, size_t begin, size_t end,
                                     absl::Span<const uint8_t> bytes) {
  const size_t old = size();
  const size_t tail = old - end;
  const size_t added = bytes.size();
  if (added > kMaxSize) return RaiseMemoryError(t);
  const size_t size = begin + added + tail;
  if (size > old) TRY(Resize(t, size));
  if (size < old) TRY(CheckCanResize(t));
  RawArray* storage = storage_.Load();
  if (tail != 0 && size != old) {
    std::memmove(storage->data() + begin + added, storage->data() + end, tail);
  }
  if (added != 0) std::memcpy(storage->data() + begin, bytes.data(), added);
  if (size < old) TRY(Resize(t, size));
  return None{};
}

void ByteArray::Trace(Marker& marker) { marker.Visit(storage_); }

}  // namespace krait
