#pragma once

#include "vm/core/result.h"

namespace krait {

class Thread;

/// What a safepoint does when the poll word is set: yields or parks, then runs signal handlers,
/// finalizers and whatever asynchronous request came. May run Python, may raise.
Result<None> Poll(Thread& t);

}  // namespace krait
