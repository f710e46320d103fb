#pragma once

#include "vm/core/result.h"

namespace krait {

class List;
class Thread;

/// list.sort(): stable. `key` is a callable or None. The list is empty to Python code that runs
/// meanwhile; whatever that code stores in it is dropped, with a ValueError.
Result<None> SortList(Thread& t, List* list, Value key, bool reverse);

}  // namespace krait
