#include "vm/modules/runtime.h"

#include <memory>
#include <utility>

#include "vm/builtins/install.h"
#include "vm/code/code.h"
#include "vm/interp/interpreter.h"
#include "vm/interp/run_control.h"
#include "vm/modules/codecs/codecs.h"
#include "vm/modules/consumers.h"
#include "vm/modules/import.h"
#include "vm/modules/io/io_part.h"
#include "vm/modules/io/std_streams.h"
#include "vm/modules/module_teardown.h"
#include "vm/modules/sys_hooks.h"
#include "vm/modules/sys_part.h"
#include "vm/modules/system/exit_functions.h"
#include "vm/modules/system/signals.h"
#include "vm/modules/system/threads.h"
#include "vm/object/audit.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait {

VmOptions WithRuntime(VmOptions options) {
  options.add_layouts = &AddInterpreterLayouts;
  return options;
}

Result<None> StartRuntime(Thread& t, Config config, std::unique_ptr<Host> host) {
  if (config.int_max_str_digits >= 0) t.vm().int_max_str_digits() = config.int_max_str_digits;
  t.vm().AddPart(std::make_unique<SysPart>(std::move(config)));
  InstallAudit(t.vm());
  t.vm().AddPart(host != nullptr ? std::move(host) : std::make_unique<Host>());
  TRY(t.vm().Bootstrap(t));
  InstallInterpreter(t.vm());
  TRY(InstallBuiltinTypes(t));
  TRY(InstallCodecs(t));
  TRY(InstallIo(t));
  InstallThreads(t);
  TRY(InstallSignals(t));
  TRY(InstallExitFunctions(t));
  TRY(InstallFirstModules(t));
  TRY(InstallImport(t));
  InstallConsumers(t);
  TRY(ImportModule(t, TRY(Str::InternUtf8(t, "_warnings"))));
  PrepareModuleTeardown(t);
  return None{};
}

namespace {

Result<Value> SysAttribute(Thread& t, Str* name) {
  const Value sys = t.vm().modules()->GetStr(t, names(t).sys);
  return sys.IsUnbound() ? sys : GetAttrOrUnbound(t, sys, name);
}

}  // namespace

void FinishMain(Thread& t) {
  ShutDownThreads(t);
  RunExitFunctions(t);
}

bool HasRunningThreads(Thread& t) { return t.vm().part<ThreadPart>().count() != 0; }

void EndRuntime(Thread& t) {
  if (!RunControl::IsStopped(t)) {
    FinishMain(t);
    FlushStreams(t);
    if (TearDownModules(t)) FlushStreams(t);
  }
  ControlOf(t.vm()).Stop(RunControl::Reason::kRequested);
  t.vm().part<ThreadPart>().WaitForAll(t);
  ReleaseSignals(t);
}

namespace {

Result<None> WriteError(Thread& t, Value text) {
  const Value stream = TRY(SysAttribute(t, names(t).stderr));
  if (stream.IsUnbound() || stream.IsNone()) return None{};
  TRY(CallMethodWith(t, stream, names(t).write, text));
  return None{};
}

/// sys.exit(code): an int is the status, None is success, anything else is printed.
int ExitStatus(Thread& t, Value exception) {
  const Result<Str*> name = Str::InternUtf8(t, "code");
  const Result<Value> attribute =
      name.ok() ? GetAttr(t, exception, *name) : Result<Value>(Raised{});
  t.pending = Value::Unbound();
  const Value code = attribute.ok() ? *attribute : exception;
  if (code.IsNone()) return 0;
  if (IsIntLike(code)) {
    int64_t status;
    return ToInt64(code, &status) ? static_cast<int>(status) : -1;
  }
  FlushStandardStreamsQuietly(t);
  const Result<Str*> text = ToStr(t, code);
  if (text.ok()) (void)WriteError(t, Value::FromObject(*text));
  t.pending = Value::Unbound();
  (void)WriteError(t, Value::FromObject(t.vm().latin1_char('\n')));
  t.pending = Value::Unbound();
  return 1;
}

}  // namespace

int ReportMainException(Thread& t) {
  const bool interrupted = TypeOf(t, t.pending) == types(t).KeyboardInterrupt;
  const std::optional<int> status = ReportException(t);
  return status ? *status : interrupted ? kInterruptedStatus : 1;
}

std::optional<int> ReportException(Thread& t, bool may_exit) {
  const Value exception = t.TakePending();
  const bool exits = TypeOf(t, exception)->IsSubtypeOf(types(t).SystemExit);
  if (exits && may_exit) return ExitStatus(t, exception);
  FlushStandardStreamsQuietly(t);
  if (const auto exit = ReportUncaught(t, exception)) return ExitStatus(t, *exit);
  return std::nullopt;
}

void FlushOutput(Thread& t) { FlushStandardStreamsQuietly(t); }

bool FlushStreams(Thread& t) {
  const bool ok = FlushStandardStreams(t);
  FlushAllStreams(t);
  return ok;
}

}  // namespace krait
