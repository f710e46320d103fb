#pragma once

#include <cstddef>

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/heap/marker.h"
#include "vm/heap/thread.h"

namespace krait {

/// Storage for `capacity` Values that Python never sees: a list's items, attribute slots, shape
/// transitions. Elements start as int 0 (zeroed memory): owners clear what they do not use.
class ValueArray : public Object {
 public:
  static constexpr Layout kLayout = Layout::kValueArray;
  /// More elements than this do not fit any address space.
  static constexpr size_t kMaxCapacity = (size_t{1} << 48) / sizeof(Value);

  /// MemoryError when there is no room.
  static Result<ValueArray*> New(Thread& t, size_t capacity) {
    return New(t, capacity, kAllZeroed);
  }
  /// For a caller that writes all elements, before the next safepoint.
  static Result<ValueArray*> NewUninitialized(Thread& t, size_t capacity) {
    return New(t, capacity, sizeof(ValueArray));
  }

  size_t capacity() const { return capacity_; }
  Value At(size_t index) const { return items()[index].Load(); }
  void Set(size_t index, Value value) { items()[index].Store(this, value); }
  Field<Value>* items() { return reinterpret_cast<Field<Value>*>(this + 1); }
  const Field<Value>* items() const { return reinterpret_cast<const Field<Value>*>(this + 1); }

  void Trace(Marker& marker) {
    for (size_t i = 0; i < capacity_; ++i) marker.Visit(items()[i]);
  }

 private:
  static Result<ValueArray*> New(Thread& t, size_t capacity, size_t zeroed) {
    if (capacity > kMaxCapacity) return RaiseMemoryError(t);
    ValueArray* array = TRY(AllocateStorage<ValueArray>(
        t, sizeof(ValueArray) + capacity * sizeof(Field<Value>), zeroed));
    array->capacity_ = capacity;
    return array;
  }

  size_t capacity_;
};

}  // namespace krait
