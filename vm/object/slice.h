#pragma once

#include <algorithm>
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
  static Result<SliceRange> Unpack(Thread& t, Value start, Value stop, Value step);
  Result<SliceRange> Unpack(Thread& t) const { return Unpack(t, start(), stop(), step()); }
  /// Clamps unpacked bounds to a sequence of `length` elements and counts what they select.
  static SliceRange Clamp(SliceRange bounds, int64_t length);
  /// Both, for a length that __index__ cannot change.
  Result<SliceRange> Indices(Thread& t, int64_t length) const;

  void Trace(Marker& marker);

 private:
  static Result<SliceRange> UnpackObjects(Thread& t, Value start, Value stop, Value step);

  Field<Value> start_;
  Field<Value> stop_;
  Field<Value> step_;
};

// Inline, so that the numbers stay in registers.

inline Result<SliceRange> Slice::Unpack(Thread& t, Value start, Value stop, Value step) {
  const auto is_simple = [](Value bound) { return bound.IsInt() || bound.IsNone(); };
  if (!is_simple(step) || !is_simple(start) || !is_simple(stop) ||
      step.SameBits(Value::FromInt(0))) {
    return UnpackObjects(t, start, stop, step);
  }
  SliceRange bounds;
  if (step.IsInt()) bounds.step = step.AsInt();
  const bool is_down = bounds.step < 0;
  bounds.start = start.IsInt() ? start.AsInt() : is_down ? INT64_MAX : 0;
  bounds.stop = stop.IsInt() ? stop.AsInt() : is_down ? INT64_MIN : INT64_MAX;
  return bounds;
}

inline SliceRange Slice::Clamp(SliceRange bounds, int64_t length) {
  // Backwards, the positions are those of elements, with one before the first.
  const int64_t low = bounds.step < 0 ? -1 : 0;
  const int64_t high = bounds.step < 0 ? length - 1 : length;
  const auto fit = [&](int64_t bound) {
    if (bound < 0) bound = bound < -length ? low : bound + length;
    return std::clamp(bound, low, high);
  };
  bounds.start = fit(bounds.start);
  bounds.stop = fit(bounds.stop);
  const int64_t span = bounds.step < 0 ? bounds.start - bounds.stop : bounds.stop - bounds.start;
  // Division takes longer than all the rest of a slice, and is seldom needed.
  const int64_t stride = bounds.step < 0 ? -bounds.step : bounds.step;
  bounds.count = span <= 0 ? 0 : stride == 1 ? span : (span - 1) / stride + 1;
  return bounds;
}

inline Result<SliceRange> Slice::Indices(Thread& t, int64_t length) const {
  return Clamp(TRY(Unpack(t)), length);
}

}  // namespace krait
