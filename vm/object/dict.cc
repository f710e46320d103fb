#include "vm/object/dict.h"

#include <algorithm>

#include "gil/object_lock.h"
#include "vm/heap/marker.h"
#include "vm/object/allocate.h"
#include "vm/object/exception.h"
#include "vm/object/key_match.h"
#include "vm/object/native_object.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/vm.h"

namespace krait {

Result<Dict*> Dict::New(Thread& t, size_t expected) {
  DictKeys* keys = expected == 0 ? DictKeys::Empty() : TRY(DictKeys::New(t, expected));
  Dict* dict = TRY(AllocateExact<Dict>(t, types(t).dict, sizeof(Dict)));
  dict->keys_.Store(dict, keys);
  return dict;
}

Result<Dict*> Dict::NewOfType(Thread& t, Type* cls) {
  auto* dict = static_cast<Dict*>(TRY(AllocateInstance(t, cls, sizeof(Dict))));
  dict->keys_.Store(dict, DictKeys::Empty());
  return dict;
}

// Searching.

Result<int64_t> Dict::FindInTable(Thread& t, DictKeys* keys, Value key, int64_t hash,
                                  bool& changed) {
  bool raised = false;
  const int64_t found = keys->Find(hash, [&](const DictKeys::Entry& entry) {
    const Value present = entry.key.Load();
    const KeyMatch match = MatchKeys(present, key);
    if (match != KeyMatch::kAskPython) return match == KeyMatch::kYes;
    const Result<bool> equal = Equals(t, present, key);
    raised = !equal.ok();
    changed = this->keys() != keys || !entry.key.Load().SameBits(present);
    return raised || changed || *equal;
  });
  if (raised) return Raised{};
  return found;
}

Result<Dict::Place> Dict::FindPlace(Thread& t, Value key, int64_t hash) {
  for (;;) {
    Place place;
    place.keys = keys();
    place.used = place.keys->used();
    bool changed = false;
    place.entry = TRY(FindInTable(t, place.keys, key, hash, changed));
    if (!changed) return place;
  }
}

/// Whether what FindPlace found still holds: no table, and no key that might be equal, came since.
bool Dict::IsCurrent(const Place& place) const {
  if (keys() != place.keys) return false;
  if (place.entry == DictKeys::kMissing) return place.keys->used() == place.used;
  return !place.keys->entries()[place.entry].value.Load().IsUnbound();
}

template <typename F>
auto Dict::WithEntry(Thread& t, Value key, int64_t hash, F f) -> decltype(f(int64_t{0})) {
  {
    gil::CriticalSection lock(t, lock_byte());
    const int64_t entry = keys()->FindSimple(key, hash);
    if (entry != DictKeys::kAskPython) return f(entry);
  }
  for (;;) {
    const Place place = TRY(FindPlace(t, key, hash));
    gil::CriticalSection lock(t, lock_byte());
    if (IsCurrent(place)) return f(place.entry);
  }
}

Result<Value> Dict::GetWithHash(Thread& t, Value key, int64_t hash) {
  Place place;
  place.keys = keys();
  place.entry = place.keys->FindSimple(key, hash);
  if (place.entry == DictKeys::kAskPython) place = TRY(FindPlace(t, key, hash));
  if (place.entry == DictKeys::kMissing) return Value::Unbound();
  return place.keys->entries()[place.entry].value.Load();
}

Value Dict::GetStr(Thread& t, Str* key) {
  const DictKeys* keys = this->keys();
  const int64_t entry = keys->FindStr(key, key->Hash(t));
  return entry == DictKeys::kMissing ? Value::Unbound() : keys->entries()[entry].value.Load();
}

// Changing, under the lock.

Result<None> Dict::Rebuild(Thread& t, size_t slots) {
  DictKeys* fresh = TRY(DictKeys::NewWithSlots(t, slots));
  fresh->AppendLiveOf(keys());
  keys_.Store(this, fresh);
  return None{};
}

Result<None> Dict::Insert(Thread& t, Value key, int64_t hash, Value value) {
  // A table without deleted entries doubles; one that is full of them may shrink.
  if (keys()->IsFull()) TRY(Rebuild(t, size() * 3));
  keys()->Append(hash, key, value);
  size_.store(size() + 1, std::memory_order_release);
  return None{};
}

Result<None> Dict::Store(Thread& t, int64_t entry, Value key, int64_t hash, Value value) {
  if (entry == DictKeys::kMissing) return Insert(t, key, hash, value);
  ValueAt(entry).Store(keys(), value);
  return None{};
}

Value Dict::Erase(int64_t entry) {
  const Value removed = ValueAt(entry).Load();
  keys()->Delete(static_cast<size_t>(entry));
  size_.store(size() - 1, std::memory_order_release);
  return removed;
}

Result<None> Dict::TakeItemsOf(Thread& t, const Dict* other) {
  DictKeys* fresh = DictKeys::Empty();
  const size_t size = other->size();
  if (size != 0) {
    fresh = TRY(DictKeys::New(t, size));
    fresh->AppendLiveOf(other->keys());
  }
  keys_.Store(this, fresh);
  size_.store(size, std::memory_order_release);
  return None{};
}

// What the outside calls.

bool Dict::TrySet(Value key, int64_t hash, Value value) {
  const int64_t entry = keys()->FindSimple(key, hash);
  if (entry >= 0) {
    ValueAt(entry).Store(keys(), value);
    return true;
  }
  if (entry == DictKeys::kAskPython || keys()->IsFull()) return false;
  keys()->Append(hash, key, value);
  size_.store(size() + 1, std::memory_order_release);
  return true;
}

Result<None> Dict::SetWithHash(Thread& t, Value key, int64_t hash, Value value) {
  return WithEntry(t, key, hash, [&](int64_t entry) { return Store(t, entry, key, hash, value); });
}

Result<Value> Dict::RemoveWithHash(Thread& t, Value key, int64_t hash) {
  return WithEntry(t, key, hash, [&](int64_t entry) -> Result<Value> {
    return entry == DictKeys::kMissing ? Value::Unbound() : Erase(entry);
  });
}

Result<Value> Dict::SetDefaultWithHash(Thread& t, Value key, int64_t hash, Value value) {
  return WithEntry(t, key, hash, [&](int64_t entry) -> Result<Value> {
    if (entry != DictKeys::kMissing) return ValueAt(entry).Load();
    TRY(Insert(t, key, hash, value));
    return value;
  });
}

Result<Value> Dict::Get(Thread& t, Value key) {
  return GetWithHash(t, key, TRY(HashOfKey(t, key)));
}

Result<None> Dict::Set(Thread& t, Value key, Value value) {
  return SetWithHash(t, key, TRY(HashOfKey(t, key)), value);
}

Result<Value> Dict::Remove(Thread& t, Value key) {
  return RemoveWithHash(t, key, TRY(HashOfKey(t, key)));
}

Result<Value> Dict::SetDefault(Thread& t, Value key, Value value) {
  return SetDefaultWithHash(t, key, TRY(HashOfKey(t, key)), value);
}

Result<None> Dict::SetStr(Thread& t, Str* key, Value value) {
  gil::CriticalSection lock(t, lock_byte());
  return SetStrUnshared(t, key, value);
}

Result<None> Dict::SetStrUnshared(Thread& t, Str* key, Value value) {
  const int64_t hash = key->Hash(t);
  return Store(t, keys()->FindStr(key, hash), Value::FromObject(key), hash, value);
}

Value Dict::RemoveStr(Thread& t, Str* key) {
  const int64_t hash = key->Hash(t);
  gil::CriticalSection lock(t, lock_byte());
  const int64_t entry = keys()->FindStr(key, hash);
  return entry == DictKeys::kMissing ? Value::Unbound() : Erase(entry);
}

void Dict::Clear(Thread& t) {
  gil::CriticalSection lock(t, lock_byte());
  keys_.Store(this, DictKeys::Empty());
  size_.store(0, std::memory_order_release);
}

Result<Dict*> Dict::Copy(Thread& t) {
  Dict* copy = TRY(New(t));
  gil::CriticalSection lock(t, lock_byte());
  TRY(copy->TakeItemsOf(t, this));
  return copy;
}

Result<None> Dict::Merge(Thread& t, Dict* other, bool override) {
  if (other == this) return None{};
  {
    gil::CriticalSection lock(t, lock_byte(), other->lock_byte());
    if (size() == 0) return TakeItemsOf(t, other);
    // Few of the keys will be present already: make room for all at once.
    if (keys()->usable() < other->size()) {
      TRY(Rebuild(t, ((size() + other->size()) * 3 + 1) / 2));
    }
  }
  // From here on each item is a change of its own: Python code may run in between.
  DictKeys* source = other->keys();
  const size_t end = source->used();
  for (size_t i = 0; i < end; ++i) {
    const DictKeys::Entry& entry = source->entries()[i];
    const int64_t hash = entry.hash.load(std::memory_order_acquire);
    const Value value = entry.value.Load();
    const Value key = entry.key.Load();
    if (value.IsUnbound() || key.IsUnbound()) continue;
    if (override) {
      TRY(SetWithHash(t, key, hash, value));
    } else {
      TRY(SetDefaultWithHash(t, key, hash, value));
    }
    // Without a GIL another thread may well have done it: the table we hold is as good as any.
    if ((other->keys() != source || source->used() != end) && !t.object_locks) {
      return Raise(t, &BuiltinTypes::RuntimeError, "dict mutated during update");
    }
  }
  return None{};
}

bool Dict::PopItem(Thread& t, Value& key, Value& value) {
  gil::CriticalSection lock(t, lock_byte());
  if (size() == 0) return false;
  const int64_t last = keys()->LastLive();
  key = keys()->entries()[last].key.Load();
  value = Erase(last);
  return true;
}

bool Dict::PopFirst(Thread& t, Value& key, Value& value) {
  gil::CriticalSection lock(t, lock_byte());
  if (size() == 0) return false;
  const int64_t first = keys()->FirstLive();
  key = keys()->entries()[first].key.Load();
  value = Erase(first);
  return true;
}

Result<int64_t> Dict::MakeRoomToMove(Thread& t, int64_t entry, int64_t hash, bool last) {
  const Value key = keys()->entries()[entry].key.Load();
  if (last) {
    if (!keys()->IsFull()) return entry;
    TRY(Rebuild(t, size() * 3));
  } else {
    if (keys()->gap() != 0) return entry;
    DictKeys* fresh = TRY(DictKeys::NewWithGap(t, size() + 1, size() + 8));
    fresh->AppendLiveOf(keys());
    keys_.Store(this, fresh);
  }
  return keys()->Find(hash,
                      [&](const DictKeys::Entry& moved) { return moved.key.Load().SameBits(key); });
}

Result<bool> Dict::MoveToEnd(Thread& t, Value key, int64_t hash, bool last) {
  return WithEntry(t, key, hash, [&](int64_t entry) -> Result<bool> {
    if (entry == DictKeys::kMissing) return false;
    if (entry == (last ? keys()->LastLive() : keys()->FirstLive())) return true;
    entry = TRY(MakeRoomToMove(t, entry, hash, last));
    DictKeys* table = keys();
    const Value stored = table->entries()[entry].key.Load();
    const Value value = ValueAt(entry).Load();
    // First the new entry, then away with the old one: a reader finds one of them at any time.
    last ? table->Append(hash, stored, value) : table->Prepend(hash, stored, value);
    table->Delete(static_cast<size_t>(entry));
    return true;
  });
}

bool Dict::Previous(size_t& position, Value& key, Value& value) const {
  const DictKeys* keys = this->keys();
  position = std::min(position, keys->used());
  while (position > 0) {
    const DictKeys::Entry& entry = keys->entries()[--position];
    value = entry.value.Load();
    key = entry.key.Load();
    if (!value.IsUnbound() && !key.IsUnbound()) return true;
  }
  return false;
}

uint64_t Dict::KeysVersion(Thread& t) {
  if (const uint64_t version = keys()->version()) return version;
  gil::CriticalSection lock(t, lock_byte());
  if (keys() == DictKeys::Empty() && !Rebuild(t, 1).ok()) {
    (void)t.TakePending();
    return 0;
  }
  DictKeys* keys = this->keys();
  if (keys->version() == 0) {
    keys->version_.store(t.vm().NextVersion(), std::memory_order_release);
  }
  return keys->version();
}

void Dict::Trace(Marker& marker) {
  if (keys() != DictKeys::Empty()) marker.Visit(keys_);
}

}  // namespace krait
