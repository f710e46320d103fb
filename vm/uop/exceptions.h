#pragma once

#include <utility>

#include "vm/object/exception.h"
#include "vm/uop/machine.h"

/// What handlers of exceptions do.
namespace krait::uop {

/// The exception is handled now; gives what was before.
struct SwapHandled {
  static constexpr Effects kEffects = kReadsHeap | kWritesHeap | kLeaf;
  static Value Run(Machine& m, Value exception) {
    return std::exchange(m.t.handled->exception, exception);
  }
};

struct TracebackOf {
  static constexpr Effects kEffects = kReadsHeap;
  static Value Run(Any<Exception> exception) { return exception->traceback(); }
};

}  // namespace krait::uop
