#pragma once

#include "vm/core/result.h"

namespace krait {

class Thread;

/// Gives the bare built-in types of a new VM what Python sees of them.
Result<None> InstallBuiltinTypes(Thread& t);

}  // namespace krait
