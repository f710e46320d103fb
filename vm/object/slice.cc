#include "vm/object/slice.h"

#include <algorithm>

#include "vm/heap/marker.h"
#include "vm/object/allocate.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"

namespace krait {

Result<Slice*> Slice::New(Thread& t, Value start, Value stop, Value step) {
  Slice* slice = TRY(AllocateExact<Slice>(t, types(t).slice, sizeof(Slice)));
  slice->start_.Store(slice, start);
  slice->stop_.Store(slice, stop);
  slice->step_.Store(slice, step);
  return slice;
}

Result<SliceRange> Slice::UnpackObjects(Thread& t, Value start, Value stop, Value step) {
  SliceRange bounds;
  bounds.step = TRY(ToSliceIndex(t, step, 1));
  if (bounds.step == 0) return RaiseValueError(t, "slice step cannot be zero");
  // So that the step can be negated.
  bounds.step = std::max(bounds.step, -INT64_MAX);
  bounds.start = TRY(ToSliceIndex(t, start, bounds.step < 0 ? INT64_MAX : 0));
  bounds.stop = TRY(ToSliceIndex(t, stop, bounds.step < 0 ? INT64_MIN : INT64_MAX));
  return bounds;
}

void Slice::Trace(Marker& marker) {
  marker.Visit(start_);
  marker.Visit(stop_);
  marker.Visit(step_);
}

}  // namespace krait
