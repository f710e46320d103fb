#pragma once

#include <cstdint>

/// How compiled code passes values from one stencil to the next: in the registers in which
/// preserve_none functions take their arguments. Two of them hold the activation and the thread,
/// the rest are what the register allocator hands out.
namespace krait {

class Thread;
class Value;

namespace jit {
struct InlineFrame;
}  // namespace jit

namespace stencils {

inline constexpr int kIntRegisters = 8;
inline constexpr int kFloatRegisters = 8;

// Of the registers that hold ints a call keeps the first two; it has its operands in the last
// three.
inline constexpr int kKeptRegisters = 2;
inline constexpr int kCallResult = 2;
inline constexpr int kCallOperands = 5;

/// One run of compiled code, on the native stack: what its registers spill to is where the
/// collector looks for values that may be such.
struct Activation {
  static constexpr int kSpills = 240;

  /// What a call in compiled code reaches: `what` says what is to be done with the operands.
  /// Returns Value::Raised() with an exception pending.
  using Call = uint64_t (*)(Thread *t, Activation *a, uint64_t what, uint64_t x, uint64_t y,
                            uint64_t z);

  Value *slots;              // of the frame that the code was entered in
  Value *inlined = nullptr;  // where frames above that would begin
  Call call = nullptr;
  uint32_t exit = 0;             // which way out was taken
  uint64_t ints[kIntRegisters];  // what the registers held there
  double floats[kFloatRegisters];
  uint64_t spills[kSpills];
  static constexpr int kGenerators = 8;
  Value *generated[kGenerators];  // slots of generators that the code resumes

  Activation *outer = nullptr;  // the run of machine code further out on this thread
  /// The call that was made last, as Call's `what`, of those that may run other code; 0: none.
  uint64_t call_site = 0;
  /// The frame of `slots`, if it has not been pushed: see jit::CallDirectly.
  const jit::InlineFrame *unpushed = nullptr;
};

#define KRAIT_STENCIL_PARAMETERS                                                               \
  ::krait::stencils::Activation *a, ::krait::Thread *t, uint64_t v0, uint64_t v1, uint64_t v2, \
      uint64_t v3, uint64_t v4, uint64_t v5, uint64_t v6, uint64_t v7, double x0, double x1,   \
      double x2, double x3, double x4, double x5, double x6, double x7

using StencilFunction = __attribute__((preserve_none)) void (*)(KRAIT_STENCIL_PARAMETERS);

}  // namespace stencils
}  // namespace krait
