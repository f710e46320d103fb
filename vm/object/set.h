#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/object/set_table.h"

namespace krait {

class Marker;
class Dict;
class Thread;
class Type;

/// A Python set or frozenset. Elements come in the order of their slots, which Python can see:
/// sizes, probing and the rules of each operation are those of CPython, so that the same steps on
/// the same hashes give the same order. Reads take no lock; writers (on frozensets: while they are
/// made) take the object's lock themselves, around their own writes only, never across Python code.
class Set : public Object {
 public:
  static constexpr Layout kLayout = Layout::kSet;

  /// An empty instance of `type`: set, frozenset, or a subclass of either.
  static Result<Set*> New(Thread& t, Type* type);
  /// set or frozenset, whichever this one is or derives from.
  Type* BaseType(Thread& t) const;

  size_t size() const { return size_.load(std::memory_order_acquire); }
  SetTable* table() const { return table_.Load(); }  // never null

  // Any key: may run __hash__ and __eq__.
  Result<bool> Contains(Thread& t, Value key);
  Result<bool> ContainsWithHash(Thread& t, Value key, int64_t hash);
  /// Returns whether the set changed.
  Result<bool> Add(Thread& t, Value key);
  Result<bool> AddWithHash(Thread& t, Value key, int64_t hash);
  /// The same without the lock, where neither a comparison needs Python code nor the key more room:
  /// else false.
  bool TryAdd(Value key, int64_t hash);
  Result<bool> Discard(Thread& t, Value key);
  Result<bool> DiscardWithHash(Thread& t, Value key, int64_t hash);
  /// Some element, removed; Unbound when the set is empty.
  Value Pop(Thread& t);
  void Clear(Thread& t);

  /// Iterates over the slots without a lock: `position` starts at 0; false at the end.
  bool Next(size_t& position, Value& key, int64_t* hash = nullptr) const;

  // Operations with other sets. What makes a set makes one of BaseType; "update" changes this one.
  Result<Set*> Copy(Thread& t) const { return CopyAs(t, BaseType(t)); }
  /// A set of `type` with the same elements.
  Result<Set*> CopyAs(Thread& t, Type* type) const;
  Result<None> Update(Thread& t, const Set* other);
  /// Adds the keys.
  Result<None> UpdateFromDict(Thread& t, Dict* dict);
  Result<Set*> Union(Thread& t, const Set* other);
  Result<Set*> Intersection(Thread& t, Set* other);
  Result<None> IntersectionUpdate(Thread& t, Set* other);
  Result<Set*> Difference(Thread& t, Set* other);
  Result<None> DifferenceUpdate(Thread& t, Set* other);
  Result<Set*> SymmetricDifference(Thread& t, Set* other);
  Result<None> SymmetricDifferenceUpdate(Thread& t, Set* other);
  Result<bool> IsSubsetOf(Thread& t, Set* other);
  Result<bool> IsDisjoint(Thread& t, Set* other);

  /// Takes over the other set's elements and gives it these: for intersection_update of something
  /// that is no set.
  void SwapContents(Thread& t, Set* other);
  /// What difference_update does at the end: a new table if many slots hold dummies.
  Result<None> SweepDummies(Thread& t);

  /// The hash of a frozenset with these elements; cached, so only for frozensets.
  int64_t FrozenHash();

  void Trace(Marker& marker);

 private:
  /// A place found without the lock, and what tells whether it still holds.
  struct Snapshot {
    SetTable::Place place;
    SetTable* table;
    size_t inserted;  // table->inserted() when the search began
    Value key;        // in the entry, if found
  };
  Result<Snapshot> FindSnapshot(Thread& t, Value key, int64_t hash) const;
  bool IsCurrent(const Snapshot& found) const;
  /// Calls f(place) under the lock.
  template <typename F>
  auto WithPlace(Thread& t, Value key, int64_t hash, F f) -> decltype(f(SetTable::Place{}));

  /// What is asked of Resize for a set of that size.
  static size_t GrowthFor(size_t size);

  // The caller holds the lock.
  /// Whether a key put in there makes the table too full.
  bool GrowsBy(const SetTable::Entry* entry) const;
  Result<None> Insert(Thread& t, SetTable::Place place, Value key, int64_t hash);
  /// Moves to a table of more than `minimum` slots.
  Result<None> Resize(Thread& t, size_t minimum);

  std::atomic<size_t> size_;
  Field<SetTable*> table_;
  std::atomic<int64_t> hash_;  // FrozenHash, 0: not computed yet
  size_t finger_;              // where pop goes on
};

}  // namespace krait
