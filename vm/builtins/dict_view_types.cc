#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/set_operations.h"
#include "vm/builtins/specs.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/dict_view.h"
#include "vm/object/list.h"
#include "vm/object/mapping_proxy.h"
#include "vm/object/operations.h"
#include "vm/object/repr_guard.h"
#include "vm/object/set.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"

/// dict_keys, dict_values and dict_items.
namespace krait {
namespace {

DictView* AsView(Value value) { return Cast<DictView>(value); }

bool IsSetLikeView(Value value) { return Is<DictView>(value) && AsView(value)->IsSetLike(); }

Result<Value> ViewRepr(Thread& t, Value self) {
  ReprGuard guard(t, self);
  if (guard.recursive()) return Str::FromUtf8(t, "...");
  List* list = TRY(ListOf(t, self));
  Str* items = TRY(Repr(t, Value::FromObject(list)));
  StrWriter writer(t);
  writer.AppendUtf8(TypeName(t, self));
  writer.Append('(');
  writer.Append(items);
  writer.Append(')');
  return writer.Finish(t);
}

Result<int64_t> ViewLength(Thread&, Value self) {
  return static_cast<int64_t>(AsView(self)->dict()->size());
}

Result<Value> ViewIter(Thread& t, Value self) {
  return DictIterator::New(t, AsView(self)->dict(), AsView(self)->kind(), false);
}

Result<bool> ViewContains(Thread& t, Value self, Value item) {
  Dict* dict = AsView(self)->dict();
  if (AsView(self)->kind() == DictIterator::kKeys) {
    return !TRY(dict->Get(t, item)).IsUnbound();
  }
  if (!Is<Tuple>(item) || Cast<Tuple>(item)->size() != 2) return false;
  const Value found = TRY(dict->Get(t, Cast<Tuple>(item)->At(0)));
  if (found.IsUnbound()) return false;
  return Equals(t, found, Cast<Tuple>(item)->At(1));
}

// --- As a set ---------------------------------------------------------------------------------

Result<bool> AllContained(Thread& t, Value items, Value container) {
  const Value iterator = TRY(GetIter(t, items));
  for (;;) {
    const Value item = TRY(Next(t, iterator));
    if (item.IsUnbound()) return true;
    if (!TRY(Contains(t, container, item))) return false;
    TRY(CheckPoll(t));
  }
}

Result<Value> ViewCompare(Thread& t, Value self, Value other, CompareOp op) {
  if (!IsSetLikeView(self) || !(Is<Set>(other) || IsSetLikeView(other))) {
    return Value::NotImplemented();
  }
  const int64_t own = TRY(Length(t, self));
  const int64_t others = TRY(Length(t, other));
  bool result = false;
  switch (op) {
    case CompareOp::kEq:
    case CompareOp::kNe:
      result = own == others && TRY(AllContained(t, self, other));
      if (op == CompareOp::kNe) result = !result;
      break;
    case CompareOp::kLt:
      result = own < others && TRY(AllContained(t, self, other));
      break;
    case CompareOp::kLe:
      result = own <= others && TRY(AllContained(t, self, other));
      break;
    case CompareOp::kGt:
      result = own > others && TRY(AllContained(t, other, self));
      break;
    case CompareOp::kGe:
      result = own >= others && TRY(AllContained(t, other, self));
      break;
  }
  return Value::FromBool(result);
}

/// A set of what the left operand holds, which need not be the view.
Result<Set*> ToSet(Thread& t, Value operand) {
  if (Is<DictView>(operand) && AsView(operand)->kind() == DictIterator::kKeys) {
    Dict* dict = AsView(operand)->dict();
    if (IsExactly<Dict>(Value::FromObject(dict))) operand = Value::FromObject(dict);
  }
  return MakeSet(t, types(t).set, operand);
}

Result<Value> ViewSubtract(Thread& t, Value left, Value right) {
  Set* result = TRY(ToSet(t, left));
  TRY(DifferenceUpdateSet(t, result, right));
  return result;
}

Result<Value> ViewOr(Thread& t, Value left, Value right) {
  Set* result = TRY(ToSet(t, left));
  TRY(UpdateSet(t, result, right));
  return result;
}

/// The items that only one of the two dicts has.
Result<Value> XorItems(Thread& t, Dict* small, Dict* large) {
  if (small->size() > large->size()) std::swap(small, large);
  Dict* rest = TRY(small->Copy(t));
  Set* result = TRY(Set::New(t, types(t).set));
  size_t position = 0;
  Value key;
  Value value;
  int64_t hash;
  while (large->Next(position, key, value, &hash)) {
    TRY(CheckPoll(t));
    const Value other = TRY(rest->GetWithHash(t, key, hash));
    if (!other.IsUnbound() && TRY(Equals(t, other, value))) {
      TRY(rest->RemoveWithHash(t, key, hash));
      continue;
    }
    Tuple* item = TRY(Tuple::Of(t, key, value));
    TRY(result->Add(t, Value::FromObject(item)));
  }
  DictView* items = TRY(DictView::New(t, rest, DictIterator::kItems));
  TRY(UpdateSet(t, result, Value::FromObject(items)));
  return result;
}

bool IsItems(Value value) {
  return Is<DictView>(value) && AsView(value)->kind() == DictIterator::kItems;
}

Result<Value> ViewXor(Thread& t, Value left, Value right) {
  if (IsItems(left) && IsItems(right)) {
    return XorItems(t, AsView(left)->dict(), AsView(right)->dict());
  }
  Set* result = TRY(ToSet(t, left));
  TRY(SymmetricDifferenceUpdateSet(t, result, right));
  return result;
}

Result<Value> ViewAnd(Thread& t, Value left, Value right) {
  if (!IsSetLikeView(left)) std::swap(left, right);
  const size_t size = AsView(left)->dict()->size();
  // The shorter side is the one to walk along.
  if (IsExactly<Set>(right) && TypeOf(t, right) == types(t).set &&
      size <= Cast<Set>(right)->size()) {
    return IntersectSet(t, Cast<Set>(right), left);
  }
  if (IsSetLikeView(right) && AsView(right)->dict()->size() > size) std::swap(left, right);
  Set* result = TRY(Set::New(t, types(t).set));
  TRY(ForEach(t, right, [&](Value item) -> Result<None> {
    TRY(CheckPoll(t));
    if (TRY(ViewContains(t, left, item))) TRY(result->Add(t, item));
    return None{};
  }));
  return result;
}

Result<bool> ViewIsDisjoint(Thread& t, DictView* self, Value other) {
  Value walked = other;
  Value asked = Value::FromObject(self);
  if (asked.SameBits(other)) return self->dict()->size() == 0;
  if ((Is<Set>(other) || IsSetLikeView(other)) &&
      TRY(Length(t, other)) > static_cast<int64_t>(self->dict()->size())) {
    std::swap(walked, asked);
  }
  const Value iterator = TRY(GetIter(t, walked));
  for (;;) {
    const Value item = TRY(Next(t, iterator));
    if (item.IsUnbound()) return true;
    if (TRY(Contains(t, asked, item))) return false;
    TRY(CheckPoll(t));
  }
}

// --- Methods ----------------------------------------------------------------------------------

Result<DictIterator*> ViewReversed(Thread& t, DictView* self) {
  return DictIterator::New(t, self->dict(), self->kind(), true);
}

Result<Value> GetMapping(Thread& t, Value self) {
  return MappingProxy::New(t, Value::FromObject(AsView(self)->dict()));
}

constexpr Method kSetLikeMethods[] = {
    HideSignature(Bind<ViewIsDisjoint>("isdisjoint", "($self, other, /)")),
    HideSignature(Bind<ViewReversed>("__reversed__", "($self, /)")),
};
constexpr Method kValuesMethods[] = {
    HideSignature(Bind<ViewReversed>("__reversed__", "($self, /)"))};
constexpr GetSet kViewGetSets[] = {{"mapping", &GetMapping}};

TypeSpec SetLikeSpec() {
  TypeSpec spec;
  spec.slots.repr = &ViewRepr;
  spec.slots.compare = &ViewCompare;
  spec.slots.length = &ViewLength;
  spec.slots.contains = &ViewContains;
  spec.slots.iter = &ViewIter;
  spec.slots.subtract = &ViewSubtract;
  spec.slots.and_ = &ViewAnd;
  spec.slots.xor_ = &ViewXor;
  spec.slots.or_ = &ViewOr;
  spec.methods = kSetLikeMethods;
  spec.getset = kViewGetSets;
  return spec;
}

}  // namespace

const TypeSpec& DictKeysSpec() {
  static const TypeSpec kSpec = SetLikeSpec();
  return kSpec;
}

const TypeSpec& DictItemsSpec() {
  static const TypeSpec kSpec = SetLikeSpec();
  return kSpec;
}

const TypeSpec& DictValuesSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.repr = &ViewRepr;
    spec.slots.length = &ViewLength;
    spec.slots.iter = &ViewIter;
    spec.methods = kValuesMethods;
    spec.getset = kViewGetSets;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
