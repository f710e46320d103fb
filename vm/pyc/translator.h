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

/// The checked translation, for code that is traced: every original instruction has words of its
/// own, begins and ends with the whole stack in its home slots, and relies on no local being bound.
Result<CodeUnit*> TranslateForTracing(Thread& t, Code* code, const StackCode& stack);

}  // namespace krait
