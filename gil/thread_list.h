#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "absl/functional/function_ref.h"
#include "gil/parking_lot.h"
#include "gil/raw_mutex.h"
#include "gil/spill.h"
#include "gil/thread_state.h"
#include "gil/threading.h"

namespace krait::gil {

/// The threads of one VM, their model, and where they wait.
///
/// How the world stops: a thread is attached, detached or parked. The stopper sets kStop in every
/// other thread's poll word, then moves those that are detached to parked; an attached one moves
/// itself when it polls or detaches. A parked thread cannot attach until the stop ends. So a stop
/// waits for running threads only, however long others block.
class ThreadGroup {
 public:
  explicit ThreadGroup(std::unique_ptr<ThreadingModel> model);
  ThreadGroup(const ThreadGroup&) = delete;
  ThreadGroup& operator=(const ThreadGroup&) = delete;
  /// No thread may be registered any more.
  ~ThreadGroup();

  ThreadingModel& model() { return *model_; }
  ParkingLot& parking_lot() { return parking_lot_; }

  /// Adds a detached thread; any thread may do it. Does not take ownership.
  void Register(ThreadState& thread);

  /// Removes a detached thread, after which it may be destroyed. Waits for a stopped world to go
  /// on, so the calling thread must not be attached to this group.
  void Unregister(ThreadState& thread);

  /// Calls `visit` for every thread, with the list locked: `visit` must not register, unregister,
  /// attach, detach or stop. In a stopped world no other thread of the list runs.
  void ForEach(absl::FunctionRef<void(ThreadState&)> visit);

  /// ForEach without the lock, for handlers of fatal signals: the list may be changing, and the
  /// worst has happened already.
  template <typename F>
  void ForEachUnlocked(F visit) ABSL_NO_THREAD_SAFETY_ANALYSIS {
    for (ThreadState* thread = first_; thread != nullptr; thread = thread->next_) visit(*thread);
  }

  /// Whether `self` has the world stopped.
  bool StoppedBy(const ThreadState& self) const {
    return stopper_.load(std::memory_order_relaxed) == &self;
  }

  /// Bracket fork(), called by the attached thread that forks, outside critical sections.
  /// BeforeFork stops the world, so that the child inherits a heap that nobody was changing.
  void BeforeFork(ThreadState& self);
  void AfterForkInParent(ThreadState& self);

  /// In the child: `self` is the only thread left, attached, its turn; the machinery's locks are
  /// free and object locks that other threads held are released. Each lost thread leaves the list
  /// and is handed to `lost`, which may destroy it.
  void AfterForkInChild(ThreadState& self, absl::FunctionRef<void(ThreadState&)> lost);

 private:
  friend class StopTheWorld;
  friend class ThreadingModel;
  using State = ThreadState::State;

  /// Detached to attached. Waits while the thread is parked.
  void EnterAttached(ThreadState& thread);
  /// Attached to detached, or to parked if a stop waits for the thread. Does not wait.
  void LeaveAttached(ThreadState& thread);
  /// Attached to parked to attached; returns at once if no stop is under way. The thread is
  /// spilled.
  void ParkForStop(ThreadState& thread);

  void BeginStop(ThreadState& self);
  void EndStop(ThreadState& self);

  bool stopping() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return stopper_.load(std::memory_order_relaxed) != nullptr;
  }
  static bool Move(ThreadState& thread, State from, State to);
  void CountParked() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Link(ThreadState& thread) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Unlink(ThreadState& thread) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::unique_ptr<ThreadingModel> model_;
  ParkingLot parking_lot_;

  RawMutex mutex_;
  ThreadState* first_ ABSL_GUARDED_BY(mutex_) = nullptr;
  // Written under mutex_. A thread may compare it to itself without.
  std::atomic<ThreadState*> stopper_{nullptr};
  // Threads the stopper still waits for, which sleeps on it.
  std::atomic<uint32_t> running_{0};
  // Odd while the world is being stopped or is stopped; those who wait for its end sleep on it.
  std::atomic<uint32_t> stops_{0};
};

/// While it lives, every other thread of the group is parked or detached, none can attach, and the
/// native stacks of all, the caller's included, can be scanned (ScanRange). If several threads stop
/// the world at once, one wins and the others park until it is done, and then have their stop.
///
/// The thread is attached and has not stopped the world already. It may be in a critical section:
/// whoever runs meanwhile takes no object locks. Inside, do not poll, detach or run Python.
/// A local variable only, for SpillScope's reason.
class StopTheWorld {
 public:
  [[gnu::always_inline]] StopTheWorld(ThreadGroup& group, ThreadState& self)
      : spilled_(self), group_(group), self_(self) {
    group_.BeginStop(self_);
  }
  StopTheWorld(const StopTheWorld&) = delete;
  StopTheWorld& operator=(const StopTheWorld&) = delete;
  [[gnu::always_inline]] ~StopTheWorld() { group_.EndStop(self_); }

  /// See SpillScope.
  void LeaveOutBelow(const uintptr_t* address) { spilled_.LeaveOutBelow(address); }

 private:
  SpillScope spilled_;
  ThreadGroup& group_;
  ThreadState& self_;
};

}  // namespace krait::gil
