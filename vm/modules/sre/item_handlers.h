#pragma once

#include <cstring>

#include "vm/modules/sre/handler.h"
#include "vm/modules/sre/items.h"

// Characters, strings and repeated characters.

namespace krait::sre {

template <typename C>
struct ItemHandlers {
  static constexpr size_t kMin = 1 + kItemOperands;  // where a repeat's counts are
  static constexpr size_t kNext = kMin + 2;          // where its Next is
  static constexpr size_t kRunWords = kNext;
  static constexpr size_t kRepeatWords = kNext + kNextOperands;

  [[clang::preserve_none]] static Status String(Machine& m, const uint32_t* pc, const C* at,
                                                const C* end, uint64_t* top) {
    const size_t count = pc[1];
    const uint32_t* characters = pc + 2;
    bool same = static_cast<size_t>(end - at) >= count;
    for (size_t i = 0; same && i < count; ++i) same = at[i] == characters[i];
    if (!same) [[clang::musttail]]
      return Fail<C>(m, pc, at, end, top);
    [[clang::musttail]] return Next<C>(m, characters + count, at + count, end, top);
  }

  template <typename Item>
  [[clang::preserve_none]] static Status Step(Machine& m, const uint32_t* pc, const C* at,
                                              const C* end, uint64_t* top) {
    if (at == end || !Item::Has(m, pc + 1, *at)) {
      [[clang::musttail]] return Fail<C>(m, pc, at, end, top);
    }
    [[clang::musttail]] return Next<C>(m, pc + 1 + kItemOperands, at + 1, end, top);
  }

  template <typename Item>
  [[clang::preserve_none]] static Status Run(Machine& m, const uint32_t* pc, const C* at,
                                             const C* end, uint64_t* top) {
    const C* run_end = RunEnd<Item>(m, pc + 1, at, Most(at, end, pc[kMin + 1]));
    if (run_end == nullptr) return Status::kStopped;
    if (static_cast<size_t>(run_end - at) < pc[kMin]) {
      [[clang::musttail]] return Fail<C>(m, pc, at, end, top);
    }
    [[clang::musttail]] return Next<C>(m, pc + kRunWords, run_end, end, top);
  }

  template <typename Item>
  [[clang::preserve_none]] static Status Greedy(Machine& m, const uint32_t* pc, const C* at,
                                                const C* end, uint64_t* top) {
    const C* run_end = RunEnd<Item>(m, pc + 1, at, Most(at, end, pc[kMin + 1]));
    if (run_end == nullptr) return Status::kStopped;
    if (static_cast<size_t>(run_end - at) < pc[kMin]) {
      [[clang::musttail]] return Fail<C>(m, pc, at, end, top);
    }
    const C* least = at + pc[kMin];
    at = LastChance(m, pc + kNext, least, run_end, end);
    if (at == nullptr) [[clang::musttail]]
      return Fail<C>(m, pc, at, end, top);
    if (at > least) {
      if (!m.Reserve(top)) return Status::kMemory;
      top[0] = ToWord(least);
      top[1] = ToWord(at);
      top[2] = Entry(Op::kFewer, OffsetOf(m, pc));
      top += 3;
    }
    [[clang::musttail]] return Next<C>(m, pc + kRepeatWords, at, end, top);
  }

  [[clang::preserve_none]] static Status Fewer(Machine& m, const uint32_t* pc, const C* at,
                                               const C* end, uint64_t* top) {
    const C* least = ToPosition<C>(top[-3]);
    at = LastChance(m, pc + kNext, least, ToPosition<C>(top[-2]) - 1, end);
    if (at == nullptr) {
      [[clang::musttail]] return Fail<C>(m, pc, at, end, top - 3);
    }
    if (at > least) {
      top[-2] = ToWord(at);
    } else {
      top -= 3;
    }
    [[clang::musttail]] return Next<C>(m, pc + kRepeatWords, at, end, top);
  }

  template <ItemKind kKind, typename Item>
  [[clang::preserve_none]] static Status Lazy(Machine& m, const uint32_t* pc, const C* at,
                                              const C* end, uint64_t* top) {
    const size_t min = pc[kMin];
    const C* most = Most(at, end, pc[kMin + 1]);
    const C* least = Most(at, end, pc[kMin]);
    if (min != 0) {
      least = RunEnd<Item>(m, pc + 1, at, least);
      if (least == nullptr) return Status::kStopped;
    }
    if (static_cast<size_t>(least - at) < min) {
      [[clang::musttail]] return Fail<C>(m, pc, at, end, top);
    }
    at = FirstChance<Item>(m, pc + 1, pc + kNext, least, most, end);
    if (at == nullptr) [[clang::musttail]]
      return Fail<C>(m, pc, at, end, top);
    if (at < most) {
      if (!m.Reserve(top)) return Status::kMemory;
      top[0] = ToWord(most);
      top[1] = ToWord(at);
      top[2] = Entry(MoreOp(kKind), OffsetOf(m, pc));
      top += 3;
    }
    [[clang::musttail]] return Next<C>(m, pc + kRepeatWords, at, end, top);
  }

  template <typename Item>
  [[clang::preserve_none]] static Status More(Machine& m, const uint32_t* pc, const C* at,
                                              const C* end, uint64_t* top) {
    const C* most = ToPosition<C>(top[-3]);
    at = ToPosition<C>(top[-2]);
    at = Item::Has(m, pc + 1, *at) ? FirstChance<Item>(m, pc + 1, pc + kNext, at + 1, most, end)
                                   : nullptr;
    if (at == nullptr) {
      [[clang::musttail]] return Fail<C>(m, pc, at, end, top - 3);
    }
    if (at < most) {
      top[-2] = ToWord(at);
    } else {
      top -= 3;
    }
    [[clang::musttail]] return Next<C>(m, pc + kRepeatWords, at, end, top);
  }

 private:
  // Where a run of at most `count` from `at` would end.
  static const C* Most(const C* at, const C* end, size_t count) {
    return count < static_cast<size_t>(end - at) ? at + count : end;
  }
  static constexpr Op MoreOp(ItemKind kind) {
    return static_cast<Op>(static_cast<uint32_t>(Op::kMore) + static_cast<uint32_t>(kind));
  }
};

}  // namespace krait::sre
