#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>

#include "absl/types/span.h"
#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/object/value_array.h"

namespace krait {

class Marker;
class Thread;
class Tuple;
class Type;

/// A Python list. Readers take no lock: they load the storage once and bound-check against its
/// own capacity too; vacated elements are Unbound, which a reader treats as out of range. Writers
/// hold the object's lock (a CriticalSection) when the VM runs without a GIL.
class List : public Object {
 public:
  static constexpr Layout kLayout = Layout::kList;

  static Result<List*> New(Thread& t, size_t capacity = 0);
  /// An empty one with a storage that no change leaves in place: values().data() tells whether
  /// there was one.
  static Result<List*> NewMarked(Thread& t);
  /// An empty instance of `cls`, a list subclass.
  static Result<List*> NewOfType(Thread& t, Type* cls);
  static Result<List*> From(Thread& t, absl::Span<const Value> values);
  static Result<List*> Concat(Thread& t, absl::Span<const Value> first,
                              absl::Span<const Value> second);
  /// `values`, `times` times over.
  static Result<List*> Repeat(Thread& t, absl::Span<const Value> values, size_t times);
  /// values[start], values[start + step], ...: `count` of them.
  static Result<List*> Select(Thread& t, absl::Span<const Value> values, int64_t start,
                              int64_t step, size_t count);

  size_t size() const { return size_.load(std::memory_order_acquire); }
  /// Unbound when `index` is not below the size.
  Value TryGet(size_t index) const {
    ValueArray* storage = storage_.Load();
    if (index >= size_.load(std::memory_order_relaxed) || index >= capacity_of(storage)) {
      return Value::Unbound();
    }
    return storage->At(index);
  }
  /// The elements as they are now, to be read as plain Values: for code that holds the lock, or
  /// where no other thread can know the list. Others call TryGet or Snapshot.
  absl::Span<const Value> values() const {
    ValueArray* storage = storage_.Load();
    const size_t size = std::min(size_.load(std::memory_order_relaxed), capacity_of(storage));
    return {storage == nullptr ? nullptr : reinterpret_cast<const Value*>(storage->items()), size};
  }

  /// The elements as they are at one moment. Takes the lock itself.
  Result<Tuple*> Snapshot(Thread& t);

  // Writers: the caller holds the lock.
  /// `index` is below the size.
  void Set(size_t index, Value value) { storage_.Load()->Set(index, value); }
  Result<None> Append(Thread& t, Value value) {
    if (!AppendWithinCapacity(value)) [[unlikely]]
      return AppendSlow(t, value);
    return None{};
  }
  /// Appends if there is room in the storage.
  bool AppendWithinCapacity(Value value) {
    const size_t size = size_.load(std::memory_order_relaxed);
    ValueArray* storage = storage_.Load();
    if (size == capacity_of(storage)) [[unlikely]]
      return false;
    storage->Set(size, value);
    size_.store(size + 1, std::memory_order_release);
    return true;
  }
  /// `index` is at most the size.
  Result<None> Insert(Thread& t, size_t index, Value value);
  /// `index` is below the size.
  Value RemoveAt(size_t index);
  /// Replaces [begin, end) by `values`, which must be visible to the collector and, unless they are
  /// appended, not lie in this list's storage.
  Result<None> ReplaceRange(Thread& t, size_t begin, size_t end, absl::Span<const Value> values);
  Result<None> Extend(Thread& t, absl::Span<const Value> values);
  void Clear();
  Result<None> Reserve(Thread& t, size_t capacity);
  /// Takes over the other list's elements, and that one this one's: it is no other thread's.
  void SwapStorage(List* other);

  void Trace(Marker& marker);

 private:
  static size_t capacity_of(const ValueArray* storage) {
    return storage == nullptr ? 0 : storage->capacity();
  }
  template <typename F>
  static Result<List*> Make(Thread& t, size_t size, F fill);
  Result<ValueArray*> NewStorage(Thread& t, size_t capacity, size_t prefix);
  Result<None> AppendSlow(Thread& t, Value value);
  void Truncate(size_t size);

  std::atomic<size_t> size_;
  Field<ValueArray*> storage_;  // null while nothing was ever stored
};

}  // namespace krait
