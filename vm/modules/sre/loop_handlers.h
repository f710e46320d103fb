#pragma once

#include "vm/modules/sre/handler.h"
#include "vm/modules/sre/items.h"

// Loops that count, or whose body may match nothing. Their slots are: how many iterations have
// begun, and where the newest optional one began (0 before the first), as an optional iteration is
// not begun where the one before it began.

namespace krait::sre {

template <typename C>
struct LoopHandlers {
  static constexpr size_t kUntilWords = 6;

  [[clang::preserve_none]] static Status Enter(Machine& m, const uint32_t* pc, const C* at,
                                               const C* end, uint64_t* top) {
    if (!m.Reserve(top)) return Status::kMemory;
    uint64_t* slot = m.slots + pc[1];
    top[0] = slot[0];
    top[1] = slot[1];
    top[2] = Entry(Op::kUndoLoop, pc[1]);
    slot[0] = 0;
    slot[1] = 0;
    [[clang::musttail]] return Next<C>(m, pc + 2, at, end, top + 3);
  }

  [[clang::preserve_none]] static Status UndoLoop(Machine& m, const uint32_t* pc, const C* at,
                                                  const C* end, uint64_t* top) {
    uint64_t* slot = m.slots + EntryOperand(top[-1]);
    slot[0] = top[-3];
    slot[1] = top[-2];
    [[clang::musttail]] return Fail<C>(m, pc, at, end, top - 3);
  }

  [[clang::preserve_none]] static Status UntilMax(Machine& m, const uint32_t* pc, const C* at,
                                                  const C* end, uint64_t* top) {
    if (!m.Tick()) return Status::kStopped;
    if (!m.Reserve(top)) return Status::kMemory;
    uint64_t* slot = m.slots + pc[1];
    if (slot[0] < pc[3]) {
      [[clang::musttail]] return BeginRequired(m, pc, at, end, top);
    }
    if (!MayBegin(m, pc, slot, at, end)) {
      [[clang::musttail]] return Next<C>(m, pc + kUntilWords, at, end, top);
    }
    top[0] = slot[1];
    top[1] = ToWord(at);
    top[2] = Entry(Op::kLeaveLoop, OffsetOf(m, pc));
    ++slot[0];
    slot[1] = ToWord(at);
    [[clang::musttail]] return Next<C>(m, m.code + pc[2], at, end, top + 3);
  }

  [[clang::preserve_none]] static Status LeaveLoop(Machine& m, const uint32_t* pc, const C* at,
                                                   const C* end, uint64_t* top) {
    uint64_t* slot = m.slots + pc[1];
    --slot[0];
    slot[1] = top[-3];
    at = ToPosition<C>(top[-2]);
    [[clang::musttail]] return Next<C>(m, pc + kUntilWords, at, end, top - 3);
  }

  [[clang::preserve_none]] static Status UntilMin(Machine& m, const uint32_t* pc, const C* at,
                                                  const C* end, uint64_t* top) {
    if (!m.Tick()) return Status::kStopped;
    if (!m.Reserve(top)) return Status::kMemory;
    uint64_t* slot = m.slots + pc[1];
    if (slot[0] < pc[3]) {
      [[clang::musttail]] return BeginRequired(m, pc, at, end, top);
    }
    if (MayBegin(m, pc, slot, at, end)) {
      top[0] = ToWord(at);
      top[1] = Entry(Op::kAgain, OffsetOf(m, pc));
      top += 2;
    }
    [[clang::musttail]] return Next<C>(m, pc + kUntilWords, at, end, top);
  }

  [[clang::preserve_none]] static Status Again(Machine& m, const uint32_t* pc, const C* at,
                                               const C* end, uint64_t* top) {
    at = ToPosition<C>(top[-2]);
    uint64_t* slot = m.slots + pc[1];
    top[-2] = slot[1];
    top[-1] = Entry(Op::kUndoOptional, pc[1]);
    ++slot[0];
    slot[1] = ToWord(at);
    [[clang::musttail]] return Next<C>(m, m.code + pc[2], at, end, top);
  }

  [[clang::preserve_none]] static Status UndoOptional(Machine& m, const uint32_t* pc, const C* at,
                                                      const C* end, uint64_t* top) {
    uint64_t* slot = m.slots + EntryOperand(top[-1]);
    --slot[0];
    slot[1] = top[-2];
    [[clang::musttail]] return Fail<C>(m, pc, at, end, top - 2);
  }

  [[clang::preserve_none]] static Status UndoCount(Machine& m, const uint32_t* pc, const C* at,
                                                   const C* end, uint64_t* top) {
    --m.slots[EntryOperand(top[-1])];
    [[clang::musttail]] return Fail<C>(m, pc, at, end, top - 1);
  }

 private:
  [[clang::preserve_none]] static Status BeginRequired(Machine& m, const uint32_t* pc, const C* at,
                                                       const C* end, uint64_t* top) {
    top[0] = Entry(Op::kUndoCount, pc[1]);
    ++m.slots[pc[1]];
    [[clang::musttail]] return Next<C>(m, m.code + pc[2], at, end, top + 1);
  }

  // Whether one more iteration than have to be is allowed and has a chance.
  static bool MayBegin(const Machine& m, const uint32_t* pc, const uint64_t* slot, const C* at,
                       const C* end) {
    return (slot[0] < pc[4] || pc[4] == kMaxRepeat) && slot[1] != ToWord(at) &&
           CanStart(m, pc[5], at, end);
  }
};

}  // namespace krait::sre
