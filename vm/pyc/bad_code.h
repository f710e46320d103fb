#pragma once

#include <cstdint>
#include <string>

#include "vm/code/code.h"
#include "vm/core/result.h"

namespace krait {

class Thread;

/// ValueError: "bad code object NAME in FILE: reason".
Raised RaiseBadCode(Thread& t, const CodeFields& fields, const std::string& reason);
/// The same for one instruction: `unit` is its place in code units, shown in bytes as by dis.
Raised RaiseBadCodeAt(Thread& t, const CodeFields& fields, uint32_t unit,
                      const std::string& reason);

}  // namespace krait
