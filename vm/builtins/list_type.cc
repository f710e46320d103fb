#include "absl/strings/str_cat.h"
#include "gil/object_lock.h"
#include "vm/builtins/generic_alias.h"
#include "vm/builtins/list_items.h"
#include "vm/builtins/list_sort.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/sequence_search.h"
#include "vm/builtins/specs.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"
#include "vm/object/exception.h"
#include "vm/object/iterators.h"
#include "vm/object/list.h"
#include "vm/object/native_object.h"
#include "vm/object/operations.h"
#include "vm/object/repr_guard.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"

/// list: everything but subscripts (list_items.cc) and sorting (list_sort.cc).
namespace krait {
namespace {

List* AsList(Value value) { return Cast<List>(value); }

auto ElementsOf(const List* list) {
  return [list](size_t i) { return list->TryGet(i); };
}

Result<Value> ListNew(Thread& t, Type* cls, Args) {
  if (cls == types(t).list) return List::New(t);
  return List::NewOfType(t, cls);
}

Result<None> ListExtend(Thread& t, List* self, Value iterable) {
  // Itself, too, is taken as it is now; exact lists and tuples are by ExtendList.
  if (Value::FromObject(self).SameBits(iterable)) {
    Tuple* copy = TRY(self->Snapshot(t));
    gil::CriticalSection lock(t, self->lock_byte());
    return self->Extend(t, copy->values());
  }
  return ExtendList(t, self, iterable);
}

Result<None> ListClear(Thread& t, List* self) {
  gil::CriticalSection lock(t, self->lock_byte());
  self->Clear();
  return None{};
}

Result<None> ListInit(Thread& t, Value self, Args args) {
  // A subclass with a __new__ of its own may take keywords.
  if (args.has_keywords() && args.keyword_names->size() != 0 &&
      TypeOf(t, self)->slots().new_ == types(t).list->slots().new_) {
    return RaiseTypeError(t, "list() takes no keyword arguments");
  }
  if (args.count > 1) {
    return RaiseTypeError(t, absl::StrCat("list expected at most 1 argument, got ", args.count));
  }
  if (AsList(self)->size() != 0) TRY(ListClear(t, AsList(self)));
  return args.count == 0 ? Result<None>(None{}) : ListExtend(t, AsList(self), args[0]);
}

Result<Value> ListRepr(Thread& t, Value self) {
  const List* list = AsList(self);
  if (list->size() == 0) return Str::FromUtf8(t, "[]");
  const ReprGuard guard(t, self);
  if (guard.recursive()) return Str::FromUtf8(t, "[...]");
  StrWriter writer(t);
  writer.Append('[');
  for (size_t i = 0;; ++i) {
    const Value item = list->TryGet(i);
    if (item.IsUnbound()) break;
    if (i != 0) writer.AppendAscii(", ");
    writer.Append(TRY(Repr(t, item)));
    TRY(PollAt(t, i));
  }
  writer.Append(']');
  return writer.Finish(t);
}

Result<Value> ListCompare(Thread& t, Value self, Value other, CompareOp op) {
  if (!Is<List>(self) || !Is<List>(other)) return Value::NotImplemented();
  const List* a = AsList(self);
  const List* b = AsList(other);
  if (a->size() != b->size() && (op == CompareOp::kEq || op == CompareOp::kNe)) {
    return Value::FromBool(op == CompareOp::kNe);
  }
  return CompareElements(
      t, ElementsOf(a), ElementsOf(b), [a] { return a->size(); }, [b] { return b->size(); }, op);
}

Result<int64_t> ListLength(Thread&, Value self) {
  return static_cast<int64_t>(AsList(self)->size());
}

Result<bool> ListContains(Thread& t, Value self, Value item) {
  return TRY(FindElement(t, ElementsOf(AsList(self)), item, 0, SIZE_MAX)) >= 0;
}

Result<Value> ListIter(Thread& t, Value self) { return ListIterator::New(t, AsList(self)); }

Result<Value> ListConcat(Thread& t, Value self, Value other) {
  if (!Is<List>(other)) {
    return RaiseTypeError(
        t, absl::StrCat("can only concatenate list (not \"", TypeName(t, other), "\") to list"));
  }
  List* a = AsList(self);
  List* b = AsList(other);
  gil::CriticalSection lock(t, a->lock_byte(), b->lock_byte());
  return List::Concat(t, a->values(), b->values());
}

Result<Value> ListInplaceConcat(Thread& t, Value self, Value other) {
  TRY(ListExtend(t, AsList(self), other));
  return self;
}

/// Stores the first `size` elements of `list` again, until there are `total`. There is room.
Result<None> RepeatElements(Thread& t, List* to, const List* from, size_t size, size_t total) {
  for (size_t i = to->size(), at = 0; i < total; ++i) {
    TRY(to->Append(t, from->TryGet(at)));
    if (++at == size) at = 0;
  }
  return None{};
}

Result<Value> ListRepeat(Thread& t, Value self, int64_t count) {
  List* list = AsList(self);
  gil::CriticalSection lock(t, list->lock_byte());
  return List::Repeat(t, list->values(), count <= 0 ? 0 : static_cast<size_t>(count));
}

Result<Value> ListInplaceRepeat(Thread& t, Value self, int64_t count) {
  List* list = AsList(self);
  gil::CriticalSection lock(t, list->lock_byte());
  const size_t size = list->size();
  if (size == 0 || count == 1) return self;
  if (count <= 0) {
    list->Clear();
    return self;
  }
  if (static_cast<uint64_t>(count) > ValueArray::kMaxCapacity / size) return RaiseMemoryError(t);
  const size_t total = size * static_cast<size_t>(count);
  TRY(list->Reserve(t, total));
  TRY(RepeatElements(t, list, list, size, total));
  return self;
}

// --- Methods ---------------------------------------------------------------------------------

Result<None> ListAppend(Thread& t, List* self, Value object) {
  gil::CriticalSection lock(t, self->lock_byte());
  return self->Append(t, object);
}

Result<None> ListInsert(Thread& t, List* self, Index index, Value object) {
  gil::CriticalSection lock(t, self->lock_byte());
  const int64_t at = index.ClampedTo(static_cast<int64_t>(self->size()));
  return self->Insert(t, static_cast<size_t>(at), object);
}

Result<Value> ListPop(Thread& t, List* self, Index index) {
  {
    gil::CriticalSection lock(t, self->lock_byte());
    const auto size = static_cast<int64_t>(self->size());
    const int64_t at = index.value < 0 ? index.value + size : index.value;
    if (at >= 0 && at < size) return self->RemoveAt(static_cast<size_t>(at));
  }
  return Raise(t, &BuiltinTypes::IndexError,
               self->size() == 0 ? "pop from empty list" : "pop index out of range");
}

Result<None> ListRemove(Thread& t, List* self, Value value) {
  const int64_t found = TRY(FindElement(t, ElementsOf(self), value, 0, SIZE_MAX));
  if (found < 0) return RaiseValueError(t, "list.remove(x): x not in list");
  gil::CriticalSection lock(t, self->lock_byte());
  const auto at = static_cast<size_t>(found);
  if (at < self->size()) self->RemoveAt(at);
  return None{};
}

Result<Value> ListIndex(Thread& t, List* self, Value value, SearchBound start,
                        Opt<SearchBound> stop) {
  const auto size = static_cast<int64_t>(self->size());
  const int64_t begin = start.ClampedTo(size);
  const int64_t end = stop ? (*stop).ClampedTo(size) : INT64_MAX;
  const int64_t found = TRY(FindElement(t, ElementsOf(self), value, static_cast<size_t>(begin),
                                        static_cast<size_t>(end)));
  if (found >= 0) return Value::FromInt(found);
  return RaiseValueError(t, absl::StrCat(TRY(Repr(t, value))->ToUtf8(), " is not in list"));
}

Result<int64_t> ListCount(Thread& t, List* self, Value value) {
  return CountElements(t, ElementsOf(self), value);
}

Result<None> ListReverse(Thread& t, List* self) {
  gil::CriticalSection lock(t, self->lock_byte());
  for (size_t i = 0, j = self->size(); i + 1 < j; ++i) {
    const Value first = self->TryGet(i);
    self->Set(i, self->TryGet(--j));
    self->Set(j, first);
  }
  return None{};
}

Result<List*> ListCopy(Thread& t, List* self) {
  gil::CriticalSection lock(t, self->lock_byte());
  return List::From(t, self->values());
}

Result<None> ListSort(Thread& t, List* self, Value key, int reverse) {
  return SortList(t, self, key, reverse != 0);
}

Result<Value> ListReversed(Thread& t, List* self) { return ListIterator::NewReversed(t, self); }

Result<int64_t> ListSizeof(Thread&, List* self) {
  return static_cast<int64_t>(sizeof(List) + self->size() * sizeof(Value));
}

constexpr Method kListMethods[] = {
    // CPython has this as a method beside the slot: errors speak of it by name.
    HideSignature(Bind<ListGetItem>("__getitem__", "($self, index, /)")),
    Bind<ListReversed>("__reversed__", "($self, /)"),
    Bind<ListSizeof>("__sizeof__", "($self, /)"),
    Bind<ListClear>("clear", "($self, /)").AsQuiet(),
    Bind<ListCopy>("copy", "($self, /)").AsQuiet(),
    Bind<ListAppend>("append", "($self, object, /)")
        .AsIntrinsic(Intrinsic::kListAppend)
        .AsQuiet(Quiet::kAlways),
    Bind<ListInsert>("insert", "($self, index, object, /)"),
    Bind<ListExtend>("extend", "($self, iterable, /)"),
    Bind<ListPop>("pop", "($self, index=-1, /)").AsQuiet(),
    Bind<ListRemove>("remove", "($self, value, /)"),
    Bind<ListIndex>("index", "($self, value, start=0, stop=sys.maxsize, /)"),
    Bind<ListCount>("count", "($self, value, /)"),
    Bind<ListReverse>("reverse", "($self, /)").AsQuiet(),
    Bind<ListSort>("sort", "($self, /, *, key=None, reverse=False)"),
    HideSignature(Bind<MakeGenericAlias>("__class_getitem__", "($type, item, /)").AsClassMethod()),
};

}  // namespace

const TypeSpec& ListSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.new_ = &ListNew;
    spec.slots.init = &ListInit;
    spec.slots.repr = &ListRepr;
    spec.slots.compare = &ListCompare;
    spec.slots.length = &ListLength;
    spec.slots.getitem = &ListGetItem;
    spec.slots.setitem = &ListSetItem;
    spec.slots.contains = &ListContains;
    spec.slots.iter = &ListIter;
    spec.slots.concat = &ListConcat;
    spec.slots.inplace_concat = &ListInplaceConcat;
    spec.slots.repeat = &ListRepeat;
    spec.slots.inplace_repeat = &ListInplaceRepeat;
    spec.methods = kListMethods;
    spec.text_signature = "(iterable=(), /)";
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
