#pragma once

#include "vm/core/result.h"
#include "vm/object/bind.h"

/// The larger functions of the builtins module, by subject.
namespace krait {

class Str;
class Thread;

// builtins_exec.cc
Result<Value> BuiltinCompile(Thread& t, Value source, Value filename, Str* mode, int flags,
                             bool dont_inherit, int optimize, int feature_version);
Result<Value> BuiltinEval(Thread& t, Value source, Value globals, Value locals);
Result<None> BuiltinExec(Thread& t, Value source, Value globals, Value locals, Value closure);

// builtins_breakpoint.cc
Result<Value> BuiltinBreakpoint(Thread& t, Args args);

}  // namespace krait
