#pragma once

#include "vm/code/code.h"
#include "vm/core/result.h"
#include "vm/pyc/stack_code.h"

namespace krait {

class Thread;

/// The part of verification that looks at instructions: arguments, prologue, and what lies on the
/// stack along every path. `fields` are checked already. Fills stack.depths and stack.max_depth.
/// See verifier.h for what it proves.
Result<None> VerifyStackCode(Thread& t, const CodeFields& fields, StackCode& stack);

}  // namespace krait
