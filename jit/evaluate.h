#pragma once

#include <cstdint>

#include "jit/trace.h"
#include "vm/core/result.h"
#include "vm/core/value.h"

namespace krait {
class Thread;
}

namespace krait::jit {

/// Runs a trace without compiling it, micro-op by micro-op: what compiled code must agree with.
/// Reads `slots`, and writes there what the exit says. The number of that exit; raises if
/// that does, and MemoryError if there is no room for a float.
Result<uint32_t> Evaluate(Thread& t, const Trace& trace, Value* slots);

}  // namespace krait::jit
