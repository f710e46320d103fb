#pragma once

#include "vm/code/code_unit.h"
#include "vm/core/result.h"
#include "vm/pyc/stack_code.h"

namespace krait {

class Code;
class Thread;

/// Translates verified stack code into register code. `code` is the code object it belongs to.
/// SystemError when it needs more frame slots or constants than an operand can name.
Result<CodeUnit*> Translate(Thread& t, Code* code, const StackCode& stack);

}  // namespace krait
