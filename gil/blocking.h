#pragma once

#include <atomic>
#include <cassert>
#include <cstdint>

#include "absl/time/time.h"
#include "gil/byte_lock.h"
#include "gil/parking_lot.h"
#include "gil/spill.h"
#include "gil/thread_list.h"
#include "gil/thread_state.h"
#include "gil/threading.h"

namespace krait::gil {

/// Detaches the thread around a call that blocks, so that others can run and the world can stop.
/// While it lives, do not touch the VM's heap; references held by this function and its callers
/// stay visible to a collector. A local variable only, for SpillScope's reason.
class DetachScope {
 public:
  [[gnu::always_inline]] explicit DetachScope(ThreadState& thread)
      : spilled_(thread), thread_(thread) {
    thread_.group()->model().Detach(thread_);
  }
  DetachScope(const DetachScope&) = delete;
  DetachScope& operator=(const DetachScope&) = delete;
  [[gnu::always_inline]] ~DetachScope() { thread_.group()->model().Attach(thread_); }

 private:
  SpillScope spilled_;
  ThreadState& thread_;
};

/// Attaches a registered thread for a scope; also from inside a DetachScope, as when a host
/// function that let go of the VM calls back into it.
class AttachScope {
 public:
  explicit AttachScope(ThreadState& thread) : thread_(thread) {
    thread_.group()->model().Attach(thread_);
  }
  AttachScope(const AttachScope&) = delete;
  AttachScope& operator=(const AttachScope&) = delete;
  ~AttachScope() { thread_.group()->model().Detach(thread_); }

 private:
  ThreadState& thread_;
};

enum class Interruptible : bool { kNo, kYes };

/// A mutual exclusion lock that a program can see, such as a Python Lock is built on: one byte, no
/// owner (any attached thread may unlock it), trivially destructible, so it can live in a heap
/// cell. Waits are detached; one who has waited for over a millisecond is handed the lock.
class Mutex {
 public:
  bool TryLock() { return ByteLock::TryLock(byte_); }

  /// kOk: locked by this call. kTimedOut: not within `timeout`; zero and less only try. An
  /// interruptible wait ends with kInterrupted when Interrupt is called or its bits are set
  /// already; the caller clears them, runs handlers, and calls again.
  WaitResult Lock(ThreadState& thread, absl::Duration timeout = absl::InfiniteDuration(),
                  Interruptible interruptible = Interruptible::kNo);

  /// Returns false if it was not locked.
  bool Unlock(ThreadState& thread) {
    return ByteLock::Unlock(thread, byte_, ByteLock::Fairness::kEventual);
  }

  /// A snapshot.
  bool IsLocked() const { return (byte_.load(std::memory_order_relaxed) & ByteLock::kLocked) != 0; }

  /// In the child of a fork: unlocked, whichever thread had it.
  void ResetAfterFork() { ByteLock::ResetAfterFork(byte_); }

 private:
  std::atomic<uint8_t> byte_{0};
};

/// Something that happens once, and that threads wait for, such as the end of a thread.
class Event {
 public:
  /// It happens; what the caller did before is visible to those whose wait returns kOk. Callable
  /// from any thread, attached or not. Setting it again does nothing.
  void Set(ParkingLot& lot);

  bool IsSet() const { return state_.load(std::memory_order_acquire) == kSet; }

  /// Returns as Mutex::Lock does.
  WaitResult Wait(ThreadState& thread, absl::Duration timeout = absl::InfiniteDuration(),
                  Interruptible interruptible = Interruptible::kNo);

 private:
  enum State : uint8_t { kUnset, kUnsetHasWaiters, kSet };

  bool AnnounceWaiter();

  std::atomic<uint8_t> state_{kUnset};
};

}  // namespace krait::gil
