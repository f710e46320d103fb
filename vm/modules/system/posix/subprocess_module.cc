#include <linux/limits.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <string>

#include "absl/strings/str_cat.h"
#include "gil/blocking.h"
#include "vm/builtins/method_signatures.h"
#include "vm/modules/io/path_argument.h"
#include "vm/modules/system/posix/child.h"
#include "vm/modules/system/posix/posix_module.h"
#include "vm/modules/system/posix/tables.h"
#include "vm/object/bind.h"
#include "vm/object/bytes.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/tuple.h"

/// The _posixsubprocess module: fork_exec, which subprocess starts programs with.
namespace krait {
namespace {

/// fork_exec's arguments, in order.
enum Parameter : uint8_t {
  kArguments,
  kExecutables,
  kCloseOthers,
  kKept,
  kDirectory,
  kEnvironment,
  kStdinRead,
  kStdinWrite,
  kStdoutRead,
  kStdoutWrite,
  kStderrRead,
  kStderrWrite,
  kErrorRead,
  kErrorWrite,
  kRestoreSignals,
  kNewSession,
  kProcessGroup,
  kGroup,
  kGroups,
  kUser,
  kUmask,
  kBeforeExec,
  kAllowVfork,
  kParameterCount
};

Result<int64_t> TakeInt(Thread& t, Value value) {
  const int64_t number = TRY(ToCInteger(t, value, INT64_MIN, INT64_MAX, "long"));
  if (number > INT_MAX) return RaiseOverflowError(t, "signed integer is greater than maximum");
  if (number < INT_MIN) return RaiseOverflowError(t, "signed integer is less than minimum");
  return number;
}

/// The numbers and truth values.
Result<None> TakeScalars(Thread& t, Args args, ChildPlan& plan) {
  plan.close_others = TRY(IsTrue(t, args[kCloseOthers]));
  if (!Is<Tuple>(args[kKept])) {
    return RaiseTypeError(
        t, absl::StrCat("fork_exec() argument 4 must be tuple, not ", TypeName(t, args[kKept])));
  }
  int* const descriptors[] = {&plan.stdin_read,   &plan.stdin_write, &plan.stdout_read,
                              &plan.stdout_write, &plan.stderr_read, &plan.stderr_write,
                              &plan.error_read,   &plan.error_write};
  for (size_t i = 0; i < std::size(descriptors); ++i) {
    *descriptors[i] = static_cast<int>(TRY(TakeInt(t, args[kStdinRead + i])));
  }
  plan.restore_signals = TRY(IsTrue(t, args[kRestoreSignals]));
  plan.new_session = TRY(IsTrue(t, args[kNewSession]));
  plan.process_group = static_cast<pid_t>(TRY(TakeInt(t, args[kProcessGroup])));
  plan.umask = static_cast<int>(TRY(TakeInt(t, args[kUmask])));
  plan.descriptor_limit = sysconf(_SC_OPEN_MAX);
  return None{};
}

Result<None> TakeKept(Thread& t, const Tuple* descriptors, ChildPlan& plan) {
  int64_t last = -1;
  for (const Value item : descriptors->values()) {
    int64_t descriptor;
    if (!IsIntLike(item) || !ToInt64(item, &descriptor) || descriptor <= last ||
        descriptor > INT_MAX) {
      return RaiseValueError(t, "bad value(s) in fds_to_keep");
    }
    plan.kept.push_back(static_cast<int>(descriptor));
    last = descriptor;
  }
  return None{};
}

/// A sequence of bytes objects.
Result<None> TakeBytes(Thread& t, Value sequence, StringArray& out) {
  if (Is<Dict>(sequence)) return RaiseTypeError(t, "dict is not a sequence");
  TRY(Length(t, sequence));
  const Tuple* items = TRY(TupleOf(t, sequence));
  for (const Value item : items->values()) {
    if (!Is<Bytes>(item)) {
      return RaiseTypeError(t, absl::StrCat("expected bytes, ", TypeName(t, item), " found"));
    }
    std::string text(Cast<Bytes>(item)->view());
    if (text.find('\0') != std::string::npos) return RaiseValueError(t, "embedded null byte");
    out.Add(std::move(text));
  }
  return None{};
}

Result<None> TakeArguments(Thread& t, Value sequence, StringArray& out) {
  if (sequence.IsNone()) return None{};
  if (!Is<Tuple>(sequence) && !Is<List>(sequence) && !GetIter(t, sequence).ok()) {
    if (!ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
    return RaiseTypeError(t, "argv must be a tuple");
  }
  const Tuple* items = TRY(TupleOf(t, sequence));
  for (const Value item : items->values()) out.Add(TRY(SystemPath(t, item)));
  return None{};
}

Result<None> TakeIdentity(Thread& t, Args args, ChildPlan& plan) {
  const Value groups = args[kGroups];
  if (!groups.IsNone()) {
    if (!Is<List>(groups)) return RaiseTypeError(t, "setgroups argument must be a list");
    const Tuple* items = TRY(TupleOf(t, groups));
    if (items->size() > NGROUPS_MAX) return RaiseValueError(t, "too many groups");
    for (const Value item : items->values()) {
      if (!IsIntLike(item)) return RaiseTypeError(t, "groups must be integers");
      const Result<int64_t> group = ToId(t, item, "gid");
      if (!group.ok()) {
        if (!ClearPendingIf(t, &BuiltinTypes::OverflowError)) return Raised{};
        return RaiseValueError(t, "invalid group id");
      }
      plan.groups.push_back(static_cast<gid_t>(*group));
    }
    plan.set_groups = true;
  }
  plan.set_group = !args[kGroup].IsNone();
  if (plan.set_group) plan.group = static_cast<gid_t>(TRY(ToId(t, args[kGroup], "gid")));
  plan.set_user = !args[kUser].IsNone();
  if (plan.set_user) plan.user = static_cast<uid_t>(TRY(ToId(t, args[kUser], "uid")));
  return None{};
}

/// A child that calls a Python function before it becomes another program.
Result<int64_t> StartPythonChild(Thread& t, const ChildPlan& plan, Value before_exec) {
  const int64_t pid = TRY(ForkBy(t, [] { return fork(); }));
  if (pid != 0) return pid;
  if (!PrepareChild(plan)) FailChild(plan, errno, "noexec");
  if (!CallWith(t, before_exec).ok()) FailChild(plan, 0, "Exception occurred in preexec_fn.");
  ExecChild(plan);
  FailChild(plan, errno, "");
}

Result<int64_t> Start(Thread& t, const ChildPlan& plan, Args args) {
  TRY(Require(t, Capability::kProcesses));
  if (!args[kBeforeExec].IsNone()) return StartPythonChild(t, plan, args[kBeforeExec]);
  const bool has_identity = plan.set_groups || plan.set_group || plan.set_user;
  const bool share_memory = TRY(IsTrue(t, args[kAllowVfork])) && !has_identity;
  pid_t pid;
  int error;
  {
    gil::DetachScope detached(t);
    pid = StartChild(plan, share_memory);
    error = errno;
  }
  if (pid < 0) return RaiseOSError(t, error);
  return int64_t{pid};
}

Result<int64_t> ForkExec(Thread& t, Args args) {
  if (args.count != kParameterCount) {
    return RaiseTypeError(t, absl::StrCat("fork_exec() takes exactly ", +kParameterCount,
                                          " arguments (", args.count, " given)"));
  }
  ChildPlan plan;
  StringArray executables;
  StringArray arguments;
  StringArray environment;
  std::string directory;
  TRY(TakeScalars(t, args, plan));
  if (plan.close_others && plan.error_write < 3) {
    return RaiseValueError(t, "errpipe_write must be >= 3");
  }
  TRY(TakeKept(t, Cast<Tuple>(args[kKept]), plan));
  TRY(TakeBytes(t, args[kExecutables], executables));
  TRY(TakeArguments(t, args[kArguments], arguments));
  if (!args[kEnvironment].IsNone()) {
    TRY(TakeBytes(t, args[kEnvironment], environment));
    plan.environment = environment.data();
  }
  if (!args[kDirectory].IsNone()) {
    directory = TRY(SystemPath(t, args[kDirectory]));
    plan.directory = directory.c_str();
  }
  TRY(TakeIdentity(t, args, plan));
  plan.executables = executables.data();
  plan.arguments = arguments.data();
  return Start(t, plan, args);
}

constexpr Method kFunctions[] = {
    HideSignature(Bind<ForkExec>("fork_exec", "($module, /, *args)")),
};

}  // namespace

Result<Module*> MakePosixSubprocessModule(Thread& t) {
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_posixsubprocess"))));
  TRY(module->AddFunctions(t, kFunctions));
  return module;
}

}  // namespace krait
