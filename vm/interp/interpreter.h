#pragma once

#include "vm/core/result.h"
#include "vm/object/args.h"

namespace krait {

class Code;
class Dict;
class Frame;
class Function;
class LayoutTable;
class Str;
class Thread;
class Vm;

/// Runs `frame`, the innermost one of its thread and marked kEntry, until it returns.
Result<Value> RunFrame(Thread& t, Frame* frame);

/// Pushes a frame for `function` with `args` bound to its parameters (CPython's TypeErrors when
/// they do not fit). The caller sets where it returns to.
Result<Frame*> PushFunctionFrame(Thread& t, Function* function, Args args);
/// The same for a module, class or exec body with `locals` as its namespace.
Result<Frame*> PushCodeFrame(Thread& t, Function* function, Value locals);
/// Puts `args` into the parameters in `slots` and unbinds the other locals.
Result<None> BindParameters(Thread& t, Function* function, Args args, Value* slots);
/// How messages about a call name what is called: "f()", "C.m()".
Result<Str*> FunctionText(Thread& t, Value callee);
/// Leaves `frame`, the innermost one: gives its memory back and makes its caller current.
void PopFrame(Thread& t, Frame* frame);

/// Calls a Function from C++: the call slot of type function.
Result<Value> CallFunction(Thread& t, Value function, Args args);
/// Runs `code` with the given namespaces: what exec does.
Result<Value> RunCode(Thread& t, Code* code, Dict* globals, Value locals);

/// Makes a new VM run Python code: frame tracing, cache flushing.
void InstallInterpreter(Vm& vm);
/// The layouts of vm/code and vm/frame.
void AddInterpreterLayouts(LayoutTable& table);

}  // namespace krait
