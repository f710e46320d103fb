#pragma once

#include "vm/core/result.h"

namespace krait {

class Thread;

/// left | right for types: a types.UnionType, or NotImplemented when either is no part of one.
Result<Value> MakeUnion(Thread& t, Value left, Value right);

}  // namespace krait
