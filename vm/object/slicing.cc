#include "vm/object/slicing.h"

#include "absl/strings/str_cat.h"
#include "gil/object_lock.h"
#include "vm/object/bytes.h"
#include "vm/object/collect.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"

namespace krait {

Result<Value> GetListSlice(Thread& t, List* list, const SliceRange& bounds) {
  gil::CriticalSection lock(t, list->lock_byte());
  const absl::Span<const Value> values = list->values();
  const SliceRange range = Slice::Clamp(bounds, static_cast<int64_t>(values.size()));
  const auto count = static_cast<size_t>(range.count);
  if (range.step == 1) {
    return List::From(t, values.subspan(static_cast<size_t>(range.start), count));
  }
  return List::Select(t, values, range.start, range.step, count);
}

Result<Value> GetTupleSlice(Thread& t, Tuple* tuple, const SliceRange& bounds) {
  const auto size = static_cast<int64_t>(tuple->size());
  const SliceRange range = Slice::Clamp(bounds, size);
  if (range.step == 1) {
    if (range.count == size && IsExactly<Tuple>(Value::FromObject(tuple))) return tuple;
    return Tuple::From(t, tuple->values().subspan(static_cast<size_t>(range.start),
                                                  static_cast<size_t>(range.count)));
  }
  Tuple* result = TRY(Tuple::New(t, static_cast<size_t>(range.count)));
  for (int64_t i = 0; i < range.count; ++i) {
    const auto at = static_cast<size_t>(range.start + i * range.step);
    result->Set(static_cast<size_t>(i), tuple->At(at));
  }
  return result;
}

Result<Value> GetStrSlice(Thread& t, Str* str, const SliceRange& bounds) {
  const SliceRange range = Slice::Clamp(bounds, static_cast<int64_t>(str->length()));
  if (range.count == 0) return t.vm().empty_str();
  if (range.step == 1) {
    return Str::Substring(t, str, static_cast<size_t>(range.start),
                          static_cast<size_t>(range.start + range.count));
  }
  StrWriter writer(t);
  writer.Reserve(static_cast<size_t>(range.count));
  for (int64_t i = 0; i < range.count; ++i) {
    writer.Append(str->At(static_cast<size_t>(range.start + i * range.step)));
  }
  return writer.Finish(t);
}

Result<Value> GetBytesSlice(Thread& t, Bytes* self, const SliceRange& bounds) {
  const absl::Span<const uint8_t> bytes = self->span();
  const SliceRange range = Slice::Clamp(bounds, static_cast<int64_t>(bytes.size()));
  if (range.step == 1) {
    if (range.count == static_cast<int64_t>(bytes.size())) {
      return Bytes::Exact(t, self);
    }
    return Bytes::From(
        t, bytes.subspan(static_cast<size_t>(range.start), static_cast<size_t>(range.count)));
  }
  Bytes* result = TRY(Bytes::NewUninitialized(t, static_cast<size_t>(range.count)));
  for (int64_t i = 0; i < range.count; ++i) {
    result->mutable_data()[i] = bytes[static_cast<size_t>(range.start + i * range.step)];
  }
  return result;
}

namespace {

/// The elements to be assigned to a slice, of what is no list; `message` is for what cannot be
/// iterated over.
Result<Tuple*> ElementsToAssign(Thread& t, Value iterable, const char* message) {
  if (IsExactly<Tuple>(iterable)) return Cast<Tuple>(iterable);
  const Result<Value> iterator = GetIter(t, iterable);
  if (!iterator.ok()) {
    if (!ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
    return RaiseTypeError(t, message);
  }
  return TupleOf(t, *iterator);
}

/// Calls f(values) -> Result<None> with the elements to be assigned to a slice of `list`, whose
/// lock is held.
template <typename F>
Result<None> WithElements(Thread& t, List* list, Value iterable, const char* message, F f) {
  if (IsExactly<List>(iterable) && Cast<List>(iterable) != list) {
    auto* other = Cast<List>(iterable);
    gil::CriticalSection lock(t, list->lock_byte(), other->lock_byte());
    return f(other->values());
  }
  // A list's own elements are copied first.
  const Tuple* elements = IsExactly<List>(iterable) ? TRY(list->Snapshot(t))
                                                    : TRY(ElementsToAssign(t, iterable, message));
  gil::CriticalSection lock(t, list->lock_byte());
  return f(elements->values());
}

/// Replaces list[start:stop] for bounds found before Python code may have changed the size.
Result<None> ReplaceSlice(Thread& t, List* list, const SliceRange& bounds,
                          absl::Span<const Value> values) {
  const SliceRange range = Slice::Clamp(bounds, static_cast<int64_t>(list->size()));
  const auto begin = static_cast<size_t>(range.start);
  return list->ReplaceRange(t, begin, begin + static_cast<size_t>(range.count), values);
}

Result<None> DeleteStepped(Thread& t, List* list, const SliceRange& bounds) {
  gil::CriticalSection lock(t, list->lock_byte());
  const size_t size = list->size();
  const SliceRange range = Slice::Clamp(bounds, static_cast<int64_t>(size));
  if (range.count == 0) return None{};
  const bool down = range.step < 0;
  const int64_t first = down ? range.start + (range.count - 1) * range.step : range.start;
  const auto step = static_cast<size_t>(down ? -range.step : range.step);
  auto left = static_cast<size_t>(range.count);
  size_t next_gone = static_cast<size_t>(first);
  size_t to = next_gone;
  for (size_t from = next_gone; from < size; ++from) {
    if (left != 0 && from == next_gone) {
      --left;
      next_gone += step;
    } else {
      list->Set(to++, list->TryGet(from));
    }
  }
  return list->ReplaceRange(t, to, size, {});
}

Result<None> AssignStepped(Thread& t, List* list, const SliceRange& bounds,
                           absl::Span<const Value> values) {
  const SliceRange range = Slice::Clamp(bounds, static_cast<int64_t>(list->size()));
  if (static_cast<size_t>(range.count) == values.size()) {
    for (int64_t i = 0; i < range.count; ++i) {
      list->Set(static_cast<size_t>(range.start + i * range.step), values[static_cast<size_t>(i)]);
    }
    return None{};
  }
  return RaiseValueError(t, absl::StrCat("attempt to assign sequence of size ", values.size(),
                                         " to extended slice of size ", range.count));
}

}  // namespace

Result<None> SetListSlice(Thread& t, List* list, const SliceRange& bounds, Value value) {
  if (bounds.step == 1) {
    if (value.IsUnbound()) {
      gil::CriticalSection lock(t, list->lock_byte());
      return ReplaceSlice(t, list, bounds, {});
    }
    // The bounds are those of before the iteration.
    const SliceRange clamped = Slice::Clamp(bounds, static_cast<int64_t>(list->size()));
    return WithElements(t, list, value, "can only assign an iterable",
                        [&](auto values) { return ReplaceSlice(t, list, clamped, values); });
  }
  if (value.IsUnbound()) return DeleteStepped(t, list, bounds);
  return WithElements(t, list, value, "must assign iterable to extended slice",
                      [&](auto values) { return AssignStepped(t, list, bounds, values); });
}

Result<Value> GetSlice(Thread& t, Value object, Value start, Value stop, Value step) {
  if (object.IsObject()) {
    const auto bounds = [&] { return Slice::Unpack(t, start, stop, step); };
    switch (object.AsObject()->layout_word()) {
      case static_cast<uint16_t>(Layout::kList):
        return GetListSlice(t, Cast<List>(object), TRY(bounds()));
      case static_cast<uint16_t>(Layout::kTuple):
        return GetTupleSlice(t, Cast<Tuple>(object), TRY(bounds()));
      case static_cast<uint16_t>(Layout::kStr):
        return GetStrSlice(t, Cast<Str>(object), TRY(bounds()));
      case static_cast<uint16_t>(Layout::kBytes):
        return GetBytesSlice(t, Cast<Bytes>(object), TRY(bounds()));
    }
  }
  Slice* slice = TRY(Slice::New(t, start, stop, step));
  return GetItem(t, object, Value::FromObject(slice));
}

Result<None> SetSlice(Thread& t, Value object, Value start, Value stop, Value step, Value value) {
  if (IsExactly<List>(object)) {
    // Not by TRY: a copy of the bounds would wait for the stores that have just made them.
    const Result<SliceRange> bounds = Slice::Unpack(t, start, stop, step);
    if (!bounds.ok()) return Raised{};
    return SetListSlice(t, Cast<List>(object), *bounds, value);
  }
  Slice* slice = TRY(Slice::New(t, start, stop, step));
  return SetItem(t, object, Value::FromObject(slice), value);
}

}  // namespace krait
