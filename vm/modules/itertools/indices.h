#pragma once

#include <cstdint>

#include "absl/types/span.h"
#include "gil/object_lock.h"
#include "vm/heap/thread.h"
#include "vm/object/bind.h"
#include "vm/object/bytes.h"
#include "vm/object/tuple.h"

namespace krait::itertools {

/// An array of indices in the heap.
class Indices {
 public:
  static Result<RawArray*> New(Thread& t, size_t size) {
    if (size > SIZE_MAX / 16) return RaiseMemoryError(t);
    return RawArray::New(t, size * sizeof(int64_t));
  }
  static int64_t* Of(RawArray* array) { return reinterpret_cast<int64_t*>(array->data()); }
};

/// The next of an iterator that steps from one choice to another: T has the flags `started` and
/// `stopped`; Start and Advance, false when there is no choice (any more); and Current, the tuple.
template <typename T>
Result<Value> NextChoice(Thread& t, Value self_value) {
  auto* self = Cast<T>(self_value);
  gil::CriticalSection lock(t, self->lock_byte());
  if (self->stopped) return Value::Unbound();
  if (!(self->started ? self->Advance() : self->Start())) {
    self->stopped = true;
    return Value::Unbound();
  }
  self->started = true;
  return self->Current(t);
}

/// (pool[indices[0]], pool[indices[1]], ...)
inline Result<Tuple*> Pick(Thread& t, const Tuple* pool, absl::Span<const int64_t> indices) {
  Tuple* result = TRY(Tuple::New(t, indices.size()));
  for (size_t i = 0; i < indices.size(); ++i) {
    result->Set(i, pool->At(static_cast<size_t>(indices[i])));
  }
  return result;
}

inline Result<Tuple*> TupleOfIndices(Thread& t, absl::Span<const int64_t> indices) {
  Tuple* result = TRY(Tuple::New(t, indices.size()));
  for (size_t i = 0; i < indices.size(); ++i) result->Set(i, TRY(Int::From(t, indices[i])));
  return result;
}

/// An index in a pickled state: an int, clamped to [low, high].
inline Result<int64_t> StateIndex(Thread& t, Value value, int64_t low, int64_t high) {
  if (!IsIntLike(value)) return RaiseTypeError(t, "an integer is required");
  const int64_t index = TRY(ToIndexSsize(t, value));
  return index > high ? std::max(low, high) : std::max(low, index);
}

}  // namespace krait::itertools
