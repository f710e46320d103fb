#include "vm/builtins/list_items.h"

#include "absl/strings/str_cat.h"
#include "gil/object_lock.h"
#include "vm/object/collect.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/slice.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

/// The position that `key` names, counted from the end if negative: not checked against the size,
/// which __index__ may have changed.
Result<int64_t> ToPosition(Thread& t, Value key) {
  if (!IsIntLike(key) && TypeOf(t, key)->slots().index == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat("list indices must be integers or slices, not ", TypeName(t, key)));
  }
  return ToIndexInt64(t, key, &BuiltinTypes::IndexError);
}

Result<Value> GetSlice(Thread& t, List* list, const Slice* slice) {
  const SliceRange bounds = TRY(slice->Unpack(t));
  gil::CriticalSection lock(t, list->lock_byte());
  const absl::Span<const Value> values = list->values();
  const SliceRange range = Slice::Clamp(bounds, static_cast<int64_t>(values.size()));
  const auto count = static_cast<size_t>(range.count);
  if (range.step == 1) {
    return List::From(t, values.subspan(static_cast<size_t>(range.start), count));
  }
  return List::Select(t, values, range.start, range.step, count);
}

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

Result<None> SetSlice(Thread& t, List* list, const Slice* slice, Value value) {
  SliceRange bounds = TRY(slice->Unpack(t));
  if (bounds.step == 1) {
    if (value.IsUnbound()) {
      gil::CriticalSection lock(t, list->lock_byte());
      return ReplaceSlice(t, list, bounds, {});
    }
    // The bounds are those of before the iteration.
    bounds = Slice::Clamp(bounds, static_cast<int64_t>(list->size()));
    return WithElements(t, list, value, "can only assign an iterable",
                        [&](auto values) { return ReplaceSlice(t, list, bounds, values); });
  }
  if (value.IsUnbound()) return DeleteStepped(t, list, bounds);
  return WithElements(t, list, value, "must assign iterable to extended slice",
                      [&](auto values) { return AssignStepped(t, list, bounds, values); });
}

}  // namespace

Result<Value> ListGetItem(Thread& t, Value self, Value key) {
  List* list = Cast<List>(self);
  if (Is<Slice>(key)) return GetSlice(t, list, Cast<Slice>(key));
  int64_t index = TRY(ToPosition(t, key));
  if (index < 0) index += static_cast<int64_t>(list->size());
  const Value item = index < 0 ? Value::Unbound() : list->TryGet(static_cast<size_t>(index));
  if (!item.IsUnbound()) return item;
  return Raise(t, &BuiltinTypes::IndexError, "list index out of range");
}

Result<None> ListSetItem(Thread& t, Value self, Value key, Value value) {
  List* list = Cast<List>(self);
  if (Is<Slice>(key)) return SetSlice(t, list, Cast<Slice>(key), value);
  int64_t index = TRY(ToPosition(t, key));
  {
    gil::CriticalSection lock(t, list->lock_byte());
    const auto size = static_cast<int64_t>(list->size());
    if (index < 0) index += size;
    if (index >= 0 && index < size) {
      if (value.IsUnbound()) {
        list->RemoveAt(static_cast<size_t>(index));
      } else {
        list->Set(static_cast<size_t>(index), value);
      }
      return None{};
    }
  }
  return Raise(t, &BuiltinTypes::IndexError, "list assignment index out of range");
}

}  // namespace krait
