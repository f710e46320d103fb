#include "gil/byte_lock.h"

#include "absl/functional/function_ref.h"
#include "gil/parking_lot.h"
#include "gil/spill.h"
#include "gil/thread_list.h"
#include "gil/threading.h"

namespace krait::gil {
namespace {

using Byte = std::atomic<uint8_t>;

// Critical sections are a few dozen instructions long, a sleep and a wake several thousand.
constexpr int kSpins = 50;

constexpr int64_t kLongestWait = 1'000'000;

/// Sets the waiters bit of a locked byte. Returns false if the byte is not locked any more.
bool AnnounceWaiter(Byte& byte) {
  uint8_t seen = byte.load(std::memory_order_relaxed);
  while ((seen & ByteLock::kLocked) != 0) {
    if ((seen & ByteLock::kHasWaiters) != 0) return true;
    if (byte.compare_exchange_weak(seen, seen | ByteLock::kHasWaiters, std::memory_order_relaxed)) {
      return true;
    }
  }
  return false;
}

/// Tries, and sleeps once if that fails. True: the lock is ours. False, with *result: kOk means try
/// again.
bool TryOrPark(ThreadState& thread, Byte& byte, absl::FunctionRef<void()> before_sleep,
               ParkingLot::Options options, ParkingLot::Result* result) {
  *result = ParkingLot::Result::kInvalid;
  if (ByteLock::TryLock(byte)) return true;
  if (!AnnounceWaiter(byte)) return false;
  const auto still_locked = [&byte] {
    return (byte.load(std::memory_order_relaxed) & ByteLock::kBits) == ByteLock::kBits;
  };
  *result = thread.group()->parking_lot().Park(thread, &byte, still_locked, before_sleep, options);
  return *result == ParkingLot::Result::kHandedOver;
}

/// Replaces the lock's two bits and keeps the others.
void SetBits(Byte& byte, uint8_t bits) {
  uint8_t seen = byte.load(std::memory_order_relaxed);
  while (!byte.compare_exchange_weak(
      seen, static_cast<uint8_t>((seen & ~unsigned{ByteLock::kBits}) | bits),
      std::memory_order_release, std::memory_order_relaxed)) {
  }
}

}  // namespace

bool ByteLock::SpinLock(Byte& byte) {
  for (int i = 0; i < kSpins; ++i) {
    if (TryLock(byte)) return true;
    SpinPause();
  }
  return false;
}

void ByteLock::LockAttachedSlow(ThreadState& thread, Byte& byte) {
  if (SpinLock(byte)) return;
  ThreadingModel& model = thread.group()->model();
  SpillAndCall(thread, [&] {
    ParkingLot::Result result;
    while (!TryOrPark(thread, byte, [&] { model.Detach(thread); }, {}, &result)) {
      if (result != ParkingLot::Result::kInvalid) model.Attach(thread);
    }
  });
}

WaitResult ByteLock::LockDetached(ThreadState& thread, Byte& byte, int64_t deadline,
                                  bool interruptible) {
  const ParkingLot::Options options{.deadline = deadline, .interruptible = interruptible};
  ParkingLot::Result result;
  while (!TryOrPark(thread, byte, [] {}, options, &result)) {
    if (result == ParkingLot::Result::kTimedOut) return WaitResult::kTimedOut;
    if (result == ParkingLot::Result::kInterrupted) return WaitResult::kInterrupted;
  }
  return WaitResult::kOk;
}

bool ByteLock::UnlockSlow(ThreadState& thread, Byte& byte, Fairness fairness) {
  if ((byte.load(std::memory_order_relaxed) & kLocked) == 0) return false;
  thread.group()->parking_lot().UnparkOne(&byte, [&](const ParkingLot::Waiting& waiting) {
    const bool hand_over = fairness == Fairness::kEventual && waiting.any &&
                           MonotonicNanos() - waiting.parked_at > kLongestWait;
    SetBits(byte,
            static_cast<uint8_t>((hand_over ? kLocked : 0) | (waiting.more ? kHasWaiters : 0)));
    return hand_over;
  });
  return true;
}

}  // namespace krait::gil
