#pragma once

#include <sys/stat.h>

#include "vm/core/result.h"

namespace krait {

class Thread;

/// An os.stat_result.
Result<Value> MakeStatResult(Thread& t, const struct stat& status);

}  // namespace krait
