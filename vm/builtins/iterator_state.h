#pragma once

#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"

namespace krait {

/// What an iterator's __setstate__ takes: an int, without __index__.
struct IteratorState {
  int64_t value = 0;
};

template <>
struct ArgumentAs<IteratorState> {
  static Result<IteratorState> From(Thread& t, const ArgumentPlace&, Value value) {
    if (!IsIntLike(value)) return RaiseTypeError(t, "an integer is required");
    return IteratorState{TRY(ToIndexSsize(t, value))};
  }
};

/// What an iterator's __reduce__ gives: (function, (argument,)) or, with a state,
/// (function, (argument,), state), the function being the built-in one of that name.
Result<Value> ReduceIterator(Thread& t, const char* builtin, Value argument,
                             Value state = Value::Unbound());

}  // namespace krait
