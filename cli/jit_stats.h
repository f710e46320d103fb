#pragma once

#include <string>

#include "jit/jit.h"

namespace krait::cli {

/// What -X jit-stats says: a short table.
std::string JitStatsText(const jit::Stats& stats);

}  // namespace krait::cli
