#pragma once

#include <cstdint>

#include "vm/core/value.h"

namespace krait {
class Thread;
}

namespace krait::jit {

/// Whether a micro-op that is no call would run on these operands, and not leave. `*truth` is its
/// result if that is a bool.
bool Applies(Thread& t, uint16_t operation, const Value* operands, bool* truth);

}  // namespace krait::jit
