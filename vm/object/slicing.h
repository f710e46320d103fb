#pragma once

#include "vm/core/result.h"
#include "vm/object/slice.h"

namespace krait {

class Bytes;
class List;
class Str;
class Thread;
class Tuple;

/// Slices of the built-in sequences. `bounds` come from Slice::Unpack and are not clamped yet:
/// finding them may have run Python code.
Result<Value> GetListSlice(Thread& t, List* list, const SliceRange& bounds);
Result<Value> GetTupleSlice(Thread& t, Tuple* tuple, const SliceRange& bounds);
Result<Value> GetStrSlice(Thread& t, Str* str, const SliceRange& bounds);
Result<Value> GetBytesSlice(Thread& t, Bytes* bytes, const SliceRange& bounds);
/// list[bounds] = value, or del list[bounds] when that is Unbound.
Result<None> SetListSlice(Thread& t, List* list, const SliceRange& bounds, Value value);

/// object[start:stop:step]: no slice object is made for an exact built-in sequence.
Result<Value> GetSlice(Thread& t, Value object, Value start, Value stop, Value step);
/// object[start:stop:step] = value.
Result<None> SetSlice(Thread& t, Value object, Value start, Value stop, Value step, Value value);

}  // namespace krait
