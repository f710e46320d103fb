#pragma once

#include <string>

#include "cli/options.h"

namespace krait {
class Thread;
}

namespace krait::cli {

/// What the program is, if it can be told without a VM.
struct Source {
  enum class Kind { kBytecode, kText, kContainer, kModule, kCommand, kPrompt };
  Kind kind = Kind::kModule;
  std::string bytes;
};

/// False with errno set when the file cannot be read.
bool LookAt(const Options& options, Source* source);

/// All that the command does with a VM that has started. Returns the exit status.
int RunProgram(Thread& t, const Options& options, const Source& source);

}  // namespace krait::cli
