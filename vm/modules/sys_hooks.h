#pragma once

#include <optional>

#include "vm/core/result.h"

namespace krait {

class Module;
class Thread;

/// Puts excepthook and unraisablehook (and the originals, __excepthook__ and __unraisablehook__)
/// into sys, and lets the VM report through the latter.
Result<None> AddSysHooks(Thread& t, Module* sys);

/// Hands `exception`, which nobody has caught, to sys.excepthook. Whatever goes wrong on the way is
/// printed, too. If the hook leaves by SystemExit, returns that exception.
std::optional<Value> ReportUncaught(Thread& t, Value exception);

}  // namespace krait
