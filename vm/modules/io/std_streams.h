#pragma once

#include <string>

#include "vm/core/result.h"
#include "vm/object/bind.h"

namespace krait {

class Module;
class Thread;

/// How sys.stdin, sys.stdout and sys.stderr come to be.
struct StreamSettings {
  /// python3 -u: output goes out at once.
  bool unbuffered = false;
  /// PYTHONIOENCODING, or empty: UTF-8.
  std::string encoding = {};
  /// Of stdin and stdout; empty: "strict". (python3 takes surrogateescape in the C and C.UTF-8
  /// locales.) stderr always escapes.
  std::string errors = {};
};

/// Puts stdin, stdout, stderr and their __names__ into the sys module. One whose descriptor is
/// closed, and all of them in a VM without access to streams, is None.
Result<None> AddStandardStreams(Thread& t, Module* sys, const StreamSettings& settings);

/// The VM's code is done: flushes sys.stdout and sys.stderr, reporting what goes wrong with stdout
/// as an unraisable exception; false when one failed.
bool FlushStandardStreams(Thread& t);

/// The same in between: errors are dropped.
void FlushStandardStreamsQuietly(Thread& t);

/// Then flushes every other stream that still holds output. Errors are dropped.
void FlushAllStreams(Thread& t);

/// In the child of a fork: unlocks the streams that threads which are no more had locked.
void ResetStreamLocksAfterFork(Thread& t);

// Of the builtins module.
Result<None> BuiltinPrint(Thread& t, Args args);
Result<Value> BuiltinInput(Thread& t, Opt<Value> prompt);

}  // namespace krait
