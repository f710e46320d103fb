#include "gil/thread_list.h"

#include <cassert>
#include <limits>
#include <utility>

#include "gil/byte_lock.h"

namespace krait::gil {

ThreadGroup::ThreadGroup(std::unique_ptr<ThreadingModel> model) : model_(std::move(model)) {}

ThreadGroup::~ThreadGroup() {
  RawMutexLock lock(mutex_);
  assert(first_ == nullptr && "destroyed with threads registered");
}

void ThreadGroup::Register(ThreadState& thread) {
  assert(thread.group_ == nullptr && !thread.attached());
  thread.object_locks = model_->object_locks();
  RawMutexLock lock(mutex_);
  thread.group_ = this;
  thread.state_.store(stopping() ? State::kParked : State::kDetached, std::memory_order_release);
  Link(thread);
}

void ThreadGroup::Unregister(ThreadState& thread) {
  assert(thread.group_ == this && !thread.attached());
  RawMutexLock lock(mutex_);
  // The stopper may be reading the thread; and it counts on parked threads staying where they are.
  while (stopping()) {
    const uint32_t seen = stops_.load(std::memory_order_relaxed);
    mutex_.Unlock();
    FutexWait(stops_, seen);
    mutex_.Lock();
  }
  Unlink(thread);
}

void ThreadGroup::ForEach(absl::FunctionRef<void(ThreadState&)> visit) {
  RawMutexLock lock(mutex_);
  for (ThreadState* thread = first_; thread != nullptr; thread = thread->next_) visit(*thread);
}

bool ThreadGroup::Move(ThreadState& thread, State from, State to) {
  return thread.state_.compare_exchange_strong(from, to, std::memory_order_seq_cst);
}

void ThreadGroup::EnterAttached(ThreadState& thread) {
  for (;;) {
    const uint32_t stop = stops_.load(std::memory_order_acquire);
    if (Move(thread, State::kDetached, State::kAttached)) return;
    if (stop % 2 != 0) FutexWait(stops_, stop);
  }
}

void ThreadGroup::LeaveAttached(ThreadState& thread) {
  thread.state_.store(State::kDetached, std::memory_order_seq_cst);
  // The stopper sets the bit and then looks at the state; we set the state and then look at the
  // bit. All four are sequentially consistent, so one of us sees the other.
  if ((thread.poll_word.load(std::memory_order_seq_cst) & ThreadState::kStop) == 0) return;
  RawMutexLock lock(mutex_);
  if (stopping() && Move(thread, State::kDetached, State::kParked)) CountParked();
}

void ThreadGroup::ParkForStop(ThreadState& thread) {
  {
    RawMutexLock lock(mutex_);
    if (!stopping()) return;
    thread.state_.store(State::kParked, std::memory_order_seq_cst);
    CountParked();
  }
  EnterAttached(thread);
}

void ThreadGroup::CountParked() {
  if (running_.fetch_sub(1, std::memory_order_acq_rel) == 1) FutexWake(running_, 1);
}

void ThreadGroup::BeginStop(ThreadState& self) {
  assert(self.group_ == this && self.attached());
  assert(!StoppedBy(self) && "the thread has stopped the world already");
  {
    RawMutexLock lock(mutex_);
    while (stopping()) {
      mutex_.Unlock();
      ParkForStop(self);
      mutex_.Lock();
    }
    stopper_.store(&self, std::memory_order_relaxed);
    stops_.fetch_add(1, std::memory_order_release);
    uint32_t running = 0;
    for (ThreadState* thread = first_; thread != nullptr; thread = thread->next_) {
      if (thread == &self) continue;
      thread->RequestPoll(ThreadState::kStop);
      if (!Move(*thread, State::kDetached, State::kParked)) ++running;
    }
    running_.store(running, std::memory_order_relaxed);
  }
  while (const uint32_t running = running_.load(std::memory_order_acquire)) {
    FutexWait(running_, running);
  }
}

void ThreadGroup::EndStop(ThreadState& self) {
  assert(StoppedBy(self));
  {
    RawMutexLock lock(mutex_);
    for (ThreadState* thread = first_; thread != nullptr; thread = thread->next_) {
      if (thread == &self) continue;
      thread->ClearPoll(ThreadState::kStop);
      thread->state_.store(State::kDetached, std::memory_order_release);
    }
    stopper_.store(nullptr, std::memory_order_relaxed);
    stops_.fetch_add(1, std::memory_order_release);
  }
  FutexWake(stops_, std::numeric_limits<int>::max());
}

void ThreadGroup::Link(ThreadState& thread) {
  thread.previous_ = nullptr;
  thread.next_ = first_;
  if (first_ != nullptr) first_->previous_ = &thread;
  first_ = &thread;
}

void ThreadGroup::Unlink(ThreadState& thread) {
  (thread.previous_ == nullptr ? first_ : thread.previous_->next_) = thread.next_;
  if (thread.next_ != nullptr) thread.next_->previous_ = thread.previous_;
  thread.previous_ = thread.next_ = nullptr;
  thread.group_ = nullptr;
}

void ThreadGroup::BeforeFork(ThreadState& self) ABSL_NO_THREAD_SAFETY_ANALYSIS {
  assert(self.critical_sections_ == 0 && "forked inside a critical section");
  BeginStop(self);
  mutex_.Lock();
}

void ThreadGroup::AfterForkInParent(ThreadState& self) ABSL_NO_THREAD_SAFETY_ANALYSIS {
  mutex_.Unlock();
  EndStop(self);
}

void ThreadGroup::AfterForkInChild(ThreadState& self, absl::FunctionRef<void(ThreadState&)> lost) {
  mutex_.ResetAfterFork();
  parking_lot_.ResetAfterFork();
  model_->ResetAfterFork(self);
  ThreadState* others = nullptr;
  {
    RawMutexLock lock(mutex_);
    stopper_.store(nullptr, std::memory_order_relaxed);
    stops_.fetch_add(1, std::memory_order_relaxed);
    Unlink(self);
    others = std::exchange(first_, nullptr);
    self.group_ = this;
    Link(self);
  }
  while (others != nullptr) {
    ThreadState& thread = *others;
    others = thread.next_;
    for (std::atomic<uint8_t>*& byte : thread.held_) {
      if (byte != nullptr) ByteLock::ResetAfterFork(*byte);
      byte = nullptr;
    }
    thread.state_.store(State::kDetached, std::memory_order_relaxed);
    thread.previous_ = thread.next_ = nullptr;
    thread.group_ = nullptr;
    lost(thread);
  }
}

}  // namespace krait::gil
