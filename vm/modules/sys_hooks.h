#pragma once

#include <optional>

#include "vm/core/result.h"

namespace krait {

class Thread;

/// Hands `exception`, which nobody has caught, to sys.excepthook. Whatever goes wrong on the way is
/// printed, too. If the hook leaves by SystemExit, returns that exception.
std::optional<Value> ReportUncaught(Thread& t, Value exception);

}  // namespace krait
