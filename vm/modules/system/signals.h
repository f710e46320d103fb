#pragma once

#include "vm/core/result.h"
#include "vm/modules/system/process_signals.h"
#include "vm/object/vm.h"

namespace krait {

/// Python's handlers of signals. They run in the VM's first thread, if it could claim the process's
/// signals.
class SignalPart : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kSignal;

  /// A callable, 0 (SIG_DFL), 1 (SIG_IGN) or None (set by somebody else).
  Value handler(int signal) const { return Value::FromBits(handlers_[signal]); }
  void set_handler(int signal, Value handler) { handlers_[signal] = handler.bits(); }
  /// Reads from the system what is set. Once, at the first use.
  void Load();

  Type* siginfo_type = nullptr;
  Value itimer_error = Value::None();
  Value default_int_handler = Value::None();

  void TraceRoots(Marker& marker) override;

 private:
  bool loaded_ = false;
  uint64_t handlers_[process_signals::kCount] = {};
};

/// Adds the part; once per VM, by its first thread. Touches no signal.
Result<None> InstallSignals(Thread& t);

/// What python3 does when it starts: SIGINT raises KeyboardInterrupt, SIGPIPE and SIGXFSZ are
/// ignored. For the command; the library leaves signals alone until a program asks for one.
void TakeOverSignals(Thread& t);

/// The VM ends: gives the signals back.
void ReleaseSignals(Thread& t);

/// Runs the Python handlers of signals that have arrived.
Result<None> RunSignalHandlers(Thread& t);

/// As if `signum` had arrived: _thread.interrupt_main.
Result<None> SimulateSignal(Thread& t, int signum);

}  // namespace krait
