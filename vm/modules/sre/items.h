#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "absl/base/attributes.h"
#include "vm/modules/sre/char_predicate.h"
#include "vm/modules/sre/find.h"
#include "vm/modules/sre/machine.h"

// The single-character items of programs: whether one matches a character, how far a run of matches
// goes, and where in a run the rest of the program has a chance.

namespace krait::sre {

/// What the CharPredicate at `offset` says about `c`.
bool PredicateHas(Machine& m, uint32_t offset, uint32_t c);

template <typename C>
ABSL_ATTRIBUTE_ALWAYS_INLINE inline bool IsNarrow(C c) {
  return sizeof(C) == 1 || c < 256;
}

struct AnyAllItem {
  template <typename C>
  static bool Has(Machine&, const uint32_t*, C) {
    return true;
  }
  template <typename C>
  static const C* RunEnd(Machine&, const uint32_t*, const C*, const C* stop) {
    return stop;
  }
};

struct AnyButNewlineItem {
  template <typename C>
  static bool Has(Machine&, const uint32_t*, C c) {
    return c != '\n';
  }
  template <typename C>
  static const C* RunEnd(Machine&, const uint32_t*, const C* at, const C* stop) {
    return FindChar(at, stop, '\n');
  }
};

struct LiteralItem {
  template <typename C>
  static bool Has(Machine&, const uint32_t* operands, C c) {
    return c == operands[0];
  }
  template <typename C>
  static const C* RunEnd(Machine&, const uint32_t* operands, const C* at, const C* stop) {
    while (at < stop && *at == operands[0]) ++at;
    return at;
  }
};

struct NotLiteralItem {
  template <typename C>
  static bool Has(Machine&, const uint32_t* operands, C c) {
    return c != operands[0];
  }
  template <typename C>
  static const C* RunEnd(Machine&, const uint32_t* operands, const C* at, const C* stop) {
    return FindChar(at, stop, operands[0]);
  }
};

struct TableItem {
  template <typename C>
  ABSL_ATTRIBUTE_ALWAYS_INLINE static bool Has(Machine& m, const uint32_t* operands, C c) {
    Column column{operands[0]};
    if (IsNarrow(c)) return (m.tables[column.table_offset() + c] & column.mask()) != 0;
    return WideHas(m, operands, c);
  }
  template <typename C>
  static const C* RunEnd(Machine& m, const uint32_t* operands, const C* at, const C* stop) {
    Column column{operands[0]};
    const uint8_t* table = m.tables + column.table_offset();
    const uint8_t mask = column.mask();
    for (; at < stop; ++at) {
      if (!(IsNarrow(*at) ? (table[*at] & mask) != 0 : WideHas(m, operands, *at))) break;
    }
    return at;
  }

 private:
  static bool WideHas(Machine& m, const uint32_t* operands, uint32_t c) {
    if ((operands[0] & Column::kWideByPredicate) != 0) return PredicateHas(m, operands[1], c);
    return (operands[0] & Column::kWideAll) != 0;
  }
};

struct PredicateItem {
  template <typename C>
  static bool Has(Machine& m, const uint32_t* operands, C c) {
    return PredicateHas(m, operands[1], c);
  }
  template <typename C>
  static const C* RunEnd(Machine& m, const uint32_t* operands, const C* at, const C* stop) {
    while (at < stop && PredicateHas(m, operands[1], *at)) ++at;
    return at;
  }
};

/// Runs longer than this are looked at in pieces, with polls between.
inline constexpr ptrdiff_t kLongestPiece = ptrdiff_t{1} << 14;

/// RunEnd for the rest of a run that a whole piece belongs to.
template <typename Item, typename C>
ABSL_ATTRIBUTE_NOINLINE const C* LongRunEnd(Machine& m, const uint32_t* operands, const C* at,
                                            const C* stop) {
  for (;;) {
    if (!m.Tick()) return nullptr;
    const C* piece_end = stop - at > kLongestPiece ? at + kLongestPiece : stop;
    const C* run_end = Item::RunEnd(m, operands, at, piece_end);
    m.Charge(static_cast<size_t>(run_end - at));
    if (run_end != piece_end || run_end == stop) return run_end;
    at = run_end;
  }
}

/// The first position in [at, stop) that does not match, or `stop`; null if the host wants to stop.
template <typename Item, typename C>
ABSL_ATTRIBUTE_ALWAYS_INLINE inline const C* RunEnd(Machine& m, const uint32_t* operands,
                                                    const C* at, const C* stop) {
  const C* piece_end = stop - at > kLongestPiece ? at + kLongestPiece : stop;
  const C* run_end = Item::RunEnd(m, operands, at, piece_end);
  m.Charge(static_cast<size_t>(run_end - at));
  if (ABSL_PREDICT_TRUE(run_end != piece_end || run_end == stop)) return run_end;
  return LongRunEnd<Item>(m, operands, run_end, stop);
}

/// Whether what stands at `at` is among `starts`, a Column.
template <typename C>
ABSL_ATTRIBUTE_ALWAYS_INLINE inline bool CanStart(const Machine& m, uint32_t starts, const C* at,
                                                  const C* end) {
  Column column{starts};
  if (at == end) return (starts & Column::kEnd) != 0;
  if (IsNarrow(*at)) return (m.tables[column.table_offset() + *at] & column.mask()) != 0;
  return (starts & Column::kWideAll) != 0;
}

/// Whether the operands of a repeat after its item and counts leave a chance at `at`.
template <typename C>
ABSL_ATTRIBUTE_ALWAYS_INLINE inline bool CanGoOn(const Machine& m, const uint32_t* next,
                                                 const C* at, const C* end) {
  switch (static_cast<NextKind>(next[0])) {
    case NextKind::kUnknown:
      return true;
    case NextKind::kLiteral:
      return at < end && *at == next[1];
    case NextKind::kColumn:
      return CanStart(m, next[1], at, end);
  }
  return true;
}

/// The last position in [least, at] where there is a chance to go on, or null. May also return one
/// without a chance, after many of them.
template <typename C>
const C* LastChance(Machine& m, const uint32_t* next, const C* least, const C* at, const C* end) {
  if (static_cast<NextKind>(next[0]) == NextKind::kUnknown) return at;
  const bool in_pieces = at - least > kLongestPiece;
  if (in_pieces) least = at - kLongestPiece;
  const C* from = at;
  while (at != least && !CanGoOn(m, next, at, end)) --at;
  m.Charge(static_cast<size_t>(from - at));
  return at != least || in_pieces || CanGoOn(m, next, at, end) ? at : nullptr;
}

/// The first position in [at, most] where there is a chance to go on and to which the item's run
/// reaches, or null. May also return one without a chance, after many of them.
template <typename Item, typename C>
const C* FirstChance(Machine& m, const uint32_t* operands, const uint32_t* next, const C* at,
                     const C* most, const C* end) {
  if (static_cast<NextKind>(next[0]) == NextKind::kUnknown) return at;
  const bool in_pieces = most - at > kLongestPiece;
  if (in_pieces) most = at + kLongestPiece;
  const C* from = at;
  if (static_cast<NextKind>(next[0]) == NextKind::kLiteral) {
    const C* stop = most < end ? most : end;
    if constexpr (std::is_same_v<Item, AnyAllItem>) at = FindChar(at, stop, next[1]);
    if constexpr (std::is_same_v<Item, AnyButNewlineItem>) at = FindEither(at, stop, next[1], '\n');
    if constexpr (std::is_same_v<Item, NotLiteralItem>) {
      at = FindEither(at, stop, next[1], operands[0]);
    }
  }
  while (!CanGoOn(m, next, at, end)) {
    if (at == most) {
      if (!in_pieces) at = nullptr;
      break;
    }
    if (!Item::Has(m, operands, *at)) {
      at = nullptr;
      break;
    }
    ++at;
  }
  m.Charge(static_cast<size_t>((at != nullptr ? at : most) - from));
  return at;
}

}  // namespace krait::sre
