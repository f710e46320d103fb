#pragma once

#include <string>

#include "cli/options.h"

namespace krait::cli {

/// Fills in what the file system says: sys.executable, the prefix of the host's Python 3.11, whose
/// library programs import, and sys.path without its first entry.
void FindLibrary(const char* command, Options& options);

/// Puts the program's own folder in front of sys.path, unless that was declined (-P, -I).
void AddProgramFolder(Options& options);

/// As the current folder makes it.
std::string Absolute(const std::string& path);

}  // namespace krait::cli
