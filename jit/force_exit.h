#pragma once

#include <cstdint>

#include "jit/trace.h"

namespace krait::jit {

/// For testing: a guard of the trace leaves even if what it asks for holds. That is never wrong,
/// since the interpreter asks again; so what an exit says of the frames can be tested without the
/// one case that fails.
///
/// It is the guard with this number, modulo how many there are. Those count that could fail: not
/// the ones in front of the loop, which have nothing to write, and none behind an effect of its own
/// instruction, which would be done again.
void ForceExit(Trace& trace, uint64_t number);

}  // namespace krait::jit
