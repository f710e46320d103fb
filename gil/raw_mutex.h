#pragma once

#include <atomic>
#include <cstdint>

#include "absl/base/thread_annotations.h"
#include "gil/futex.h"

namespace krait::gil {

/// The lock under the threading machinery itself. It is held for a short time, never across a
/// safepoint or a call out. All its state is one word, so a forked child can reset it whatever
/// thread held it; absl::Mutex keeps per-thread and process-wide state that a fork may tear.
class ABSL_LOCKABLE RawMutex {
 public:
  RawMutex() = default;
  RawMutex(const RawMutex&) = delete;
  RawMutex& operator=(const RawMutex&) = delete;

  void Lock() ABSL_EXCLUSIVE_LOCK_FUNCTION() {
    uint32_t expected = kFree;
    if (!word_.compare_exchange_strong(expected, kHeld, std::memory_order_acquire,
                                       std::memory_order_relaxed)) {
      LockSlow();
    }
  }

  void Unlock() ABSL_UNLOCK_FUNCTION() {
    if (word_.exchange(kFree, std::memory_order_release) == kContended) FutexWake(word_, 1);
  }

  /// In the child of a fork, with no other thread alive: free again, whoever held it.
  void ResetAfterFork() { word_.store(kFree, std::memory_order_relaxed); }

 private:
  static constexpr uint32_t kFree = 0;
  static constexpr uint32_t kHeld = 1;
  static constexpr uint32_t kContended = 2;

  void LockSlow();

  std::atomic<uint32_t> word_{kFree};
};

class ABSL_SCOPED_LOCKABLE RawMutexLock {
 public:
  explicit RawMutexLock(RawMutex& mutex) ABSL_EXCLUSIVE_LOCK_FUNCTION(mutex) : mutex_(mutex) {
    mutex_.Lock();
  }
  RawMutexLock(const RawMutexLock&) = delete;
  RawMutexLock& operator=(const RawMutexLock&) = delete;
  ~RawMutexLock() ABSL_UNLOCK_FUNCTION() { mutex_.Unlock(); }

 private:
  RawMutex& mutex_;
};

/// A condition variable for one RawMutex. Every method is called with that mutex held.
class RawCondVar {
 public:
  /// Sleeps with the mutex released. Returns false when `deadline` passed first; a true return may
  /// be spurious.
  bool WaitUntil(RawMutex& mutex, int64_t deadline) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex);

  void Notify(int count);

  uint32_t waiters() const { return waiters_; }

  /// In the child of a fork: the sleepers do not exist there.
  void ResetAfterFork() { waiters_ = 0; }

 private:
  std::atomic<uint32_t> sequence_{0};
  uint32_t waiters_ = 0;
};

}  // namespace krait::gil
