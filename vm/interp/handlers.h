#pragma once

#include "vm/interp/handler.h"

namespace krait::interp {

// One handler per Control instruction and one function per Helper instruction, defined in the file
// of their family. A Helper's result is ignored unless instructions.def says that it is stored.
#define KRAIT_DECLARE_Control(name) KRAIT_HANDLER Handle_##name(KRAIT_HANDLER_ARGUMENTS);
#define KRAIT_DECLARE_Helper(name) \
  Result<Value> Run_##name(Thread& t, Value* slots, const Word* pc);
#define KRAIT_DECLARE_Binary(name)
#define KRAIT_DECLARE_Unary(name)
#define KRAIT_DECLARE_JumpBinary(name)
#define KRAIT_DECLARE_JumpUnary(name)
#define KRAIT_INSTRUCTION(name, form, ...) KRAIT_DECLARE_##form(name)
#include "vm/code/instructions.def"
#undef KRAIT_INSTRUCTION

/// The handlers of all instructions.
extern const HandlerTable kHandlers;

}  // namespace krait::interp
