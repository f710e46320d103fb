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

/// Of storage that nobody else knows yet: plain stores, which the compiler turns into wide ones.
Value* PlainItems(ValueArray* fresh) { return reinterpret_cast<Value*>(fresh->items()); }

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

Result<List*> List::NewMarked(Thread& t) {
  List* list = TRY(List::New(t));
  list->storage_.Store(list, TRY(ValueArray::New(t, 0)));
  return list;
}

Result<List*> List::NewOfType(Thread& t, Type* cls) {
  return static_cast<List*>(TRY(AllocateInstance(t, cls, sizeof(List))));
}

/// A list of `size` elements, which fill(Value*) writes, all of them.
template <typename F>
Result<List*> List::Make(Thread& t, size_t size, F fill) {
  if (size > ValueArray::kMaxCapacity) return RaiseMemoryError(t);
  List* list = TRY(AllocateExact<List>(t, types(t).list, sizeof(List)));
  if (size == 0) return list;
  const size_t capacity = RoundToCell(size);
  ValueArray* storage = TRY(ValueArray::NewUninitialized(t, capacity));
  Value* items = PlainItems(storage);
  fill(items);
  std::fill(items + size, items + capacity, Value::Unbound());
  list->storage_.Store(list, storage);
  list->size_.store(size, std::memory_order_release);
  return list;
}

Result<List*> List::From(Thread& t, absl::Span<const Value> values) {
  return Make(t, values.size(), [&](Value* to) { std::copy(values.begin(), values.end(), to); });
}

Result<List*> List::Concat(Thread& t, absl::Span<const Value> first,
                           absl::Span<const Value> second) {
  return Make(t, first.size() + second.size(), [&](Value* to) {
    to = std::copy(first.begin(), first.end(), to);
    std::copy(second.begin(), second.end(), to);
  });
}

Result<List*> List::Repeat(Thread& t, absl::Span<const Value> values, size_t times) {
  if (!values.empty() && times > ValueArray::kMaxCapacity / values.size()) {
    return RaiseMemoryError(t);
  }
  const size_t size = values.size() * times;
  return Make(t, size, [&](Value* to) {
    if (values.size() == 1) {
      std::fill_n(to, size, values[0]);
      return;
    }
    for (size_t i = 0; i < times; ++i) to = std::copy(values.begin(), values.end(), to);
  });
}

Result<List*> List::Select(Thread& t, absl::Span<const Value> values, int64_t start, int64_t step,
                           size_t count) {
  return Make(t, count, [&](Value* to) {
    const Value* from = values.data() + start;
    if (step == -1) {
      std::reverse_copy(from - count + 1, from + 1, to);
      return;
    }
    for (size_t i = 0; i < count; ++i) to[i] = from[static_cast<int64_t>(i) * step];
  });
}

/// New storage with room for `capacity`: the elements before `prefix` are copied from the present
/// one, all others are Unbound.
Result<ValueArray*> List::NewStorage(Thread& t, size_t capacity, size_t prefix) {
  ValueArray* fresh = TRY(ValueArray::NewUninitialized(t, capacity));
  Value* items = PlainItems(fresh);
  const Value* present = values().data();
  std::copy(present, present + prefix, items);
  std::fill(items + prefix, items + capacity, Value::Unbound());
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
  if (new_end < end) {
    for (size_t i = 0; i < tail; ++i) present->Set(new_end + i, present->At(end + i));
  } else if (new_end > end) {
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
  if (size() == 0) return;  // and a mark stays (see NewMarked)
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
