#include "vm/object/list.h"

#include <algorithm>

#include "gil/object_lock.h"
#include "vm/heap/marker.h"
#include "vm/heap/size_class.h"
#include "vm/object/allocate.h"
#include "vm/object/native_object.h"
#include "vm/object/tuple.h"
#include "vm/object/vm.h"

namespace krait {
namespace {

/// `capacity` or a little more, so that the storage fills its cell.
size_t RoundToCell(size_t capacity) {
  const size_t bytes = sizeof(ValueArray) + capacity * sizeof(Value);
  if (bytes > kMaxCellSize) return capacity;
  return (kCellSizes[SizeClassOf(bytes)] - sizeof(ValueArray)) / sizeof(Value);
}

/// Room for `size` elements and some to come, so that appending is linear in the end.
size_t GrownCapacity(size_t size) { return RoundToCell(size + size / 2 + 2); }

void StoreAll(ValueArray* storage, size_t at, absl::Span<const Value> values) {
  for (size_t i = 0; i < values.size(); ++i) storage->Set(at + i, values[i]);
}

void StoreUnbound(ValueArray* storage, size_t begin, size_t end) {
  for (size_t i = begin; i < end; ++i) storage->Set(i, Value::Unbound());
}

}  // namespace

Result<List*> List::New(Thread& t, size_t capacity) {
  List* list = TRY(AllocateExact<List>(t, types(t).list, sizeof(List)));
  TRY(list->Reserve(t, capacity));
  return list;
}

Result<List*> List::NewOfType(Thread& t, Type* cls) {
  return static_cast<List*>(TRY(AllocateInstance(t, cls, sizeof(List))));
}

Result<List*> List::From(Thread& t, absl::Span<const Value> values) {
  List* list = TRY(New(t, values.size()));
  if (values.empty()) return list;
  StoreAll(list->storage_.Load(), 0, values);
  list->size_.store(values.size(), std::memory_order_release);
  return list;
}

/// New storage with room for `capacity`: the elements before `prefix` are copied from the present
/// one, all others are Unbound.
Result<ValueArray*> List::NewStorage(Thread& t, size_t capacity, size_t prefix) {
  ValueArray* fresh = TRY(ValueArray::New(t, capacity));
  const ValueArray* present = storage_.Load();
  for (size_t i = 0; i < prefix; ++i) fresh->Set(i, present->At(i));
  StoreUnbound(fresh, prefix, capacity);
  return fresh;
}

Result<Tuple*> List::Snapshot(Thread& t) {
  gil::CriticalSection lock(t, lock_byte());
  return Tuple::From(t, values());
}

Result<None> List::Reserve(Thread& t, size_t capacity) {
  if (capacity <= capacity_of(storage_.Load())) return None{};
  if (capacity > ValueArray::kMaxCapacity) return RaiseMemoryError(t);
  storage_.Store(this, TRY(NewStorage(t, RoundToCell(capacity), size())));
  return None{};
}

Result<None> List::AppendSlow(Thread& t, Value value) {
  TRY(Reserve(t, GrownCapacity(size() + 1)));
  return Append(t, value);
}

Result<None> List::Insert(Thread& t, size_t index, Value value) {
  const size_t size = size_.load(std::memory_order_relaxed);
  if (size == capacity_of(storage_.Load())) TRY(Reserve(t, GrownCapacity(size + 1)));
  ValueArray* storage = storage_.Load();
  for (size_t i = size; i > index; --i) storage->Set(i, storage->At(i - 1));
  storage->Set(index, value);
  size_.store(size + 1, std::memory_order_release);
  return None{};
}

Value List::RemoveAt(size_t index) {
  ValueArray* storage = storage_.Load();
  const Value removed = storage->At(index);
  const size_t last = size_.load(std::memory_order_relaxed) - 1;
  for (size_t i = index; i < last; ++i) storage->Set(i, storage->At(i + 1));
  Truncate(last);
  return removed;
}

void List::Truncate(size_t size) {
  const size_t old_size = size_.load(std::memory_order_relaxed);
  size_.store(size, std::memory_order_release);
  StoreUnbound(storage_.Load(), size, old_size);
}

Result<None> List::ReplaceRange(Thread& t, size_t begin, size_t end,
                                absl::Span<const Value> values) {
  const size_t old_size = size_.load(std::memory_order_relaxed);
  const size_t tail = old_size - end;
  const size_t new_end = begin + values.size();
  const size_t new_size = new_end + tail;
  if (new_size > ValueArray::kMaxCapacity) return RaiseMemoryError(t);
  if (new_size == 0) {
    Clear();
    return None{};
  }
  ValueArray* present = storage_.Load();
  if (new_size > capacity_of(present)) {
    ValueArray* fresh = TRY(NewStorage(t, GrownCapacity(new_size), begin));
    StoreAll(fresh, begin, values);
    for (size_t i = 0; i < tail; ++i) fresh->Set(new_end + i, present->At(end + i));
    storage_.Store(this, fresh);
    size_.store(new_size, std::memory_order_release);
    return None{};
  }
  if (new_end <= end) {
    for (size_t i = 0; i < tail; ++i) present->Set(new_end + i, present->At(end + i));
  } else {
    for (size_t i = tail; i > 0; --i) present->Set(new_end + i - 1, present->At(end + i - 1));
  }
  StoreAll(present, begin, values);
  if (new_size < old_size) {
    Truncate(new_size);
  } else {
    size_.store(new_size, std::memory_order_release);
  }
  return None{};
}

Result<None> List::Extend(Thread& t, absl::Span<const Value> values) {
  return ReplaceRange(t, size(), size(), values);
}

void List::Clear() {
  size_.store(0, std::memory_order_release);
  storage_.Store(this, nullptr);
}

void List::SwapStorage(List* other) {
  ValueArray* storage = storage_.Load();
  const size_t size = size_.load(std::memory_order_relaxed);
  storage_.Store(this, other->storage_.Load());
  size_.store(other->size_.load(std::memory_order_relaxed), std::memory_order_release);
  other->storage_.Store(other, storage);
  other->size_.store(size, std::memory_order_release);
}

void List::Trace(Marker& marker) { marker.Visit(storage_); }

}  // namespace krait
