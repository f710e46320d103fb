#include "vm/object/collect.h"

#include "absl/strings/str_cat.h"
#include "gil/object_lock.h"
#include "vm/object/dict.h"
#include "vm/object/dict_view.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/range.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

Result<None> Append(Thread& t, List* list, Value value) {
  gil::CriticalSection lock(t, list->lock_byte());
  return list->Append(t, value);
}

/// What iterating over the dict would give, at one moment: no other thread's change comes between.
Result<List*> SnapshotOfDict(Thread& t, Dict* dict, DictView::Kind kind) {
  List* items = TRY(List::New(t, dict->size()));
  gil::CriticalSection lock(t, dict->lock_byte());
  size_t position = 0;
  Value key, value;
  while (dict->Next(position, key, value)) {
    if (kind == DictIterator::kItems) {
      const Value pair[] = {key, value};
      key = Value::FromObject(TRY(Tuple::From(t, pair)));
    }
    TRY(items->Append(t, kind == DictIterator::kValues ? value : key));
  }
  return items;
}

/// Whether `iterable` is a dict or a view of one, and then which and of what.
bool IsOfDict(Value iterable, Dict** dict, DictView::Kind* kind) {
  *kind = DictIterator::kKeys;
  Value found = iterable;
  if (IsExactly<DictView>(iterable)) {
    *kind = Cast<DictView>(iterable)->kind();
    found = Value::FromObject(Cast<DictView>(iterable)->dict());
  }
  if (!IsExactly<Dict>(found)) return false;
  *dict = Cast<Dict>(found);
  return true;
}

/// Appends the `count` elements of a range, all immediate.
Result<None> ExtendByRange(Thread& t, List* list, const Range* range, int64_t count) {
  constexpr int64_t kPerPoll = 4096;
  {
    gil::CriticalSection lock(t, list->lock_byte());
    TRY(list->Reserve(t, list->size() + static_cast<size_t>(count)));
  }
  const int64_t step = range->step().AsInt();
  int64_t next = range->start().AsInt();
  for (int64_t left = count; left > 0; left -= kPerPoll) {
    {
      gil::CriticalSection lock(t, list->lock_byte());
      for (int64_t i = std::min(left, kPerPoll); i > 0; --i, next += step) {
        TRY(list->Append(t, Value::FromInt(next)));
      }
    }
    TRY(CheckPoll(t));
  }
  return None{};
}

Result<None> UpdateFromPairs(Thread& t, Dict* dict, Value pairs) {
  size_t index = 0;
  return ForEach(t, pairs, [&](Value item) -> Result<None> {
    const Result<Tuple*> pair = TupleOf(t, item);
    if (!pair.ok()) {
      if (!ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
      return RaiseTypeError(t, absl::StrCat("cannot convert dictionary update sequence element #",
                                            index, " to a sequence"));
    }
    if ((*pair)->size() != 2) {
      return RaiseValueError(t, absl::StrCat("dictionary update sequence element #", index,
                                             " has length ", (*pair)->size(), "; 2 is required"));
    }
    ++index;
    return dict->Set(t, (*pair)->At(0), (*pair)->At(1));
  });
}

}  // namespace

Result<None> ExtendList(Thread& t, List* list, Value iterable) {
  if (IsExactly<Tuple>(iterable)) {
    gil::CriticalSection lock(t, list->lock_byte());
    return list->Extend(t, Cast<Tuple>(iterable)->values());
  }
  if (IsExactly<List>(iterable)) {
    auto* other = Cast<List>(iterable);
    gil::CriticalSection lock(t, list->lock_byte(), other->lock_byte());
    return list->Extend(t, other->values());
  }
  Dict* dict;
  DictView::Kind kind;
  if (IsOfDict(iterable, &dict, &kind)) {
    List* snapshot = TRY(SnapshotOfDict(t, dict, kind));
    gil::CriticalSection lock(t, list->lock_byte());
    if (list->size() != 0) return list->Extend(t, snapshot->values());
    list->SwapStorage(snapshot);
    return None{};
  }
  int64_t count;
  if (IsExactly<Range>(iterable) && Cast<Range>(iterable)->IsSmall() &&
      ToInt64(Cast<Range>(iterable)->length(), &count)) {
    return ExtendByRange(t, list, Cast<Range>(iterable), count);
  }
  const Value iterator = TRY(GetIter(t, iterable));
  const int64_t hint = TRY(LengthHint(t, iterable, 8));
  // A promise too large to be added to what is there is no promise.
  const bool credible = hint <= INT64_MAX - static_cast<int64_t>(list->size());
  if (credible && hint > static_cast<int64_t>(ValueArray::kMaxCapacity)) return RaiseMemoryError(t);
  {
    gil::CriticalSection lock(t, list->lock_byte());
    constexpr int64_t kMaxTrust = 1 << 20;
    TRY(list->Reserve(t, list->size() + static_cast<size_t>(std::min(hint, kMaxTrust))));
  }
  const NextSlot next = TypeOf(t, iterator)->slots().next;
  for (;;) {
    const Result<Value> item = next(t, iterator);
    if (!item.ok()) {
      if (!ClearPendingIf(t, &BuiltinTypes::StopIteration)) return Raised{};
      return None{};
    }
    if ((*item).IsUnbound()) return None{};
    TRY(Append(t, list, *item));
    TRY(CheckPoll(t));
  }
}

Result<List*> ListOf(Thread& t, Value iterable) {
  if (IsExactly<Tuple>(iterable)) return List::From(t, Cast<Tuple>(iterable)->values());
  if (IsExactly<List>(iterable)) {
    gil::CriticalSection lock(t, Cast<List>(iterable)->lock_byte());
    return List::From(t, Cast<List>(iterable)->values());
  }
  List* list = TRY(List::New(t));
  TRY(ExtendList(t, list, iterable));
  return list;
}

Result<Tuple*> TupleOf(Thread& t, Value iterable) {
  if (IsExactly<Tuple>(iterable)) return Cast<Tuple>(iterable);
  if (IsExactly<List>(iterable)) return Cast<List>(iterable)->Snapshot(t);
  List* list = TRY(ListOf(t, iterable));
  return Tuple::From(t, list->values());
}

Result<None> UpdateDictFromMapping(Thread& t, Dict* dict, Value mapping) {
  const Value keys = TRY(CallMethodWith(t, mapping, names(t).keys));
  const TypeSlots& slots = TypeOf(t, keys)->slots();
  if (slots.iter == nullptr && slots.getitem == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat(TypeName(t, mapping), ".keys() returned a non-iterable (type ",
                        TypeName(t, keys), ")"));
  }
  return ForEach(t, keys, [&](Value key) -> Result<None> {
    const Value value = TRY(GetItem(t, mapping, key));
    return dict->Set(t, key, value);
  });
}

Result<None> UpdateDict(Thread& t, Dict* dict, Value other) {
  // The items of a subclass that iterates as dict does are taken directly, whatever its keys() or
  // __getitem__ says.
  if (Is<Dict>(other) && TypeOf(t, other)->slots().iter == types(t).dict->slots().iter) {
    return dict->Merge(t, Cast<Dict>(other), true);
  }
  const Value keys = TRY(GetAttrOrUnbound(t, other, names(t).keys));
  if (!keys.IsUnbound()) return UpdateDictFromMapping(t, dict, other);
  return UpdateFromPairs(t, dict, other);
}

}  // namespace krait
