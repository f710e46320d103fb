#include "vm/modules/collections/ordered_dict.h"
#include "vm/modules/collections/types.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"
#include "vm/object/dict_view.h"
#include "vm/object/iterators.h"
#include "vm/object/list.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// odict_iterator, odict_keys, odict_values and odict_items.
namespace krait::collections {
namespace {

using Kind = DictIterator::Kind;

/// Any change of the order ends it with a RuntimeError. As in CPython it looks one key ahead: what
/// happens after the last key was given is no matter.
struct OrderedDictIterator : NativeObject {
  static const NativeClass kClass;
  static constexpr int64_t kEnd = -1;

  Field<Dict*> dict;      // null at the end
  Field<DictKeys*> keys;  // the table, with used and gap, that tells whether the order changed
  size_t used;
  size_t gap;
  size_t size;
  int64_t position;  // of the entry that comes next, or kEnd
  Kind kind;
  bool reversed;

  Result<Value> Next(Thread& t);
  /// Starts over with what the dict is like now.
  void Start();

 private:
  /// The first live entry from `at` on, in the direction of this iterator.
  int64_t LiveFrom(int64_t at) const;
  Value End() {
    dict.Store(this, nullptr);
    return Value::Unbound();
  }
};

const NativeClass OrderedDictIterator::kClass = {"odict_iterator",
                                                 [](Object* object, Marker& marker) {
                                                   auto* self =
                                                       static_cast<OrderedDictIterator*>(object);
                                                   marker.Visit(self->dict);
                                                   marker.Visit(self->keys);
                                                 },
                                                 nullptr};

int64_t OrderedDictIterator::LiveFrom(int64_t at) const {
  const DictKeys* table = keys.Load();
  const auto begin = static_cast<int64_t>(table->begin());
  const auto end = static_cast<int64_t>(used);
  if (!reversed && at < begin) at = begin;
  for (; at >= begin && at < end; at += reversed ? -1 : 1) {
    if (!table->entries()[at].value.Load().IsUnbound()) return at;
  }
  return kEnd;
}

void OrderedDictIterator::Start() {
  Dict* from = dict.Load();
  size = from->size();
  position = kEnd;
  if (size == 0) return;  // the table that all empty dicts share is no heap cell
  DictKeys* table = from->keys();
  keys.Store(this, table);
  used = table->used();
  gap = table->gap();
  position = LiveFrom(reversed ? static_cast<int64_t>(used) - 1 : 0);
}

Result<Value> OrderedDictIterator::Next(Thread& t) {
  Dict* from = dict.Load();
  if (from == nullptr) return Value::Unbound();
  const int64_t at = position;
  if (at == kEnd) return End();
  DictKeys* table = keys.Load();
  const bool same =
      from->keys() == table && table->used() == used && table->gap() == gap && from->size() == size;
  const Value key = table->entries()[at].key.Load();
  const Value value = table->entries()[at].value.Load();
  if (!same || key.IsUnbound() || value.IsUnbound()) {
    End();
    // After clear() CPython sees the size alone.
    const bool cleared = from->keys() == DictKeys::Empty();
    return Raise(t, &BuiltinTypes::RuntimeError,
                 cleared ? "OrderedDict changed size during iteration"
                         : "OrderedDict mutated during iteration");
  }
  position = LiveFrom(reversed ? at - 1 : at + 1);
  if (kind == DictIterator::kKeys) return key;
  if (kind == DictIterator::kValues) return value;
  return Tuple::Of(t, key, value);
}

Result<OrderedDictIterator*> NewIterator(Thread& t, Dict* dict, Kind kind, bool reversed) {
  auto* self = TRY(NewNative<OrderedDictIterator>(t, PartOf(t).ordered_dict_iterator));
  self->dict.Store(self, dict);
  self->kind = kind;
  self->reversed = reversed;
  self->Start();
  return self;
}

Result<Value> IteratorNext(Thread& t, Value self) {
  return Cast<OrderedDictIterator>(self)->Next(t);
}

/// (iter, (a list of what is left,)): the iterator itself stays where it is.
Result<Value> IteratorReduce(Thread& t, OrderedDictIterator* self) {
  List* rest = TRY(List::New(t));
  if (Dict* dict = self->dict.Load()) {
    auto* copy = TRY(NewIterator(t, dict, self->kind, self->reversed));
    copy->keys.Store(copy, self->keys.Load());
    copy->used = self->used;
    copy->gap = self->gap;
    copy->size = self->size;
    copy->position = self->position;
    rest = TRY(ListOf(t, Value::FromObject(copy)));
  }
  const Value iter = t.vm().builtins()->GetStr(t, TRY(Str::InternUtf8(t, "iter")));
  Tuple* args = TRY(Tuple::Of(t, Value::FromObject(rest)));
  return Tuple::Of(t, iter, Value::FromObject(args));
}

constexpr Method kIteratorMethods[] = {Bind<IteratorReduce>("__reduce__", "($self, /)")};

// --- Views -----------------------------------------------------------------------------------

Result<Value> ViewIter(Thread& t, Value self) {
  auto* view = Cast<DictView>(self);
  return NewIterator(t, view->dict(), view->kind(), false);
}
Result<Value> ViewReversed(Thread& t, DictView* self) {
  return NewIterator(t, self->dict(), self->kind(), true);
}

constexpr Method kViewMethods[] = {Bind<ViewReversed>("__reversed__", "($self, /)")};

}  // namespace

Result<Value> NewOrderedDictIterator(Thread& t, Dict* dict, Kind kind, bool reversed) {
  return NewIterator(t, dict, kind, reversed);
}

Result<Value> NewOrderedDictView(Thread& t, Dict* dict, Kind kind) {
  return DictView::NewOfType(t, PartOf(t).ordered_dict_views[kind], dict, kind);
}

Result<None> AddOrderedDictViews(Thread& t) {
  NativeTypeSpec iterator{};
  iterator.name = "odict_iterator";
  iterator.instance_size = sizeof(OrderedDictIterator);
  iterator.flags = Type::kDisallowNew;
  iterator.spec.slots.iter = &IterSelf;
  iterator.spec.slots.next = &IteratorNext;
  iterator.spec.methods = kIteratorMethods;
  PartOf(t).ordered_dict_iterator = TRY(TypeBuilder::NewNativeType(t, iterator));

  const BuiltinTypes& b = types(t);
  Type* const bases[] = {b.dict_keys, b.dict_values, b.dict_items};
  constexpr const char* kNames[] = {"odict_keys", "odict_values", "odict_items"};
  for (const Kind kind : {DictIterator::kKeys, DictIterator::kValues, DictIterator::kItems}) {
    NativeTypeSpec view{};
    view.name = kNames[kind];
    view.base = bases[kind];
    view.flags = Type::kDisallowNew;
    view.spec.slots.iter = &ViewIter;
    view.spec.methods = kViewMethods;
    PartOf(t).ordered_dict_views[kind] = TRY(TypeBuilder::NewNativeType(t, view));
  }
  return None{};
}

}  // namespace krait::collections
