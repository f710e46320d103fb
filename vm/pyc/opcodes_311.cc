#include "vm/pyc/opcodes_311.h"

#include <array>

namespace krait {
namespace {

constexpr std::array<Opcode311, 256> MakeTable() {
  std::array<Opcode311, 256> table{};
#define KRAIT_OPCODE(number, name, caches, argument, stack_op) \
  table[number] = {#name, caches, Argument311::k##argument, StackOp::stack_op};
#include "vm/pyc/opcodes_311.def"
#undef KRAIT_OPCODE
  return table;
}

constexpr std::array<Opcode311, 256> kOpcodes = MakeTable();

}  // namespace

const Opcode311& GetOpcode311(uint8_t opcode) { return kOpcodes[opcode]; }

}  // namespace krait
