#include "vm/builtins/list_items.h"

#include "absl/strings/str_cat.h"
#include "gil/object_lock.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/slice.h"
#include "vm/object/slicing.h"

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

}  // namespace

Result<Value> ListGetItem(Thread& t, Value self, Value key) {
  List* list = Cast<List>(self);
  if (Is<Slice>(key)) return GetListSlice(t, list, TRY(Cast<Slice>(key)->Unpack(t)));
  int64_t index = TRY(ToPosition(t, key));
  if (index < 0) index += static_cast<int64_t>(list->size());
  const Value item = index < 0 ? Value::Unbound() : list->TryGet(static_cast<size_t>(index));
  if (!item.IsUnbound()) return item;
  return Raise(t, &BuiltinTypes::IndexError, "list index out of range");
}

Result<None> ListSetItem(Thread& t, Value self, Value key, Value value) {
  List* list = Cast<List>(self);
  if (Is<Slice>(key)) {
    return SetListSlice(t, list, TRY(Cast<Slice>(key)->Unpack(t)), value);
  }
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
