#pragma once

#include "absl/status/status.h"
#include "cli/options.h"

namespace krait::cli {

/// Adds what PYTHON... variables say to what the command line said, which wins.
absl::Status ReadEnvironment(Options& options);

/// Sets the secret behind str hashes: random, or by PYTHONHASHSEED.
absl::Status ChooseHashSecret(Options& options);

/// The variable's value, or null when it is not set, empty, or variables are to be ignored.
const char* Variable(const Options& options, const char* name);

}  // namespace krait::cli
