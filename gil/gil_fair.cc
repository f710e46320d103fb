#include <cassert>

#include "gil/futex.h"
#include "gil/models.h"
#include "gil/raw_mutex.h"
#include "gil/thread_state.h"

namespace krait::gil {
namespace {

/// A global interpreter lock handed on in the order in which threads asked for it. Each turn lasts
/// an interval if somebody waits; one who finds the holder past its interval asks at once.
class GilFair final : public ThreadingModel {
 public:
  GilFair() : ThreadingModel(ModelKind::kGilFair, /*object_locks=*/false) {}

 private:
  /// A place in the queue, on the waiter's stack. Guarded by mutex_, but for `word`, which changes
  /// when the waiter has reason to look again.
  struct Ticket {
    ThreadState* thread;
    Ticket* next = nullptr;
    bool called = false;
    std::atomic<uint32_t> word{0};
  };

  void TakeTurn(ThreadState& thread) override {
    Ticket ticket{.thread = &thread};
    {
      RawMutexLock lock(mutex_);
      if (holder_ == nullptr) return Grant(thread);
      Enqueue(ticket);
    }
    Wait(ticket);
  }

  void EndTurn(ThreadState& thread) override {
    RawMutexLock lock(mutex_);
    HandOn(thread);
  }

  void YieldTurn(ThreadState& thread) override {
    Ticket ticket{.thread = &thread};
    {
      RawMutexLock lock(mutex_);
      if (first_ == nullptr) {
        thread.ClearPoll(ThreadState::kSwitch);
        return;
      }
      Enqueue(ticket);
      HandOn(thread);
    }
    Wait(ticket);
  }

  void ResetAfterFork(ThreadState& self) override {
    mutex_.ResetAfterFork();
    RawMutexLock lock(mutex_);
    first_ = last_ = nullptr;
    self.ClearPoll(ThreadState::kSwitch);
    Grant(self);
  }

  void Grant(ThreadState& thread) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    holder_ = &thread;
    turn_ends_ = DeadlineAfter(switch_interval_nanos());
  }

  void Enqueue(Ticket& ticket) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    (first_ == nullptr ? first_ : last_->next) = &ticket;
    last_ = &ticket;
  }

  /// From `thread`, whose turn it is, to the first in the queue, if any.
  void HandOn(ThreadState& thread) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    assert(holder_ == &thread);
    holder_ = nullptr;
    thread.ClearPoll(ThreadState::kSwitch);
    if (first_ == nullptr) return;
    Ticket& called = *first_;
    first_ = called.next;
    Grant(*called.thread);
    called.called = true;
    WakeUp(called);
    // Only the first in the queue watches the clock, so tell it that it is first now.
    if (first_ != nullptr) WakeUp(*first_);
  }

  static void WakeUp(Ticket& ticket) {
    ticket.word.fetch_add(1, std::memory_order_relaxed);
    FutexWake(ticket.word, 1);
  }

  void Wait(Ticket& ticket) {
    RawMutexLock lock(mutex_);
    while (!ticket.called) {
      int64_t deadline = kNever;
      if (first_ == &ticket) {
        const int64_t now = MonotonicNanos();
        // A holder that does not poll for long is asked again each interval; once would do.
        if (now >= turn_ends_) holder_->RequestPoll(ThreadState::kSwitch);
        deadline = now >= turn_ends_ ? DeadlineAfter(switch_interval_nanos()) : turn_ends_;
      }
      const uint32_t seen = ticket.word.load(std::memory_order_relaxed);
      mutex_.Unlock();
      FutexWait(ticket.word, seen, deadline);
      mutex_.Lock();
    }
  }

  RawMutex mutex_;
  ThreadState* holder_ ABSL_GUARDED_BY(mutex_) = nullptr;
  int64_t turn_ends_ ABSL_GUARDED_BY(mutex_) = 0;
  Ticket* first_ ABSL_GUARDED_BY(mutex_) = nullptr;
  Ticket* last_ ABSL_GUARDED_BY(mutex_) = nullptr;
};

}  // namespace

std::unique_ptr<ThreadingModel> MakeGilFair() { return std::make_unique<GilFair>(); }

}  // namespace krait::gil
