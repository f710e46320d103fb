#pragma once

#include "vm/core/result.h"

namespace krait {

class Thread;
class Tuple;
class Type;

/// The metaclass that all bases agree on: the most derived of theirs and the one asked for.
Result<Type*> CalculateMetaclass(Thread& t, Type* metatype, Tuple* bases);

}  // namespace krait
