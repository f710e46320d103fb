#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/object/key_match.h"

namespace krait {

class Marker;
class Thread;

/// The hash table behind a set: open addressing, a run of neighbours at each stop. A slot that was
/// used never becomes unused again, so a search without a lock does not end early; a deleted key
/// leaves a dummy, which the next key that passes it takes.
class SetTable : public Object {
 public:
  static constexpr Layout kLayout = Layout::kSetTable;
  static constexpr size_t kMinSlots = 8;

  struct Entry {
    std::atomic<int64_t> hash;
    Field<Value> key;  // Unbound: never used; Dummy(): deleted
  };

  /// Where a search ended. Two registers.
  struct Place {
    Entry* entry = nullptr;  // the key's; if it was not found, the one to put it in
    KeyMatch match = KeyMatch::kNo;
  };

  /// `slots` is a power of two.
  static Result<SetTable*> New(Thread& t, size_t slots);
  /// The table of kMinSlots unused slots that all empty sets share. Never written to, not in any
  /// heap.
  static SetTable* Empty();
  static Value Dummy() { return Value::FromBits(kDummyBits); }

  size_t mask() const { return mask_; }
  /// Slots not unused: keys and dummies.
  size_t fill() const { return fill_; }
  /// Counts the keys that were ever put in.
  size_t inserted() const { return inserted_.load(std::memory_order_acquire); }
  Entry* entries() { return reinterpret_cast<Entry*>(this + 1); }
  const Entry* entries() const { return reinterpret_cast<const Entry*>(this + 1); }

  /// Searches for a key of that hash: match(entry, its key) says how each with the hash compares. A
  /// kAskPython ends the search.
  template <typename Match>
  Place Find(int64_t hash, Match match);
  /// Comparing by MatchKeys alone.
  Place FindSimple(Value key, int64_t hash);

  /// Reads a slot: false if it holds no key. Key and hash belong together, whatever writers do.
  bool Read(size_t slot, Value& key, int64_t& hash) const;

  // The writers hold the set's lock, or nobody else knows the table.
  /// Puts a key where a search for it ended.
  void Put(Entry* entry, Value key, int64_t hash);
  /// Puts in a key that is not there yet, skipping dummies.
  void PutNew(Value key, int64_t hash);
  void PutAllOf(const SetTable* source);
  /// The same keys in the same slots: both have the same mask, and the source has no dummies.
  void CopySlotsOf(const SetTable* source);
  void Remove(Entry* entry) { entry->key.Store(this, Dummy()); }

  void Trace(Marker& marker);

 private:
  // An immediate that stands for no Python value.
  static constexpr uint64_t kDummyBits = 63 * 8 + static_cast<uint64_t>(Tag::kImmediate);
  static constexpr size_t kNeighbours = 9;

  /// Calls f(entry) along the way of `hash` until it returns true. In line, so that what `f`
  /// captures stays in registers.
  template <typename F>
  [[gnu::always_inline]] void Walk(int64_t hash, F f);
  Place FindSimpleFurther(Value key, int64_t hash);

  size_t mask_;
  size_t fill_;
  std::atomic<size_t> inserted_;
};

/// True for a key, false for the marks of an unused or deleted slot.
inline bool IsSetKey(Value value) {
  return !value.IsUnbound() && !value.SameBits(SetTable::Dummy());
}

inline bool SetTable::Read(size_t slot, Value& key, int64_t& hash) const {
  const Entry& entry = entries()[slot];
  do {
    key = entry.key.LoadAcquire();
    if (!IsSetKey(key)) return false;
    hash = entry.hash.load(std::memory_order_acquire);
    // Another key may have taken the slot meanwhile.
  } while (!entry.key.Load().SameBits(key));
  return true;
}

template <typename F>
[[gnu::always_inline]] inline void SetTable::Walk(int64_t hash, F f) {
  auto perturb = static_cast<uint64_t>(hash);
  for (size_t slot = perturb & mask_;; slot = (slot * 5 + 1 + perturb) & mask_) {
    const size_t last = slot + kNeighbours <= mask_ ? slot + kNeighbours : slot;
    for (size_t i = slot; i <= last; ++i) {
      if (f(entries()[i])) return;
    }
    perturb >>= 5;
  }
}

template <typename Match>
SetTable::Place SetTable::Find(int64_t hash, Match match) {
  Place place;
  Walk(hash, [&](Entry& entry) {
    const Value present = entry.key.LoadAcquire();
    if (present.IsUnbound()) {
      if (place.entry == nullptr) place.entry = &entry;
      return true;
    }
    if (present.SameBits(Dummy())) {
      place.entry = &entry;  // the last one met wins, as in CPython
      return false;
    }
    if (entry.hash.load(std::memory_order_relaxed) != hash) return false;
    place.match = match(entry, present);
    if (place.match == KeyMatch::kNo) return false;
    place.entry = &entry;
    return true;
  });
  return place;
}

}  // namespace krait
