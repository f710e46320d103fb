#pragma once

#include "vm/core/result.h"
#include "vm/core/value.h"

namespace krait {

class MemoryView;
class Thread;

/// ValueError once the view was released.
Result<None> CheckNotReleased(Thread& t, const MemoryView* view);

/// view[key].
Result<Value> MemoryViewGetItem(Thread& t, Value self, Value key);
/// view[key] = value, or (Unbound) del view[key].
Result<None> MemoryViewSetItem(Thread& t, Value self, Value key, Value value);
/// view.cast(format[, shape]).
Result<Value> MemoryViewCast(Thread& t, MemoryView* self, Value format, Value shape);

}  // namespace krait
