#pragma once

#include <cstddef>

#include "gil/blocking.h"
#include "vm/core/result.h"
#include "vm/heap/heap.h"
#include "vm/heap/thread.h"
#include "vm/number/bigint.h"
#include "vm/object/int.h"

/// How Python's operations on ints of any size run: where their memory comes from, how others get
/// to run meanwhile, and what is raised when they fail.
namespace krait {

/// The memory of one operation beyond its operands and result, counted against what the heap limit
/// leaves. Works detached, too.
class IntScratch final : public Scratch {
 public:
  explicit IntScratch(Thread& t);

  void* Allocate(size_t bytes) override;
  void Free(void* memory, size_t bytes) override { malloc_.Free(memory, bytes); }
  bool Reserve(size_t bytes) override;
  void Unreserve(size_t bytes) override { malloc_.Unreserve(bytes); }
  /// Serves signals and the host's wish to stop, attaching for that.
  bool StopRequested() override;

  /// Some request did not fit: a collection may help.
  bool refused() const { return refused_; }

 private:
  Thread& thread_;
  MallocScratch malloc_;
  bool refused_ = false;
};

/// Makes the exception of `status`, which is not kOk, pending.
Raised RaiseIntStatus(Thread& t, IntStatus status);

/// Calls operation(Scratch&) -> IntStatus, detached if it `is_long` (see bigint_cost.h): then it
/// touches limbs and characters of cells, which do not move, and nothing else of the heap. It runs
/// twice if memory was short the first time.
template <typename F>
IntStatus RunIntOperation(Thread& t, bool is_long, F operation) {
  for (bool collected = false;; collected = true) {
    IntScratch scratch(t);
    IntStatus status;
    if (is_long) {
      gil::DetachScope detached(t);
      status = operation(scratch);
    } else {
      status = operation(scratch);
    }
    if (status != IntStatus::kNoMemory || collected || !scratch.refused()) return status;
    t.heap().Collect(t);
  }
}

/// The exact int for what was computed into `cell`, in a smaller cell if most of it is unused.
Result<Value> FinishInt(Thread& t, Int* cell, const IntOut& out);

/// The int that compute(IntOut&, Scratch&) -> IntStatus makes in up to `limbs` limbs: on the stack
/// when it may well turn out immediate, else in the cell that it is to live in.
template <typename F>
Result<Value> ComputeInt(Thread& t, size_t limbs, bool is_long, F compute) {
  constexpr size_t kStackLimbs = 2;
  if (limbs <= kStackLimbs) {
    Limb storage[kStackLimbs];
    IntOut out{storage, kStackLimbs};
    const IntStatus status =
        RunIntOperation(t, is_long, [&](Scratch& scratch) { return compute(out, scratch); });
    if (status != IntStatus::kOk) return RaiseIntStatus(t, status);
    return Int::FromView(t, out.View());
  }
  Int* cell = TRY(Int::NewUninitialized(t, limbs));
  IntOut out = cell->out();
  const IntStatus status =
      RunIntOperation(t, is_long, [&](Scratch& scratch) { return compute(out, scratch); });
  if (status != IntStatus::kOk) return RaiseIntStatus(t, status);
  return FinishInt(t, cell, out);
}

/// Division of int-likes as Python's divmod: two ints, both rounded down.
struct IntDivision {
  Value quotient;
  Value remainder;
};
Result<IntDivision> DivideInts(Thread& t, Value a, Value b);

/// The double nearest to an int-like; OverflowError beyond the range.
Result<double> IntToDouble(Thread& t, Value value);
/// What is left of a double without its fraction. ValueError of NaN, OverflowError of infinities.
Result<Value> IntFromDouble(Thread& t, double value);

}  // namespace krait
