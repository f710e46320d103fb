#include <utility>

#include "gil/object_lock.h"
#include "vm/object/dict.h"
#include "vm/object/set.h"
#include "vm/object/vm.h"

// How one set is made of two. Which of the two is walked, what is copied slot by slot, and when a
// table is resized decide the order of the result, so all of it follows CPython.

namespace krait {

Result<None> Set::Update(Thread& t, const Set* other) {
  if (other == this || other->size() == 0) return None{};
  {
    auto& other_lock = const_cast<Set*>(other)->lock_byte();
    gil::CriticalSection lock(t, lock_byte(), other_lock);
    // One resize at the start, as if no element were in both.
    if ((table()->fill() + other->size()) * 5 >= table()->mask() * 3) {
      TRY(Resize(t, (size() + other->size()) * 2));
    }
    const SetTable* source = other->table();
    if (table()->fill() == 0) {
      if (table() == SetTable::Empty()) TRY(Resize(t, 0));
      if (table()->mask() == source->mask() && source->fill() == other->size()) {
        table()->CopySlotsOf(source);
      } else {
        table()->PutAllOf(source);
      }
      size_.store(other->size(), std::memory_order_release);
      return None{};
    }
  }
  const SetTable* source = other->table();
  Value key;
  int64_t hash;
  for (size_t i = 0; i <= source->mask(); ++i) {
    if (source->Read(i, key, hash)) TRY(AddWithHash(t, key, hash));
  }
  return None{};
}

Result<None> Set::UpdateFromDict(Thread& t, Dict* dict) {
  {
    gil::CriticalSection lock(t, lock_byte());
    if ((table()->fill() + dict->size()) * 5 >= table()->mask() * 3) {
      TRY(Resize(t, (size() + dict->size()) * 2));
    }
  }
  size_t position = 0;
  int64_t hash;
  for (Value key, value; dict->Next(position, key, value, &hash);) TRY(AddWithHash(t, key, hash));
  return None{};
}

Result<Set*> Set::CopyAs(Thread& t, Type* type) const {
  Set* copy = TRY(New(t, type));
  TRY(copy->Update(t, this));
  return copy;
}

Result<Set*> Set::Union(Thread& t, const Set* other) {
  Set* result = TRY(Copy(t));
  // An update of the copy with the original would add nothing, but might resize it.
  if (other != this) TRY(result->Update(t, other));
  return result;
}

Result<Set*> Set::Intersection(Thread& t, Set* other) {
  if (other == this) return Copy(t);
  Set* result = TRY(New(t, BaseType(t)));
  Set* walked = other;
  Set* asked = this;
  if (walked->size() > asked->size()) std::swap(walked, asked);
  size_t position = 0;
  int64_t hash;
  for (Value key; walked->Next(position, key, &hash);) {
    if (TRY(asked->ContainsWithHash(t, key, hash))) TRY(result->AddWithHash(t, key, hash));
  }
  return result;
}

void Set::SwapContents(Thread& t, Set* other) {
  gil::CriticalSection lock(t, lock_byte(), other->lock_byte());
  SetTable* table = this->table();
  const size_t size = this->size();
  table_.Store(this, other->table());
  size_.store(other->size(), std::memory_order_release);
  other->table_.Store(other, table);
  other->size_.store(size, std::memory_order_release);
}

Result<None> Set::IntersectionUpdate(Thread& t, Set* other) {
  Set* common = TRY(Intersection(t, other));
  SwapContents(t, common);
  return None{};
}

Result<Set*> Set::Difference(Thread& t, Set* other) {
  // With much less to remove than to keep, a copy is cheaper than many additions.
  if (size() / 4 > other->size()) {
    Set* result = TRY(Copy(t));
    TRY(result->DifferenceUpdate(t, other));
    return result;
  }
  Set* result = TRY(New(t, BaseType(t)));
  size_t position = 0;
  int64_t hash;
  for (Value key; Next(position, key, &hash);) {
    if (!TRY(other->ContainsWithHash(t, key, hash))) TRY(result->AddWithHash(t, key, hash));
  }
  return result;
}

Result<None> Set::DifferenceUpdate(Thread& t, Set* other) {
  if (other == this) {
    Clear(t);
    return None{};
  }
  // Much more to remove than there is: only what is in both matters.
  if (other->size() / 8 > size()) other = TRY(Intersection(t, other));
  size_t position = 0;
  int64_t hash;
  for (Value key; other->Next(position, key, &hash);) TRY(DiscardWithHash(t, key, hash));
  return SweepDummies(t);
}

Result<None> Set::SweepDummies(Thread& t) {
  gil::CriticalSection lock(t, lock_byte());
  if (table()->fill() - size() <= table()->mask() / 4) return None{};
  return Resize(t, GrowthFor(size()));
}

Result<None> Set::SymmetricDifferenceUpdate(Thread& t, Set* other) {
  if (other == this) {
    Clear(t);
    return None{};
  }
  size_t position = 0;
  int64_t hash;
  for (Value key; other->Next(position, key, &hash);) {
    if (!TRY(DiscardWithHash(t, key, hash))) TRY(AddWithHash(t, key, hash));
  }
  return None{};
}

Result<Set*> Set::SymmetricDifference(Thread& t, Set* other) {
  Set* result = TRY(other->CopyAs(t, BaseType(t)));
  TRY(result->SymmetricDifferenceUpdate(t, this));
  return result;
}

Result<bool> Set::IsSubsetOf(Thread& t, Set* other) {
  if (size() > other->size()) return false;
  size_t position = 0;
  int64_t hash;
  for (Value key; Next(position, key, &hash);) {
    if (!TRY(other->ContainsWithHash(t, key, hash))) return false;
  }
  return true;
}

Result<bool> Set::IsDisjoint(Thread& t, Set* other) {
  if (other == this) return size() == 0;
  Set* walked = other;
  Set* asked = this;
  if (walked->size() > asked->size()) std::swap(walked, asked);
  size_t position = 0;
  int64_t hash;
  for (Value key; walked->Next(position, key, &hash);) {
    if (TRY(asked->ContainsWithHash(t, key, hash))) return false;
  }
  return true;
}

}  // namespace krait
