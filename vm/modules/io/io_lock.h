#pragma once

#include <atomic>
#include <cstdint>

#include "gil/blocking.h"
#include "vm/heap/thread.h"

namespace krait {

/// The lock of one stream. It is held across blocking calls and across Python code, so it knows its
/// owner; zeroed memory is an unlocked one.
class IoLock {
 public:
  bool HeldBy(const Thread& t) const { return owner_.load(std::memory_order_relaxed) == &t; }
  void Lock(Thread& t) {
    if (HeldBy(t)) {
      ++depth_;
      return;
    }
    (void)mutex_.Lock(t);
    owner_.store(&t, std::memory_order_relaxed);
  }
  void Unlock(Thread& t) {
    if (depth_ > 0) {
      --depth_;
      return;
    }
    owner_.store(nullptr, std::memory_order_relaxed);
    (void)mutex_.Unlock(t);
  }
  /// In the child of a fork.
  void Reset() {
    owner_.store(nullptr, std::memory_order_relaxed);
    depth_ = 0;
    mutex_.ResetAfterFork();
  }

 private:
  gil::Mutex mutex_;
  std::atomic<const Thread*> owner_;
  uint32_t depth_;  // beyond the first time
};

/// Holds an IoLock for a scope; the same thread may take it again.
class IoLockScope {
 public:
  IoLockScope(Thread& t, IoLock& lock) : t_(t), lock_(lock) { lock.Lock(t); }
  ~IoLockScope() { lock_.Unlock(t_); }
  IoLockScope(const IoLockScope&) = delete;
  IoLockScope& operator=(const IoLockScope&) = delete;

 private:
  Thread& t_;
  IoLock& lock_;
};

}  // namespace krait
