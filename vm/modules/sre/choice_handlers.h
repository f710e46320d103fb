#pragma once

#include "vm/modules/sre/handler.h"
#include "vm/modules/sre/items.h"

// Where a program branches, loops and ends.

namespace krait::sre {

template <typename C>
struct ChoiceHandlers {
  [[clang::preserve_none]] static Status Accept(Machine& m, const uint32_t* pc, const C* at,
                                                const C* end, uint64_t* top) {
    if ((m.whole && at != end) || at == m.barred_end) {
      [[clang::musttail]] return Fail<C>(m, pc, at, end, top);
    }
    m.match_end = at;
    return Status::kMatch;
  }

  [[clang::preserve_none]] static Status Bottom(Machine&, const uint32_t*, const C*, const C*,
                                                uint64_t*) {
    return Status::kNoMatch;
  }

  [[clang::preserve_none]] static Status Failure(Machine& m, const uint32_t* pc, const C* at,
                                                 const C* end, uint64_t* top) {
    [[clang::musttail]] return Fail<C>(m, pc, at, end, top);
  }

  [[clang::preserve_none]] static Status PollPoint(Machine& m, const uint32_t* pc, const C* at,
                                                   const C* end, uint64_t* top) {
    if (!m.Poll()) return Status::kStopped;
    [[clang::musttail]] return Next<C>(m, pc + 1, at, end, top);
  }

  [[clang::preserve_none]] static Status Jump(Machine& m, const uint32_t* pc, const C* at,
                                              const C* end, uint64_t* top) {
    [[clang::musttail]] return Next<C>(m, m.code + pc[1], at, end, top);
  }

  [[clang::preserve_none]] static Status Resume(Machine& m, const uint32_t* pc, const C* at,
                                                const C* end, uint64_t* top) {
    at = ToPosition<C>(top[-2]);
    [[clang::musttail]] return Next<C>(m, pc, at, end, top - 2);
  }

  [[clang::preserve_none]] static Status Choose(Machine& m, const uint32_t* pc, const C* at,
                                                const C* end, uint64_t* top) {
    if (!m.Tick()) return Status::kStopped;
    if (!CanStart(m, pc[3], at, end)) {
      [[clang::musttail]] return Next<C>(m, m.code + pc[2], at, end, top);
    }
    if (CanStart(m, pc[4], at, end)) {
      if (!m.Reserve(top)) return Status::kMemory;
      top[0] = ToWord(at);
      top[1] = Entry(Op::kResume, pc[2]);
      top += 2;
    }
    [[clang::musttail]] return Next<C>(m, m.code + pc[1], at, end, top);
  }

  [[clang::preserve_none]] static Status Fork(Machine& m, const uint32_t* pc, const C* at,
                                              const C* end, uint64_t* top) {
    if (!m.Tick()) return Status::kStopped;
    if (!m.Reserve(top)) return Status::kMemory;
    top[0] = ToWord(at);
    top[1] = Entry(Op::kResume, pc[2]);
    [[clang::musttail]] return Next<C>(m, m.code + pc[1], at, end, top + 2);
  }

  [[clang::preserve_none]] static Status Dispatch(Machine& m, const uint32_t* pc, const C* at,
                                                  const C* end, uint64_t* top) {
    constexpr uint32_t kWide = 256;
    constexpr uint32_t kEnd = 257;
    uint32_t c = at == end ? kEnd : IsNarrow(*at) ? *at : kWide;
    [[clang::musttail]] return Next<C>(m, m.code + pc[1 + c], at, end, top);
  }
};

}  // namespace krait::sre
