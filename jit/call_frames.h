#pragma once

#include <cstdint>
#include <string>

#include "absl/types/span.h"

namespace krait::jit {

/// How a debugger finds out who called a trace's machine code, wherever in it a thread is: what a
/// .debug_frame section says (DWARF call frame information). The code has no frame of its own, but
/// keeps the stack aligned while it calls a function.
std::string CallFramesOf(absl::Span<const uint8_t> code);

}  // namespace krait::jit
