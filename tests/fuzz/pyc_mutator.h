#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace krait::fuzz {

/// Changes a well-formed .pyc file into another: opcodes for ones of the same stack effect (or
/// any), arguments, jumps, handlers, constants, names, numbers; inserts calls of built-in functions
/// and methods; takes instructions, constants and code objects from `donor` if there is one. Much
/// of what comes out is still accepted, which damaged bytes hardly ever are. Empty when `pyc` is
/// not well formed.
std::string MutatePyc(std::string_view pyc, std::string_view donor, uint32_t seed);

}  // namespace krait::fuzz
