#pragma once

#include "vm/core/result.h"

namespace krait {

class Thread;

/// Makes room for what atexit registers; once per VM.
Result<None> InstallExitFunctions(Thread& t);

/// Calls what atexit has registered, last first, until nothing is left. Exceptions are reported and
/// dropped.
void RunExitFunctions(Thread& t);

}  // namespace krait
