#pragma once

#include "vm/core/result.h"
#include "vm/object/args.h"

namespace krait {

class Thread;
class Type;

/// float.__new__.
Result<Value> FloatNew(Thread& t, Type* cls, Args args);

/// float(object), as a double.
Result<double> FloatFromObject(Thread& t, Value object);

}  // namespace krait
