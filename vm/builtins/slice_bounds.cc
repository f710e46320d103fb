#include "vm/builtins/slice_bounds.h"

#include "vm/object/exception.h"
#include "vm/object/int_arithmetic.h"
#include "vm/object/operations.h"
#include "vm/object/slice.h"

namespace krait {
namespace {

/// A bound that is not None, as an exact int.
Result<Value> ToBound(Thread& t, Value bound) {
  if (!IsIntLike(bound) && TypeOf(t, bound)->slots().index == nullptr) {
    return RaiseTypeError(t, "slice indices must be integers or None or have an __index__ method");
  }
  return ToIndex(t, bound);
}

/// `bound` counted from the end if negative, and put inside [low, high].
Result<Value> FitBound(Thread& t, Value bound, Value length, Value low, Value high) {
  Value at = TRY(ToBound(t, bound));
  if (IntSign(at) < 0) {
    at = TRY(IntAdd(t, at, length));
    return IntCompare(at, low) < 0 ? low : at;
  }
  return IntCompare(at, high) > 0 ? high : at;
}

}  // namespace

Result<WideSliceBounds> FitSlice(Thread& t, const Slice* slice, Value length) {
  WideSliceBounds bounds;
  bounds.step = slice->step().IsNone() ? Value::FromInt(1) : TRY(ToBound(t, slice->step()));
  if (IntSign(bounds.step) == 0) return RaiseValueError(t, "slice step cannot be zero");
  // Backwards, the positions are those of elements, with one before the first.
  const bool down = IntSign(bounds.step) < 0;
  const Value low = Value::FromInt(down ? -1 : 0);
  const Value high = down ? TRY(IntAdd(t, length, Value::FromInt(-1))) : length;
  bounds.start = slice->start().IsNone() ? (down ? high : low)
                                         : TRY(FitBound(t, slice->start(), length, low, high));
  bounds.stop = slice->stop().IsNone() ? (down ? low : high)
                                       : TRY(FitBound(t, slice->stop(), length, low, high));
  return bounds;
}

}  // namespace krait
