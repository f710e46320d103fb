#pragma once

#include "vm/code/code.h"
#include "vm/core/result.h"
#include "vm/object/args.h"

/// Making code objects from Python: code() and code.replace(). What comes out is verified.
namespace krait {

class Type;

Result<Value> CodeNew(Thread& t, Type* cls, Args args);
Result<Value> CodeReplace(Thread& t, Code* self, Args args);

/// The names of those locals that have one of the `kinds` (LocalKind bits).
Result<Tuple*> LocalNames(Thread& t, const Code* code, uint8_t kinds);

}  // namespace krait
