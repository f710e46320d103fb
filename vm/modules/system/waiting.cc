#include "vm/modules/system/waiting.h"

#include <algorithm>

#include "gil/futex.h"

namespace krait {

Result<None> SleepFor(Thread& t, int64_t nanoseconds) {
  gil::Event never;
  const int64_t deadline = gil::DeadlineAfter(nanoseconds);
  for (;;) {
    const int64_t left = std::max<int64_t>(0, deadline - gil::MonotonicNanos());
    if (left == 0) {
      // time.sleep(0) gives others a chance.
      gil::DetachScope detached(t);
    }
    if (never.Wait(t, absl::Nanoseconds(left), gil::Interruptible::kYes) ==
        gil::WaitResult::kTimedOut) {
      return None{};
    }
    TRY(CheckPoll(t));
  }
}

Result<bool> LockInterruptibly(Thread& t, gil::Mutex& mutex, int64_t nanoseconds) {
  if (mutex.TryLock()) return true;
  const int64_t deadline = nanoseconds < 0 ? gil::kNever : gil::DeadlineAfter(nanoseconds);
  for (;;) {
    const absl::Duration left =
        deadline == gil::kNever
            ? absl::InfiniteDuration()
            : absl::Nanoseconds(std::max<int64_t>(0, deadline - gil::MonotonicNanos()));
    switch (mutex.Lock(t, left, gil::Interruptible::kYes)) {
      case gil::WaitResult::kOk:
        return true;
      case gil::WaitResult::kTimedOut:
        return false;
      case gil::WaitResult::kInterrupted:
        TRY(CheckPoll(t));
        break;
    }
  }
}

}  // namespace krait
