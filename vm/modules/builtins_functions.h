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

// builtins_aggregates.cc
Result<bool> BuiltinAll(Thread& t, Value iterable);
Result<bool> BuiltinAny(Thread& t, Value iterable);
Result<Value> BuiltinMax(Thread& t, Args args);
Result<Value> BuiltinMin(Thread& t, Args args);
Result<Value> BuiltinSorted(Thread& t, Args args);
Result<Value> BuiltinSum(Thread& t, Value iterable, Value start);

// builtins_build_class.cc
Result<Value> BuiltinBuildClass(Thread& t, Args args);

// builtins_breakpoint.cc
Result<Value> BuiltinBreakpoint(Thread& t, Args args);

}  // namespace krait
