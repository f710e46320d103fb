#pragma once

#include <array>
#include <atomic>
#include <csignal>
#include <memory>

#include "vm/modules/system/process_signals.h"
#include "vm/object/vm.h"

namespace krait {

class Watchdog;

/// What faulthandler was told. One VM of the process can have signals; the rest is for any.
class FaultPart : public VmPart, public process_signals::FaultSink {
 public:
  static constexpr VmPartId kPartId = VmPartId::kFaulthandler;

  /// Where to write: the descriptor, and the file that must not be closed meanwhile.
  struct Target {
    int descriptor = -1;
    bool all_threads = true;
    Value file = Value::None();
  };

  explicit FaultPart(gil::ThreadGroup& threads);
  ~FaultPart() override;

  // Tracebacks at fatal signals. False with errno set when the system refuses.
  bool Enable(const Target& target);
  void Disable();
  bool enabled() const { return enabled_.load(std::memory_order_relaxed); }

  // Tracebacks at a signal of the user's.
  bool Register(int signal, const Target& target, bool chain);
  /// False when the signal was not registered.
  bool Unregister(int signal);
  static bool IsFatal(int signal);

  /// Writes tracebacks of all threads after a time, unless it is called off before.
  bool StartWatchdog(const Target& target, int64_t nanoseconds, bool repeat, bool exit);
  void StopWatchdog();

  void OnSignal(int signal) override;
  void TraceRoots(Marker& marker) override;

  gil::ThreadGroup& threads() { return threads_; }

 private:
  struct UserSignal {
    std::atomic<bool> registered{false};
    bool chain = false;
    Target target;
    struct sigaction previous{};
  };
  static constexpr int kFatalCount = 5;

  void OnFatal(int signal);
  void OnUser(int signal);
  void Dump(const Target& target);
  void RestoreFatal();
  void UseAlternativeStack();

  gil::ThreadGroup& threads_;
  std::atomic<bool> enabled_{false};
  std::atomic<bool> dumping_{false};
  Target fatal_target_;
  std::array<struct sigaction, kFatalCount> previous_{};
  std::array<UserSignal, process_signals::kCount> user_;
  std::unique_ptr<char[]> stack_;
  std::unique_ptr<Watchdog> watchdog_;
  Value watchdog_file_ = Value::None();
};

}  // namespace krait
