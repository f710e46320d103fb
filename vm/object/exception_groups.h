#pragma once

#include "vm/core/result.h"

namespace krait {

class List;
class Thread;

/// What an except* clause makes of an exception: the part it takes and what is left; None for none.
struct GroupMatch {
  Value match = Value::None();
  Value rest = Value::None();
};

/// Splits `exception` (a group or a plain exception, which is then wrapped) for an except* clause
/// with the class or tuple of classes `types`. None passes through.
Result<GroupMatch> MatchExceptionGroup(Thread& t, Value exception, Value types);

/// What leaves a try statement after all its except* clauses: `original` is what was raised, `list`
/// what the clauses raised and what no clause took (None entries count for nothing). None: nothing.
Result<Value> PrepareReraiseStar(Thread& t, Value original, List* list);

}  // namespace krait
