#pragma once

#include "vm/code/code.h"
#include "vm/core/result.h"
#include "vm/pyc/stack_code.h"

namespace krait {

class Thread;

/// Makes stack code of CPython 3.11's co_code and co_exceptiontable: checks and drops caches, folds
/// EXTENDED_ARG, KW_NAMES and PRECALL into what they belong to, resolves jumps. Opcodes, the shape
/// of instructions, jump targets and protected ranges are checked here; what arguments mean and
/// what happens on the stack is the verifier's (it fills depths and max_depth).
Result<None> Decode311(Thread& t, const CodeFields& fields, StackCode* out);

}  // namespace krait
