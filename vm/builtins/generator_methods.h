#pragma once

#include "vm/core/result.h"
#include "vm/frame/generator.h"
#include "vm/object/args.h"
#include "vm/object/bind.h"

/// What generators, coroutines and the awaitables of asynchronous generators have in common.
namespace krait {

/// generator.throw(): `args` are its one to three arguments. What the generator delegates to gets
/// the exception first; `close_delegate` says that a GeneratorExit closes it instead. `*finished`
/// as in SendToGenerator.
Result<Value> ThrowTo(Thread& t, Generator* generator, Args args, bool close_delegate,
                      bool* finished);
/// The exception that throw(type, value, traceback) means.
Result<Value> MakeThrown(Thread& t, Args args);
/// What a finished generator returned, as Python's callers of send() and throw() get it.
Raised RaiseStopIteration(Thread& t, Value value);

// The methods of generator and coroutine.
Result<Value> GeneratorSend(Thread& t, Generator* self, Value value);
Result<Value> GeneratorThrow(Thread& t, Generator* self, Value type, Opt<Value> value,
                             Opt<Value> traceback);
Result<None> GeneratorClose(Thread& t, Generator* self);
Result<None> GeneratorFinalize(Thread& t, Value self);

// Attributes and methods of all three types.
Result<int64_t> GeneratorSizeof(Thread& t, Value self);
Result<Value> GetGeneratorName(Thread& t, Value self);
Result<None> SetGeneratorName(Thread& t, Value self, Value value);
Result<Value> GetGeneratorQualname(Thread& t, Value self);
Result<None> SetGeneratorQualname(Thread& t, Value self, Value value);
Result<Value> GetGeneratorFrame(Thread& t, Value self);
Result<Value> GetGeneratorCode(Thread& t, Value self);
Result<Value> GetGeneratorRunning(Thread& t, Value self);
Result<Value> GetGeneratorSuspended(Thread& t, Value self);
Result<Value> GetGeneratorDelegate(Thread& t, Value self);
Result<Value> GeneratorRepr(Thread& t, Value self);

}  // namespace krait
