#pragma once

#include "vm/modules/sre/chars.h"
#include "vm/modules/sre/handler.h"

// Conditions on a position: beginnings, ends and word boundaries.

namespace krait::sre {

template <AtCode kAt, typename C>
bool IsWordFor(C c) {
  if constexpr (kAt == AtCode::kLocBoundary || kAt == AtCode::kLocNonBoundary) {
    return IsLocaleWord(c);
  } else if constexpr (kAt == AtCode::kUniBoundary || kAt == AtCode::kUniNonBoundary) {
    return IsUnicodeWord(c);
  } else {
    return IsAsciiWord(c);
  }
}

/// Whether the characters on the two sides of `at` differ in being word characters. `begin` and
/// `end` differ.
template <AtCode kAt, typename C>
bool IsBoundary(const C* begin, const C* at, const C* end) {
  bool before = at > begin && IsWordFor<kAt>(at[-1]);
  bool behind = at < end && IsWordFor<kAt>(*at);
  return before != behind;
}

template <AtCode kAt, typename C>
bool HoldsAt(const C* begin, const C* at, const C* end) {
  switch (kAt) {
    case AtCode::kBeginning:
    case AtCode::kBeginningString:
      return at == begin;
    case AtCode::kBeginningLine:
      return at == begin || at[-1] == '\n';
    case AtCode::kEnd:
      return at == end || (end - at == 1 && *at == '\n');
    case AtCode::kEndLine:
      return at == end || *at == '\n';
    case AtCode::kEndString:
      return at == end;
    case AtCode::kBoundary:
    case AtCode::kLocBoundary:
    case AtCode::kUniBoundary:
      return begin != end && IsBoundary<kAt>(begin, at, end);
    case AtCode::kNonBoundary:
    case AtCode::kLocNonBoundary:
    case AtCode::kUniNonBoundary:
      // Neither a boundary nor its opposite is in an empty subject.
      return begin != end && !IsBoundary<kAt>(begin, at, end);
    case AtCode::kCount:
      return false;
  }
}

template <typename C>
struct PositionHandlers {
  template <AtCode kAt>
  [[clang::preserve_none]] static Status At(Machine& m, const uint32_t* pc, const C* at,
                                            const C* end, uint64_t* top) {
    if (!HoldsAt<kAt>(static_cast<const C*>(m.begin), at, end)) {
      [[clang::musttail]] return Fail<C>(m, pc, at, end, top);
    }
    [[clang::musttail]] return Next<C>(m, pc + 1, at, end, top);
  }
};

}  // namespace krait::sre
