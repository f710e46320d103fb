#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "vm/core/result.h"
#include "vm/modules/config.h"
#include "vm/object/host.h"
#include "vm/object/vm.h"

namespace krait {

class Code;

/// Everything a VM needs before it can run code: layouts.
VmOptions WithRuntime(VmOptions options);

/// Boots `t`'s VM: types, interpreter, builtins, sys, __import__. `t` is its first thread,
/// attached. Without a host the process's own things are used.
Result<None> StartRuntime(Thread& t, Config config = {}, std::unique_ptr<Host> host = nullptr);

/// Runs `code` as the module __main__ of `filename`. (vm/modules/main_module.h has more ways.)
Result<Value> RunMain(Thread& t, Code* code, std::string_view filename);

/// After RunMain failed: reports the pending exception as CPython does (SystemExit asks for an exit
/// status, anything else prints its traceback). Returns the exit status.
int ReportMainException(Thread& t);
/// The same in the midst of things. An exit status only if it is to end the program: for
/// SystemExit, unless `may_exit` is false, which makes it an exception like others.
std::optional<int> ReportException(Thread& t, bool may_exit = true);
/// Flushes sys.stdout and sys.stderr; errors are dropped.
void FlushOutput(Thread& t);

/// The status when nobody caught a KeyboardInterrupt: the process then ends itself by SIGINT.
inline constexpr int kInterruptedStatus = 256 + 2;

/// What the end of a program brings with it: waits for its threads, as the threading module wants
/// it, and calls what atexit has registered.
void FinishMain(Thread& t);

/// Whether threads run that Python code has started: the command then leaves without waiting.
bool HasRunningThreads(Thread& t);

/// Before the VM is destroyed: FinishMain if it was not called yet, and then ends the threads that
/// are left.
void EndRuntime(Thread& t);

/// What python3 exits with when its output goes nowhere.
inline constexpr int kFlushFailedStatus = 120;

/// The program is done: flushes the standard streams and then every other. False when sys.stdout or
/// sys.stderr did not take what it still held.
bool FlushStreams(Thread& t);

}  // namespace krait
