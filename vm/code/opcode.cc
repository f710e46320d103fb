#include "vm/code/opcode.h"

namespace krait {
namespace {

struct OpcodeInfo {
  const char* name;
  Form form;
};

constexpr OpcodeInfo kOpcodes[] = {
#define KRAIT_ROW_Binary(name) {#name, Form::kBinary},
#define KRAIT_ROW_JumpBinary(name) {#name, Form::kJumpBinary},
#define KRAIT_ROW_Unary(name) {#name, Form::kUnary},
#define KRAIT_ROW_JumpUnary(name) {#name, Form::kJumpUnary},
#define KRAIT_ROW_Helper(name) {#name, Form::kHelper},
#define KRAIT_ROW_Control(name) {#name, Form::kControl},
#define KRAIT_INSTRUCTION(name, form, ...) KRAIT_VARIANTS_##form(KRAIT_ROW_##form, name)
#include "vm/code/instructions.def"
#undef KRAIT_INSTRUCTION
};

}  // namespace

const char* OpcodeName(Opcode opcode) { return kOpcodes[static_cast<int>(opcode)].name; }
Form FormOf(Opcode opcode) { return kOpcodes[static_cast<int>(opcode)].form; }

}  // namespace krait
