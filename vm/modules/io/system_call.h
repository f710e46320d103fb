#pragma once

#include <cerrno>
#include <cstdint>

#include "gil/blocking.h"
#include "vm/object/operations.h"

namespace krait {

/// Runs a system call that may block with the thread detached: `f` returns -1 and sets errno when
/// it failed. When a signal interrupts it, the Python handlers run and it is made again; should a
/// handler raise, that is the failure here. The result is what `f` gave, or -errno.
template <typename F>
Result<int64_t> SystemCall(Thread& t, F f) {
  for (;;) {
    int64_t result;
    int error;
    {
      gil::DetachScope detached(t);
      result = f();
      error = errno;
    }
    if (result >= 0) return result;
    if (error != EINTR) return int64_t{-error};
    TRY(CheckPoll(t));
  }
}

}  // namespace krait
