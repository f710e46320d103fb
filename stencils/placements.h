#pragma once

#include <cstddef>
#include <tuple>
#include <type_traits>

#include "stencils/placement.h"
#include "vm/uop/catalog.h"
#include "vm/uop/traits.h"

/// Which placements of a micro-op there are stencils for.
///
/// The result goes where the first operand of its kind is: registers are overwritten, as machine
/// code likes it. A result that no operand is like goes anywhere if there is but one operand. All
/// else, and micro-ops that say so (kFixedPlacement), have one stencil: operands in the first
/// registers of their kinds, and so the result.
namespace krait::stencils {

/// The kind of register that an operand or result of type T is in.
template <typename T>
inline constexpr RegisterClass kClassOf =
    std::is_same_v<T, uop::Double> ? RegisterClass::kFloat : RegisterClass::kInt;

/// None of a micro-op that takes a call, or that stands for another one on converted operands.
template <typename Op>
inline constexpr bool kHasStencils = uop::kIsFast<Op> && !uop::HasFloatForm<Op>;

template <typename Op>
concept HasFixedPlacement = requires { Op::kFixedPlacement; };

template <typename Op, Use kUse>
class Placements {
  using Operands = typename uop::Traits<Op>::Operands;
  static constexpr int kOperands = std::tuple_size_v<Operands>;
  template <int kIndex>
  using OperandAt = std::tuple_element_t<(kIndex < kOperands ? kIndex : kOperands - 1), Operands>;

 public:
  static constexpr bool kHasImmediate = uop::kIsImmediate<OperandAt<kOperands - 1>>;
  /// Operands in registers.
  static constexpr int kCount = kOperands - (kHasImmediate ? 1 : 0);
  static_assert(kCount >= 1 && kCount <= 3);

  using A = OperandAt<0>;
  using B = OperandAt<kCount == 1 ? 0 : 1>;
  using C = OperandAt<kCount - 1>;
  using R = typename uop::Traits<Op>::Result::Type;
  static constexpr RegisterClass kClassOfA = kClassOf<A>;
  static constexpr RegisterClass kClassOfB = kClassOf<B>;
  static_assert(kCount < 3 || kClassOf<C> == RegisterClass::kInt);

  static constexpr bool kHasResult = kUse == Use::kValue && !std::is_same_v<R, uop::Done>;
  static constexpr bool kLikeA = kClassOf<R> == kClassOf<A>;
  static constexpr bool kLikeB = kClassOf<R> == kClassOf<B>;
  static constexpr bool kFixed =
      HasFixedPlacement<Op> || kCount == 3 || (kHasResult && kCount == 2 && !kLikeA && !kLikeB);
  static constexpr bool kTakesConstant =
      kCount == 2 && std::is_same_v<B, uop::SmallInt> && (kLikeA || !kHasResult);
  /// Registers, or the constant behind them, of the second operand; or the result's.
  static constexpr int kSecond =
      kCount == 2 ? 8 + (kTakesConstant ? 1 : 0) : (kHasResult && !kLikeA ? 8 : 1);

  static constexpr size_t kRows = kFixed ? 1 : size_t{8} * kSecond;

  /// The placement of row `i`; a third operand is in the third register.
  static constexpr Placement At(size_t i) {
    Placement p{.use = kUse, .a = 0};
    if constexpr (kFixed) {
      if (kCount >= 2) p.b = kClassOf<A> == kClassOf<B> ? 1 : 0;
      if (kHasResult) p.result = 0;
      return p;
    }
    const auto first = static_cast<int8_t>(i / kSecond);
    const auto second = static_cast<int8_t>(i % kSecond);
    p.a = first;
    if (kCount == 2) p.b = second == 8 ? kConstantOperand : second;
    if (kHasResult) p.result = kLikeA ? p.a : kCount == 2 ? p.b : second;
    return p;
  }
};

}  // namespace krait::stencils
