#pragma once

#include "vm/object/iterators.h"
#include "vm/uop/immediate.h"
#include "vm/uop/machine.h"

/// The state of a range's iterator, which compiled loops keep in registers.
namespace krait::uop {

/// Whether an iterator's step gave an item: at the end it gives Unbound.
struct IsItem {
  static constexpr Effects kEffects = kPure;
  static bool Run(Value value) { return !value.IsUnbound(); }
};

struct RangeNext {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<SmallInt> Run(Exact<RangeIterator> iterator) {
    return Fit(iterator->next.load(std::memory_order_relaxed));
  }
  /// What lies behind the last element may be no small int.
  static Out<SmallInt> Fit(int64_t number) {
    if (!Value::FitsInt(number)) return Out<SmallInt>::Exit();
    return SmallInt{number << 3};
  }
};

/// Only one loop knows the iterator, so that its counters can be elsewhere meanwhile.
struct RequirePrivate {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<Done> Run(Exact<RangeIterator> iterator) {
    if (!iterator->is_private()) return Out<Done>::Exit();
    return Done{};
  }
};

struct StoreRangeNext {
  static constexpr Effects kEffects = kWritesHeap;
  static Done Run(Exact<RangeIterator> iterator, SmallInt next) {
    iterator->next.store(next.value(), std::memory_order_relaxed);
    return {};
  }
};
struct StoreRangeRemaining {
  static constexpr Effects kEffects = kWritesHeap;
  static Done Run(Exact<RangeIterator> iterator, SmallInt remaining) {
    iterator->remaining.store(remaining.value(), std::memory_order_relaxed);
    return {};
  }
};

struct RangeRemaining {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<SmallInt> Run(Exact<RangeIterator> iterator) {
    return RangeNext::Fit(iterator->remaining.load(std::memory_order_relaxed));
  }
};

struct RangeStep {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<SmallInt> Run(Exact<RangeIterator> iterator) { return RangeNext::Fit(iterator->step); }
};

}  // namespace krait::uop
