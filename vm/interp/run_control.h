#pragma once

#include <atomic>
#include <cstdint>

#include "gil/thread_state.h"
#include "vm/core/result.h"

namespace krait {

class Thread;
class Vm;

/// Ends a VM's running code from outside, at the next safepoint of each thread. While a VM is
/// stopped no Python code handles an exception: unwinding passes all handlers by.
class RunControl {
 public:
  enum class Reason : uint8_t { kNone, kRequested, kSteps, kTime };

  /// Set in the poll word of each thread of a stopped VM.
  static constexpr uint32_t kStopped = gil::ThreadState::kFirstVmBit;
  /// Set in every poll word while steps are counted, so that each safepoint looks here.
  static constexpr uint32_t kCounting = gil::ThreadState::kFirstVmBit << 1;

  static bool IsStopped(const Thread& t);

  explicit RunControl(Vm& vm) : vm_(vm) {}
  RunControl(const RunControl&) = delete;
  RunControl& operator=(const RunControl&) = delete;

  /// Stops the VM; the first reason stands. Callable from any thread.
  void Stop(Reason reason);
  Reason reason() const { return reason_.load(std::memory_order_acquire); }
  /// The reason is forgotten and `t` can run again. Threads that have not unwound yet still do.
  void Resume(Thread& t);

  /// Allows this many safepoints (loop back-edges and calls) from now on; 0: as many as one likes.
  /// The heap's work counts, too, so that a call which fills memory is no single step.
  void SetSteps(uint64_t steps);

  /// A thread that was registered just now learns the state of the VM.
  void Adopt(Thread& t);

  /// What a safepoint does for the bits above: counts, and raises in a stopped VM.
  Result<None> Check(Thread& t);

 private:
  /// One, and more for the heap's work since the last time.
  int64_t TakeSteps();

  Vm& vm_;
  std::atomic<Reason> reason_{Reason::kNone};
  std::atomic<bool> counting_{false};
  std::atomic<int64_t> steps_left_{0};
  std::atomic<uint64_t> work_counted_{0};
};

/// The one of `vm`, which InstallInterpreter made.
RunControl& ControlOf(Vm& vm);

}  // namespace krait
