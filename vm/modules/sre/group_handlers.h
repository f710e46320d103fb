#pragma once

#include <cstring>

#include "vm/modules/sre/chars.h"
#include "vm/modules/sre/handler.h"
#include "vm/modules/sre/items.h"

// Groups, and bodies that are matched once and for all: atomic groups, possessive repeats,
// lookaround.

namespace krait::sre {

/// A group's text as the marks have it; not `is_set` if it has none.
template <typename C>
struct GroupText {
  const C* begin;
  const C* end;
  bool is_set;
};

template <typename C>
GroupText<C> TextOfGroup(const Machine& m, uint32_t group) {
  const C* begin = ToPosition<C>(m.marks[size_t{group} * 2]);
  const C* end = ToPosition<C>(m.marks[size_t{group} * 2 + 1]);
  return {begin, end, begin != nullptr && end != nullptr && begin <= end};
}

template <CaseMode kMode, typename C>
bool SameText(const C* a, const C* b, size_t size) {
  if constexpr (kMode == CaseMode::kExact) return std::memcmp(a, b, size * sizeof(C)) == 0;
  for (size_t i = 0; i < size; ++i) {
    if (a[i] != b[i] && Lower(kMode, a[i]) != Lower(kMode, b[i])) return false;
  }
  return true;
}

template <typename C>
struct GroupHandlers {
  [[clang::preserve_none]] static Status MarkStart(Machine& m, const uint32_t* pc, const C* at,
                                                   const C* end, uint64_t* top) {
    if (!m.Reserve(top)) return Status::kMemory;
    top[0] = m.marks[pc[1]];
    top[1] = Entry(Op::kUndoMarkStart, pc[1]);
    m.marks[pc[1]] = ToWord(at);
    [[clang::musttail]] return Next<C>(m, pc + 2, at, end, top + 2);
  }

  [[clang::preserve_none]] static Status MarkEnd(Machine& m, const uint32_t* pc, const C* at,
                                                 const C* end, uint64_t* top) {
    if (!m.Reserve(top)) return Status::kMemory;
    top[0] = m.last_index;
    top[1] = m.marks[pc[1]];
    top[2] = Entry(Op::kUndoMarkEnd, pc[1]);
    m.last_index = pc[1] / 2 + 1;
    m.marks[pc[1]] = ToWord(at);
    [[clang::musttail]] return Next<C>(m, pc + 2, at, end, top + 3);
  }

  [[clang::preserve_none]] static Status UndoMarkStart(Machine& m, const uint32_t* pc, const C* at,
                                                       const C* end, uint64_t* top) {
    m.marks[EntryOperand(top[-1])] = top[-2];
    [[clang::musttail]] return Fail<C>(m, pc, at, end, top - 2);
  }

  [[clang::preserve_none]] static Status UndoMarkEnd(Machine& m, const uint32_t* pc, const C* at,
                                                     const C* end, uint64_t* top) {
    m.marks[EntryOperand(top[-1])] = top[-2];
    m.last_index = top[-3];
    [[clang::musttail]] return Fail<C>(m, pc, at, end, top - 3);
  }

  template <CaseMode kMode>
  [[clang::preserve_none]] static Status GroupRef(Machine& m, const uint32_t* pc, const C* at,
                                                  const C* end, uint64_t* top) {
    GroupText<C> text = TextOfGroup<C>(m, pc[1]);
    size_t left = text.is_set ? static_cast<size_t>(text.end - text.begin) : 0;
    bool same = text.is_set && left <= static_cast<size_t>(end - at);
    while (same && left > 0) {
      size_t piece = left < kLongestPiece ? left : kLongestPiece;
      same = SameText<kMode>(text.begin, at, piece);
      text.begin += piece;
      at += piece;
      left -= piece;
      m.Charge(piece);
      if (!m.Tick()) return Status::kStopped;
    }
    if (!same) [[clang::musttail]]
      return Fail<C>(m, pc, at, end, top);
    [[clang::musttail]] return Next<C>(m, pc + 2, at, end, top);
  }

  [[clang::preserve_none]] static Status IfGroup(Machine& m, const uint32_t* pc, const C* at,
                                                 const C* end, uint64_t* top) {
    pc = TextOfGroup<C>(m, pc[1]).is_set ? pc + 3 : m.code + pc[2];
    [[clang::musttail]] return Next<C>(m, pc, at, end, top);
  }

  [[clang::preserve_none]] static Status AtomicEnter(Machine& m, const uint32_t* pc, const C* at,
                                                     const C* end, uint64_t* top) {
    m.slots[pc[1]] = Height(m, top);
    [[clang::musttail]] return Next<C>(m, pc + 2, at, end, top);
  }

  [[clang::preserve_none]] static Status AtomicLeave(Machine& m, const uint32_t* pc, const C* at,
                                                     const C* end, uint64_t* top) {
    top = m.CutBack(m.stack + m.slots[pc[1]], top);
    if (top == nullptr) return Status::kStopped;
    [[clang::musttail]] return Next<C>(m, pc + 2, at, end, top);
  }

  [[clang::preserve_none]] static Status LookEnter(Machine& m, const uint32_t* pc, const C* at,
                                                   const C* end, uint64_t* top) {
    if (static_cast<size_t>(at - Begin(m)) < pc[2]) {
      [[clang::musttail]] return Fail<C>(m, pc, at, end, top);
    }
    m.slots[pc[1]] = Height(m, top);
    m.slots[pc[1] + 1] = ToWord(at);
    [[clang::musttail]] return Next<C>(m, pc + 3, at - pc[2], end, top);
  }

  [[clang::preserve_none]] static Status LookLeave(Machine& m, const uint32_t* pc, const C* at,
                                                   const C* end, uint64_t* top) {
    top = m.CutBack(m.stack + m.slots[pc[1]], top);
    if (top == nullptr) return Status::kStopped;
    at = ToPosition<C>(m.slots[pc[1] + 1]);
    [[clang::musttail]] return Next<C>(m, pc + 2, at, end, top);
  }

  [[clang::preserve_none]] static Status LookNotEnter(Machine& m, const uint32_t* pc, const C* at,
                                                      const C* end, uint64_t* top) {
    if (static_cast<size_t>(at - Begin(m)) < pc[2]) {
      [[clang::musttail]] return Next<C>(m, m.code + pc[3], at, end, top);
    }
    if (!m.Reserve(top)) return Status::kMemory;
    m.slots[pc[1]] = Height(m, top);
    top[0] = ToWord(at);
    top[1] = Entry(Op::kResume, pc[3]);
    [[clang::musttail]] return Next<C>(m, pc + 4, at - pc[2], end, top + 2);
  }

  [[clang::preserve_none]] static Status LookNotLeave(Machine& m, const uint32_t* pc, const C* at,
                                                      const C* end, uint64_t* top) {
    uint64_t* base = m.stack + m.slots[pc[1]];
    if (!m.Unwind(base, top)) return Status::kStopped;
    [[clang::musttail]] return Fail<C>(m, pc, at, end, base);
  }

  [[clang::preserve_none]] static Status PossessiveEnter(Machine& m, const uint32_t* pc,
                                                         const C* at, const C* end, uint64_t* top) {
    m.slots[pc[1] + 1] = 0;
    m.slots[pc[1] + 2] = 0;
    [[clang::musttail]] return Next<C>(m, pc + 2, at, end, top);
  }

  [[clang::preserve_none]] static Status PossessiveNext(Machine& m, const uint32_t* pc, const C* at,
                                                        const C* end, uint64_t* top) {
    if (!m.Tick()) return Status::kStopped;
    uint64_t* slot = m.slots + pc[1];
    slot[0] = Height(m, top);
    if (slot[1] >= pc[2]) {
      bool more = (slot[1] < pc[3] || pc[3] == kMaxRepeat) && slot[2] != ToWord(at) &&
                  CanStart(m, pc[5], at, end);
      if (!more) [[clang::musttail]]
        return Next<C>(m, m.code + pc[4], at, end, top);
      if (!m.Reserve(top)) return Status::kMemory;
      slot[2] = ToWord(at);
      top[0] = ToWord(at);
      top[1] = Entry(Op::kResume, pc[4]);
      top += 2;
    }
    [[clang::musttail]] return Next<C>(m, pc + 6, at, end, top);
  }

  [[clang::preserve_none]] static Status PossessiveLeave(Machine& m, const uint32_t* pc,
                                                         const C* at, const C* end, uint64_t* top) {
    uint64_t* slot = m.slots + pc[1];
    top = m.CutBack(m.stack + slot[0], top);
    if (top == nullptr) return Status::kStopped;
    ++slot[1];
    [[clang::musttail]] return Next<C>(m, m.code + pc[2], at, end, top);
  }

 private:
  static const C* Begin(const Machine& m) { return static_cast<const C*>(m.begin); }
  static uint64_t Height(const Machine& m, const uint64_t* top) {
    return static_cast<uint64_t>(top - m.stack);
  }
};

}  // namespace krait::sre
