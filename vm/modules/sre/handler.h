#pragma once

#include <array>

#include "absl/base/attributes.h"
#include "vm/modules/sre/machine.h"

// How the functions behind the Ops call each other: each ends in a tail call of the next, so that
// the registers of the matcher stay machine registers and the native stack does not grow.

namespace krait::sre {

/// `pc` is at the instruction (for a popped entry: at its operand taken as a target), `at` is where
/// in the subject, and `top` is above the newest entry; a popped entry's handler removes it. C is
/// the unsigned type of the subject's characters.
template <typename C>
using Handler = Status (*)(Machine& m, const uint32_t* pc, const C* at, const C* end, uint64_t* top)
    [[clang::preserve_none]];

template <typename C>
struct HandlerTable {
  static const std::array<Handler<C>, static_cast<size_t>(Op::kCount)> kHandlers;
};

/// Goes on with the instruction at `pc`.
template <typename C>
[[clang::preserve_none]] ABSL_ATTRIBUTE_ALWAYS_INLINE inline Status Next(Machine& m,
                                                                         const uint32_t* pc,
                                                                         const C* at, const C* end,
                                                                         uint64_t* top) {
  [[clang::musttail]] return HandlerTable<C>::kHandlers[*pc](m, pc, at, end, top);
}

/// Goes back to the newest way to go on.
template <typename C>
[[clang::preserve_none]] ABSL_ATTRIBUTE_ALWAYS_INLINE inline Status Fail(Machine& m,
                                                                         const uint32_t* pc,
                                                                         const C* at, const C* end,
                                                                         uint64_t* top) {
  if (!m.Tick()) return Status::kStopped;
  uint64_t entry = top[-1];
  pc = m.code + EntryOperand(entry);
  [[clang::musttail]] return HandlerTable<C>::kHandlers[entry & 0xFF](m, pc, at, end, top);
}

template <typename C>
const C* ToPosition(uint64_t word) {
  return reinterpret_cast<const C*>(word);
}

inline uint64_t ToWord(const void* position) { return reinterpret_cast<uint64_t>(position); }

inline uint64_t OffsetOf(const Machine& m, const uint32_t* pc) {
  return static_cast<uint64_t>(pc - m.code);
}

}  // namespace krait::sre
