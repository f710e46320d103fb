#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"

namespace krait {

class Marker;
class Str;
class Thread;

/// The hash table behind a dict: an index of small integers and entries in insertion order.
///
/// An entry, once published, never holds another key: deletion stores Unbound over key and value,
/// growth makes a new table. So readers need no lock; what they may meet is a deleted entry.
class DictKeys : public Object {
 public:
  static constexpr Layout kLayout = Layout::kDictKeys;
  /// What searches return besides the index of an entry.
  static constexpr int64_t kMissing = -1;
  static constexpr int64_t kAskPython = -2;  // only an __eq__ can tell

  struct Entry {
    std::atomic<int64_t> hash;
    Field<Value> key;
    Field<Value> value;  // Unbound: deleted, and `hash` is a link (see DictKeys::LastLive)

    bool IsLive() const { return !value.Load().IsUnbound() && !key.Load().IsUnbound(); }
  };

  /// Room for `usable` entries at least.
  static Result<DictKeys*> New(Thread& t, size_t usable);
  /// With `slots` slots or the next power of two; two thirds of them are usable.
  static Result<DictKeys*> NewWithSlots(Thread& t, size_t slots);
  /// With room for `usable` entries behind `gap` ones that only Prepend can fill.
  static Result<DictKeys*> NewWithGap(Thread& t, size_t usable, size_t gap);
  /// The table without room that all empty dicts share. Never written to, not in any heap.
  static DictKeys* Empty();

  size_t usable() const { return usable_; }
  /// Entries used so far, deleted ones included.
  size_t used() const { return used_.load(std::memory_order_acquire); }
  /// No entry before this one is alive.
  size_t begin() const { return begin_.load(std::memory_order_relaxed); }
  /// So many entries at the front were never used: changes with each Prepend.
  size_t gap() const { return gap_.load(std::memory_order_relaxed); }
  Entry* entries() { return entries_; }
  const Entry* entries() const { return entries_; }
  /// Of one of the entries.
  size_t NumberOf(const Entry* entry) const { return static_cast<size_t>(entry - entries_); }
  bool IsFull() const { return used_.load(std::memory_order_relaxed) == usable_; }

  /// The index of the entry whose key has the characters of `key`, or kMissing. Runs no Python
  /// code; instances of str subclasses count as strings.
  int64_t FindStr(const Str* key, int64_t hash) const;
  /// The index of the entry for any key, kMissing, or kAskPython.
  int64_t FindSimple(Value key, int64_t hash) const;
  /// The general search: the first entry of that hash for which match(entry) is true. `match` also
  /// sees deleted entries.
  template <typename Match>
  int64_t Find(int64_t hash, Match match) const;

  /// True while all keys are exactly str.
  bool all_strings() const { return !other_keys_.load(std::memory_order_relaxed); }

  /// Identifies this table's set of keys for inline caches; a table that gets a new key drops it
  /// (an entry whose key is deleted shows an Unbound value). Zero while nobody asked.
  uint64_t version() const { return version_.load(std::memory_order_acquire); }

  void Trace(Marker& marker);

 private:
  friend class Dict;

  static constexpr int kMinLog2Slots = 3;
  static constexpr int kMaxLog2Slots = 43;
  // An index slot holds these or kFirst plus an entry's index.
  static constexpr size_t kUnused = 0;
  static constexpr size_t kDeleted = 1;
  static constexpr size_t kFirst = 2;

  /// The order in which slots are tried for a hash.
  class Probe {
   public:
    Probe(int64_t hash, size_t mask)
        : mask_(mask), perturb_(static_cast<uint64_t>(hash)), slot_(perturb_ & mask) {}
    size_t slot() const { return slot_; }
    void Advance() {
      perturb_ >>= 5;
      slot_ = (slot_ * 5 + perturb_ + 1) & mask_;
    }

   private:
    size_t mask_;
    uint64_t perturb_;
    size_t slot_;
  };

  static constexpr int64_t kElsewhere = -3;
  /// What the first slot that a search comes to says: the index of the entry that has the key
  /// itself, kMissing, or kElsewhere. Most searches end there.
  int64_t FindAtFirst(Value key, int64_t hash) const;
  int64_t FindStrFurther(const Str* key, int64_t hash) const;
  int64_t FindSimpleFurther(Value key, int64_t hash) const;

  static Result<DictKeys*> NewWithLog2Slots(Thread& t, int log2_slots);
  size_t mask() const { return (size_t{1} << log2_slots_) - 1; }
  /// Calls f with the index as an array of atomic unsigned integers of the right width.
  template <typename F>
  decltype(auto) WithIndex(F f) const;

  // The writers hold the dict's lock, or nobody else knows the table.
  /// There must be room, and no entry with that key.
  void Append(int64_t hash, Value key, Value value);
  /// The same in front of all others; gap() must not be 0.
  void Prepend(int64_t hash, Value key, Value value);
  void AppendLiveOf(const DictKeys* source);
  void Delete(size_t entry);
  /// The index of the last entry not deleted, or kMissing; remembers the way there.
  int64_t LastLive();
  int64_t FirstLive();

  void Fill(size_t at, int64_t hash, Value key, Value value);
  void AddToIndex(size_t at, int64_t hash);

  uint8_t log2_slots_;
  uint8_t index_width_;  // bytes per index: 1, 2, 4, 8
  std::atomic<bool> other_keys_;
  std::atomic<uint32_t> begin_;  // a hint: it stays behind in very large tables
  std::atomic<uint32_t> gap_;
  std::atomic<uint64_t> version_;
  size_t usable_;
  std::atomic<size_t> used_;
  Entry* entries_;  // behind the index, in this cell
};

template <typename F>
decltype(auto) DictKeys::WithIndex(F f) const {
  auto* index = reinterpret_cast<char*>(const_cast<DictKeys*>(this) + 1);
  switch (index_width_) {
    case 1:
      return f(reinterpret_cast<std::atomic<uint8_t>*>(index));
    case 2:
      return f(reinterpret_cast<std::atomic<uint16_t>*>(index));
    case 4:
      return f(reinterpret_cast<std::atomic<uint32_t>*>(index));
    default:
      return f(reinterpret_cast<std::atomic<uint64_t>*>(index));
  }
}

template <typename Match>
int64_t DictKeys::Find(int64_t hash, Match match) const {
  return WithIndex([&](auto* index) -> int64_t {
    for (Probe probe(hash, mask());; probe.Advance()) {
      const size_t word = index[probe.slot()].load(std::memory_order_acquire);
      if (word == kUnused) return kMissing;
      if (word == kDeleted) continue;
      const Entry& entry = entries_[word - kFirst];
      if (entry.hash.load(std::memory_order_relaxed) == hash && match(entry)) {
        return static_cast<int64_t>(word - kFirst);
      }
    }
  });
}

}  // namespace krait
