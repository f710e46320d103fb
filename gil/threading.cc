#include "gil/threading.h"

#include <algorithm>
#include <cassert>

#include "gil/spill.h"
#include "gil/thread_list.h"
#include "gil/thread_state.h"

namespace krait::gil {

void ThreadingModel::Attach(ThreadState& thread) {
  assert(thread.group() != nullptr && &thread.group()->model() == this && !thread.attached());
  [[maybe_unused]] const bool on_its_stack = thread.RecordStack();
  assert(on_its_stack && "a fiber must give its stack to UseStack before it attaches");
  TakeTurn(thread);
  thread.group()->EnterAttached(thread);
}

void ThreadingModel::Detach(ThreadState& thread) {
  assert(thread.attached());
  assert(thread.critical_sections_ == 0 && "detached inside a critical section");
  assert(!thread.group()->StoppedBy(thread) && "detached inside a stopped world");
  thread.group()->LeaveAttached(thread);
  EndTurn(thread);
}

uint32_t ThreadingModel::Poll(ThreadState& thread) {
  assert(thread.attached());
  assert(thread.critical_sections_ == 0 && "polled inside a critical section");
  assert(!thread.group()->StoppedBy(thread) && "polled inside a stopped world");
  const uint32_t bits = thread.poll_word.load(std::memory_order_relaxed);
  if ((bits & ThreadState::kModelBits) != 0) {
    SpillAndCall(thread, [&] {
      ThreadGroup& group = *thread.group();
      if ((bits & ThreadState::kStop) != 0) group.ParkForStop(thread);
      if ((bits & ThreadState::kSwitch) != 0) {
        group.LeaveAttached(thread);
        YieldTurn(thread);
        group.EnterAttached(thread);
      }
    });
  }
  return thread.poll_word.load(std::memory_order_acquire) & ~ThreadState::kModelBits;
}

absl::Duration ThreadingModel::switch_interval() const {
  return absl::Nanoseconds(switch_interval_nanos());
}

void ThreadingModel::set_switch_interval(absl::Duration interval) {
  constexpr int64_t kShortest = 1'000;
  interval_.store(std::max(kShortest, absl::ToInt64Nanoseconds(interval)),
                  std::memory_order_relaxed);
}

}  // namespace krait::gil
