#pragma once

#include "vm/object/iterators.h"
#include "vm/uop/machine.h"

/// The state of a range's iterator, which compiled loops keep in registers.
namespace krait::uop {

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
