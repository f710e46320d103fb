#include "vm/interp/instruction_functions.h"

#include "vm/interp/handlers.h"

namespace krait::interp {
namespace {

constexpr InstructionFunction kFunctions[] = {
#define KRAIT_ROW_Binary(name, ...) {}, {}, {},
#define KRAIT_ROW_JumpBinary(name, ...) {}, {}, {},
#define KRAIT_ROW_Unary(name, ...) {},
#define KRAIT_ROW_JumpUnary(name, ...) {},
#define KRAIT_ROW_Helper(name, words, stores) {&Run_##name, stores},
#define KRAIT_ROW_Control(name, ...) {},
#define KRAIT_INSTRUCTION(name, form, ...) KRAIT_ROW_##form(name, ##__VA_ARGS__)
#include "vm/code/instructions.def"
#undef KRAIT_INSTRUCTION
};
static_assert(std::size(kFunctions) == static_cast<size_t>(Opcode::kCount));

}  // namespace

InstructionFunction FunctionOf(Opcode opcode) {
  switch (opcode) {
    case Opcode::LOAD_ATTR:
      return {&Run_LOAD_ATTR, true};
    case Opcode::LOAD_METHOD:
      return {&Run_LOAD_METHOD, false};
    case Opcode::STORE_ATTR:
      return {&Run_STORE_ATTR, false};
    case Opcode::LOAD_GLOBAL:
      return {&Run_LOAD_GLOBAL, true};
    case Opcode::STORE_GLOBAL:
      return {&Run_STORE_GLOBAL, false};
    case Opcode::LOAD_NAME:
      return {&Run_LOAD_NAME, true};
    case Opcode::STORE_NAME:
      return {&Run_STORE_NAME, false};
    case Opcode::SET_ITEM:
      return {&Run_SET_ITEM, false};
    case Opcode::LIST_APPEND:
      return {&Run_LIST_APPEND, false};
    case Opcode::UNPACK_SEQUENCE:
      return {&Run_UNPACK_SEQUENCE, false};
    case Opcode::BEFORE_WITH:
      return {&Run_BEFORE_WITH, false};
    case Opcode::WITH_EXCEPT_START:
      return {&Run_WITH_EXCEPT_START, true};
    case Opcode::UNPACK_PAIR:
      return {&Run_UNPACK_PAIR, false};
    default:
      return kFunctions[static_cast<size_t>(opcode)];
  }
}

}  // namespace krait::interp
