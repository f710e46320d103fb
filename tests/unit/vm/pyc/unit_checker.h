#pragma once

#include <string>

#include "vm/code/code_unit.h"

namespace krait {

/// Looks at register code as a suspicious reader would, knowing nothing of the translator: operands
/// and jumps are in range; each stack slot that an instruction reads, or that its liveness tells
/// the collector to trace, has been written on every path there and traced at every safepoint
/// since. Returns what is wrong, or an empty string.
std::string CheckUnit(const CodeUnit& unit);

}  // namespace krait
