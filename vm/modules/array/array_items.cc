#include <cstring>

#include "absl/strings/str_cat.h"
#include "gil/object_lock.h"
#include "vm/modules/array/array.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/slice.h"

/// Subscription of arrays.
namespace krait::arrays {
namespace {

Array* AsArray(Value value) { return Cast<Array>(value); }

Result<int64_t> PositionOf(Thread& t, const Array* self, Value key) {
  if (!IsIntLike(key) && TypeOf(t, key)->slots().index == nullptr) {
    return RaiseTypeError(t, "array indices must be integers");
  }
  const int64_t index = TRY(ToIndexInt64(t, key, &BuiltinTypes::IndexError));
  return index < 0 ? index + static_cast<int64_t>(self->size()) : index;
}

Result<Value> GetSlice(Thread& t, Array* self, const Slice* slice) {
  const SliceRange bounds = TRY(slice->Unpack(t));
  const SliceRange range = Slice::Clamp(bounds, static_cast<int64_t>(self->size()));
  Array* result =
      TRY(Array::New(t, PartOf(t).array, &self->type(), static_cast<size_t>(range.count)));
  const size_t width = self->item_size();
  uint8_t* out = result->bytes().data();
  const absl::Span<uint8_t> from = self->bytes();
  for (int64_t i = 0; i < range.count; ++i) {
    const auto at = static_cast<size_t>(range.start + i * range.step) * width;
    if (at + width > from.size()) break;  // another thread took items out
    std::memcpy(out + static_cast<size_t>(i) * width, from.data() + at, width);
  }
  return result;
}

/// Takes out every `step`th item of the range. The caller holds the lock.
Result<None> DeleteRange(Thread& t, Array* self, SliceRange range) {
  if (range.count == 0) return None{};
  TRY(self->CheckCanResize(t));
  if (range.step < 0) {
    range.start += (range.count - 1) * range.step;
    range.step = -range.step;
  }
  const size_t width = self->item_size();
  uint8_t* data = self->bytes().data();
  const auto size = static_cast<int64_t>(self->size());
  auto to = range.start;
  int64_t gone = 0;
  for (int64_t from = to; from < size; ++from) {
    if (gone < range.count && from == range.start + gone * range.step) {
      ++gone;
      continue;
    }
    std::memmove(data + static_cast<size_t>(to++) * width, data + static_cast<size_t>(from) * width,
                 width);
  }
  return self->Resize(t, static_cast<size_t>(to));
}

/// The items of an array that is assigned to a slice, in a copy: it may be the same array.
Result<Bytes*> AssignedItems(Thread& t, const Array* self, Value value) {
  const auto* other = TryCastNative<Array>(value);
  if (other == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat("can only assign array (not \"", TypeName(t, value), "\") to array slice"));
  }
  if (&other->type() != &self->type()) {
    return RaiseTypeError(t, "bad argument type for built-in operation");
  }
  return Bytes::From(t, other->bytes());
}

Result<None> SetSlice(Thread& t, Array* self, const Slice* slice, Value value) {
  const SliceRange bounds = TRY(slice->Unpack(t));
  Bytes* items = value.IsUnbound() ? nullptr : TRY(AssignedItems(t, self, value));
  gil::CriticalSection lock(t, self->lock_byte());
  const SliceRange range = Slice::Clamp(bounds, static_cast<int64_t>(self->size()));
  if (items == nullptr) return DeleteRange(t, self, range);
  const size_t width = self->item_size();
  const size_t count = items->size() / width;
  const auto start = static_cast<size_t>(range.start);
  if (range.step == 1) {
    TRY(self->Splice(t, start, start + static_cast<size_t>(range.count), count));
    if (count != 0) {
      std::memcpy(self->bytes().data() + start * width, items->data(), items->size());
    }
    return None{};
  }
  if (count != static_cast<size_t>(range.count)) {
    return RaiseValueError(t, absl::StrCat("attempt to assign array of size ", count,
                                           " to extended slice of size ", range.count));
  }
  for (int64_t i = 0; i < range.count; ++i) {
    const auto at = static_cast<size_t>(range.start + i * range.step) * width;
    std::memcpy(self->bytes().data() + at, items->data() + static_cast<size_t>(i) * width, width);
  }
  return None{};
}

}  // namespace

Result<Value> GetItem(Thread& t, Value self_value, Value key) {
  Array* self = AsArray(self_value);
  if (Is<Slice>(key)) return GetSlice(t, self, Cast<Slice>(key));
  const int64_t at = TRY(PositionOf(t, self, key));
  const Value item = at < 0 ? Value::Unbound() : TRY(self->Load(t, static_cast<size_t>(at)));
  if (!item.IsUnbound()) return item;
  return Raise(t, &BuiltinTypes::IndexError, "array index out of range");
}

Result<None> SetItem(Thread& t, Value self_value, Value key, Value value) {
  Array* self = AsArray(self_value);
  if (Is<Slice>(key)) return SetSlice(t, self, Cast<Slice>(key), value);
  const int64_t at = TRY(PositionOf(t, self, key));
  if (at >= 0 && at < static_cast<int64_t>(self->size())) {
    uint8_t item[kMaxItemSize];
    if (!value.IsUnbound()) TRY(self->type().convert(t, value, item));
    gil::CriticalSection lock(t, self->lock_byte());
    const auto index = static_cast<size_t>(at);
    // The conversion may have changed the size.
    if (index < self->size()) {
      if (value.IsUnbound()) return self->Splice(t, index, index + 1, 0);
      std::memcpy(self->bytes().data() + index * self->item_size(), item, self->item_size());
      return None{};
    }
  }
  return Raise(t, &BuiltinTypes::IndexError, "array assignment index out of range");
}

}  // namespace krait::arrays
