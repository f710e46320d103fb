#pragma once

#include <cerrno>
#include <cstdint>

#include "absl/time/time.h"
#include "gil/blocking.h"
#include "vm/core/result.h"
#include "vm/heap/thread.h"
#include "vm/object/operations.h"

namespace krait {

/// What a system call gave, and errno where that is -1.
struct SystemResult {
  int64_t value = 0;
  int error = 0;
};

/// Makes a system call that may block, detached from the VM: `call` returns -1 with errno set when
/// it fails, and touches no Python object. A call that a signal interrupts is made again after the
/// signal's handlers have run, unless one of them raised.
template <typename F>
Result<SystemResult> BlockingCall(Thread& t, F call) {
  for (;;) {
    SystemResult result;
    {
      gil::DetachScope detached(t);
      errno = 0;
      result.value = static_cast<int64_t>(call());
      result.error = errno;
    }
    if (result.value != -1 || result.error != EINTR) return result;
    TRY(CheckPoll(t));
  }
}

/// Sleeps without keeping others from running; ends early only by an exception of a signal handler
/// or a stop of the VM.
Result<None> SleepFor(Thread& t, int64_t nanoseconds);

/// Waits for `mutex`; signal handlers run meanwhile. Negative `nanoseconds`: without a limit.
/// False when the time is up.
Result<bool> LockInterruptibly(Thread& t, gil::Mutex& mutex, int64_t nanoseconds);

}  // namespace krait
