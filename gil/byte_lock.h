#pragma once

#include <atomic>
#include <cstdint>

#include "gil/futex.h"
#include "gil/thread_state.h"

// Part of what stencils include: no abseil here.

namespace krait::gil {

enum class WaitResult : uint8_t { kOk, kTimedOut, kInterrupted };

/// Two bits of a byte used as a lock; the other six belong to somebody else, may change at any time
/// by atomic operations, and are preserved. The queue behind it is the group's ParkingLot.
///
/// An unlocked byte goes to whoever comes first, so a thread that takes and releases it often need
/// not wait for sleepers to wake up each time.
class ByteLock {
 public:
  static constexpr uint8_t kLocked = 1u << 0;
  static constexpr uint8_t kHasWaiters = 1u << 1;
  static constexpr uint8_t kBits = kLocked | kHasWaiters;

  enum class Fairness : uint8_t {
    kNone,
    kEventual,  ///< one who has waited for over a millisecond is handed the lock
  };

  static bool TryLock(std::atomic<uint8_t>& byte) {
    uint8_t seen = byte.load(std::memory_order_relaxed);
    while ((seen & kLocked) == 0) {
      if (byte.compare_exchange_weak(seen, seen | kLocked, std::memory_order_acquire,
                                     std::memory_order_relaxed)) {
        return true;
      }
    }
    return false;
  }

  /// Takes an object's lock. Spins briefly, then waits detached. The byte is only touched while
  /// attached, so that a collector has the header to itself in a stopped world.
  static void LockAttached(ThreadState& thread, std::atomic<uint8_t>& byte) {
    if (!TryLock(byte)) [[unlikely]] {
      LockAttachedSlow(thread, byte);
    }
  }

  /// Takes a lock for a thread that is detached and stays so. The byte must be the lock's alone.
  static WaitResult LockDetached(ThreadState& thread, std::atomic<uint8_t>& byte, int64_t deadline,
                                 bool interruptible);

  /// Spins for about a microsecond; whether that got the lock.
  static bool SpinLock(std::atomic<uint8_t>& byte);

  /// Returns false, changing nothing, if the byte is not locked.
  static bool Unlock(ThreadState& thread, std::atomic<uint8_t>& byte, Fairness fairness) {
    uint8_t seen = byte.load(std::memory_order_relaxed);
    while ((seen & kBits) == kLocked) {
      if (byte.compare_exchange_weak(seen, seen & static_cast<uint8_t>(~kBits),
                                     std::memory_order_release, std::memory_order_relaxed)) {
        return true;
      }
    }
    return UnlockSlow(thread, byte, fairness);
  }

  /// In the child of a fork: unlocked, without waiters.
  static void ResetAfterFork(std::atomic<uint8_t>& byte) {
    byte.fetch_and(static_cast<uint8_t>(~kBits), std::memory_order_relaxed);
  }

 private:
  static void LockAttachedSlow(ThreadState& thread, std::atomic<uint8_t>& byte);
  static bool UnlockSlow(ThreadState& thread, std::atomic<uint8_t>& byte, Fairness fairness);
};

}  // namespace krait::gil
