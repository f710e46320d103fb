#pragma once

#include <cstdint>

/// Where a stencil finds its operands and leaves its result.
namespace krait::stencils {

enum class RegisterClass : uint8_t { kInt, kFloat };

/// In place of a register: the operand is a constant, which the linker fills in.
inline constexpr int8_t kConstantOperand = -1;
inline constexpr int8_t kNoOperand = -2;

/// What becomes of a result. Of a bool a guard may want only that it is true, or false: it leaves
/// the trace if not.
enum class Use : uint8_t { kValue, kRequireTrue, kRequireFalse };

/// Stencils that are of no micro-op: they bring values to where the next one wants them.
enum class Plumbing : uint16_t {
  kMoveInt,  // result <- a
  kMoveFloat,
  kConstantInt,    // result <- the constant, all its bits
  kConstantFloat,  // the same, bits of a double
  kLoadSlot,       // result <- the frame slot at the constant, in bytes
  kStoreSlot,      // the frame slot at the constant <- a
  kLoadInlined,    // the same in frames above that
  kStoreInlined,
  kReloadInt,  // result <- the activation's word at the constant, in bytes
  kReloadFloat,
  kSpillInt,  // the activation's word at the constant <- a
  kSpillFloat,
  kLeave,  // leaves the trace
  kPoll,   // leaves the trace if somebody asks the thread for something
  kCall,   // register 2 <- what the function in the activation makes of registers 5, 6 and 7
  kCount,
};
/// Their numbers are these, behind all micro-ops.
inline constexpr uint16_t kFirstPlumbing = 0x8000;

struct Placement {
  Use use = Use::kValue;
  int8_t a = kNoOperand;
  int8_t b = kNoOperand;
  int8_t result = kNoOperand;
};

}  // namespace krait::stencils
