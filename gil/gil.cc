#include "gil/futex.h"
#include "gil/models.h"
#include "gil/raw_mutex.h"
#include "gil/thread_state.h"

namespace krait::gil {
namespace {

/// CPython's global interpreter lock. A waiter lets the holder run for an interval and then asks it
/// to drop the lock; the holder does at its next poll, and stays away until another thread has had
/// it. Which of several waiters gets it is left to the system.
class Gil final : public ThreadingModel {
 public:
  Gil() : ThreadingModel(ModelKind::kGil, /*object_locks=*/false) {}

 private:
  void TakeTurn(ThreadState& thread) override {
    RawMutexLock lock(mutex_);
    Take(thread);
  }

  void EndTurn(ThreadState& thread) override {
    RawMutexLock lock(mutex_);
    Drop(thread);
  }

  void YieldTurn(ThreadState& thread) override {
    RawMutexLock lock(mutex_);
    Drop(thread);
    // Waiters never give up, so while there is one the lock will change hands.
    const uint64_t seen = switches_;
    if (dropped_.waiters() > 0) {
      while (switches_ == seen) switched_.WaitUntil(mutex_, kNever);
    }
    Take(thread);
  }

  void ResetAfterFork(ThreadState& self) override {
    mutex_.ResetAfterFork();
    dropped_.ResetAfterFork();
    switched_.ResetAfterFork();
    RawMutexLock lock(mutex_);
    holder_ = &self;
    self.ClearPoll(ThreadState::kSwitch);
  }

  void Take(ThreadState& thread) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    while (holder_ != nullptr) WaitOneInterval();
    holder_ = &thread;
    ++switches_;
    switched_.Notify(kAll);
  }

  void Drop(ThreadState& thread) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    holder_ = nullptr;
    thread.ClearPoll(ThreadState::kSwitch);
    dropped_.Notify(1);
  }

  /// Returns when the lock was dropped or changed hands, or after asking for it.
  void WaitOneInterval() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    const uint64_t seen = switches_;
    const int64_t deadline = DeadlineAfter(switch_interval_nanos());
    while (holder_ != nullptr && switches_ == seen) {
      if (dropped_.WaitUntil(mutex_, deadline)) continue;
      if (holder_ != nullptr && switches_ == seen) holder_->RequestPoll(ThreadState::kSwitch);
      return;
    }
  }

  static constexpr int kAll = 1 << 30;

  RawMutex mutex_;
  RawCondVar dropped_;
  RawCondVar switched_;
  ThreadState* holder_ ABSL_GUARDED_BY(mutex_) = nullptr;
  uint64_t switches_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace

std::unique_ptr<ThreadingModel> MakeGil() { return std::make_unique<Gil>(); }

}  // namespace krait::gil
