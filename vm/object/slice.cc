#include "vm/object/slice.h"

#include <algorithm>

#include "vm/heap/marker.h"
#include "vm/object/allocate.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"

namespace krait {
namespace {

/// A bound counted from the end if negative, and put inside [low, high].
int64_t ClampBound(int64_t bound, int64_t length, int64_t low, int64_t high) {
  if (bound < 0) bound = bound < -length ? low : bound + length;
  return std::clamp(bound, low, high);
}

}  // namespace

Result<Slice*> Slice::New(Thread& t, Value start, Value stop, Value step) {
  Slice* slice = TRY(AllocateExact<Slice>(t, types(t).slice, sizeof(Slice)));
  slice->start_.Store(slice, start);
  slice->stop_.Store(slice, stop);
  slice->step_.Store(slice, step);
  return slice;
}

Result<SliceRange> Slice::Unpack(Thread& t) const {
  SliceRange bounds;
  bounds.step = TRY(ToSliceIndex(t, step(), 1));
  if (bounds.step == 0) return RaiseValueError(t, "slice step cannot be zero");
  // So that the step can be negated.
  bounds.step = std::max(bounds.step, -INT64_MAX);
  bounds.start = TRY(ToSliceIndex(t, start(), bounds.step < 0 ? INT64_MAX : 0));
  bounds.stop = TRY(ToSliceIndex(t, stop(), bounds.step < 0 ? INT64_MIN : INT64_MAX));
  return bounds;
}

SliceRange Slice::Clamp(SliceRange bounds, int64_t length) {
  // Backwards, the positions are those of elements, with one before the first.
  const int64_t low = bounds.step < 0 ? -1 : 0;
  const int64_t high = bounds.step < 0 ? length - 1 : length;
  bounds.start = ClampBound(bounds.start, length, low, high);
  bounds.stop = ClampBound(bounds.stop, length, low, high);
  const int64_t span = bounds.step < 0 ? bounds.start - bounds.stop : bounds.stop - bounds.start;
  // Division takes longer than all the rest of a slice, and is seldom needed.
  const int64_t stride = std::abs(bounds.step);
  bounds.count = span <= 0 ? 0 : stride == 1 ? span : (span - 1) / stride + 1;
  return bounds;
}

Result<SliceRange> Slice::Indices(Thread& t, int64_t length) const {
  return Clamp(TRY(Unpack(t)), length);
}

void Slice::Trace(Marker& marker) {
  marker.Visit(start_);
  marker.Visit(stop_);
  marker.Visit(step_);
}

}  // namespace krait
