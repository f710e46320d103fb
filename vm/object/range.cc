#include "vm/object/range.h"

#include "vm/heap/marker.h"
#include "vm/object/allocate.h"
#include "vm/object/exception.h"
#include "vm/object/int_arithmetic.h"
#include "vm/object/vm.h"

namespace krait {
namespace {

/// ceil((stop - start) / step), at least 0.
Result<Value> CountElements(Thread& t, Value start, Value stop, Value step) {
  const bool down = IntSign(step) < 0;
  if (down ? IntCompare(start, stop) <= 0 : IntCompare(stop, start) <= 0) return Value::FromInt(0);
  if (Value::BothInts(start, stop) && step.IsInt()) {
    // 61 bits each: nothing here passes 63.
    const int64_t span = down ? start.AsInt() - stop.AsInt() : stop.AsInt() - start.AsInt();
    return Int::From(t, (span - 1) / (down ? -step.AsInt() : step.AsInt()) + 1);
  }
  const Value one = Value::FromInt(1);
  const Value to_last = TRY(down ? IntSubtract(t, start, stop) : IntSubtract(t, stop, start));
  const Value stride = down ? TRY(IntSubtract(t, Value::FromInt(0), step)) : step;
  const Value steps = TRY(IntFloorDivide(t, TRY(IntSubtract(t, to_last, one)), stride));
  return IntAdd(t, steps, one);
}

}  // namespace

Result<Range*> Range::New(Thread& t, Value start, Value stop, Value step) {
  if (IntSign(step) == 0) return RaiseValueError(t, "range() arg 3 must not be zero");
  const Value length = TRY(CountElements(t, start, stop, step));
  Range* range = TRY(AllocateExact<Range>(t, types(t).range, sizeof(Range)));
  range->start_.Store(range, start);
  range->stop_.Store(range, stop);
  range->step_.Store(range, step);
  range->length_.Store(range, length);
  return range;
}

bool Range::IsSmall() const { return Value::BothInts(start(), stop()) && step().IsInt(); }

Result<Value> Range::At(Thread& t, Value index) const {
  return IntAdd(t, start(), TRY(IntMultiply(t, index, step())));
}

Result<Value> Range::IndexOf(Thread& t, Value value) const {
  const Value zero = Value::FromInt(0);
  const Value offset = TRY(IntSubtract(t, value, start()));
  if (IntSign(TRY(IntModulo(t, offset, step()))) != 0) return Value::Unbound();
  const Value index = TRY(IntFloorDivide(t, offset, step()));
  const bool inside = IntCompare(index, zero) >= 0 && IntCompare(index, length()) < 0;
  return inside ? index : Value::Unbound();
}

Result<Range*> Range::Reversed(Thread& t) const {
  const Value zero = Value::FromInt(0);
  const Value step = TRY(IntSubtract(t, zero, this->step()));
  const Value last = TRY(At(t, TRY(IntSubtract(t, length(), Value::FromInt(1)))));
  return New(t, last, TRY(IntAdd(t, start(), step)), step);
}

void Range::Trace(Marker& marker) {
  marker.Visit(start_);
  marker.Visit(stop_);
  marker.Visit(step_);
  marker.Visit(length_);
}

}  // namespace krait
