#include "vm/modules/system/fault_part.h"

#include <pthread.h>

#include <algorithm>

#include "vm/heap/marker.h"
#include "vm/modules/system/fault_dump.h"
#include "vm/modules/system/watchdog.h"

namespace krait {
namespace {

struct FatalSignal {
  int number;
  const char* name;
};

constexpr FatalSignal kFatal[] = {
    {SIGBUS, "Bus error"}, {SIGILL, "Illegal instruction"}, {SIGFPE, "Floating point exception"},
    {SIGABRT, "Aborted"},  {SIGSEGV, "Segmentation fault"},
};

uintptr_t Self() { return static_cast<uintptr_t>(pthread_self()); }

/// The Python thread that runs on this native one, or null.
const Thread* ThreadHere(gil::ThreadGroup& threads) {
  const Thread* found = nullptr;
  threads.ForEachUnlocked([&](gil::ThreadState& state) {
    if (state.native_thread() == Self()) found = static_cast<const Thread*>(&state);
  });
  return found;
}

}  // namespace

FaultPart::FaultPart(gil::ThreadGroup& threads) : threads_(threads) {}

FaultPart::~FaultPart() {
  StopWatchdog();
  Disable();
  for (int signal = 1; signal < process_signals::kCount; ++signal) Unregister(signal);
  process_signals::ReleaseFaults(*this);
  if (stack_ != nullptr) {
    stack_t none{};
    none.ss_flags = SS_DISABLE;
    sigaltstack(&none, nullptr);
  }
}

bool FaultPart::IsFatal(int signal) {
  return std::any_of(std::begin(kFatal), std::end(kFatal),
                     [&](const FatalSignal& fatal) { return fatal.number == signal; });
}

/// A stack that has overflown has no room for the handler.
void FaultPart::UseAlternativeStack() {
  if (stack_ != nullptr) return;
  const auto size = static_cast<size_t>(SIGSTKSZ) * 4;
  stack_ = std::make_unique<char[]>(size);
  stack_t stack{};
  stack.ss_sp = stack_.get();
  stack.ss_size = size;
  if (sigaltstack(&stack, nullptr) != 0) stack_.reset();
}

bool FaultPart::Enable(const Target& target) {
  if (!process_signals::ClaimFaults(*this)) return false;
  fatal_target_ = target;
  if (enabled()) return true;
  UseAlternativeStack();
  for (int i = 0; i < kFatalCount; ++i) {
    if (!process_signals::InstallFault(kFatal[i].number, true, &previous_[i])) return false;
  }
  enabled_.store(true);
  return true;
}

void FaultPart::RestoreFatal() {
  if (!enabled_.exchange(false)) return;
  for (int i = 0; i < kFatalCount; ++i) sigaction(kFatal[i].number, &previous_[i], nullptr);
}

void FaultPart::Disable() {
  RestoreFatal();
  fatal_target_ = Target{};
}

bool FaultPart::Register(int signal, const Target& target, bool chain) {
  if (!process_signals::ClaimFaults(*this)) return false;
  UserSignal& user = user_[signal];
  const bool again = user.registered.load();
  user.target = target;
  user.chain = chain;
  if (again) return true;
  user.registered = true;
  if (process_signals::InstallFault(signal, chain, &user.previous)) return true;
  user.registered = false;
  return false;
}

bool FaultPart::Unregister(int signal) {
  UserSignal& user = user_[signal];
  if (!user.registered.exchange(false)) return false;
  sigaction(signal, &user.previous, nullptr);
  user.target = Target{};
  return true;
}

bool FaultPart::StartWatchdog(const Target& target, int64_t nanoseconds, bool repeat, bool exit) {
  StopWatchdog();
  watchdog_ = std::make_unique<Watchdog>(threads_, target.descriptor, nanoseconds, repeat, exit);
  watchdog_file_ = target.file;
  if (watchdog_->Start()) return true;
  StopWatchdog();
  return false;
}

void FaultPart::StopWatchdog() {
  watchdog_.reset();
  watchdog_file_ = Value::None();
}

void FaultPart::OnSignal(int signal) { IsFatal(signal) ? OnFatal(signal) : OnUser(signal); }

void FaultPart::Dump(const Target& target) {
  // A fault while it is being written ends it.
  if (dumping_.exchange(true)) return;
  FaultDump dump(target.descriptor);
  if (target.all_threads) {
    dump.AllThreads(threads_, Self());
  } else if (const Thread* thread = ThreadHere(threads_)) {
    dump.Stack(*thread);
  }
  dumping_ = false;
}

void FaultPart::OnFatal(int signal) {
  if (!enabled()) return;
  // What was there before has the last word, also about a fault in here.
  RestoreFatal();
  FaultDump dump(fatal_target_.descriptor);
  for (const FatalSignal& fatal : kFatal) {
    if (fatal.number != signal) continue;
    dump.Text("Fatal Python error: ");
    dump.Text(fatal.name);
    dump.Text("\n\n");
  }
  Dump(fatal_target_);
  raise(signal);
}

void FaultPart::OnUser(int signal) {
  UserSignal& user = user_[signal];
  if (!user.registered.load()) return;
  Dump(user.target);
  if (!user.chain) return;
  struct sigaction own{};
  sigaction(signal, &user.previous, &own);
  raise(signal);
  sigaction(signal, &own, nullptr);
}

void FaultPart::TraceRoots(Marker& marker) {
  marker.Visit(fatal_target_.file);
  marker.Visit(watchdog_file_);
  for (const UserSignal& user : user_) marker.Visit(user.target.file);
}

}  // namespace krait
