#include "gil/blocking.h"

#include "gil/futex.h"

namespace krait::gil {
namespace {

int64_t DeadlineAfter(absl::Duration timeout) {
  if (timeout == absl::InfiniteDuration()) return kNever;
  return gil::DeadlineAfter(absl::ToInt64Nanoseconds(timeout));
}

}  // namespace

WaitResult Mutex::Lock(ThreadState& thread, absl::Duration timeout, Interruptible interruptible) {
  assert(thread.attached());
  if (TryLock()) return WaitResult::kOk;
  if (timeout <= absl::ZeroDuration()) return WaitResult::kTimedOut;
  // With a GIL the holder is not running.
  if (thread.object_locks && ByteLock::SpinLock(byte_)) return WaitResult::kOk;
  const int64_t deadline = DeadlineAfter(timeout);
  DetachScope detached(thread);
  return ByteLock::LockDetached(thread, byte_, deadline, interruptible == Interruptible::kYes);
}

void Event::Set(ParkingLot& lot) {
  if (state_.exchange(kSet, std::memory_order_acq_rel) == kUnsetHasWaiters) lot.UnparkAll(this);
}

/// Returns false if the event is set.
bool Event::AnnounceWaiter() {
  uint8_t seen = kUnset;
  return state_.compare_exchange_strong(seen, kUnsetHasWaiters, std::memory_order_acq_rel,
                                        std::memory_order_acquire) ||
         seen == kUnsetHasWaiters;
}

WaitResult Event::Wait(ThreadState& thread, absl::Duration timeout, Interruptible interruptible) {
  assert(thread.attached());
  if (IsSet()) return WaitResult::kOk;
  if (timeout <= absl::ZeroDuration()) return WaitResult::kTimedOut;
  const ParkingLot::Options options{.deadline = DeadlineAfter(timeout),
                                    .interruptible = interruptible == Interruptible::kYes};
  ParkingLot& lot = thread.group()->parking_lot();
  DetachScope detached(thread);
  while (AnnounceWaiter()) {
    switch (lot.Park(thread, this, [this] { return !IsSet(); }, [] {}, options)) {
      case ParkingLot::Result::kTimedOut:
        return IsSet() ? WaitResult::kOk : WaitResult::kTimedOut;
      case ParkingLot::Result::kInterrupted:
        return IsSet() ? WaitResult::kOk : WaitResult::kInterrupted;
      case ParkingLot::Result::kInvalid:
      case ParkingLot::Result::kUnparked:
      case ParkingLot::Result::kHandedOver:
        break;
    }
  }
  return WaitResult::kOk;
}

}  // namespace krait::gil
