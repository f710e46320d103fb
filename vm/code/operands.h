#pragma once

#include <cstdint>

#include "absl/functional/function_ref.h"
#include "vm/code/code_unit.h"
#include "vm/code/opcode.h"

namespace krait {

/// What an operand of an instruction is for.
enum class OperandRole : uint8_t {
  kRead,      // a slot, a constant, or kNoOperand
  kWrite,     // a slot
  kReadSlot,  // a slot, never a constant
  kChange,    // a slot that is read and written
  kTarget,    // of a jump: a word index in the unit
  kNumber,
  kName,  // an index in co_names
};

struct Operand {
  OperandRole role;
  int32_t value;
};

/// Operands of a Binary, Unary, JumpBinary or JumpUnary instruction, and the slot that its result
/// goes to (or kNoOperand).
struct OperatorOperands {
  int16_t from[2];
  int count;
  int16_t to;

  explicit OperatorOperands(const Word* pc);
};

/// The words of an instruction, first to last.
uint32_t InstructionLength(const Word* instruction);

/// Calls `visit` for each operand in the order a reader would want: what is written first. Ranges
/// of slots and lists of items are visited one by one; inline caches and lengths are left out.
void VisitOperands(const CodeUnit& unit, uint32_t word, absl::FunctionRef<void(Operand)> visit);

}  // namespace krait
