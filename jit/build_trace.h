#pragma once

#include <string>
#include <variant>

#include "jit/recording.h"
#include "jit/trace.h"

namespace krait::jit {

/// What a recording cannot be a trace for.
struct NoTrace {
  std::string reason;
  /// A place that holds values of several types when the loop begins again was not known as such:
  /// the recording now names it, and is to be done anew.
  bool was_mixed = false;
};

/// Makes a trace of all that was recorded: what speaks of first values alone in front of the loop,
/// then the paths. Its exits' origins are recorded steps.
std::variant<Trace, NoTrace> BuildTrace(Recording& recording);

}  // namespace krait::jit
