#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include "stencils/bodies/stencil.h"
#include "stencils/placements.h"

/// The rows of micro-ops.
namespace krait::stencils {

template <typename Op, Use kUse, size_t kRow>
constexpr Row MakeRow() {
  constexpr Placement p = Placements<Op, kUse>::At(kRow);
  return {&OpStencil<Op, p.use, p.a, p.b, p.result>, uop::kNumberOf<Op>, p};
}

template <size_t kFirst, size_t kSecond>
constexpr std::array<Row, kFirst + kSecond> Join(const std::array<Row, kFirst>& a,
                                                 const std::array<Row, kSecond>& b) {
  std::array<Row, kFirst + kSecond> all{};
  for (size_t i = 0; i < kFirst; ++i) all[i] = a[i];
  for (size_t i = 0; i < kSecond; ++i) all[kFirst + i] = b[i];
  return all;
}

template <typename Op, Use kUse, size_t... kRow>
constexpr auto RowsOfUse(std::index_sequence<kRow...>) {
  return std::array<Row, sizeof...(kRow)>{MakeRow<Op, kUse, kRow>()...};
}
template <typename Op, Use kUse>
constexpr auto RowsOfUse() {
  return RowsOfUse<Op, kUse>(std::make_index_sequence<Placements<Op, kUse>::kRows>());
}

/// All rows of a micro-op.
template <typename Op>
constexpr auto RowsOf() {
  if constexpr (!kHasStencils<Op>) {
    return std::array<Row, 0>();
  } else if constexpr (std::is_same_v<typename uop::Traits<Op>::Result::Type, bool>) {
    return Join(RowsOfUse<Op, Use::kValue>(),
                Join(RowsOfUse<Op, Use::kRequireTrue>(), RowsOfUse<Op, Use::kRequireFalse>()));
  } else {
    return RowsOfUse<Op, Use::kValue>();
  }
}

template <typename... Ops>
constexpr auto RowsOfAll(uop::OpList<Ops...>) {
  std::array<Row, (RowsOf<Ops>().size() + ... + 0)> all{};
  size_t next = 0;
  const auto add = [&](const auto& rows) {
    for (const Row& row : rows) all[next++] = row;
  };
  (add(RowsOf<Ops>()), ...);
  return all;
}

}  // namespace krait::stencils
