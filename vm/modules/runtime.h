#pragma once

#include <string_view>

#include "vm/core/result.h"
#include "vm/modules/config.h"
#include "vm/object/vm.h"

namespace krait {

class Code;

/// Everything a VM needs before it can run code: layouts.
VmOptions WithRuntime(VmOptions options);

/// Boots `t`'s VM: types, interpreter, builtins, sys, __import__. `t` is its first thread,
/// attached.
Result<None> StartRuntime(Thread& t, Config config = {});

/// Runs `code` as the module __main__ of `filename`.
Result<Value> RunMain(Thread& t, Code* code, std::string_view filename);

/// After RunMain failed: reports the pending exception as CPython does (SystemExit asks for an exit
/// status, anything else prints its traceback). Returns the exit status.
int ReportMainException(Thread& t);

/// The status when nobody caught a KeyboardInterrupt: the process then ends itself by SIGINT.
inline constexpr int kInterruptedStatus = 256 + 2;

/// Flushes the standard streams; false when that failed.
bool FlushStandardStreams(Thread& t);

}  // namespace krait
