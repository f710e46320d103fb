#pragma once

#include <cstdint>

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"

namespace krait {

class Marker;
class Thread;

/// What a slice takes from a sequence: `count` elements from `start` on, `step` apart. For an empty
/// selection `start` and `stop` still say where an assignment inserts.
struct SliceRange {
  int64_t start = 0;
  int64_t stop = 0;
  int64_t step = 1;
  int64_t count = 0;
};

/// A Python slice: any three objects.
class Slice : public Object {
 public:
  static constexpr Layout kLayout = Layout::kSlice;

  static Result<Slice*> New(Thread& t, Value start, Value stop, Value step);

  Value start() const { return start_.Load(); }
  Value stop() const { return stop_.Load(); }
  Value step() const { return step_.Load(); }

  /// The bounds as numbers, before the length of the sequence is known: this may run __index__ (and
  /// with it change the sequence). Fit them with Clamp.
  Result<SliceRange> Unpack(Thread& t) const;
  /// Clamps unpacked bounds to a sequence of `length` elements and counts what they select.
  static SliceRange Clamp(SliceRange bounds, int64_t length);
  /// Both, for a length that __index__ cannot change.
  Result<SliceRange> Indices(Thread& t, int64_t length) const;

  void Trace(Marker& marker);

 private:
  Field<Value> start_;
  Field<Value> stop_;
  Field<Value> step_;
};

}  // namespace krait
