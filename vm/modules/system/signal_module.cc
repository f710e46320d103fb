#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "gil/futex.h"
#include "vm/modules/system/signals.h"
#include "vm/modules/system/system_modules.h"
#include "vm/modules/system/threads.h"
#include "vm/modules/system/timestamp.h"
#include "vm/modules/system/waiting.h"
#include "vm/object/bind.h"
#include "vm/object/capabilities.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/module.h"
#include "vm/object/set.h"
#include "vm/object/struct_sequence.h"
#include "vm/object/tuple.h"

/// _signal.
namespace krait {
namespace {

constexpr int kHighest = process_signals::kCount - 1;

SignalPart& Part(Thread& t) { return t.vm().part<SignalPart>(); }

Raised RaiseErrno(Thread& t) { return RaiseOSError(t, errno); }

Result<None> CheckNumber(Thread& t, int signal) {
  if (signal >= 1 && signal <= kHighest) return None{};
  return RaiseValueError(t, "signal number out of range");
}

/// The thread that handlers run in, and that alone may set them.
Result<None> RequireMain(Thread& t, const char* function) {
  TRY(Require(t, Capability::kProcesses));
  if (&t.vm().part<ThreadPart>().main() == &t && process_signals::Claim(t)) return None{};
  return RaiseValueError(
      t, absl::StrCat(function, " only works in main thread of the main interpreter"));
}

/// A signal that this call sent itself is handled before it returns.
Result<None> HandleNow(Thread& t) { return CheckPoll(t); }

Result<Value> Signal(Thread& t, int signalnum, Value handler) {
  TRY(RequireMain(t, "signal"));
  TRY(CheckNumber(t, signalnum));
  SignalPart& part = Part(t);
  part.Load();
  const bool callable = TypeOf(t, handler)->slots().call != nullptr;
  bool ok;
  if (callable) {
    ok = process_signals::Install(signalnum);
  } else if (handler.SameBits(Value::FromInt(0)) || handler.SameBits(Value::FromInt(1))) {
    ok = std::signal(signalnum, handler.AsInt() == 0 ? SIG_DFL : SIG_IGN) != SIG_ERR;
  } else {
    return RaiseTypeError(
        t, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
  }
  if (!ok) return RaiseErrno(t);
  const Value former = part.handler(signalnum);
  part.set_handler(signalnum, handler);
  return former;
}

Result<Value> GetSignal(Thread& t, int signalnum) {
  TRY(CheckNumber(t, signalnum));
  Part(t).Load();
  return Part(t).handler(signalnum);
}

Result<None> RaiseSignal(Thread& t, int signalnum) {
  TRY(Require(t, Capability::kProcesses));
  if (raise(signalnum) != 0) return RaiseErrno(t);
  return HandleNow(t);
}

Result<Value> StrSignal(Thread& t, int signalnum) {
  TRY(CheckNumber(t, signalnum));
  const char* text = strsignal(signalnum);
  if (text == nullptr || strncmp(text, "Unknown signal", 14) == 0) return Value::None();
  return Str::FromUtf8(t, text);
}

Result<None> SigInterrupt(Thread& t, int signalnum, int flag) {
  TRY(CheckNumber(t, signalnum));
  TRY(Require(t, Capability::kProcesses));
  struct sigaction action{};
  if (sigaction(signalnum, nullptr, &action) != 0) return RaiseErrno(t);
  if (flag != 0) {
    action.sa_flags &= ~SA_RESTART;
  } else {
    action.sa_flags |= SA_RESTART;
  }
  if (sigaction(signalnum, &action, nullptr) != 0) return RaiseErrno(t);
  return None{};
}

// --- Timers --------------------------------------------------------------------------------------

Result<int64_t> Alarm(Thread& t, int seconds) {
  TRY(Require(t, Capability::kProcesses));
  return static_cast<int64_t>(alarm(static_cast<unsigned>(seconds)));
}

Raised RaiseTimerError(Thread& t) {
  const int error = errno;
  Str* text = TRY(Str::FromUtf8(t, strerror(error)));
  const Value exception =
      TRY(CallWith(t, Part(t).itimer_error, Value::FromInt(error), Value::FromObject(text)));
  return RaiseException(t, exception);
}

Result<None> ToTimeval(Thread& t, Value seconds, timeval* out) {
  const int64_t nanos = TRY(ToNanoseconds(t, seconds, TimeRounding::kAwayFromZero));
  constexpr int64_t kMicro = 1'000'000;
  int64_t micros = nanos / 1000 + (nanos % 1000 > 0 ? 1 : 0);
  out->tv_sec = micros / kMicro;
  out->tv_usec = micros % kMicro;
  return None{};
}

Result<Value> FromTimer(Thread& t, const itimerval& timer) {
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  const Value value = TRY(Float::From(t, seconds(timer.it_value)));
  const Value interval = TRY(Float::From(t, seconds(timer.it_interval)));
  return Tuple::Of(t, value, interval);
}

Result<Value> SetTimer(Thread& t, int which, Value seconds, Value interval) {
  TRY(Require(t, Capability::kProcesses));
  itimerval fresh{};
  itimerval former{};
  TRY(ToTimeval(t, seconds, &fresh.it_value));
  TRY(ToTimeval(t, interval, &fresh.it_interval));
  if (setitimer(static_cast<__itimer_which>(which), &fresh, &former) != 0) {
    return RaiseTimerError(t);
  }
  return FromTimer(t, former);
}

Result<Value> GetTimer(Thread& t, int which) {
  itimerval timer{};
  if (getitimer(static_cast<__itimer_which>(which), &timer) != 0) return RaiseTimerError(t);
  return FromTimer(t, timer);
}

// --- Masks and waiting
// -----------------------------------------------------------------------------

Result<None> ToMask(Thread& t, Value iterable, sigset_t* mask) {
  sigemptyset(mask);
  return ForEach(t, iterable, [&](Value item) -> Result<None> {
    const int64_t signal = TRY(ToCInteger(t, item, INT64_MIN, INT64_MAX, "long"));
    if (signal < 1 || signal > kHighest) {
      return RaiseValueError(
          t, absl::StrCat("signal number ", signal, " out of range [1; ", kHighest, "]"));
    }
    // Those that the C library keeps for itself cannot be named; CPython lets that pass, too.
    (void)sigaddset(mask, static_cast<int>(signal));
    return None{};
  });
}

Result<Value> FromMask(Thread& t, const sigset_t& mask) {
  Set* set = TRY(Set::New(t, types(t).set));
  for (int signal = 1; signal <= kHighest; ++signal) {
    if (sigismember(&mask, signal) == 1) TRY(set->Add(t, Value::FromInt(signal)));
  }
  return set;
}

Result<Value> SigMask(Thread& t, int how, Value mask) {
  TRY(Require(t, Capability::kProcesses));
  sigset_t wanted;
  TRY(ToMask(t, mask, &wanted));
  sigset_t former;
  const int error = pthread_sigmask(how, &wanted, &former);
  if (error != 0) return RaiseOSError(t, error);
  TRY(HandleNow(t));  // unblocking may have let some in
  return FromMask(t, former);
}

Result<Value> SigPending(Thread& t) {
  sigset_t mask;
  if (sigpending(&mask) != 0) return RaiseErrno(t);
  return FromMask(t, mask);
}

Result<Value> ValidSignals(Thread& t) {
  sigset_t mask;
  sigfillset(&mask);
  return FromMask(t, mask);
}

Result<int64_t> SigWait(Thread& t, Value sigset) {
  TRY(Require(t, Capability::kProcesses));
  sigset_t mask;
  TRY(ToMask(t, sigset, &mask));
  int signal = 0;
  int error;
  {
    gil::DetachScope detached(t);
    error = sigwait(&mask, &signal);
  }
  if (error != 0) return RaiseOSError(t, error);
  return int64_t{signal};
}

constexpr const char* kInfoFields[] = {"si_signo", "si_code",   "si_errno", "si_pid",
                                       "si_uid",   "si_status", "si_band"};
constexpr StructSequenceSpec kInfo = {"signal.struct_siginfo", kInfoFields, 7};

Result<Value> FromInfo(Thread& t, const siginfo_t& info) {
  const Value values[] = {Value::FromInt(info.si_signo), Value::FromInt(info.si_code),
                          Value::FromInt(info.si_errno), Value::FromInt(info.si_pid),
                          Value::FromInt(info.si_uid),   Value::FromInt(info.si_status),
                          Value::FromInt(info.si_band)};
  return StructSequence<kInfo>::New(t, Part(t).siginfo_type, values);
}

/// None when `nanoseconds` (negative: without a limit) have passed.
Result<Value> WaitForInfo(Thread& t, const sigset_t& mask, int64_t nanoseconds) {
  TRY(Require(t, Capability::kProcesses));
  const int64_t deadline = gil::DeadlineAfter(nanoseconds < 0 ? INT64_MAX : nanoseconds);
  constexpr int64_t kSecond = 1'000'000'000;
  for (;;) {
    siginfo_t info{};
    int result;
    int error;
    {
      gil::DetachScope detached(t);
      const int64_t left = std::max<int64_t>(0, deadline - gil::MonotonicNanos());
      const timespec time{left / kSecond, left % kSecond};
      result = nanoseconds < 0 ? sigwaitinfo(&mask, &info) : sigtimedwait(&mask, &info, &time);
      error = errno;
    }
    if (result >= 0) return FromInfo(t, info);
    if (error == EAGAIN) return Value::None();
    if (error != EINTR) return RaiseOSError(t, error);
    TRY(CheckPoll(t));
  }
}

Result<Value> SigWaitInfo(Thread& t, Value sigset) {
  sigset_t mask;
  TRY(ToMask(t, sigset, &mask));
  return WaitForInfo(t, mask, -1);
}

Result<Value> SigTimedWait(Thread& t, Value sigset, Value timeout) {
  const int64_t nanos = TRY(ToNanoseconds(t, timeout, TimeRounding::kAwayFromZero));
  if (nanos < 0) return RaiseValueError(t, "timeout must be non-negative");
  sigset_t mask;
  TRY(ToMask(t, sigset, &mask));
  return WaitForInfo(t, mask, nanos);
}

Result<None> Pause(Thread& t) {
  TRY(Require(t, Capability::kProcesses));
  {
    gil::DetachScope detached(t);
    pause();
  }
  return HandleNow(t);
}

Result<None> PthreadKill(Thread& t, Value thread_id, int signalnum) {
  TRY(Require(t, Capability::kProcesses));
  const int64_t thread = TRY(ToCInteger(t, thread_id, INT64_MIN, INT64_MAX, "unsigned long"));
  const int error = pthread_kill(static_cast<pthread_t>(thread), signalnum);
  if (error != 0) return RaiseOSError(t, error);
  return HandleNow(t);
}

Result<None> PidfdSendSignal(Thread& t, int pidfd, int signalnum, Value siginfo, int flags) {
  TRY(Require(t, Capability::kProcesses));
  if (!siginfo.IsNone()) return RaiseTypeError(t, "siginfo must be None");
  if (syscall(SYS_pidfd_send_signal, pidfd, signalnum, nullptr, flags) < 0) return RaiseErrno(t);
  return None{};
}

// --- The wake-up descriptor
// ------------------------------------------------------------------------

Result<Value> WakeupArgument(Thread& t, Args args) {
  if (args.count != 1) {
    return RaiseTypeError(
        t, absl::StrCat("set_wakeup_fd() takes ", args.count == 0 ? "exactly" : "at most",
                        " 1 positional argument (", args.count, " given)"));
  }
  for (size_t i = 0; args.has_keywords() && i < args.keyword_names->size(); ++i) {
    const Str* name = Cast<Str>(args.keyword_names->At(i));
    if (name->EqualsAscii("warn_on_full_buffer")) continue;
    return RaiseTypeError(t, absl::StrCat("'", name->ToUtf8(),
                                          "' is an invalid keyword argument for set_wakeup_fd()"));
  }
  return args[0];
}

Result<int64_t> SetWakeupFd(Thread& t, Args args) {
  const Value argument = TRY(WakeupArgument(t, args));
  const auto fd = static_cast<int>(TRY(ToCInteger(t, argument, INT32_MIN, INT32_MAX, "int")));
  TRY(RequireMain(t, "set_wakeup_fd"));
  if (fd >= 0) {
    struct stat status{};
    if (fstat(fd, &status) != 0) return RaiseErrno(t);
    const int flags = fcntl(fd, F_GETFL);
    if (flags < 0) return RaiseErrno(t);
    if ((flags & O_NONBLOCK) == 0) {
      return RaiseValueError(t, absl::StrCat("the fd ", fd, " must be in non-blocking mode"));
    }
  }
  return int64_t{process_signals::SetWakeup(fd < 0 ? -1 : fd)};
}

constexpr Method kFunctions[] = {
    Bind<Signal>("signal", "($module, signalnum, handler, /)"),
    Bind<GetSignal>("getsignal", "($module, signalnum, /)"),
    Bind<RaiseSignal>("raise_signal", "($module, signalnum, /)"),
    Bind<StrSignal>("strsignal", "($module, signalnum, /)"),
    Bind<SigInterrupt>("siginterrupt", "($module, signalnum, flag, /)"),
    Bind<Alarm>("alarm", "($module, seconds, /)"),
    Bind<SetTimer>("setitimer", "($module, which, seconds, interval=0, /)"),
    Bind<GetTimer>("getitimer", "($module, which, /)"),
    Bind<SigMask>("pthread_sigmask", "($module, how, mask, /)"),
    Bind<SigPending>("sigpending", "($module, /)"),
    Bind<ValidSignals>("valid_signals", "($module, /)"),
    Bind<SigWait>("sigwait", "($module, sigset, /)"),
    Bind<SigWaitInfo>("sigwaitinfo", "($module, sigset, /)"),
    Bind<SigTimedWait>("sigtimedwait", "($module, sigset, timeout, /)"),
    Bind<Pause>("pause", "($module, /)"),
    Bind<PthreadKill>("pthread_kill", "($module, thread_id, signalnum, /)"),
    Bind<PidfdSendSignal>("pidfd_send_signal",
                          "($module, pidfd, signalnum, siginfo=None, flags=0, /)"),
    Bind<SetWakeupFd>("set_wakeup_fd", "($module, fd, /, *, warn_on_full_buffer=True)"),
};

struct SignalConstant {
  const char* name;
  int value;
};

constexpr SignalConstant kConstants[] = {
    {"NSIG", process_signals::kCount},
    {"SIG_DFL", 0},
    {"SIG_IGN", 1},
    {"SIG_BLOCK", SIG_BLOCK},
    {"SIG_UNBLOCK", SIG_UNBLOCK},
    {"SIG_SETMASK", SIG_SETMASK},
    {"ITIMER_REAL", ITIMER_REAL},
    {"ITIMER_VIRTUAL", ITIMER_VIRTUAL},
    {"ITIMER_PROF", ITIMER_PROF},
#define KRAIT_SIGNAL(name) {#name, name}
    KRAIT_SIGNAL(SIGABRT),
    KRAIT_SIGNAL(SIGALRM),
    KRAIT_SIGNAL(SIGBUS),
    KRAIT_SIGNAL(SIGCHLD),
    KRAIT_SIGNAL(SIGCLD),
    KRAIT_SIGNAL(SIGCONT),
    KRAIT_SIGNAL(SIGFPE),
    KRAIT_SIGNAL(SIGHUP),
    KRAIT_SIGNAL(SIGILL),
    KRAIT_SIGNAL(SIGINT),
    KRAIT_SIGNAL(SIGIO),
    KRAIT_SIGNAL(SIGIOT),
    KRAIT_SIGNAL(SIGKILL),
    KRAIT_SIGNAL(SIGPIPE),
    KRAIT_SIGNAL(SIGPOLL),
    KRAIT_SIGNAL(SIGPROF),
    KRAIT_SIGNAL(SIGPWR),
    KRAIT_SIGNAL(SIGQUIT),
    KRAIT_SIGNAL(SIGSEGV),
    KRAIT_SIGNAL(SIGSTKFLT),
    KRAIT_SIGNAL(SIGSTOP),
    KRAIT_SIGNAL(SIGSYS),
    KRAIT_SIGNAL(SIGTERM),
    KRAIT_SIGNAL(SIGTRAP),
    KRAIT_SIGNAL(SIGTSTP),
    KRAIT_SIGNAL(SIGTTIN),
    KRAIT_SIGNAL(SIGTTOU),
    KRAIT_SIGNAL(SIGURG),
    KRAIT_SIGNAL(SIGUSR1),
    KRAIT_SIGNAL(SIGUSR2),
    KRAIT_SIGNAL(SIGVTALRM),
    KRAIT_SIGNAL(SIGWINCH),
    KRAIT_SIGNAL(SIGXCPU),
    KRAIT_SIGNAL(SIGXFSZ),
#undef KRAIT_SIGNAL
};

/// signal.itimer_error, a class of its own below OSError.
Result<Value> MakeTimerError(Thread& t) {
  Dict* ns = TRY(Dict::New(t));
  TRY(ns->SetStr(t, names(t).__module__, Value::FromObject(TRY(Str::InternUtf8(t, "signal")))));
  Tuple* bases = TRY(Tuple::Of(t, Value::FromObject(types(t).OSError)));
  return CallWith(t, Value::FromObject(types(t).type),
                  Value::FromObject(TRY(Str::InternUtf8(t, "itimer_error"))),
                  Value::FromObject(bases), Value::FromObject(ns));
}

}  // namespace

Result<Module*> MakeSignalModule(Thread& t) {
  SignalPart& part = Part(t);
  part.Load();
  part.siginfo_type = TRY(StructSequence<kInfo>::NewType(t));
  part.itimer_error = TRY(MakeTimerError(t));
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_signal"))));
  TRY(module->AddFunctions(t, kFunctions));
  for (const SignalConstant& constant : kConstants) {
    TRY(module->AddInt(t, constant.name, constant.value));
  }
  TRY(module->AddInt(t, "SIGRTMIN", SIGRTMIN));
  TRY(module->AddInt(t, "SIGRTMAX", SIGRTMAX));
  TRY(module->Add(t, "struct_siginfo", Value::FromObject(part.siginfo_type)));
  TRY(module->Add(t, "ItimerError", part.itimer_error));
  TRY(module->Add(t, "default_int_handler", part.default_int_handler));
  return module;
}

}  // namespace krait
