#pragma once

#include <atomic>
#include <cstdint>

#include "gil/object_lock.h"
#include "vm/object/native_object.h"
#include "vm/object/value_array.h"

namespace krait::collections {

/// collections.deque: a ring of Values. What looks at more than one member, or writes, holds the
/// lock; size() and state() alone need none.
class Deque : public NativeObject {
 public:
  static const NativeClass kClass;
  static constexpr int64_t kNoLimit = -1;

  static Result<Deque*> New(Thread& t, Type* cls);

  size_t size() const { return size_.load(std::memory_order_acquire); }
  /// Changes with every change of which items there are, as iterators want to know.
  uint64_t state() const { return state_.load(std::memory_order_acquire); }
  /// kNoLimit, or how many items there may be.
  int64_t max_size() const { return max_size_; }
  void set_max_size(int64_t max_size) { max_size_ = max_size; }

  /// Unbound when there is no such item. Takes the lock.
  Value Get(Thread& t, size_t index) {
    gil::CriticalSection lock(t, lock_byte());
    return index < size() ? At(index) : Value::Unbound();
  }

  // The caller holds the lock.
  Value At(size_t index) const { return items_.Load()->At(Place(index)); }
  void Set(size_t index, Value value) { items_.Load()->Set(Place(index), value); }
  /// A deque that is full loses the item at the other end.
  Result<None> Append(Thread& t, Value value) {
    if (size() == capacity()) TRY(MakeRoom(t));
    items_.Load()->Set(Place(size()), value);
    SetSize(size() + 1);
    if (IsOverfull()) TakeFirst();
    return None{};
  }
  Result<None> AppendLeft(Thread& t, Value value) {
    if (size() == capacity()) TRY(MakeRoom(t));
    head_ = (head_ - 1) & (capacity() - 1);
    items_.Load()->Set(head_, value);
    SetSize(size() + 1);
    if (IsOverfull()) TakeLast();
    return None{};
  }
  /// There must be an item.
  Value TakeFirst() {
    const Value value = Replace(head_, Value::Unbound());
    head_ = (head_ + 1) & (capacity() - 1);
    SetSize(size() - 1);
    return value;
  }
  Value TakeLast() {
    const Value value = Replace(Place(size() - 1), Value::Unbound());
    SetSize(size() - 1);
    return value;
  }
  /// `index` is at most the size; there is no limit, or room below it.
  Result<None> Insert(Thread& t, size_t index, Value value);
  /// `index` is below the size.
  void Remove(size_t index);
  void Rotate(int64_t steps);
  void Clear();

  void TraceFields(Marker& marker) { marker.Visit(items_); }

 private:
  static constexpr size_t kFirstCapacity = 8;

  size_t capacity() const {
    const ValueArray* items = items_.Load();
    return items == nullptr ? 0 : items->capacity();
  }
  /// Where an item is in the ring, whose capacity is a power of two.
  size_t Place(size_t index) const { return (head_ + index) & (capacity() - 1); }
  Value Replace(size_t place, Value value) {
    const Value before = items_.Load()->At(place);
    items_.Load()->Set(place, value);
    return before;
  }
  bool IsOverfull() const {
    return max_size_ != kNoLimit && static_cast<int64_t>(size()) > max_size_;
  }
  void SetSize(size_t size) {
    size_.store(size, std::memory_order_release);
    CountChange();
  }
  void CountChange() { state_.store(state() + 1, std::memory_order_release); }
  Result<None> MakeRoom(Thread& t);

  Field<ValueArray*> items_;  // null while nothing was ever stored
  size_t head_;
  std::atomic<size_t> size_;
  std::atomic<uint64_t> state_;
  int64_t max_size_;
};

Raised RaiseMutated(Thread& t);

}  // namespace krait::collections
