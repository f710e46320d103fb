#pragma once

#include <string>

#include "jit/jit.h"

namespace krait::cli {

/// What -X jit-stats says: a short table.
std::string JitStatsText(const jit::Stats& stats);
/// What -X jit-verify does with what is wrong: it ends the process.
[[noreturn]] void FailVerification(const std::string& difference);

}  // namespace krait::cli
