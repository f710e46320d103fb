#pragma once

#include <cstdint>

#include "jit/frames.h"
#include "vm/core/value.h"

namespace krait {
class Thread;
}

namespace krait::jit {

/// How a micro-op would run on given operands.
enum class Application : uint8_t {
  kNot,    // it would leave
  kFast,   // as a stencil
  kCalls,  // as a call: see MicroOpFunction
};
/// `*truth` is the result of a fast one if that is a bool. Runs what has no effect, to see.
Application ApplicationOf(Thread& t, uint16_t operation, const Value* operands, bool* truth);

/// Whether the operands are of the micro-op's types.
bool GuardsHold(uint16_t operation, const Value* operands);

/// A micro-op as a function of compiled code, on operands of its types: its result as a Value, or
/// Unbound if it leaves. With CallSite::extra the result is a bool, an object's truth.
CallSite::Function MicroOpFunction(uint16_t operation);

}  // namespace krait::jit
