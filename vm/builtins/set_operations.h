#pragma once

#include "vm/core/result.h"
#include "vm/object/set.h"

/// The set operations with any iterable on the other side; Set itself knows those between sets.
namespace krait {

/// A set of `type` with the elements of `iterable` (Unbound: none).
Result<Set*> MakeSet(Thread& t, Type* type, Value iterable);
Result<None> UpdateSet(Thread& t, Set* set, Value iterable);
Result<Set*> IntersectSet(Thread& t, Set* set, Value iterable);
Result<Set*> SubtractFromSet(Thread& t, Set* set, Value iterable);
Result<None> DifferenceUpdateSet(Thread& t, Set* set, Value iterable);
Result<None> SymmetricDifferenceUpdateSet(Thread& t, Set* set, Value iterable);

}  // namespace krait
