#pragma once

#include "vm/core/result.h"
#include "vm/object/args.h"

namespace krait {

class Thread;
class Type;

/// complex.__new__.
Result<Value> ComplexNew(Thread& t, Type* cls, Args args);

/// The complex that __complex__ of an object gives (a subclass instance counts), or the object
/// itself if it is exactly one; Unbound where there is no such method.
Result<Value> CallComplexMethod(Thread& t, Value object);

}  // namespace krait
