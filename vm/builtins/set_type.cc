#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "vm/builtins/generic_alias.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/set_operations.h"
#include "vm/builtins/specs.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/iterators.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/repr_guard.h"
#include "vm/object/set.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"

/// set, frozenset and their iterator.
namespace krait {
namespace {

Set* AsSet(Value value) { return Cast<Set>(value); }

bool IsFrozen(Thread& t, const Set* set) { return set->BaseType(t) == types(t).frozenset; }

// --- Making -----------------------------------------------------------------------------------

Result<None> CheckPositional(Thread& t, const Type* cls, Args args) {
  if (args.count <= 1) return None{};
  return RaiseTypeError(
      t, absl::StrCat(cls->name()->ToUtf8(), " expected at most 1 argument, got ", args.count));
}

Result<Value> SetNew(Thread& t, Type* cls, Args) { return Set::New(t, cls); }

Result<None> SetInit(Thread& t, Value self, Args args) {
  if (args.has_keywords()) return RaiseTypeError(t, "set() takes no keyword arguments");
  TRY(CheckPositional(t, TypeOf(t, self), args));
  AsSet(self)->Clear(t);
  if (args.count == 0) return None{};
  return UpdateSet(t, AsSet(self), args[0]);
}

Result<Value> FrozenSetNew(Thread& t, Type* cls, Args args) {
  const Type* frozenset = types(t).frozenset;
  // A subclass with an __init__ of its own may take what it likes.
  if (args.has_keywords() && (cls == frozenset || cls->slots().init == frozenset->slots().init)) {
    return RaiseTypeError(t, "frozenset() takes no keyword arguments");
  }
  TRY(CheckPositional(t, cls, args));
  if (args.count == 0) return Set::New(t, cls);
  if (cls == frozenset && TypeOf(t, args[0]) == frozenset) return args[0];
  return MakeSet(t, cls, args[0]);
}

// --- Slots ------------------------------------------------------------------------------------

Result<Value> SetRepr(Thread& t, Value self) {
  ReprGuard guard(t, self);
  const std::string name = TypeOf(t, self)->name()->ToUtf8();
  if (guard.recursive()) return Str::FromUtf8(t, absl::StrCat(name, "(...)"));
  if (AsSet(self)->size() == 0) return Str::FromUtf8(t, absl::StrCat(name, "()"));
  List* list = TRY(ListOf(t, self));
  Str* items = TRY(Repr(t, Value::FromObject(list)));
  const bool plain = TypeOf(t, self) == types(t).set;
  StrWriter writer(t);
  if (!plain) {
    writer.AppendUtf8(name);
    writer.Append('(');
  }
  writer.Append('{');
  writer.AppendRange(items, 1, items->length() - 1);
  writer.Append('}');
  if (!plain) writer.Append(')');
  return writer.Finish(t);
}

Result<int64_t> FrozenSetHash(Thread&, Value self) { return AsSet(self)->FrozenHash(); }

Result<bool> SameElements(Thread& t, Set* a, Set* b) {
  if (a->size() != b->size()) return false;
  return a->IsSubsetOf(t, b);
}

Result<Value> SetCompare(Thread& t, Value self, Value other, CompareOp op) {
  if (!Is<Set>(self) || !Is<Set>(other)) return Value::NotImplemented();
  Set* a = AsSet(self);
  Set* b = AsSet(other);
  bool result = false;
  switch (op) {
    case CompareOp::kEq:
      result = TRY(SameElements(t, a, b));
      break;
    case CompareOp::kNe:
      result = !TRY(SameElements(t, a, b));
      break;
    case CompareOp::kLt:
      result = a->size() < b->size() && TRY(a->IsSubsetOf(t, b));
      break;
    case CompareOp::kLe:
      result = TRY(a->IsSubsetOf(t, b));
      break;
    case CompareOp::kGt:
      result = b->size() < a->size() && TRY(b->IsSubsetOf(t, a));
      break;
    case CompareOp::kGe:
      result = TRY(b->IsSubsetOf(t, a));
      break;
  }
  return Value::FromBool(result);
}

Result<int64_t> SetLength(Thread&, Value self) { return static_cast<int64_t>(AsSet(self)->size()); }

Result<Value> SetIter(Thread& t, Value self) { return SetIterator::New(t, AsSet(self)); }

/// After a failed search for `key`: when that was a set, which has no hash, a frozenset with the
/// same elements stands in for it. Otherwise fails as the search did.
Result<Value> FrozenStandIn(Thread& t, Value key) {
  if (!Is<Set>(key) || IsFrozen(t, AsSet(key)) || !ClearPendingIf(t, &BuiltinTypes::TypeError)) {
    return Raised{};
  }
  return AsSet(key)->CopyAs(t, types(t).frozenset);
}

Result<bool> SetContains(Thread& t, Value self, Value key) {
  const Result<bool> found = AsSet(self)->Contains(t, key);
  if (found.ok()) return found;
  const Value frozen = TRY(FrozenStandIn(t, key));
  return AsSet(self)->Contains(t, frozen);
}

template <Result<Set*> (*kOperation)(Thread&, Set*, Value)>
Result<Value> SetBinary(Thread& t, Value left, Value right) {
  if (!Is<Set>(left) || !Is<Set>(right)) return Value::NotImplemented();
  return kOperation(t, AsSet(left), right);
}

Result<Set*> Union(Thread& t, Set* set, Value other) {
  Set* result = TRY(set->Copy(t));
  TRY(UpdateSet(t, result, other));
  return result;
}

/// What is in one of the two: the other side's elements come first, as in CPython.
Result<Set*> SymmetricDifference(Thread& t, Set* set, Value other) {
  if (Is<Set>(other)) return set->SymmetricDifference(t, AsSet(other));
  Set* result = TRY(MakeSet(t, set->BaseType(t), other));
  TRY(result->SymmetricDifferenceUpdate(t, set));
  return result;
}

Result<None> IntersectionUpdate(Thread& t, Set* set, Value other) {
  if (Is<Set>(other)) return set->IntersectionUpdate(t, AsSet(other));
  Set* result = TRY(IntersectSet(t, set, other));
  set->SwapContents(t, result);
  return None{};
}

template <Result<None> (*kOperation)(Thread&, Set*, Value)>
Result<Value> SetInplace(Thread& t, Value self, Value other) {
  if (!Is<Set>(other)) return Value::NotImplemented();
  TRY(kOperation(t, AsSet(self), other));
  return self;
}

// --- Methods of both --------------------------------------------------------------------------

Result<Value> SetCopy(Thread& t, Set* self) {
  const Value value = Value::FromObject(self);
  if (TypeOf(t, value) == types(t).frozenset) return value;
  return self->Copy(t);
}

/// Methods that take any number of iterables and no keywords.
Result<None> CheckNoKeywords(Thread& t, Value self, const char* name, Args args) {
  if (!args.has_keywords() || args.keyword_names->size() == 0) return None{};
  return RaiseTypeError(t, absl::StrCat(Cast<Set>(self)->BaseType(t)->name()->ToUtf8(), ".", name,
                                        "() takes no keyword arguments"));
}

Result<Value> SetUnion(Thread& t, Value self, Args args) {
  TRY(CheckNoKeywords(t, self, "union", args));
  Set* result = TRY(AsSet(self)->Copy(t));
  for (uint32_t i = 0; i < args.count; ++i) {
    if (!args[i].SameBits(self)) TRY(UpdateSet(t, result, args[i]));
  }
  return result;
}

Result<Value> SetIntersection(Thread& t, Value self, Args args) {
  TRY(CheckNoKeywords(t, self, "intersection", args));
  if (args.count == 0) return AsSet(self)->Copy(t);
  Set* result = AsSet(self);
  for (uint32_t i = 0; i < args.count; ++i) result = TRY(IntersectSet(t, result, args[i]));
  return result;
}

Result<Value> SetDifference(Thread& t, Value self, Args args) {
  TRY(CheckNoKeywords(t, self, "difference", args));
  if (args.count == 0) return AsSet(self)->Copy(t);
  Set* result = TRY(SubtractFromSet(t, AsSet(self), args[0]));
  for (uint32_t i = 1; i < args.count; ++i) TRY(DifferenceUpdateSet(t, result, args[i]));
  return result;
}

Result<bool> SetIsSubset(Thread& t, Set* self, Value other) {
  if (Is<Set>(other)) return self->IsSubsetOf(t, AsSet(other));
  Set* common = TRY(IntersectSet(t, self, other));
  return common->size() == self->size();
}

Result<bool> SetIsSuperset(Thread& t, Set* self, Value other) {
  if (Is<Set>(other)) return AsSet(other)->IsSubsetOf(t, self);
  const Value iterator = TRY(GetIter(t, other));
  for (;;) {
    const Value item = TRY(Next(t, iterator));
    if (item.IsUnbound()) return true;
    if (!TRY(self->Contains(t, item))) return false;
    TRY(CheckPoll(t));
  }
}

Result<bool> SetIsDisjoint(Thread& t, Set* self, Value other) {
  if (Is<Set>(other)) return self->IsDisjoint(t, AsSet(other));
  const Value iterator = TRY(GetIter(t, other));
  for (;;) {
    const Value item = TRY(Next(t, iterator));
    if (item.IsUnbound()) return true;
    if (TRY(self->Contains(t, item))) return false;
    TRY(CheckPoll(t));
  }
}

Result<Value> SetReduce(Thread& t, Value self) {
  List* keys = TRY(ListOf(t, self));
  Tuple* args = TRY(Tuple::Of(t, Value::FromObject(keys)));
  const Value state = TRY(CallMethodWith(t, self, names(t).__getstate__));
  return Tuple::Of(t, Value::FromObject(TypeOf(t, self)), Value::FromObject(args), state);
}

Result<int64_t> SetSizeof(Thread&, Set* self) {
  const size_t slots = self->size() == 0 ? 0 : self->table()->mask() + 1;
  return static_cast<int64_t>(sizeof(Set) + slots * sizeof(SetTable::Entry));
}

// --- Methods of set ---------------------------------------------------------------------------

Result<None> SetAdd(Thread& t, Set* self, Value item) {
  TRY(self->Add(t, item));
  return None{};
}

Result<bool> Discard(Thread& t, Set* self, Value item) {
  const Result<bool> found = self->Discard(t, item);
  if (found.ok()) return found;
  const Value frozen = TRY(FrozenStandIn(t, item));
  return self->Discard(t, frozen);
}

Result<None> SetDiscard(Thread& t, Set* self, Value item) {
  TRY(Discard(t, self, item));
  return None{};
}

Result<None> SetRemove(Thread& t, Set* self, Value item) {
  if (TRY(Discard(t, self, item))) return None{};
  return RaiseWithArgument(t, &BuiltinTypes::KeyError, item);
}

Result<Value> SetPop(Thread& t, Set* self) {
  const Value item = self->Pop(t);
  if (!item.IsUnbound()) return item;
  return Raise(t, &BuiltinTypes::KeyError, "pop from an empty set");
}

Result<None> SetClear(Thread& t, Set* self) {
  self->Clear(t);
  return None{};
}

Result<None> SetUpdate(Thread& t, Value self, Args args) {
  TRY(CheckNoKeywords(t, self, "update", args));
  for (uint32_t i = 0; i < args.count; ++i) TRY(UpdateSet(t, AsSet(self), args[i]));
  return None{};
}

Result<None> SetIntersectionUpdate(Thread& t, Value self, Args args) {
  TRY(CheckNoKeywords(t, self, "intersection_update", args));
  const Value result = TRY(SetIntersection(t, self, {args.values, args.count, nullptr}));
  AsSet(self)->SwapContents(t, AsSet(result));
  return None{};
}

Result<None> SetDifferenceUpdate(Thread& t, Value self, Args args) {
  TRY(CheckNoKeywords(t, self, "difference_update", args));
  for (uint32_t i = 0; i < args.count; ++i) TRY(DifferenceUpdateSet(t, AsSet(self), args[i]));
  return None{};
}

constexpr auto kFrozenSetMethods = std::to_array({
    // CPython has this as a method beside the slot: errors speak of it by name.
    HideSignature(Bind<SetContains>("__contains__", "($self, key, /)")),
    HideSignature(Bind<SetCopy>("copy", "($self, /)")),
    HideSignature(Bind<SetUnion>("union", "($self, *others)")),
    HideSignature(Bind<SetIntersection>("intersection", "($self, *others)")),
    HideSignature(Bind<SetDifference>("difference", "($self, *others)")),
    HideSignature(Bind<SymmetricDifference>("symmetric_difference", "($self, other, /)")),
    HideSignature(Bind<SetIsDisjoint>("isdisjoint", "($self, other, /)")),
    HideSignature(Bind<SetIsSubset>("issubset", "($self, other, /)")),
    HideSignature(Bind<SetIsSuperset>("issuperset", "($self, other, /)")),
    HideSignature(Bind<SetReduce>("__reduce__", "($self, /)")),
    HideSignature(Bind<SetSizeof>("__sizeof__", "($self, /)")),
    HideSignature(Bind<MakeGenericAlias>("__class_getitem__", "($type, item, /)").AsClassMethod()),
});

constexpr auto kMutatingMethods = std::to_array({
    HideSignature(Bind<SetAdd>("add", "($self, item, /)")).AsIntrinsic(Intrinsic::kSetAdd),
    HideSignature(Bind<SetDiscard>("discard", "($self, item, /)")),
    HideSignature(Bind<SetRemove>("remove", "($self, item, /)")),
    HideSignature(Bind<SetPop>("pop", "($self, /)")),
    HideSignature(Bind<SetClear>("clear", "($self, /)")),
    HideSignature(Bind<SetUpdate>("update", "($self, *others)")),
    HideSignature(Bind<SetIntersectionUpdate>("intersection_update", "($self, *others)")),
    HideSignature(Bind<SetDifferenceUpdate>("difference_update", "($self, *others)")),
    HideSignature(
        Bind<SymmetricDifferenceUpdateSet>("symmetric_difference_update", "($self, other, /)")),
});

constexpr auto kSetMethods = [] {
  std::array<Method, kFrozenSetMethods.size() + kMutatingMethods.size()> all;
  const auto end = std::copy(kFrozenSetMethods.begin(), kFrozenSetMethods.end(), all.begin());
  std::copy(kMutatingMethods.begin(), kMutatingMethods.end(), end);
  return all;
}();

TypeSpec SharedSpec() {
  TypeSpec spec;
  spec.slots.repr = &SetRepr;
  spec.slots.compare = &SetCompare;
  spec.slots.length = &SetLength;
  spec.slots.iter = &SetIter;
  spec.slots.contains = &SetContains;
  spec.slots.and_ = &SetBinary<IntersectSet>;
  spec.slots.or_ = &SetBinary<Union>;
  spec.slots.subtract = &SetBinary<SubtractFromSet>;
  spec.slots.xor_ = &SetBinary<SymmetricDifference>;
  return spec;
}

}  // namespace

const TypeSpec& SetSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec = SharedSpec();
    spec.slots.new_ = &SetNew;
    spec.slots.init = &SetInit;
    spec.slots.inplace_and = &SetInplace<IntersectionUpdate>;
    spec.slots.inplace_or = &SetInplace<UpdateSet>;
    spec.slots.inplace_subtract = &SetInplace<DifferenceUpdateSet>;
    spec.slots.inplace_xor = &SetInplace<SymmetricDifferenceUpdateSet>;
    spec.methods = kSetMethods;
    return spec;
  }();
  return kSpec;
}

const TypeSpec& FrozenSetSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec = SharedSpec();
    spec.slots.new_ = &FrozenSetNew;
    spec.slots.hash = &FrozenSetHash;
    spec.methods = kFrozenSetMethods;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
