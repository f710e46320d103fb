#include "absl/strings/str_cat.h"
#include "vm/builtins/generic_alias.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/dict_view.h"
#include "vm/object/exception.h"
#include "vm/object/iterators.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/repr_guard.h"
#include "vm/object/set.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"

/// dict: its slots and methods. Views and iterators stand in files of their own.
namespace krait {
namespace {

Dict* AsDict(Value value) { return Cast<Dict>(value); }

// --- Making and filling -----------------------------------------------------------------------

Result<Value> DictNew(Thread& t, Type* cls, Args) {
  if (cls == types(t).dict) return Dict::New(t);
  return Dict::NewOfType(t, cls);
}

/// What dict(), __init__ and update() do with their arguments: the keywords come last.
Result<None> UpdateFromArguments(Thread& t, Dict* dict, Args args, const char* function) {
  if (args.count > 1) {
    return RaiseTypeError(t,
                          absl::StrCat(function, " expected at most 1 argument, got ", args.count));
  }
  if (args.count == 1) TRY(UpdateDict(t, dict, args[0]));
  if (!args.has_keywords()) return None{};
  for (size_t i = 0; i < args.keyword_names->size(); ++i) {
    TRY(dict->Set(t, args.keyword_names->At(i), args[args.count + i]));
  }
  return None{};
}

Result<None> DictInit(Thread& t, Value self, Args args) {
  return UpdateFromArguments(t, AsDict(self), args, "dict");
}

Result<None> DictUpdate(Thread& t, Dict* self, Args args) {
  return UpdateFromArguments(t, self, args, "update");
}

/// dict.fromkeys() of an exact dict or set, whose keys need not be hashed again.
Result<Value> FromHashedKeys(Thread& t, Dict* result, Value source, Value value) {
  size_t position = 0;
  Value key;
  Value ignored;
  int64_t hash;
  while (Is<Dict>(source) ? AsDict(source)->Next(position, key, ignored, &hash)
                          : Cast<Set>(source)->Next(position, key, &hash)) {
    TRY(CheckPoll(t));
    TRY(result->SetWithHash(t, key, hash, value));
  }
  return result;
}

Result<Value> DictFromKeys(Thread& t, Value cls, Value iterable, Value value) {
  const Value result = TRY(CallWith(t, cls));
  const bool exact = IsExactly<Dict>(result);
  const Type* source = TypeOf(t, iterable);
  if (exact &&
      (source == types(t).dict || source == types(t).set || source == types(t).frozenset)) {
    return FromHashedKeys(t, AsDict(result), iterable, value);
  }
  TRY(ForEach(t, iterable, [&](Value key) -> Result<None> {
    TRY(CheckPoll(t));
    if (exact) return AsDict(result)->Set(t, key, value);
    return SetItem(t, result, key, value);
  }));
  return result;
}

// --- Slots ------------------------------------------------------------------------------------

Result<Value> DictRepr(Thread& t, Value self) {
  ReprGuard guard(t, self);
  if (guard.recursive()) return Str::FromUtf8(t, "{...}");
  const Dict* dict = AsDict(self);
  StrWriter writer(t);
  writer.Append('{');
  size_t position = 0;
  Value key;
  Value value;
  for (bool first = true; dict->Next(position, key, value); first = false) {
    if (!first) writer.AppendAscii(", ");
    writer.Append(TRY(Repr(t, key)));
    writer.AppendAscii(": ");
    writer.Append(TRY(Repr(t, value)));
  }
  writer.Append('}');
  return writer.Finish(t);
}

Result<bool> SameItems(Thread& t, Dict* a, Dict* b) {
  if (a->size() != b->size()) return false;
  TRY(CheckNativeStack(t, " in comparison"));
  size_t position = 0;
  Value key;
  Value value;
  int64_t hash;
  while (a->Next(position, key, value, &hash)) {
    const Value other = TRY(b->GetWithHash(t, key, hash));
    if (other.IsUnbound() || !TRY(Equals(t, other, value))) return false;
    TRY(CheckPoll(t));
  }
  return true;
}

Result<Value> DictCompare(Thread& t, Value self, Value other, CompareOp op) {
  if ((op != CompareOp::kEq && op != CompareOp::kNe) || !Is<Dict>(self) || !Is<Dict>(other)) {
    return Value::NotImplemented();
  }
  const bool same = TRY(SameItems(t, AsDict(self), AsDict(other)));
  return Value::FromBool(same == (op == CompareOp::kEq));
}

Result<int64_t> DictLength(Thread&, Value self) {
  return static_cast<int64_t>(AsDict(self)->size());
}

Result<Value> DictGetItem(Thread& t, Value self, Value key) {
  const Value found = TRY(AsDict(self)->Get(t, key));
  if (!found.IsUnbound()) return found;
  if (!IsExactly<Dict>(self)) {
    const Value missing = TRY(LookupSpecial(t, self, names(t).__missing__));
    if (!missing.IsUnbound()) return CallWith(t, missing, key);
  }
  return RaiseWithArgument(t, &BuiltinTypes::KeyError, key);
}

Result<None> DictSetItem(Thread& t, Value self, Value key, Value value) {
  if (!value.IsUnbound()) return AsDict(self)->Set(t, key, value);
  const Value removed = TRY(AsDict(self)->Remove(t, key));
  if (removed.IsUnbound()) return RaiseWithArgument(t, &BuiltinTypes::KeyError, key);
  return None{};
}

Result<bool> DictContains(Thread& t, Value self, Value key) {
  return !TRY(AsDict(self)->Get(t, key)).IsUnbound();
}

Result<Value> DictIter(Thread& t, Value self) {
  return DictIterator::New(t, AsDict(self), DictIterator::kKeys, false);
}

Result<Value> DictOr(Thread& t, Value left, Value right) {
  if (!Is<Dict>(left) || !Is<Dict>(right)) return Value::NotImplemented();
  Dict* result = TRY(AsDict(left)->Copy(t));
  TRY(UpdateDict(t, result, right));
  return result;
}

Result<Value> DictInplaceOr(Thread& t, Value self, Value other) {
  TRY(UpdateDict(t, AsDict(self), other));
  return self;
}

// --- Methods ----------------------------------------------------------------------------------

Result<Value> DictGet(Thread& t, Dict* self, Value key, Value otherwise) {
  const Value found = TRY(self->Get(t, key));
  return found.IsUnbound() ? otherwise : found;
}

Result<Value> DictSetDefault(Thread& t, Dict* self, Value key, Value otherwise) {
  return self->SetDefault(t, key, otherwise);
}

Result<Value> DictPop(Thread& t, Dict* self, Value key, Opt<Value> otherwise) {
  // An empty dict does not ask for the key's hash.
  const Value removed = self->size() == 0 ? Value::Unbound() : TRY(self->Remove(t, key));
  if (!removed.IsUnbound()) return removed;
  if (otherwise) return *otherwise;
  return RaiseWithArgument(t, &BuiltinTypes::KeyError, key);
}

Result<Value> DictPopItem(Thread& t, Dict* self) {
  Value key;
  Value value;
  if (self->PopItem(t, key, value)) return Tuple::Of(t, key, value);
  return Raise(t, &BuiltinTypes::KeyError, "popitem(): dictionary is empty");
}

Result<None> DictClear(Thread& t, Dict* self) {
  self->Clear(t);
  return None{};
}

Result<Dict*> DictCopy(Thread& t, Dict* self) { return self->Copy(t); }

template <DictIterator::Kind kKind>
Result<DictView*> DictViewOf(Thread& t, Dict* self) {
  return DictView::New(t, self, kKind);
}

Result<DictIterator*> DictReversed(Thread& t, Dict* self) {
  return DictIterator::New(t, self, DictIterator::kKeys, true);
}

Result<int64_t> DictSizeof(Thread&, Dict* self) {
  const DictKeys* keys = self->keys();
  return static_cast<int64_t>(sizeof(Dict) + sizeof(DictKeys) +
                              keys->usable() * sizeof(DictKeys::Entry));
}

constexpr Method kDictMethods[] = {
    // CPython has these two as methods beside their slots: errors speak of them by name.
    Bind<DictContains>("__contains__", "($self, key, /)"),
    HideSignature(Bind<DictGetItem>("__getitem__", "($self, key, /)")),
    HideSignature(Bind<DictSizeof>("__sizeof__", "($self, /)")),
    Bind<DictGet>("get", "($self, key, default=None, /)").AsIntrinsic(Intrinsic::kDictGet),
    Bind<DictSetDefault>("setdefault", "($self, key, default=None, /)"),
    Bind<DictPop>("pop", "($self, key, default=<unrepresentable>, /)"),
    Bind<DictPopItem>("popitem", "($self, /)"),
    HideSignature(Bind<DictViewOf<DictIterator::kKeys>>("keys", "($self, /)")),
    HideSignature(Bind<DictViewOf<DictIterator::kItems>>("items", "($self, /)")),
    HideSignature(Bind<DictViewOf<DictIterator::kValues>>("values", "($self, /)")),
    HideSignature(Bind<DictUpdate>("update", "($self, *args, **kwargs)")),
    Bind<DictFromKeys>("fromkeys", "($type, iterable, value=None, /)").AsClassMethod(),
    HideSignature(Bind<DictClear>("clear", "($self, /)")),
    HideSignature(Bind<DictCopy>("copy", "($self, /)")),
    Bind<DictReversed>("__reversed__", "($self, /)"),
    HideSignature(Bind<MakeGenericAlias>("__class_getitem__", "($type, item, /)").AsClassMethod()),
};

}  // namespace

const TypeSpec& DictSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.new_ = &DictNew;
    spec.slots.init = &DictInit;
    spec.slots.repr = &DictRepr;
    spec.slots.compare = &DictCompare;
    spec.slots.length = &DictLength;
    spec.slots.getitem = &DictGetItem;
    spec.slots.setitem = &DictSetItem;
    spec.slots.contains = &DictContains;
    spec.slots.iter = &DictIter;
    spec.slots.or_ = &DictOr;
    spec.slots.inplace_or = &DictInplaceOr;
    spec.methods = kDictMethods;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
