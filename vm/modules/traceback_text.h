#pragma once

#include "vm/core/result.h"

namespace krait {

class Str;
class Thread;

/// What the interpreter prints for an uncaught exception: causes and contexts first, a traceback
/// for each, ending in a newline.
Result<Str*> FormatException(Thread& t, Value exception);

}  // namespace krait
