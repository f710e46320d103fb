#pragma once

#include <csignal>

#include "gil/thread_state.h"

/// What the system keeps once per process for signals, and so the only mutable state that does not
/// belong to a VM. All of it is safe to use in a signal handler.
namespace krait::process_signals {

inline constexpr int kCount = 65;  // one more than the highest signal number

/// Makes `thread` the one that is interrupted by signals: false if another has claimed them.
bool Claim(gil::ThreadState& thread);
/// Undoes Claim; the handlers that were installed become the system's own again.
void Release(gil::ThreadState& thread);
bool IsClaimedBy(const gil::ThreadState& thread);

/// Notes that `signal` arrived, writes to the wake-up descriptor and interrupts the claiming
/// thread.
void Trip(int signal);
/// Whether `signal` has arrived since it was taken last.
bool Take(int signal);
void Forget();

/// The descriptor that gets a byte for each signal, or -1. Returns the former one.
int SetWakeup(int descriptor);

/// Who writes tracebacks when the process crashes, or when a signal that asks for one arrives.
class FaultSink {
 public:
  virtual ~FaultSink() = default;
  /// In a signal handler, on whatever thread that interrupted.
  virtual void OnSignal(int signal) = 0;
};
/// Makes `sink` the process's: false if another one is.
bool ClaimFaults(FaultSink& sink);
void ReleaseFaults(FaultSink& sink);
/// Lets the sink handle `signal`, on the alternative stack if there is one; `chain` leaves it
/// unblocked meanwhile. False with errno set when the system refuses.
bool InstallFault(int signal, bool chain, struct sigaction* previous);

/// Lets Trip handle `signal`; false with errno set when the system refuses.
bool Install(int signal);

}  // namespace krait::process_signals
