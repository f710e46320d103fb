#include "vm/modules/collections/ordered_dict.h"

#include "absl/strings/str_cat.h"
#include "vm/builtins/dict_attribute.h"
#include "vm/builtins/generic_alias.h"
#include "vm/builtins/method_signatures.h"
#include "vm/modules/collections/types.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"
#include "vm/object/key_match.h"
#include "vm/object/list.h"
#include "vm/object/repr_guard.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// collections.OrderedDict: a dict, whose items are in order anyway, with operations on that order.
namespace krait::collections {
namespace {

Dict* AsDict(Value value) { return Cast<Dict>(value); }

bool IsOrdered(Thread& t, Value value) {
  return Is<Dict>(value) && TypeOf(t, value)->IsSubtypeOf(PartOf(t).ordered_dict);
}
bool IsExactlyOrdered(Thread& t, const Dict* dict) {
  return TypeOf(t, Value::FromObject(dict)) == PartOf(t).ordered_dict;
}

Raised RaiseKeyError(Thread& t, Value key) {
  return RaiseWithArgument(t, &BuiltinTypes::KeyError, key);
}

// --- Updates: each item goes through self[key] = value, which a subclass may define ------------

Result<None> AddPair(Thread& t, Value self, Value pair) {
  const Value iterator = TRY(GetIter(t, pair));
  const Value key = TRY(Next(t, iterator));
  if (key.IsUnbound()) return RaiseValueError(t, "need more than 0 values to unpack");
  const Value value = TRY(Next(t, iterator));
  if (value.IsUnbound()) return RaiseValueError(t, "need more than 1 value to unpack");
  if (!TRY(Next(t, iterator)).IsUnbound()) {
    return RaiseValueError(t, "too many values to unpack (expected 2)");
  }
  return SetItem(t, self, key, value);
}

Result<None> AddPairs(Thread& t, Value self, Value pairs) {
  return ForEach(t, pairs, [&](Value pair) -> Result<None> {
    TRY(AddPair(t, self, pair));
    return CheckPoll(t);
  });
}

Result<None> AddDict(Thread& t, Value self, Dict* other) {
  Dict* copy = TRY(other->Copy(t));
  size_t position = 0;
  Value key;
  Value value;
  while (copy->Next(position, key, value)) {
    TRY(SetItem(t, self, key, value));
    TRY(CheckPoll(t));
  }
  return None{};
}

Result<None> UpdateFrom(Thread& t, Value self, Value other) {
  if (IsExactly<Dict>(other)) return AddDict(t, self, AsDict(other));
  const Value keys = TRY(GetAttrOrUnbound(t, other, names(t).keys));
  if (!keys.IsUnbound()) {
    return ForEach(t, TRY(CallWith(t, keys)), [&](Value key) -> Result<None> {
      TRY(SetItem(t, self, key, TRY(GetItem(t, other, key))));
      return CheckPoll(t);
    });
  }
  const Value items = TRY(GetAttrOrUnbound(t, other, names(t).items));
  if (!items.IsUnbound()) return AddPairs(t, self, TRY(CallWith(t, items)));
  return AddPairs(t, self, other);
}

Result<None> UpdateFromArguments(Thread& t, Value self, Args args) {
  if (args.count == 1) TRY(UpdateFrom(t, self, args[0]));
  for (size_t i = 0; args.has_keywords() && i < args.keyword_names->size(); ++i) {
    TRY(SetItem(t, self, args.keyword_names->At(i), args[args.count + i]));
  }
  return None{};
}

Result<None> OrderedInit(Thread& t, Value self, Args args) {
  if (args.count > 1) {
    return RaiseTypeError(t, absl::StrCat("expected at most 1 arguments, got ", args.count));
  }
  return UpdateFromArguments(t, self, args);
}

Result<None> Update(Thread& t, Value self, Args args) {
  if (args.count > 1) {
    return RaiseTypeError(
        t, absl::StrCat("update() takes at most 1 positional argument (", args.count, " given)"));
  }
  return UpdateFromArguments(t, self, args);
}

Result<Value> FromKeys(Thread& t, Value cls, Value iterable, Value value) {
  const Value result = TRY(CallWith(t, cls));
  TRY(ForEach(t, iterable, [&](Value key) -> Result<None> {
    TRY(SetItem(t, result, key, value));
    return CheckPoll(t);
  }));
  return result;
}

// --- Operations on the order -------------------------------------------------------------------

Result<None> MoveToEnd(Thread& t, Dict* self, Value key, bool last) {
  const int64_t hash = TRY(HashOfKey(t, key));
  if (!TRY(self->MoveToEnd(t, key, hash, last))) return RaiseKeyError(t, key);
  return None{};
}

Result<Value> Pop(Thread& t, Dict* self, Value key, Opt<Value> otherwise) {
  const Value removed = TRY(self->Remove(t, key));
  if (!removed.IsUnbound()) return removed;
  if (otherwise) return *otherwise;
  return RaiseKeyError(t, key);
}

Raised RaiseEmpty(Thread& t) { return Raise(t, &BuiltinTypes::KeyError, "dictionary is empty"); }

Result<Value> PopItem(Thread& t, Dict* self, bool last) {
  Value key;
  Value value;
  const bool found = last ? self->PopItem(t, key, value) : self->PopFirst(t, key, value);
  if (!found) return RaiseEmpty(t);
  return Tuple::Of(t, key, value);
}

Result<Value> SetDefault(Thread& t, Dict* self, Value key, Value otherwise) {
  if (IsExactlyOrdered(t, self)) return self->SetDefault(t, key, otherwise);
  const Value self_value = Value::FromObject(self);
  if (TRY(Contains(t, self_value, key))) return GetItem(t, self_value, key);
  TRY(SetItem(t, self_value, key, otherwise));
  return otherwise;
}

// --- Whole dicts -------------------------------------------------------------------------------

Result<Value> Copy(Thread& t, Dict* self) {
  const Value self_value = Value::FromObject(self);
  if (IsExactlyOrdered(t, self)) {
    Dict* copy = TRY(Dict::NewOfType(t, PartOf(t).ordered_dict));
    TRY(copy->Merge(t, self, true));
    return copy;
  }
  const Value copy = TRY(CallWith(t, Value::FromObject(TypeOf(t, self_value))));
  List* keys = TRY(List::New(t));
  size_t position = 0;
  Value key;
  Value value;
  while (self->Next(position, key, value)) TRY(keys->Append(t, key));
  for (size_t i = 0; i < keys->size(); ++i) {
    key = keys->TryGet(i);
    TRY(SetItem(t, copy, key, TRY(GetItem(t, self_value, key))));
  }
  return copy;
}

Result<None> Clear(Thread& t, Dict* self) {
  self->Clear(t);
  return None{};
}

Result<bool> SameOrder(Thread& t, const Dict* a, const Dict* b) {
  size_t position_a = 0;
  size_t position_b = 0;
  for (;;) {
    Value key_a;
    Value key_b;
    Value value;
    const bool more_a = a->Next(position_a, key_a, value);
    const bool more_b = b->Next(position_b, key_b, value);
    if (!more_a || !more_b) return more_a == more_b;
    if (!TRY(Equals(t, key_a, key_b))) return false;
    TRY(CheckPoll(t));
  }
}

Result<Value> OrderedCompare(Thread& t, Value self, Value other, CompareOp op) {
  if ((op != CompareOp::kEq && op != CompareOp::kNe) || !Is<Dict>(self) || !Is<Dict>(other)) {
    return Value::NotImplemented();
  }
  const Value equal = TRY(types(t).dict->slots().compare(t, self, other, CompareOp::kEq));
  if (equal.IsNotImplemented()) return equal;
  bool same = TRY(IsTrue(t, equal));
  if (same && IsOrdered(t, self) && IsOrdered(t, other)) {
    same = TRY(SameOrder(t, AsDict(self), AsDict(other)));
  }
  return Value::FromBool(same == (op == CompareOp::kEq));
}

/// The items as a list of pairs: of a subclass, what its items() gives.
Result<List*> ItemList(Thread& t, Value self) {
  if (!IsExactlyOrdered(t, AsDict(self))) {
    return ListOf(t, TRY(CallMethodWith(t, self, names(t).items)));
  }
  List* list = TRY(List::New(t, AsDict(self)->size()));
  size_t position = 0;
  Value key;
  Value value;
  while (AsDict(self)->Next(position, key, value)) {
    TRY(list->Append(t, Value::FromObject(TRY(Tuple::Of(t, key, value)))));
  }
  return list;
}

Result<Value> OrderedRepr(Thread& t, Value self) {
  StrWriter writer(t);
  writer.Append(TypeOf(t, self)->name());
  if (AsDict(self)->size() == 0) {
    writer.AppendAscii("()");
    return writer.Finish(t);
  }
  const ReprGuard guard(t, self);
  if (guard.recursive()) return Str::FromUtf8(t, "...");
  List* items = TRY(ItemList(t, self));
  writer.Append('(');
  writer.Append(TRY(Repr(t, Value::FromObject(items))));
  writer.Append(')');
  return writer.Finish(t);
}

Result<Value> OrderedIter(Thread& t, Value self) {
  return NewOrderedDictIterator(t, AsDict(self), DictIterator::kKeys, false);
}
Result<Value> Reversed(Thread& t, Dict* self) {
  return NewOrderedDictIterator(t, self, DictIterator::kKeys, true);
}

template <DictIterator::Kind kKind>
Result<Value> ViewOf(Thread& t, Dict* self) {
  return NewOrderedDictView(t, self, kKind);
}

Result<Value> OrderedOr(Thread& t, Value left, Value right) {
  const bool left_is_ordered = IsOrdered(t, left);
  if (!Is<Dict>(left_is_ordered ? right : left)) return Value::NotImplemented();
  const Value type = Value::FromObject(TypeOf(t, left_is_ordered ? left : right));
  const Value result = TRY(CallWith(t, type, left));
  TRY(UpdateFrom(t, result, right));
  return result;
}

Result<Value> OrderedInplaceOr(Thread& t, Value self, Value other) {
  TRY(UpdateFrom(t, self, other));
  return self;
}

Result<Value> Reduce(Thread& t, Dict* self) {
  const Value self_value = Value::FromObject(self);
  const Value state = TRY(CallMethodWith(t, self_value, names(t).__getstate__));
  const Value items = TRY(CallMethodWith(t, self_value, names(t).items));
  return Tuple::Of(t, Value::FromObject(TypeOf(t, self_value)), Value::FromObject(Tuple::Empty(t)),
                   state, Value::None(), TRY(GetIter(t, items)));
}

constexpr Method kMethods[] = {
    Bind<FromKeys>("fromkeys", "($type, /, iterable, value=None)").AsClassMethod(),
    Bind<Reduce>("__reduce__", "($self, /)"),
    Bind<SetDefault>("setdefault", "($self, /, key, default=None)"),
    Bind<Pop>("pop", "($self, /, key, default=<unrepresentable>)"),
    Bind<PopItem>("popitem", "($self, /, last=True)"),
    Bind<ViewOf<DictIterator::kKeys>>("keys", "($self, /)"),
    Bind<ViewOf<DictIterator::kValues>>("values", "($self, /)"),
    Bind<ViewOf<DictIterator::kItems>>("items", "($self, /)"),
    Bind<Update>("update", "($self, /, *args, **kwargs)"),
    Bind<Clear>("clear", "($self, /)"),
    Bind<Copy>("copy", "($self, /)"),
    Bind<Reversed>("__reversed__", "($self, /)"),
    Bind<MoveToEnd>("move_to_end", "($self, /, key, last=True)"),
};

constexpr GetSet kMembers[] = {{"__dict__", &GetDictAttribute, &SetDictAttribute}};

}  // namespace

Result<None> AddOrderedDict(Thread& t, Module* module) {
  NativeTypeSpec spec{};
  spec.name = "collections.OrderedDict";
  spec.base = types(t).dict;
  spec.flags = Type::kBaseType | Type::kHasWeakref;
  spec.has_dict = true;
  TypeSlots& slots = spec.spec.slots;
  slots.init = &OrderedInit;
  slots.repr = &OrderedRepr;
  slots.compare = &OrderedCompare;
  slots.iter = &OrderedIter;
  slots.or_ = &OrderedOr;
  slots.inplace_or = &OrderedInplaceOr;
  spec.spec.methods = kMethods;
  spec.spec.getset = kMembers;
  PartOf(t).ordered_dict = TRY(TypeBuilder::NewNativeType(t, spec));
  return module->Add(t, "OrderedDict", Value::FromObject(PartOf(t).ordered_dict));
}

}  // namespace krait::collections
