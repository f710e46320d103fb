#pragma once

#include <atomic>
#include <cstdint>

#include "vm/code/code_unit.h"
#include "vm/code/jump.h"
#include "vm/code/opcode.h"
#include "vm/object/vm.h"

namespace krait::interp {

/// What the interpreter tells a JIT. A floor above implements it and gives it to the VM; a VM
/// without one makes no machine code.
class TierUp : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kTierUp;

  /// What became of a loop that goes round, or of a function that was entered.
  struct HotEntry {
    const Word* pc;        // where to go on in the innermost frame; null: an exception is pending
    bool records = false;  // from there on each instruction is shown to Record before it runs
  };
  /// The JUMP_BACK or POLL at `pc`, with the frame's slots, when its heat is above 0.
  virtual HotEntry EnterHot(Thread& t, Value* slots, const Word* pc) = 0;
  /// False: nothing more is to be shown.
  virtual bool Record(Thread& t, Value* slots, const Word* pc) = 0;

  /// What inline caches knew does not hold any more: nor does code that was made of it. Threads
  /// that are running such code find kStaleCode in their poll word.
  virtual void Invalidate() = 0;
  static constexpr uint32_t kStaleCode = gil::ThreadState::kFirstVmBit << 9;
  /// How often that was. A poll takes the bit away: code that has called somebody compares.
  uint32_t invalidations() const { return invalidations_.load(std::memory_order_relaxed); }

  /// In a process that was just forked off, which has this thread alone, before it runs Python.
  virtual void AfterFork(const Thread&) {}

  /// Whether machine code can be made here at all; whether this VM makes some.
  virtual bool IsAvailable() const = 0;
  virtual bool IsEnabled() const = 0;
  /// Whether the innermost Python frame is running machine code.
  virtual bool IsActive(const Thread& t) const = 0;

 protected:
  void CountInvalidation() { invalidations_.fetch_add(1, std::memory_order_relaxed); }

 private:
  std::atomic<uint32_t> invalidations_ = 0;
};

// How often a JUMP_BACK was taken, in the half of its second word that is left, or the POLL with
// which a function begins, in the half of its word. It begins at 0, and who sets it below that
// hears of the place again as many times later; who sets it above, each time, and finds it as it
// was. Threads may lose counts.
inline std::atomic_ref<int32_t> HeatOfLoop(const Word* jump_back) {
  return std::atomic_ref<int32_t>(const_cast<Word*>(jump_back)[1].halves[0]);
}
inline std::atomic_ref<int32_t> HeatOfFunction(const Word* poll) {
  return std::atomic_ref<int32_t>(const_cast<Word*>(poll)->halves[1]);
}
inline bool IsPoll(const Word* pc) { return static_cast<Opcode>(pc->op) == Opcode::POLL; }
inline std::atomic_ref<int32_t> HeatOf(const Word* pc) {
  return IsPoll(pc) ? HeatOfFunction(pc) : HeatOfLoop(pc);
}
/// Where the interpreter goes on behind either.
inline const Word* BehindHot(const Word* pc) { return IsPoll(pc) ? pc + 1 : Destination(pc); }

}  // namespace krait::interp
