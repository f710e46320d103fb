#pragma once

#include <cstdint>

#include "vm/pyc/stack_code.h"

namespace krait {

/// What an opcode's argument is.
enum class Argument311 : uint8_t {
  kNone,  // ignored
  kNumber,
  kConst,     // index in co_consts
  kName,      // index in co_names (LOAD_GLOBAL: twice that)
  kLocal,     // index of a fast local
  kCell,      // index of a fast local that is a cell
  kForward,   // code units from the next instruction
  kBackward,  // the other way
};

struct Opcode311 {
  const char* name = nullptr;  // null: no such opcode, or a specialised one
  uint8_t caches = 0;
  Argument311 argument = Argument311::kNone;
  StackOp stack_op = StackOp::NOP;
};

const Opcode311& GetOpcode311(uint8_t opcode);

/// The numbers that decoding must know.
enum OpcodeNumber311 : uint8_t {
#define KRAIT_OPCODE(number, name, ...) k##name##311 = number,
#include "vm/pyc/opcodes_311.def"
#undef KRAIT_OPCODE
};

}  // namespace krait
