#pragma once

#include "vm/core/result.h"

namespace krait {

class Thread;

/// list[key], key an index or slice.
Result<Value> ListGetItem(Thread& t, Value self, Value key);
/// list[key] = value; Unbound `value` deletes.
Result<None> ListSetItem(Thread& t, Value self, Value key, Value value);

}  // namespace krait
