#include "vm/interp/handlers.h"
#include "vm/uop/arithmetic.h"
#include "vm/uop/comparison.h"
#include "vm/uop/items.h"

namespace krait::interp {

using namespace uop;  // the alternatives in instructions.def name micro-ops

#define KRAIT_ROW_Binary(name, ...)                       \
  &fold::Binary<fold::Operands::kAny, __VA_ARGS__>,       \
      &fold::Binary<fold::Operands::kSlots, __VA_ARGS__>, \
      &fold::Binary<fold::Operands::kSlotConstant, __VA_ARGS__>,
#define KRAIT_ROW_JumpBinary(name, ...)                       \
  &fold::JumpBinary<fold::Operands::kAny, __VA_ARGS__>,       \
      &fold::JumpBinary<fold::Operands::kSlots, __VA_ARGS__>, \
      &fold::JumpBinary<fold::Operands::kSlotConstant, __VA_ARGS__>,
#define KRAIT_ROW_Unary(name, ...) &fold::Unary<__VA_ARGS__>,
#define KRAIT_ROW_JumpUnary(name, ...) &fold::JumpUnary<__VA_ARGS__>,
#define KRAIT_ROW_Helper(name, words, stores) &fold::Helper<&Run_##name, words, stores>,
#define KRAIT_ROW_Control(name, ...) &Handle_##name,

constinit const HandlerTable kHandlers = {{
#define KRAIT_INSTRUCTION(name, form, ...) KRAIT_ROW_##form(name, ##__VA_ARGS__)
#include "vm/code/instructions.def"
#undef KRAIT_INSTRUCTION
}};

}  // namespace krait::interp
