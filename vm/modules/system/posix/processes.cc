#include <fcntl.h>
#include <pty.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "vm/interp/tier_up.h"
#include "vm/modules/io/std_streams.h"
#include "vm/modules/system/posix/path.h"
#include "vm/modules/system/posix/string_array.h"
#include "vm/modules/system/posix/tables.h"
#include "vm/modules/system/process_signals.h"
#include "vm/modules/system/threads.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/struct_sequence.h"
#include "vm/object/tuple.h"

/// posix: processes.
namespace krait {
namespace {

constexpr const char* kWaitidFields[] = {"si_pid", "si_uid", "si_signo", "si_status", "si_code"};
constexpr StructSequenceSpec kWaitid = {"posix.waitid_result", kWaitidFields, 5};

constexpr const char* kRusageFields[] = {"ru_utime",  "ru_stime",    "ru_maxrss",  "ru_ixrss",
                                         "ru_idrss",  "ru_isrss",    "ru_minflt",  "ru_majflt",
                                         "ru_nswap",  "ru_inblock",  "ru_oublock", "ru_msgsnd",
                                         "ru_msgrcv", "ru_nsignals", "ru_nvcsw",   "ru_nivcsw"};
constexpr StructSequenceSpec kRusage = {"resource.struct_rusage", kRusageFields, 16};

template <typename F>
Result<SystemResult> ProcessCall(Thread& t, F call) {
  TRY(Require(t, Capability::kProcesses));
  return BlockingCall(t, call);
}

Result<None> Done(Thread& t, const SystemResult& result) {
  if (result.value < 0) return RaiseOSError(t, result.error);
  return None{};
}

// --- fork
// ------------------------------------------------------------------------------------------

/// Calls the functions of register_at_fork; what they raise is reported and dropped.
void RunForkHooks(Thread& t, Value hooks, bool last_first) {
  if (!Is<List>(hooks)) return;
  const Result<Tuple*> functions = Cast<List>(hooks)->Snapshot(t);
  if (!functions.ok()) {
    t.pending = Value::Unbound();
    return;
  }
  const size_t count = (*functions)->size();
  for (size_t i = 0; i < count; ++i) {
    const Value function = (*functions)->At(last_first ? count - 1 - i : i);
    if (!CallWith(t, function).ok()) WriteUnraisable(t, "in", function);
  }
}

}  // namespace

Result<int64_t> ForkBy(Thread& t, absl::FunctionRef<pid_t()> native_fork) {
  TRY(Require(t, Capability::kProcesses));
  PosixPart* part = t.vm().FindPart<PosixPart>();  // null: nobody has imported posix
  if (part != nullptr) RunForkHooks(t, part->before_fork, true);
  gil::ThreadGroup& threads = t.vm().threads();
  pid_t pid;
  int error;
  {
    gil::SpillScope spilled(t);
    threads.BeforeFork(t);
    pid = native_fork();
    error = errno;
    if (pid == 0) {
      // The other threads are gone; what they left stays as it is.
      threads.AfterForkInChild(t, [](gil::ThreadState&) {});
    } else {
      threads.AfterForkInParent(t);
    }
  }
  if (pid == 0) {
    t.vm().part<ThreadPart>().AfterFork(t);
    ResetStreamLocksAfterFork(t);
    process_signals::Forget();
    if (auto* tier_up = t.vm().FindPart<interp::TierUp>()) tier_up->AfterFork(t);
    if (part != nullptr) RunForkHooks(t, part->after_in_child, false);
    return int64_t{0};
  }
  if (part != nullptr) RunForkHooks(t, part->after_in_parent, false);
  if (pid < 0) return RaiseOSError(t, error);
  return int64_t{pid};
}

namespace {

Result<int64_t> Fork(Thread& t) {
  return ForkBy(t, [] { return fork(); });
}

Result<Value> ForkPty(Thread& t) {
  int master = -1;
  const int64_t pid = TRY(ForkBy(t, [&] { return forkpty(&master, nullptr, nullptr, nullptr); }));
  return Tuple::Of(t, Value::FromInt(pid), Value::FromInt(pid == 0 ? -1 : master));
}

Result<None> AddHook(Thread& t, Value& list, Value function) {
  if (!Is<List>(list)) list = Value::FromObject(TRY(List::New(t)));
  return Cast<List>(list)->Append(t, function);
}

Result<None> RegisterAtFork(Thread& t, Opt<Value> before, Opt<Value> after_in_child,
                            Opt<Value> after_in_parent) {
  if (!before && !after_in_child && !after_in_parent) {
    return RaiseTypeError(t, "At least one argument is required.");
  }
  const std::pair<Opt<Value>, const char*> all[] = {
      {before, "before"}, {after_in_child, "after_in_child"}, {after_in_parent, "after_in_parent"}};
  for (const auto& [function, name] : all) {
    if (function && TypeOf(t, *function)->slots().call == nullptr) {
      return RaiseTypeError(
          t, absl::StrCat("'", name, "' must be callable, not ", TypeName(t, *function)));
    }
  }
  PosixPart& part = Posix(t);
  if (before) TRY(AddHook(t, part.before_fork, *before));
  if (after_in_child) TRY(AddHook(t, part.after_in_child, *after_in_child));
  if (after_in_parent) TRY(AddHook(t, part.after_in_parent, *after_in_parent));
  return None{};
}

// --- exec and spawn
// --------------------------------------------------------------------------------

/// `what` begins the messages: "execv() arg 2", "posix_spawn: argv".
Result<None> TakeArguments(Thread& t, Value argv, const std::string& what, StringArray* out) {
  if (!Is<List>(argv) && !Is<Tuple>(argv)) {
    return RaiseTypeError(t, absl::StrCat(what, " must be a tuple or list"));
  }
  Tuple* items = TRY(TupleOf(t, argv));
  if (items->size() == 0) return RaiseValueError(t, absl::StrCat(what, " must not be empty"));
  for (Value item : items->values()) {
    std::string text = TRY(EncodeSystem(t, TRY(FsPath(t, item)), ""));
    if (text.find('\0') != std::string::npos) return RaiseValueError(t, "embedded null byte");
    out->Add(std::move(text));
  }
  if (out->front().empty()) {
    return RaiseValueError(t, absl::StrCat(what, " first element cannot be empty"));
  }
  return None{};
}

Result<None> TakeEnvironment(Thread& t, Value env, StringArray* out) {
  Str* keys_name = TRY(Str::InternUtf8(t, "keys"));
  Tuple* keys = TRY(TupleOf(t, TRY(CallMethodWith(t, env, keys_name))));
  for (Value key : keys->values()) {
    const std::string name = TRY(EncodeSystem(t, TRY(FsPath(t, key)), ""));
    const std::string value = TRY(EncodeSystem(t, TRY(FsPath(t, TRY(GetItem(t, env, key)))), ""));
    if (name.find('\0') != std::string::npos || value.find('\0') != std::string::npos) {
      return RaiseValueError(t, "embedded null byte");
    }
    if (name.empty() || name.find('=', 1) != std::string::npos) {
      return RaiseValueError(t, "illegal environment variable name");
    }
    out->Add(absl::StrCat(name, "=", value));
  }
  return None{};
}

Result<None> ExecV(Thread& t, const PathArgument<kPathOnly>& path, Value argv) {
  StringArray arguments;
  TRY(TakeArguments(t, argv, "execv() arg 2", &arguments));
  TRY(Require(t, Capability::kProcesses));
  execv(path.path.c_str(), arguments.data());
  return RaiseOSError(t, errno);
}

Result<None> ExecVe(Thread& t, const PathArgument<kPathOrDescriptor>& argument, Value argv,
                    Value env) {
  StringArray arguments;
  StringArray environment;
  TRY(TakeArguments(t, argv, "execve: argv", &arguments));
  if (TypeOf(t, env)->slots().getitem == nullptr) {
    return RaiseTypeError(t, "execve: environment must be a mapping object");
  }
  TRY(TakeEnvironment(t, env, &environment));
  TRY(Require(t, Capability::kProcesses));
  const Path& path = argument.path;
  if (path.is_descriptor()) {
    fexecve(path.descriptor, arguments.data(), environment.data());
  } else {
    execve(path.c_str(), arguments.data(), environment.data());
  }
  return RaiseForPath(t, errno, path);
}

/// posix_spawn's file actions.
class FileActions {
 public:
  FileActions() { posix_spawn_file_actions_init(&actions_); }
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;

  Result<None> Take(Thread& t, Value value) {
    const TypeSlots& slots = TypeOf(t, value)->slots();
    if (slots.getitem == nullptr || slots.length == nullptr) {
      return RaiseTypeError(t, "file_actions must be a sequence or None");
    }
    Tuple* list = TRY(TupleOf(t, value));
    for (Value item : list->values()) {
      if (!Is<Tuple>(item) || Cast<Tuple>(item)->size() == 0) {
        return RaiseTypeError(t, "Each file_actions element must be a non-empty tuple");
      }
      TRY(Add(t, Cast<Tuple>(item)));
    }
    return None{};
  }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  Result<None> Add(Thread& t, Tuple* action) {
    const int64_t kind = TRY(ToIndexInt64(t, action->At(0)));
    const size_t size = action->size();
    const auto number = [&](size_t i) -> Result<int64_t> {
      return ToCInteger(t, action->At(i), INT32_MIN, INT32_MAX, "int");
    };
    int error = 0;
    if (kind == 0 && size == 5) {
      const Path path = TRY(ToPath(t, action->At(2), "posix_spawn", "path", kPathOnly));
      const int fd = static_cast<int>(TRY(number(1)));
      const int flags = static_cast<int>(TRY(number(3)));
      const auto mode = static_cast<mode_t>(TRY(number(4)));
      error = posix_spawn_file_actions_addopen(&actions_, fd, path.c_str(), flags, mode);
    } else if (kind == 1 && size == 2) {
      error = posix_spawn_file_actions_addclose(&actions_, static_cast<int>(TRY(number(1))));
    } else if (kind == 2 && size == 3) {
      const int from = static_cast<int>(TRY(number(1)));
      error = posix_spawn_file_actions_adddup2(&actions_, from, static_cast<int>(TRY(number(2))));
    } else if (kind < 0 || kind > 2) {
      return RaiseTypeError(t, "Unknown file_actions identifier");
    } else {
      return RaiseTypeError(t, "A file_actions tuple has the wrong number of items");
    }
    return error == 0 ? Result<None>(None{}) : RaiseOSError(t, error);
  }

  posix_spawn_file_actions_t actions_;
};

Result<int64_t> Spawn(Thread& t, const Path& path, Value argv, Value env, Value file_actions,
                      bool search, const char* function) {
  StringArray arguments;
  StringArray environment;
  TRY(TakeArguments(t, argv, absl::StrCat(function, ": argv"), &arguments));
  if (TypeOf(t, env)->slots().getitem == nullptr) {
    return RaiseTypeError(t, absl::StrCat(function, ": environment must be a mapping object"));
  }
  TRY(TakeEnvironment(t, env, &environment));
  TRY(Require(t, Capability::kProcesses));
  FileActions actions;
  if (!file_actions.IsNone()) TRY(actions.Take(t, file_actions));
  pid_t pid = 0;
  const auto run = search ? &posix_spawnp : &posix_spawn;
  const int error = run(&pid, path.c_str(), file_actions.IsNone() ? nullptr : actions.get(),
                        nullptr, arguments.data(), environment.data());
  if (error != 0) return RaiseForPath(t, error, path);
  return int64_t{pid};
}

Result<int64_t> PosixSpawn(Thread& t, const PathArgument<kPathOnly>& path, Value argv, Value env,
                           Value file_actions) {
  return Spawn(t, path.path, argv, env, file_actions, false, "posix_spawn");
}
Result<int64_t> PosixSpawnP(Thread& t, const PathArgument<kPathOnly>& path, Value argv, Value env,
                            Value file_actions) {
  return Spawn(t, path.path, argv, env, file_actions, true, "posix_spawnp");
}

Result<int64_t> System(Thread& t, const PathArgument<kPathOnly>& command) {
  const SystemResult result =
      TRY(ProcessCall(t, [&] { return std::system(command.path.c_str()); }));
  return result.value;
}

// --- wait
// ------------------------------------------------------------------------------------------

Result<Value> Waited(Thread& t, const SystemResult& result, int status) {
  if (result.value < 0) return RaiseOSError(t, result.error);
  return Tuple::Of(t, Value::FromInt(result.value), Value::FromInt(status));
}

Result<Value> WaitPid(Thread& t, int pid, int options) {
  int status = 0;
  const SystemResult result = TRY(ProcessCall(t, [&] { return waitpid(pid, &status, options); }));
  return Waited(t, result, status);
}

Result<Value> Wait(Thread& t) {
  int status = 0;
  const SystemResult result = TRY(ProcessCall(t, [&] { return wait(&status); }));
  return Waited(t, result, status);
}

Result<Value> WaitId(Thread& t, int idtype, int id, int options) {
  siginfo_t info{};
  const SystemResult result = TRY(ProcessCall(t, [&] {
    return waitid(static_cast<idtype_t>(idtype), static_cast<id_t>(id), &info, options);
  }));
  if (result.value < 0) return RaiseOSError(t, result.error);
  if (info.si_pid == 0) return Value::None();
  const Value values[] = {Value::FromInt(info.si_pid), Value::FromInt(info.si_uid),
                          Value::FromInt(info.si_signo), Value::FromInt(info.si_status),
                          Value::FromInt(info.si_code)};
  return StructSequence<kWaitid>::New(t, Posix(t).waitid_result, values);
}

Result<Value> Usage(Thread& t, const rusage& usage) {
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  const long counts[] = {usage.ru_maxrss,  usage.ru_ixrss,  usage.ru_idrss,  usage.ru_isrss,
                         usage.ru_minflt,  usage.ru_majflt, usage.ru_nswap,  usage.ru_inblock,
                         usage.ru_oublock, usage.ru_msgsnd, usage.ru_msgrcv, usage.ru_nsignals,
                         usage.ru_nvcsw,   usage.ru_nivcsw};
  Value values[2 + std::size(counts)];
  values[0] = TRY(Float::From(t, seconds(usage.ru_utime)));
  values[1] = TRY(Float::From(t, seconds(usage.ru_stime)));
  for (size_t i = 0; i < std::size(counts); ++i) values[2 + i] = Value::FromInt(counts[i]);
  return StructSequence<kRusage>::New(t, Posix(t).struct_rusage, values);
}

Result<Value> Wait4(Thread& t, int pid, int options) {
  int status = 0;
  rusage usage{};
  const SystemResult result =
      TRY(ProcessCall(t, [&] { return wait4(pid, &status, options, &usage); }));
  if (result.value < 0) return RaiseOSError(t, result.error);
  const Value used = TRY(Usage(t, usage));
  return Tuple::Of(t, Value::FromInt(result.value), Value::FromInt(status), used);
}
Result<Value> Wait3(Thread& t, int options) { return Wait4(t, -1, options); }

Result<int64_t> WaitStatusToExitCode(Thread& t, Value status_value) {
  const auto status =
      static_cast<int>(TRY(ToCInteger(t, status_value, INT32_MIN, INT32_MAX, "int")));
  if (WIFEXITED(status)) return int64_t{WEXITSTATUS(status)};
  if (WIFSIGNALED(status)) return int64_t{-WTERMSIG(status)};
  if (WIFSTOPPED(status)) {
    return RaiseValueError(
        t, absl::StrCat("process stopped by delivery of signal ", WSTOPSIG(status)));
  }
  return RaiseValueError(t, absl::StrCat("invalid wait status: ", status));
}

#define KRAIT_WAIT_MACRO(type, name) \
  Result<type> Is##name(Thread&, int status) { return static_cast<type>(name(status)); }
KRAIT_WAIT_MACRO(bool, WIFEXITED)
KRAIT_WAIT_MACRO(bool, WIFSIGNALED)
KRAIT_WAIT_MACRO(bool, WIFSTOPPED)
KRAIT_WAIT_MACRO(bool, WIFCONTINUED)
KRAIT_WAIT_MACRO(bool, WCOREDUMP)
KRAIT_WAIT_MACRO(int64_t, WEXITSTATUS)
KRAIT_WAIT_MACRO(int64_t, WTERMSIG)
KRAIT_WAIT_MACRO(int64_t, WSTOPSIG)
#undef KRAIT_WAIT_MACRO

// --- Signals, identities, priorities
// ---------------------------------------------------------------

Result<None> ExitNow(Thread& t, int status) {
  TRY(Require(t, Capability::kProcesses));
  _exit(status);
}
Result<None> Abort(Thread& t) {
  TRY(Require(t, Capability::kProcesses));
  std::abort();
}

Result<None> Kill(Thread& t, int pid, int signal) {
  TRY(Require(t, Capability::kProcesses));
  if (kill(pid, signal) != 0) return RaiseOSError(t, errno);
  return CheckPoll(t);
}
Result<None> KillPg(Thread& t, int pgid, int signal) {
  TRY(Require(t, Capability::kProcesses));
  if (killpg(pgid, signal) != 0) return RaiseOSError(t, errno);
  return CheckPoll(t);
}

template <auto kFunction>
Result<int64_t> Simple(Thread&) {
  return static_cast<int64_t>(kFunction());
}
template <auto kFunction>
Result<int64_t> OfPid(Thread& t, int pid) {
  const auto result = static_cast<int64_t>(kFunction(pid));
  if (result < 0) return RaiseOSError(t, errno);
  return result;
}
Result<None> SetSid(Thread& t) {
  return Done(t, TRY(ProcessCall(t, [] { return setsid(); })));
}
Result<None> SetPgid(Thread& t, int pid, int pgrp) {
  return Done(t, TRY(ProcessCall(t, [&] { return setpgid(pid, pgrp); })));
}
Result<None> SetPgrp(Thread& t) {
  return Done(t, TRY(ProcessCall(t, [] { return setpgid(0, 0); })));
}

Result<Value> GetGroups(Thread& t) {
  std::vector<gid_t> groups(65536);
  const int count = getgroups(static_cast<int>(groups.size()), groups.data());
  if (count < 0) return RaiseOSError(t, errno);
  List* list = TRY(List::New(t));
  for (int i = 0; i < count; ++i) TRY(list->Append(t, Value::FromInt(groups[i])));
  return list;
}
Result<Value> GetResUid(Thread& t) {
  uid_t real, effective, saved;
  if (getresuid(&real, &effective, &saved) != 0) return RaiseOSError(t, errno);
  return Tuple::Of(t, Value::FromInt(real), Value::FromInt(effective), Value::FromInt(saved));
}
Result<Value> GetResGid(Thread& t) {
  gid_t real, effective, saved;
  if (getresgid(&real, &effective, &saved) != 0) return RaiseOSError(t, errno);
  return Tuple::Of(t, Value::FromInt(real), Value::FromInt(effective), Value::FromInt(saved));
}

Result<int64_t> Nice(Thread& t, int increment) {
  TRY(Require(t, Capability::kProcesses));
  errno = 0;
  const int value = nice(increment);
  if (value == -1 && errno != 0) return RaiseOSError(t, errno);
  return int64_t{value};
}
Result<int64_t> GetPriority(Thread& t, int which, int who) {
  errno = 0;
  const int value = getpriority(static_cast<__priority_which>(which), static_cast<id_t>(who));
  if (errno != 0) return RaiseOSError(t, errno);
  return int64_t{value};
}
Result<None> SetPriority(Thread& t, int which, int who, int priority) {
  return Done(t, TRY(ProcessCall(t, [&] {
                return setpriority(static_cast<__priority_which>(which), static_cast<id_t>(who),
                                   priority);
              })));
}
Result<None> SchedYield(Thread& t) {
  gil::DetachScope detached(t);
  sched_yield();
  return None{};
}
Result<Value> SchedGetAffinity(Thread& t, int pid) {
  cpu_set_t set;
  if (sched_getaffinity(pid, sizeof(set), &set) != 0) return RaiseOSError(t, errno);
  List* list = TRY(List::New(t));
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (CPU_ISSET(cpu, &set)) TRY(list->Append(t, Value::FromInt(cpu)));
  }
  return CallWith(t, Value::FromObject(types(t).set), Value::FromObject(list));
}
Result<int64_t> PidfdOpen(Thread& t, int pid, int flags) {
  const SystemResult result =
      TRY(ProcessCall(t, [&] { return syscall(SYS_pidfd_open, pid, flags); }));
  if (result.value < 0) return RaiseOSError(t, result.error);
  return result.value;
}

constexpr Method kFunctions[] = {
    Bind<Fork>("fork", "($module, /)"),
    Bind<ForkPty>("forkpty", "($module, /)"),
    Bind<RegisterAtFork>("register_at_fork",
                         "($module, /, *, before=..., after_in_child=..., after_in_parent=...)"),
    Bind<ExecV>("execv", "($module, path, argv, /)"),
    Bind<ExecVe>("execve", "($module, /, path, argv, env)"),
    Bind<PosixSpawn>("posix_spawn", "($module, path, argv, env, /, *, file_actions=None)"),
    Bind<PosixSpawnP>("posix_spawnp", "($module, path, argv, env, /, *, file_actions=None)"),
    Bind<System>("system", "($module, /, command)"),
    Bind<WaitPid>("waitpid", "($module, pid, options, /)"),
    Bind<Wait>("wait", "($module, /)"),
    Bind<WaitId>("waitid", "($module, idtype, id, options, /)"),
    Bind<Wait4>("wait4", "($module, /, pid, options)"),
    Bind<Wait3>("wait3", "($module, /, options)"),
    Bind<WaitStatusToExitCode>("waitstatus_to_exitcode", "($module, /, status)"),
    Bind<IsWIFEXITED>("WIFEXITED", "($module, /, status)"),
    Bind<IsWIFSIGNALED>("WIFSIGNALED", "($module, /, status)"),
    Bind<IsWIFSTOPPED>("WIFSTOPPED", "($module, /, status)"),
    Bind<IsWIFCONTINUED>("WIFCONTINUED", "($module, /, status)"),
    Bind<IsWCOREDUMP>("WCOREDUMP", "($module, status, /)"),
    Bind<IsWEXITSTATUS>("WEXITSTATUS", "($module, /, status)"),
    Bind<IsWTERMSIG>("WTERMSIG", "($module, /, status)"),
    Bind<IsWSTOPSIG>("WSTOPSIG", "($module, /, status)"),
    Bind<ExitNow>("_exit", "($module, /, status)"),
    Bind<Abort>("abort", "($module, /)"),
    Bind<Kill>("kill", "($module, pid, signal, /)"),
    Bind<KillPg>("killpg", "($module, pgid, signal, /)"),
    Bind<Simple<&getpid>>("getpid", "($module, /)"),
    Bind<Simple<&getppid>>("getppid", "($module, /)"),
    Bind<Simple<&getuid>>("getuid", "($module, /)"),
    Bind<Simple<&geteuid>>("geteuid", "($module, /)"),
    Bind<Simple<&getgid>>("getgid", "($module, /)"),
    Bind<Simple<&getegid>>("getegid", "($module, /)"),
    Bind<Simple<&getpgrp>>("getpgrp", "($module, /)"),
    Bind<OfPid<&getpgid>>("getpgid", "($module, /, pid)"),
    Bind<OfPid<&getsid>>("getsid", "($module, pid, /)"),
    Bind<SetSid>("setsid", "($module, /)"),
    Bind<SetPgid>("setpgid", "($module, pid, pgrp, /)"),
    Bind<SetPgrp>("setpgrp", "($module, /)"),
    Bind<GetGroups>("getgroups", "($module, /)"),
    Bind<GetResUid>("getresuid", "($module, /)"),
    Bind<GetResGid>("getresgid", "($module, /)"),
    Bind<Nice>("nice", "($module, increment, /)"),
    Bind<GetPriority>("getpriority", "($module, /, which, who)"),
    Bind<SetPriority>("setpriority", "($module, /, which, who, priority)"),
    Bind<SchedYield>("sched_yield", "($module, /)"),
    Bind<SchedGetAffinity>("sched_getaffinity", "($module, pid, /)"),
    Bind<OfPid<&sched_getscheduler>>("sched_getscheduler", "($module, pid, /)"),
    Bind<OfPid<&sched_get_priority_max>>("sched_get_priority_max", "($module, /, policy)"),
    Bind<OfPid<&sched_get_priority_min>>("sched_get_priority_min", "($module, /, policy)"),
    Bind<PidfdOpen>("pidfd_open", "($module, /, pid, flags=0)"),
};

}  // namespace

Result<None> AddPosixProcesses(Thread& t, Module* module) {
  PosixPart& part = Posix(t);
  part.waitid_result = TRY(StructSequence<kWaitid>::NewType(t));
  part.struct_rusage = TRY(StructSequence<kRusage>::NewType(t));
  TRY(module->Add(t, "waitid_result", Value::FromObject(part.waitid_result)));
  return module->AddFunctions(t, kFunctions);
}

}  // namespace krait
