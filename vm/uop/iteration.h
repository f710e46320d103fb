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

/// Only one loop knows the iterator, so that its counters can be elsewhere meanwhile.
struct RequirePrivate {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<Done> Run(Exact<RangeIterator> iterator) {
    if (!iterator->is_private()) return Out<Done>::Exit();
    return Done{};
  }
};

inline Out<SmallInt> FitSmallInt(int64_t number) {
  if (!Value::FitsInt(number)) return Out<SmallInt>::Exit();
  return SmallInt{number << 3};
}

struct RangeNext {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<SmallInt> Run(Exact<RangeIterator> iterator) {
    return FitSmallInt(iterator->next.load(std::memory_order_relaxed));
  }
};

struct RangeStep {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<SmallInt> Run(Exact<RangeIterator> iterator) { return FitSmallInt(iterator->step); }
};

/// What is next when no element remains.
struct RangeEnd {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<SmallInt> Run(Exact<RangeIterator> iterator) {
    int64_t end;
    if (__builtin_mul_overflow(iterator->remaining.load(std::memory_order_relaxed), iterator->step,
                               &end) ||
        __builtin_add_overflow(end, iterator->next.load(std::memory_order_relaxed), &end)) {
      return Out<SmallInt>::Exit();
    }
    return FitSmallInt(end);
  }
};

struct MoveRange {
  static constexpr Effects kEffects = kWritesHeap;
  static Done Run(Exact<RangeIterator> iterator, SmallInt next) {
    iterator->MoveTo(next.value());
    return {};
  }
};

}  // namespace krait::uop
