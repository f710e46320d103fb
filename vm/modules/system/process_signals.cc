#include "vm/modules/system/process_signals.h"

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>

#include "gil/parking_lot.h"

namespace krait::process_signals {
namespace {

// The state per process: see the header.
std::atomic<gil::ThreadState*> claimant{nullptr};
std::atomic<bool> tripped[kCount];
std::atomic<bool> installed[kCount];
std::atomic<int> wakeup_descriptor{-1};
std::atomic<FaultSink*> fault_sink{nullptr};

static_assert(std::atomic<bool>::is_always_lock_free &&
              std::atomic<gil::ThreadState*>::is_always_lock_free);

void OnSignal(int signal) {
  const int error = errno;
  Trip(signal);
  errno = error;
}

void OnFault(int signal) {
  const int error = errno;
  if (FaultSink* sink = fault_sink.load()) sink->OnSignal(signal);
  errno = error;
}

}  // namespace

bool ClaimFaults(FaultSink& sink) {
  FaultSink* none = nullptr;
  return fault_sink.compare_exchange_strong(none, &sink) || none == &sink;
}

void ReleaseFaults(FaultSink& sink) {
  FaultSink* own = &sink;
  fault_sink.compare_exchange_strong(own, nullptr);
}

bool InstallFault(int signal, bool chain, struct sigaction* previous) {
  struct sigaction action{};
  action.sa_handler = &OnFault;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_ONSTACK | SA_RESTART | (chain ? SA_NODEFER : 0);
  return sigaction(signal, &action, previous) == 0;
}

bool Claim(gil::ThreadState& thread) {
  gil::ThreadState* none = nullptr;
  return claimant.compare_exchange_strong(none, &thread) || none == &thread;
}

void Release(gil::ThreadState& thread) {
  if (!IsClaimedBy(thread)) return;
  for (int signal = 1; signal < kCount; ++signal) {
    if (installed[signal].exchange(false)) std::signal(signal, SIG_DFL);
  }
  wakeup_descriptor = -1;
  claimant = nullptr;
}

bool IsClaimedBy(const gil::ThreadState& thread) { return claimant.load() == &thread; }

void Trip(int signal) {
  tripped[signal].store(true);
  const int descriptor = wakeup_descriptor.load();
  if (descriptor >= 0) {
    const auto byte = static_cast<uint8_t>(signal);
    // A full pipe wakes its reader anyway.
    (void)!write(descriptor, &byte, 1);
  }
  if (gil::ThreadState* thread = claimant.load()) {
    gil::Interrupt(*thread, gil::ThreadState::kSignal);
  }
}

bool Take(int signal) { return tripped[signal].exchange(false); }

void Forget() {
  for (std::atomic<bool>& flag : tripped) flag = false;
}

int SetWakeup(int descriptor) { return wakeup_descriptor.exchange(descriptor); }

bool Install(int signal) {
  struct sigaction action{};
  action.sa_handler = &OnSignal;
  action.sa_flags = SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  if (sigaction(signal, &action, nullptr) != 0) return false;
  installed[signal] = true;
  return true;
}

}  // namespace krait::process_signals
