#pragma once

#include <cstdint>
#include <limits>

namespace krait {

/// How an instruction's words are laid out; see instructions.def.
enum class Form : uint8_t { kBinary, kUnary, kJumpBinary, kJumpUnary, kHelper, kControl };

/// The handler variants of a Form: (suffix) per line. Forms with one variant have none.
#define KRAIT_VARIANTS_Binary(X, name) X(name) X(name##_SS) X(name##_SK)
#define KRAIT_VARIANTS_JumpBinary(X, name) X(name) X(name##_SS) X(name##_SK)
#define KRAIT_VARIANTS_Unary(X, name) X(name)
#define KRAIT_VARIANTS_JumpUnary(X, name) X(name)
#define KRAIT_VARIANTS_Helper(X, name) X(name)
#define KRAIT_VARIANTS_Control(X, name) X(name)

enum class Opcode : uint16_t {
#define KRAIT_OPCODE_ENUM(name) name,
#define KRAIT_INSTRUCTION(name, form, ...) KRAIT_VARIANTS_##form(KRAIT_OPCODE_ENUM, name)
#include "vm/code/instructions.def"
#undef KRAIT_INSTRUCTION
#undef KRAIT_OPCODE_ENUM
  kCount,
};

/// "No operand here."
inline constexpr int16_t kNoOperand = std::numeric_limits<int16_t>::max();

const char* OpcodeName(Opcode opcode);
Form FormOf(Opcode opcode);

}  // namespace krait
