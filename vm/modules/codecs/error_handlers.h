#pragma once

#include "vm/core/result.h"

namespace krait {

class Dict;
class Thread;

/// Puts the standard error handlers, as functions of an exception, into `handlers`.
Result<None> AddStandardHandlers(Thread& t, Dict* handlers);

}  // namespace krait
