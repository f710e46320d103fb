#pragma once

#include "vm/core/result.h"

namespace krait {

class Str;
class Thread;

/// What the interpreter prints for an uncaught exception, as CPython prints it: causes and contexts
/// first, a traceback with source lines and carets for each, groups as trees, notes; ends in a
/// newline. What is no exception gets a line that says so.
Result<Str*> FormatException(Thread& t, Value exception);

/// "Traceback (most recent call last):" and the frames; empty when sys.tracebacklimit is 0.
Result<Str*> FormatTraceback(Thread& t, Value traceback);

/// "ValueError" as the last line of a traceback begins: with its module where that is not obvious.
Result<Str*> ExceptionTypeText(Thread& t, Value type);

}  // namespace krait
