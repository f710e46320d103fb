#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/object/bytes.h"

namespace krait {

class Marker;
class Thread;
class Type;

/// A Python bytearray. As with List, readers take no lock; writers hold the object's lock when the
/// VM runs without a GIL.
class ByteArray : public Object {
 public:
  static constexpr Layout kLayout = Layout::kByteArray;

  static Result<ByteArray*> New(Thread& t, absl::Span<const uint8_t> bytes);
  /// Empty.
  static Result<ByteArray*> NewOfType(Thread& t, Type* cls);

  size_t size() const { return size_.load(std::memory_order_acquire); }
  /// Bytes that the storage has room for, one for the NUL that CPython keeps behind them included.
  size_t capacity() const { return CapacityOf(storage_.Load()); }
  /// The bytes as they are now; valid until the next change of size.
  absl::Span<uint8_t> span() const {
    RawArray* storage = storage_.Load();
    if (storage == nullptr) return {};
    return {storage->data(), std::min(size_.load(std::memory_order_relaxed), storage->capacity())};
  }

  /// Whether a byte can be appended without new storage, ...
  bool HasRoom() const {
    const RawArray* storage = storage_.Load();
    return storage != nullptr && exports_.load(std::memory_order_relaxed) == 0 &&
           size_.load(std::memory_order_relaxed) + 1 < storage->capacity();
  }
  /// ... which this does.
  void AppendWithinCapacity(uint8_t byte) {
    const size_t size = size_.load(std::memory_order_relaxed);
    storage_.Load()->data()[size] = byte;
    size_.store(size + 1, std::memory_order_release);
  }

  // Writers: the caller holds the lock. BufferError when the size would change while a buffer is
  // exported.
  /// New bytes are zero.
  Result<None> Resize(Thread& t, size_t size);
  /// Replaces [begin, end) by `bytes`, which may not lie in this array's storage.
  Result<None> ReplaceRange(Thread& t, size_t begin, size_t end, absl::Span<const uint8_t> bytes);
  Result<None> CheckCanResize(Thread& t) const;

  void AddExport() { exports_.fetch_add(1, std::memory_order_relaxed); }
  void RemoveExport() { exports_.fetch_sub(1, std::memory_order_relaxed); }

  void Trace(Marker& marker);

 private:
  static size_t CapacityOf(RawArray* storage) {
    return storage == nullptr ? 0 : storage->capacity();
  }
  Result<None> Reallocate(Thread& t, size_t capacity);

  std::atomic<size_t> size_;
  std::atomic<int64_t> exports_;  // views that rely on the storage to stay
  Field<RawArray*> storage_;      // null while nothing was ever stored
};

}  // namespace krait
