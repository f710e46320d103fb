#include "vm/interp/run_control.h"

#include <algorithm>

#include "gil/parking_lot.h"
#include "gil/thread_list.h"
#include "vm/heap/thread.h"
#include "vm/object/exception.h"
#include "vm/object/vm.h"

namespace krait {

bool RunControl::IsStopped(const Thread& t) {
  return (t.poll_word.load(std::memory_order_relaxed) & kStopped) != 0;
}

void RunControl::Stop(Reason reason) {
  Reason none = Reason::kNone;
  reason_.compare_exchange_strong(none, reason, std::memory_order_seq_cst);
  vm_.threads().ForEach([](gil::ThreadState& thread) {
    thread.RequestPoll(kStopped);
    gil::Interrupt(thread, gil::ThreadState::kAsync);
  });
}

void RunControl::Resume(Thread& t) {
  reason_.store(Reason::kNone, std::memory_order_seq_cst);
  t.ClearPoll(kStopped | gil::ThreadState::kAsync);
}

void RunControl::SetSteps(uint64_t steps) {
  constexpr uint64_t kMost = INT64_MAX;
  work_counted_.store(vm_.heap().work(), std::memory_order_relaxed);
  steps_left_.store(static_cast<int64_t>(std::min(steps, kMost)), std::memory_order_relaxed);
  counting_.store(steps != 0, std::memory_order_seq_cst);
  vm_.threads().ForEach([steps](gil::ThreadState& thread) {
    if (steps != 0) {
      thread.RequestPoll(kCounting);
    } else {
      thread.ClearPoll(kCounting);
    }
  });
}

void RunControl::Adopt(Thread& t) {
  if (counting_.load(std::memory_order_seq_cst)) t.RequestPoll(kCounting);
  if (reason() != Reason::kNone) t.RequestPoll(kStopped);
}

int64_t RunControl::TakeSteps() {
  constexpr uint64_t kBytesPerStep = 256;  // take about as long as an iteration
  const uint64_t work = vm_.heap().work();
  const uint64_t before = work_counted_.exchange(work, std::memory_order_relaxed);
  // Of two threads the slower one may put back what the faster one has counted.
  return 1 + static_cast<int64_t>((std::max(work, before) - before) / kBytesPerStep);
}

Result<None> RunControl::Check(Thread& t) {
  t.ClearPoll(gil::ThreadState::kAsync);
  if ((t.poll_word.load(std::memory_order_relaxed) & kCounting) != 0 &&
      steps_left_.fetch_sub(TakeSteps(), std::memory_order_relaxed) <= 0) {
    Stop(Reason::kSteps);
  }
  if (!IsStopped(t)) return None{};
  return Raise(t, &BuiltinTypes::BaseException, "stopped by the host");
}

}  // namespace krait
