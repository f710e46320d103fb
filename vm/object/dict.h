#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/object/dict_keys.h"

namespace krait {

class Marker;
class Str;
class Thread;
class Type;

/// A Python dict: ordered, open addressed. Reads take no lock; writers hold the object's lock when
/// the VM runs without a GIL. Every writer here takes it itself (so it may not be held already),
/// around its own writes only, never across Python code.
class Dict : public Object {
 public:
  static constexpr Layout kLayout = Layout::kDict;

  static Result<Dict*> New(Thread& t, size_t expected = 0);
  /// An empty instance of `cls`, a dict subclass.
  static Result<Dict*> NewOfType(Thread& t, Type* cls);

  size_t size() const { return size_.load(std::memory_order_acquire); }
  DictKeys* keys() const { return keys_.Load(); }  // never null

  // Any key: may run __hash__ and __eq__. Unbound when the key is missing.
  Result<Value> Get(Thread& t, Value key);
  Result<Value> GetWithHash(Thread& t, Value key, int64_t hash);
  Result<None> Set(Thread& t, Value key, Value value);
  Result<None> SetWithHash(Thread& t, Value key, int64_t hash, Value value);
  /// The value removed, or Unbound when the key was missing.
  Result<Value> Remove(Thread& t, Value key);
  Result<Value> RemoveWithHash(Thread& t, Value key, int64_t hash);
  /// The present value, or `value` after inserting it.
  Result<Value> SetDefault(Thread& t, Value key, Value value);
  Result<Value> SetDefaultWithHash(Thread& t, Value key, int64_t hash, Value value);

  /// Set without the lock, where neither a comparison needs Python code nor the key more room: else
  /// false.
  bool TrySet(Value key, int64_t hash, Value value);

  // Exact str keys: no Python code runs.
  Value GetStr(Thread& t, Str* key);
  Result<None> SetStr(Thread& t, Str* key, Value value);
  Value RemoveStr(Thread& t, Str* key);
  /// SetStr without the lock: while no other thread can know the dict.
  Result<None> SetStrUnshared(Thread& t, Str* key, Value value);

  void Clear(Thread& t);
  /// A dict (exactly) with the same items.
  Result<Dict*> Copy(Thread& t);
  /// dict.update() with another dict: `override` false keeps present values.
  Result<None> Merge(Thread& t, Dict* other, bool override);
  /// Removes the item inserted last; false when the dict is empty.
  bool PopItem(Thread& t, Value& key, Value& value);
  /// Removes the first item; false when the dict is empty.
  bool PopFirst(Thread& t, Value& key, Value& value);
  /// Makes the key, as it is stored, the last or the first; false when it is missing. Constant
  /// time, amortised.
  Result<bool> MoveToEnd(Thread& t, Value key, int64_t hash, bool last);

  /// Iterates without a lock: `position` starts at 0; false at the end. Entries inserted meanwhile
  /// may or may not be seen.
  bool Next(size_t& position, Value& key, Value& value, int64_t* hash = nullptr) const {
    const DictKeys* keys = this->keys();
    const size_t end = keys->used();
    position = std::max(position, keys->begin());
    while (position < end) {
      const DictKeys::Entry& entry = keys->entries()[position++];
      const int64_t entry_hash = entry.hash.load(std::memory_order_acquire);
      value = entry.value.Load();
      key = entry.key.Load();
      if (value.IsUnbound() || key.IsUnbound()) continue;
      if (hash != nullptr) *hash = entry_hash;
      return true;
    }
    return false;
  }
  /// The other way: `position` starts at keys()->used().
  bool Previous(size_t& position, Value& key, Value& value) const;

  /// The version that inline caches keep for the present set of keys; see DictKeys::version. Zero
  /// when there is none to be had (no memory): do not cache.
  uint64_t KeysVersion(Thread& t);

  void Trace(Marker& marker);

 private:
  /// Where a search that ran Python code ended.
  struct Place {
    DictKeys* keys = nullptr;
    size_t used = 0;
    int64_t entry = DictKeys::kMissing;
  };

  Result<Place> FindPlace(Thread& t, Value key, int64_t hash);
  /// FindPlace in one table: `changed` is set when Python code changed the dict meanwhile.
  Result<int64_t> FindInTable(Thread& t, DictKeys* keys, Value key, int64_t hash, bool& changed);
  bool IsCurrent(const Place& place) const;
  /// Calls f(entry) under the lock, where entry is the index of the key's entry in keys(), or
  /// kMissing.
  template <typename F>
  auto WithEntry(Thread& t, Value key, int64_t hash, F f) -> decltype(f(int64_t{0}));

  // The caller holds the lock.
  Field<Value>& ValueAt(int64_t entry) { return keys()->entries()[entry].value; }
  Result<None> Store(Thread& t, int64_t entry, Value key, int64_t hash, Value value);
  Result<None> Insert(Thread& t, Value key, int64_t hash, Value value);
  Value Erase(int64_t entry);
  /// Makes a new table of at least `slots` slots the current one.
  Result<None> Rebuild(Thread& t, size_t slots);
  Result<None> TakeItemsOf(Thread& t, const Dict* other);
  /// Makes room for a copy of `entry` behind the last one or before the first; returns where the
  /// entry is then.
  Result<int64_t> MakeRoomToMove(Thread& t, int64_t entry, int64_t hash, bool last);

  std::atomic<size_t> size_;
  Field<DictKeys*> keys_;
};

}  // namespace krait
