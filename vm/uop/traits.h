#pragma once

#include <cstddef>
#include <tuple>
#include <utility>

#include "vm/uop/machine.h"

/// What the signature of a micro-op's Run says of it, and how to call it with Values.
namespace krait::uop {

// What a micro-op returns decides who runs it: what can raise goes to the slow path.
template <typename R>
struct Returned {
  using Type = R;
  static constexpr bool kMayExit = false;
  static constexpr bool kMayRaise = false;
};
template <typename R>
struct Returned<Out<R>> {
  using Type = R;
  static constexpr bool kMayExit = true;
  static constexpr bool kMayRaise = false;
};
template <typename R>
struct Returned<Result<R>> {
  using Type = R;
  static constexpr bool kMayExit = false;
  static constexpr bool kMayRaise = true;
};

template <typename F>
struct RunOf;
template <typename R, typename... P>
struct RunOf<R (*)(P...)> {
  using Result = Returned<R>;
  using Operands = std::tuple<P...>;
  static constexpr bool kTakesMachine = false;
};
template <typename R, typename... P>
struct RunOf<R (*)(Machine&, P...)> {
  using Result = Returned<R>;
  using Operands = std::tuple<P...>;
  static constexpr bool kTakesMachine = true;
};
template <typename Op>
using Traits = RunOf<decltype(&Op::Run)>;

/// Whether the micro-op can run inside a fast handler: it calls nothing.
template <typename Op>
inline constexpr bool kIsFast =
    !Traits<Op>::Result::kMayRaise && (!Traits<Op>::kTakesMachine || (Op::kEffects & kLeaf));

template <typename Op, size_t... kIndex>
bool GuardsHold(const Value* operands, std::index_sequence<kIndex...>) {
  using Operands = typename Traits<Op>::Operands;
  return (OperandType<std::tuple_element_t<kIndex, Operands>>::Matches(operands[kIndex]) && ...);
}

/// `machine` is a Machine&, or nothing for a micro-op that takes none.
template <typename Op, size_t... kIndex, typename... M>
[[gnu::always_inline]] inline auto Invoke(const Value* operands, std::index_sequence<kIndex...>,
                                          M&... machine) {
  using Operands = typename Traits<Op>::Operands;
  return Op::Run(machine...,
                 OperandType<std::tuple_element_t<kIndex, Operands>>::Take(operands[kIndex])...);
}

template <typename Op>
using IndexesOf = std::make_index_sequence<std::tuple_size_v<typename Traits<Op>::Operands>>;

/// Invoke with a Machine for those that take one.
template <typename Op>
[[gnu::always_inline]] inline auto Run(Machine m, const Value* operands) {
  if constexpr (Traits<Op>::kTakesMachine) {
    return Invoke<Op>(operands, IndexesOf<Op>(), m);
  } else {
    return Invoke<Op>(operands, IndexesOf<Op>());
  }
}

}  // namespace krait::uop
