#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "gil/blocking.h"
#include "gil/thread_list.h"
#include "vm/modules/system/fault_dump.h"
#include "vm/modules/system/fault_part.h"
#include "vm/modules/system/system_modules.h"
#include "vm/modules/system/timestamp.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"

/// faulthandler: tracebacks of the Python code that runs when the process crashes, hangs, or gets a
/// signal.
namespace krait {
namespace {

FaultPart& PartOf(Thread& t) { return t.vm().part<FaultPart>(); }

/// The descriptor of a file object, or of sys.stderr; an int is taken as one.
Result<FaultPart::Target> TargetOf(Thread& t, Value file, int all_threads) {
  FaultPart::Target target;
  target.all_threads = all_threads != 0;
  if (file.IsNone()) {
    const Value sys = t.vm().modules()->GetStr(t, names(t).sys);
    file = sys.IsUnbound() ? sys : TRY(GetAttrOrUnbound(t, sys, names(t).stderr));
    if (file.IsUnbound()) return Raise(t, &BuiltinTypes::RuntimeError, "unable to get sys.stderr");
    if (file.IsNone()) return Raise(t, &BuiltinTypes::RuntimeError, "sys.stderr is None");
  } else if (IsIntLike(file)) {
    const int64_t number = TRY(ToCInteger(t, file, INT32_MIN, INT32_MAX, "int"));
    if (number < 0) return RaiseValueError(t, "file is not a valid file descripter");
    target.descriptor = static_cast<int>(number);
    return target;
  }
  const Value number = TRY(CallMethodWith(t, file, TRY(Str::InternUtf8(t, "fileno"))));
  int64_t descriptor;
  if (!IsIntLike(number) || !ToInt64(number, &descriptor) || descriptor < 0 ||
      descriptor > INT32_MAX) {
    return Raise(t, &BuiltinTypes::RuntimeError, "file.fileno() is not a valid file descriptor");
  }
  target.descriptor = static_cast<int>(descriptor);
  target.file = file;
  if (!CallMethodWith(t, file, names(t).flush).ok()) t.pending = Value::Unbound();
  return target;
}

Raised RaiseErrno(Thread& t) {
  return Raise(t, &BuiltinTypes::RuntimeError, "another interpreter of this process has them");
}

Result<None> DumpTraceback(Thread& t, Value file, int all_threads) {
  const FaultPart::Target target = TRY(TargetOf(t, file, all_threads));
  FaultDump dump(target.descriptor);
  if (!target.all_threads) {
    dump.Stack(t);
    return None{};
  }
  gil::StopTheWorld stop(*t.group(), t);
  dump.AllThreads(*t.group(), t.native_thread());
  return None{};
}

Result<None> Enable(Thread& t, Value file, int all_threads) {
  const FaultPart::Target target = TRY(TargetOf(t, file, all_threads));
  return PartOf(t).Enable(target) ? Result<None>(None{}) : RaiseErrno(t);
}

Result<bool> Disable(Thread& t) {
  const bool was = PartOf(t).enabled();
  PartOf(t).Disable();
  return was;
}

Result<bool> IsEnabled(Thread& t) { return PartOf(t).enabled(); }

Result<None> DumpLater(Thread& t, Value timeout, int repeat, Value file, int exit) {
  const int64_t nanoseconds = TRY(ToNanoseconds(t, timeout, TimeRounding::kAwayFromZero));
  if (nanoseconds <= 0) return RaiseValueError(t, "timeout must be greater than 0");
  const FaultPart::Target target = TRY(TargetOf(t, file, 1));
  gil::DetachScope detached(t);  // the former watchdog may be writing
  const bool started = PartOf(t).StartWatchdog(target, nanoseconds, repeat != 0, exit != 0);
  if (started) return None{};
  return Raise(t, &BuiltinTypes::RuntimeError, "unable to start watchdog thread");
}

Result<None> CancelLater(Thread& t) {
  gil::DetachScope detached(t);
  PartOf(t).StopWatchdog();
  return None{};
}

Result<int> SignalOf(Thread& t, int number) {
  if (FaultPart::IsFatal(number)) {
    return Raise(t, &BuiltinTypes::RuntimeError,
                 absl::StrCat("signal ", number, " cannot be registered, use enable() instead"));
  }
  if (number < 1 || number >= process_signals::kCount) {
    return RaiseValueError(t, "signal number out of range");
  }
  return number;
}

Result<None> Register(Thread& t, int number, Value file, int all_threads, int chain) {
  const int signal = TRY(SignalOf(t, number));
  const FaultPart::Target target = TRY(TargetOf(t, file, all_threads));
  if (PartOf(t).Register(signal, target, chain != 0)) return None{};
  return RaiseErrno(t);
}

Result<bool> Unregister(Thread& t, Args args) {
  if (args.count != 1) {
    return RaiseTypeError(
        t, absl::StrCat("unregister() takes exactly 1 argument (", args.count, " given)"));
  }
  const auto number = static_cast<int>(TRY(ToCInteger(t, args[0], INT32_MIN, INT32_MAX, "int")));
  return PartOf(t).Unregister(TRY(SignalOf(t, number)));
}

// --- Crashes on purpose -----------------------------------------------------------------------

Result<None> ReadNull(Thread&) {
  raise(SIGSEGV);
  return None{};
}

Result<None> SigSegv(Thread& t, bool release_gil) {
  if (!release_gil) {
    raise(SIGSEGV);
    return None{};
  }
  gil::DetachScope detached(t);
  raise(SIGSEGV);
  return None{};
}

Result<None> SigFpe(Thread&) {
  raise(SIGFPE);
  return None{};
}

Result<None> SigAbrt(Thread&) { std::abort(); }

/// Every level uses a page, and something afterwards, so that none is left out.
[[gnu::noinline]] size_t Overflow(size_t depth) {
  volatile char page[4096];
  page[0] = static_cast<char>(depth);
  page[4095] = page[0];
  if (depth == SIZE_MAX) return 0;
  return Overflow(depth + 1) + static_cast<size_t>(page[4095]);
}

Result<int64_t> StackOverflow(Thread&) { return static_cast<int64_t>(Overflow(1)); }

void* FailInThread(void* threads) {
  FaultDump dump(STDERR_FILENO);
  dump.Text(
      "Fatal Python error: faulthandler_fatal_error_thread: in new thread\n"
      "Python runtime state: initialized\n\n");
  dump.AllThreads(*static_cast<gil::ThreadGroup*>(threads), 0);
  std::abort();
}

Result<None> FatalErrorInThread(Thread& t) {
  PartOf(t).Disable();
  pthread_t thread;
  if (pthread_create(&thread, nullptr, &FailInThread, t.group()) != 0) {
    return Raise(t, &BuiltinTypes::RuntimeError, "unable to start the thread");
  }
  gil::DetachScope detached(t);
  pthread_join(thread, nullptr);
  return None{};
}

constexpr Method kFunctions[] = {
    Bind<DumpTraceback>("dump_traceback", "(file=None, all_threads=1)"),
    Bind<Enable>("enable", "(file=None, all_threads=1)"),
    Bind<Disable>("disable", "()"),
    Bind<IsEnabled>("is_enabled", "()"),
    Bind<DumpLater>("dump_traceback_later", "(timeout, repeat=0, file=None, exit=0)"),
    Bind<CancelLater>("cancel_dump_traceback_later", "()"),
    Bind<Register>("register", "(signum, file=None, all_threads=1, chain=0)"),
    Bind<Unregister>("unregister", "(signum, /)"),
    Bind<ReadNull>("_read_null", "()"),
    Bind<SigSegv>("_sigsegv", "(release_gil=False, /)"),
    Bind<SigFpe>("_sigfpe", "()"),
    Bind<SigAbrt>("_sigabrt", "()"),
    Bind<StackOverflow>("_stack_overflow", "()"),
    Bind<FatalErrorInThread>("_fatal_error_c_thread", "()"),
};

}  // namespace

Result<Module*> MakeFaulthandlerModule(Thread& t) {
  t.vm().AddPart(std::make_unique<FaultPart>(t.vm().threads()));
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "faulthandler"))));
  TRY(module->AddFunctions(t, kFunctions));
  return module;
}

}  // namespace krait
