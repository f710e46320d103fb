#pragma once

#include "vm/core/result.h"

namespace krait {

class Dict;
class List;
class Thread;
class Tuple;

/// tuple(iterable): an exact tuple is returned as it is.
Result<Tuple*> TupleOf(Thread& t, Value iterable);
/// list(iterable): always a new list.
Result<List*> ListOf(Thread& t, Value iterable);
/// list.extend(iterable).
Result<None> ExtendList(Thread& t, List* list, Value iterable);
/// dict.update(mapping or pairs).
Result<None> UpdateDict(Thread& t, Dict* dict, Value other);
/// From anything with keys() and []; AttributeError when there is no keys().
Result<None> UpdateDictFromMapping(Thread& t, Dict* dict, Value mapping);

}  // namespace krait
