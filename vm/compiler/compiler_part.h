#pragma once

#include "vm/core/result.h"

namespace krait {
class Thread;
}

namespace krait::compiler {

/// Gives the VM a compiler: compile(), eval() and exec() of source text, and imports of it.
/// Fails only when there is no memory.
Result<None> InstallCompiler(Thread& t);

}  // namespace krait::compiler
