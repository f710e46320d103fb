#pragma once

#include <cstdint>

#include "absl/types/span.h"
#include "vm/code/opcode.h"

namespace krait::jit {

/// The micro-ops that instructions.def lists for an instruction, in its order; none for one that
/// has a handler or function of its own.
absl::Span<const uint16_t> AlternativesOf(Opcode opcode);

}  // namespace krait::jit
