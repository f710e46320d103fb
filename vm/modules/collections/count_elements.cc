#include "vm/modules/collections/types.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/int_arithmetic.h"
#include "vm/object/key_match.h"

/// _count_elements: what Counter counts with.
namespace krait::collections {
namespace {

Result<Value> PlusOne(Thread& t, Value count) {
  if (count.IsInt()) return Int::From(t, count.AsInt() + 1);
  return BinaryOperation(t, BinaryOperator::kAdd, count, Value::FromInt(1));
}

Result<None> CountInDict(Thread& t, Dict* counts, Value iterator) {
  for (;;) {
    const Value key = TRY(Next(t, iterator));
    if (key.IsUnbound()) return None{};
    const int64_t hash = TRY(HashOfKey(t, key));
    const Value before = TRY(counts->GetWithHash(t, key, hash));
    const Value after = before.IsUnbound() ? Value::FromInt(1) : TRY(PlusOne(t, before));
    TRY(counts->SetWithHash(t, key, hash, after));
    TRY(CheckPoll(t));
  }
}

Result<None> CountInMapping(Thread& t, Value counts, Value iterator) {
  const Value get = TRY(GetAttr(t, counts, names(t).get));
  for (;;) {
    const Value key = TRY(Next(t, iterator));
    if (key.IsUnbound()) return None{};
    const Value before = TRY(CallWith(t, get, key, Value::FromInt(0)));
    TRY(SetItem(t, counts, key, TRY(PlusOne(t, before))));
    TRY(CheckPoll(t));
  }
}

/// True for dicts that read and write their items as dict does.
bool BehavesAsDict(Thread& t, Value mapping) {
  if (!Is<Dict>(mapping)) return false;
  const Type* type = TypeOf(t, mapping);
  const Type* dict = types(t).dict;
  for (Str* name : {names(t).get, names(t).__setitem__}) {
    if (!type->Lookup(t, name).SameBits(dict->Lookup(t, name))) return false;
  }
  return true;
}

Result<None> CountElements(Thread& t, Value mapping, Value iterable) {
  const Value iterator = TRY(GetIter(t, iterable));
  if (BehavesAsDict(t, mapping)) return CountInDict(t, Cast<Dict>(mapping), iterator);
  return CountInMapping(t, mapping, iterator);
}

constexpr Method kFunctions[] = {
    Bind<CountElements>("_count_elements", "($module, mapping, iterable, /)"),
};

}  // namespace

Result<None> AddCountElements(Thread& t, Module* module) {
  return module->AddFunctions(t, kFunctions);
}

}  // namespace krait::collections
