#include "vm/object/int.h"

#include "vm/object/allocate.h"
#include "vm/object/native_object.h"
#include "vm/object/vm.h"

namespace krait {
namespace {

size_t CellSize(size_t limbs) { return sizeof(Int) + limbs * sizeof(Limb); }

}  // namespace

Result<Int*> Int::NewUninitialized(Thread& t, size_t capacity) {
  if (capacity > kMaxLimbs) return RaiseMemoryError(t);
  Int* cell = TRY(AllocateUninitialized<Int>(t, types(t).int_, CellSize(capacity)));
  cell->capacity_ = capacity;
  return cell;
}

Value Int::Finish(Int* cell, const IntOut& out) {
  if (out.size <= 1) {
    const std::optional<int64_t> small = bigint::ToInt64(out.View());
    if (small.has_value() && Value::FitsInt(*small)) return Value::FromInt(*small);
  }
  cell->size_ = static_cast<uint32_t>(out.size);
  cell->negative_ = out.negative;
  return Value::FromObject(cell);
}

Result<Value> Int::FromView(Thread& t, const IntView& view) {
  if (view.size <= 1) {
    const std::optional<int64_t> small = bigint::ToInt64(view);
    if (small.has_value() && Value::FitsInt(*small)) return Value::FromInt(*small);
  }
  Int* cell = TRY(NewUninitialized(t, view.size));
  IntOut out = cell->out();
  bigint::Copy(view, out);
  return Finish(cell, out);
}

Result<Value> Int::FromSlow(Thread& t, int64_t value) {
  Limb storage;
  return FromView(t, IntView::FromInt64(value, storage));
}

Result<Value> Int::FromUnsigned(Thread& t, uint64_t value) {
  Limb storage;
  return FromView(t, IntView::FromUint64(value, storage));
}

Result<Value> Int::NewOfType(Thread& t, Type* cls, const IntView& view) {
  auto* cell = static_cast<Int*>(TRY(AllocateInstance(t, cls, CellSize(view.size))));
  cell->capacity_ = view.size;
  IntOut out = cell->out();
  bigint::Copy(view, out);
  cell->size_ = static_cast<uint32_t>(out.size);
  cell->negative_ = out.negative;
  return cell;
}

IntOperand::IntOperand(Value value) : storage_(0) {
  if (value.IsObject()) {
    view_ = Cast<Int>(value)->view();
  } else {
    view_ = IntView::FromInt64(value.IsInt() ? value.AsInt() : value.AsBool(), storage_);
  }
}

bool ToInt64(Value value, int64_t* out) {
  if (value.IsInt()) {
    *out = value.AsInt();
    return true;
  }
  const std::optional<int64_t> fits = bigint::ToInt64(IntOperand(value));
  if (fits.has_value()) *out = *fits;
  return fits.has_value();
}

int64_t ClampToInt64(Value value) {
  int64_t result;
  if (ToInt64(value, &result)) return result;
  return Cast<Int>(value)->view().negative ? INT64_MIN : INT64_MAX;
}

}  // namespace krait
