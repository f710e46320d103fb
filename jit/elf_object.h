#pragma once

#include <cstdint>
#include <string>

#include "absl/types/span.h"

namespace krait::jit {

/// An ELF object, as bytes, that says of code in memory what a debugger wants to know: its name,
/// and, in the section .debug_frame, how to find the caller's frame. The code itself is not in it.
std::string MakeElfObject(absl::Span<const uint8_t> code, const std::string& name,
                          const std::string& debug_frame);

}  // namespace krait::jit
