#include "vm/object/set.h"

#include "gil/object_lock.h"
#include "vm/heap/marker.h"
#include "vm/number/hash.h"
#include "vm/object/allocate.h"
#include "vm/object/key_match.h"
#include "vm/object/native_object.h"
#include "vm/object/operations.h"
#include "vm/object/vm.h"

namespace krait {
namespace {

size_t SlotsAbove(size_t minimum) {
  size_t slots = SetTable::kMinSlots;
  while (slots <= minimum) slots *= 2;
  return slots;
}

}  // namespace

Result<Set*> Set::New(Thread& t, Type* type) {
  const bool exact = type == types(t).set || type == types(t).frozenset;
  Set* set = exact ? TRY(AllocateExact<Set>(t, type, sizeof(Set)))
                   : static_cast<Set*>(TRY(AllocateInstance(t, type, sizeof(Set))));
  set->table_.Store(set, SetTable::Empty());
  return set;
}

Type* Set::BaseType(Thread& t) const {
  return TypeOf(t, Value::FromObject(this))->IsSubtypeOf(types(t).frozenset) ? types(t).frozenset
                                                                             : types(t).set;
}

// Searching.

Result<Set::Snapshot> Set::FindSnapshot(Thread& t, Value key, int64_t hash) const {
  for (;;) {
    Snapshot found{{}, table(), 0, Value::Unbound()};
    found.inserted = found.table->inserted();
    bool raised = false;
    bool changed = false;
    found.place = found.table->Find(hash, [&](const SetTable::Entry& entry, Value present) {
      found.key = present;
      const KeyMatch match = MatchKeys(present, key);
      if (match != KeyMatch::kAskPython) return match;
      const Result<bool> equal = Equals(t, present, key);
      raised = !equal.ok();
      changed = this->table() != found.table || !entry.key.Load().SameBits(present);
      if (raised || changed) return KeyMatch::kAskPython;
      return *equal ? KeyMatch::kYes : KeyMatch::kNo;
    });
    if (raised) return Raised{};
    if (!changed) return found;
  }
}

/// Whether no other table, no other key in the entry and, if there is none, no new key came since.
bool Set::IsCurrent(const Snapshot& found) const {
  if (table() != found.table) return false;
  if (found.place.match == KeyMatch::kYes) return found.place.entry->key.Load().SameBits(found.key);
  return found.table->inserted() == found.inserted;
}

template <typename F>
auto Set::WithPlace(Thread& t, Value key, int64_t hash, F f) -> decltype(f(SetTable::Place{})) {
  {
    gil::CriticalSection lock(t, lock_byte());
    const SetTable::Place place = table()->FindSimple(key, hash);
    if (place.match != KeyMatch::kAskPython) return f(place);
  }
  for (;;) {
    const Snapshot found = TRY(FindSnapshot(t, key, hash));
    gil::CriticalSection lock(t, lock_byte());
    if (IsCurrent(found)) return f(found.place);
  }
}

Result<bool> Set::ContainsWithHash(Thread& t, Value key, int64_t hash) {
  KeyMatch match = table()->FindSimple(key, hash).match;
  if (match == KeyMatch::kAskPython) match = TRY(FindSnapshot(t, key, hash)).place.match;
  return match == KeyMatch::kYes;
}

bool Set::Next(size_t& position, Value& key, int64_t* hash) const {
  const SetTable* table = this->table();
  int64_t key_hash = 0;
  while (position <= table->mask()) {
    if (!table->Read(position++, key, key_hash)) continue;
    if (hash != nullptr) *hash = key_hash;
    return true;
  }
  return false;
}

// Changing, under the lock.

size_t Set::GrowthFor(size_t size) {
  constexpr size_t kLargeSet = 50'000;  // larger ones grow in smaller steps
  return size > kLargeSet ? size * 2 : size * 4;
}

Result<None> Set::Resize(Thread& t, size_t minimum) {
  SetTable* fresh = TRY(SetTable::New(t, SlotsAbove(minimum)));
  fresh->PutAllOf(table());
  table_.Store(this, fresh);
  return None{};
}

bool Set::GrowsBy(const SetTable::Entry* entry) const {
  const SetTable* table = this->table();
  return entry->key.Load().IsUnbound() && (table->fill() + 1) * 5 >= table->mask() * 3;
}

Result<None> Set::Insert(Thread& t, SetTable::Place place, Value key, int64_t hash) {
  SetTable* table = this->table();
  SetTable::Entry* entry = place.entry;
  if (table == SetTable::Empty()) {
    const ptrdiff_t slot = entry - table->entries();
    table = TRY(SetTable::New(t, SetTable::kMinSlots));
    table_.Store(this, table);
    entry = table->entries() + slot;
  }
  // The next table is made first: without it nothing changes.
  const size_t new_size = size() + 1;
  const bool grows = GrowsBy(entry);
  SetTable* grown = grows ? TRY(SetTable::New(t, SlotsAbove(GrowthFor(new_size)))) : nullptr;
  table->Put(entry, key, hash);
  if (grows) {
    grown->PutAllOf(table);
    table_.Store(this, grown);
  }
  size_.store(new_size, std::memory_order_release);
  return None{};
}

// What the outside calls.

bool Set::TryAdd(Value key, int64_t hash) {
  SetTable* table = this->table();
  const SetTable::Place place = table->FindSimple(key, hash);
  if (place.match == KeyMatch::kYes) return true;
  if (place.match == KeyMatch::kAskPython || table == SetTable::Empty() || GrowsBy(place.entry)) {
    return false;
  }
  table->Put(place.entry, key, hash);
  size_.store(size() + 1, std::memory_order_release);
  return true;
}

Result<bool> Set::AddWithHash(Thread& t, Value key, int64_t hash) {
  return WithPlace(t, key, hash, [&](SetTable::Place place) -> Result<bool> {
    if (place.match == KeyMatch::kYes) return false;
    TRY(Insert(t, place, key, hash));
    return true;
  });
}

Result<bool> Set::DiscardWithHash(Thread& t, Value key, int64_t hash) {
  return WithPlace(t, key, hash, [&](SetTable::Place place) -> Result<bool> {
    if (place.match == KeyMatch::kNo) return false;
    table()->Remove(place.entry);
    size_.store(size() - 1, std::memory_order_release);
    return true;
  });
}

Result<bool> Set::Contains(Thread& t, Value key) {
  return ContainsWithHash(t, key, TRY(HashOfKey(t, key)));
}

Result<bool> Set::Add(Thread& t, Value key) { return AddWithHash(t, key, TRY(HashOfKey(t, key))); }

Result<bool> Set::Discard(Thread& t, Value key) {
  return DiscardWithHash(t, key, TRY(HashOfKey(t, key)));
}

Value Set::Pop(Thread& t) {
  gil::CriticalSection lock(t, lock_byte());
  if (size() == 0) return Value::Unbound();
  SetTable* table = this->table();
  size_t slot = finger_ & table->mask();
  while (!IsSetKey(table->entries()[slot].key.Load())) slot = (slot + 1) & table->mask();
  SetTable::Entry& entry = table->entries()[slot];
  const Value key = entry.key.Load();
  table->Remove(&entry);
  size_.store(size() - 1, std::memory_order_release);
  finger_ = slot + 1;
  return key;
}

void Set::Clear(Thread& t) {
  gil::CriticalSection lock(t, lock_byte());
  table_.Store(this, SetTable::Empty());
  size_.store(0, std::memory_order_release);
}

int64_t Set::FrozenHash() {
  int64_t hash = hash_.load(std::memory_order_relaxed);
  if (hash == 0) {
    FrozenSetHasher hasher;
    size_t position = 0;
    Value key;
    for (int64_t item; Next(position, key, &item);) hasher.Add(item);
    hash = hasher.Finish();
    hash_.store(hash, std::memory_order_relaxed);
  }
  return hash;
}

void Set::Trace(Marker& marker) {
  if (table() != SetTable::Empty()) marker.Visit(table_);
}

}  // namespace krait
