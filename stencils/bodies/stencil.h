#pragma once

#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

#include "stencils/abi.h"
#include "stencils/placements.h"
#include "vm/uop/words.h"

/// Stencils of micro-ops: one function per placement of the operands. A row of kStencils names
/// each; tools read the rows and the functions' machine code from the object file.
namespace krait::stencils {

#define KRAIT_STENCIL __attribute__((preserve_none)) void

extern "C" {
// What the linker of compiled code fills in.
KRAIT_STENCIL krait_hole_next(KRAIT_STENCIL_PARAMETERS);
KRAIT_STENCIL krait_hole_exit(KRAIT_STENCIL_PARAMETERS);
extern char krait_hole_constant[];  // NOLINT
}

/// A row of the table that the extractor reads.
struct Row {
  StencilFunction function;
  uint16_t op;
  Placement placement;
};

struct Registers {
  uint64_t v[kIntRegisters];
  double x[kFloatRegisters];
};

#define KRAIT_REGISTERS                                                  \
  {                                                                      \
    {v0, v1, v2, v3, v4, v5, v6, v7}, { x0, x1, x2, x3, x4, x5, x6, x7 } \
  }
#define KRAIT_GO(where, r)                                                                         \
  [[clang::musttail]] return where(a, t, r.v[0], r.v[1], r.v[2], r.v[3], r.v[4], r.v[5], r.v[6],   \
                                   r.v[7], r.x[0], r.x[1], r.x[2], r.x[3], r.x[4], r.x[5], r.x[6], \
                                   r.x[7])

/// A constant of 64 bits, where the code model has addresses of 32.
[[gnu::always_inline]] inline uint64_t WholeConstant() {
  uint64_t constant;
  asm("movabsq $krait_hole_constant, %0" : "=r"(constant));
  return constant;
}

/// The operand in register (or constant) `where`.
template <typename T, int kWhere>
[[gnu::always_inline]] inline T Fetch(const Registers& r) {
  if constexpr (uop::kIsImmediate<T>) {
    return {static_cast<uint32_t>(reinterpret_cast<uintptr_t>(krait_hole_constant))};
  } else if constexpr (kClassOf<T> == RegisterClass::kFloat) {
    return T{r.x[kWhere]};
  } else {
    const uint64_t bits = kWhere == kConstantOperand
                              ? reinterpret_cast<uint64_t>(krait_hole_constant)
                              : r.v[kWhere < 0 ? 0 : kWhere];
    return uop::OperandType<T>::Take(Value::FromBits(bits));
  }
}

template <int kWhere, typename T>
[[gnu::always_inline]] inline void Put(Registers& r, T result) {
  if constexpr (std::is_same_v<T, uop::Double>) {
    r.x[kWhere] = result.value;
  } else {
    r.v[kWhere] = uop::WordOf(result);
  }
}

template <typename Op, int kA, int kB, size_t... kIndex>
[[gnu::always_inline]] inline auto RunOn(Thread* t, const Registers& r,
                                         std::index_sequence<kIndex...>) {
  using Operands = typename uop::Traits<Op>::Operands;
  constexpr int kWhere[] = {kA, kB, 2};
  const auto run = [&](auto&&... machine) {
    return Op::Run(machine..., Fetch<std::tuple_element_t<kIndex, Operands>, kWhere[kIndex]>(r)...);
  };
  if constexpr (uop::Traits<Op>::kTakesMachine) {
    uop::Machine m{*t, nullptr};
    return run(m);
  } else {
    return run();
  }
}

/// A micro-op that overwrites its first operand even if it leaves, and then takes that back.
template <typename Op, int8_t kA, int8_t kB>
concept CanUndo = kA != kB && requires { &Op::Undo; };

/// The result goes to register kD; of a bool, kUse says what becomes of it.
template <typename Op, Use kUse, int8_t kA, int8_t kB, int8_t kD>
KRAIT_STENCIL OpStencil(KRAIT_STENCIL_PARAMETERS) {
  using R = typename uop::Traits<Op>::Result;
  Registers r = KRAIT_REGISTERS;
  typename R::Type result;
  if constexpr (CanUndo<Op, kA, kB>) {
    const auto b = Fetch<uop::SmallInt, kB>(r);
    if (Op::Wraps(Fetch<uop::SmallInt, kA>(r), b, &result)) [[unlikely]] {
      // The compiler is not to know that it has the operand still.
      asm("" : "+r"(result.shifted));
      Put<kA>(r, Op::Undo(result, b));
      KRAIT_GO(krait_hole_exit, r);
    }
    Put<kD>(r, result);
    KRAIT_GO(krait_hole_next, r);
  }
  auto produced = RunOn<Op, kA, kB>(t, r, uop::IndexesOf<Op>());
  if constexpr (R::kMayExit) {
    if (produced.exit) [[unlikely]]
      KRAIT_GO(krait_hole_exit, r);
    result = produced.value;
  } else {
    result = produced;
  }
  if constexpr (std::is_same_v<typename R::Type, uop::Done>) {
    (void)result;
  } else if constexpr (kUse == Use::kValue) {
    Put<kD>(r, result);
  } else {
    if (result != (kUse == Use::kRequireTrue)) [[unlikely]]
      KRAIT_GO(krait_hole_exit, r);
  }
  KRAIT_GO(krait_hole_next, r);
}

}  // namespace krait::stencils
