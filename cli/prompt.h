#pragma once

#include <optional>

#include "vm/core/result.h"

namespace krait {
class Thread;
}

namespace krait::cli {

/// Reads statements from standard input and runs each in __main__, until the input ends. An exit
/// status when a statement wants to leave before.
std::optional<int> RunPrompt(Thread& t);

/// Runs the file that PYTHONSTARTUP names in __main__. An exit status when it wants to leave.
std::optional<int> RunStartupFile(Thread& t, const char* path);

/// Calls sys.__interactivehook__, if there is one. An exit status when it wants to leave.
std::optional<int> CallInteractiveHook(Thread& t);

}  // namespace krait::cli
