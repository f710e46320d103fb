#include "vm/builtins/set_operations.h"

#include "vm/object/dict.h"
#include "vm/object/key_match.h"
#include "vm/object/operations.h"

namespace krait {
namespace {

/// ForEach that lets others run now and then.
template <typename F>
Result<None> ForEachPolling(Thread& t, Value iterable, F f) {
  return ForEach(t, iterable, [&](Value item) -> Result<None> {
    TRY(CheckPoll(t));
    return f(item);
  });
}

}  // namespace

Result<Set*> MakeSet(Thread& t, Type* type, Value iterable) {
  Set* set = TRY(Set::New(t, type));
  if (!iterable.IsUnbound()) TRY(UpdateSet(t, set, iterable));
  return set;
}

Result<None> UpdateSet(Thread& t, Set* set, Value iterable) {
  if (Is<Set>(iterable)) return set->Update(t, Cast<Set>(iterable));
  if (IsExactly<Dict>(iterable)) return set->UpdateFromDict(t, Cast<Dict>(iterable));
  return ForEachPolling(t, iterable, [&](Value item) -> Result<None> {
    TRY(set->Add(t, item));
    return None{};
  });
}

Result<Set*> IntersectSet(Thread& t, Set* set, Value iterable) {
  if (Is<Set>(iterable)) return set->Intersection(t, Cast<Set>(iterable));
  Set* result = TRY(Set::New(t, set->BaseType(t)));
  TRY(ForEachPolling(t, iterable, [&](Value item) -> Result<None> {
    const int64_t hash = TRY(HashOfKey(t, item));
    if (TRY(set->ContainsWithHash(t, item, hash))) TRY(result->AddWithHash(t, item, hash));
    return None{};
  }));
  return result;
}

Result<Set*> SubtractFromSet(Thread& t, Set* set, Value iterable) {
  if (Is<Set>(iterable)) return set->Difference(t, Cast<Set>(iterable));
  Dict* dict = IsExactly<Dict>(iterable) ? Cast<Dict>(iterable) : nullptr;
  // Looking each element up in a dict pays unless the set is much larger.
  if (dict == nullptr || (set->size() >> 2) > dict->size()) {
    Set* result = TRY(set->Copy(t));
    TRY(DifferenceUpdateSet(t, result, iterable));
    return result;
  }
  Set* result = TRY(Set::New(t, set->BaseType(t)));
  size_t position = 0;
  Value key;
  int64_t hash;
  while (set->Next(position, key, &hash)) {
    TRY(CheckPoll(t));
    if (TRY(dict->GetWithHash(t, key, hash)).IsUnbound()) TRY(result->AddWithHash(t, key, hash));
  }
  return result;
}

Result<None> DifferenceUpdateSet(Thread& t, Set* set, Value iterable) {
  if (Is<Set>(iterable)) return set->DifferenceUpdate(t, Cast<Set>(iterable));
  TRY(ForEachPolling(t, iterable, [&](Value item) -> Result<None> {
    TRY(set->Discard(t, item));
    return None{};
  }));
  return set->SweepDummies(t);
}

Result<None> SymmetricDifferenceUpdateSet(Thread& t, Set* set, Value iterable) {
  if (IsExactly<Dict>(iterable)) {
    const Dict* dict = Cast<Dict>(iterable);
    size_t position = 0;
    Value key;
    Value value;
    int64_t hash;
    while (dict->Next(position, key, value, &hash)) {
      TRY(CheckPoll(t));
      if (!TRY(set->DiscardWithHash(t, key, hash))) TRY(set->AddWithHash(t, key, hash));
    }
    return None{};
  }
  Set* other =
      Is<Set>(iterable) ? Cast<Set>(iterable) : TRY(MakeSet(t, set->BaseType(t), iterable));
  return set->SymmetricDifferenceUpdate(t, other);
}

}  // namespace krait
