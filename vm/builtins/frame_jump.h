#pragma once

#include "vm/core/result.h"
#include "vm/core/value.h"

namespace krait {

class FrameObject;
class Thread;

/// frame.f_lineno = line, by which a trace function makes execution go on somewhere else.
Result<None> JumpToLine(Thread& t, FrameObject* frame, Value line);

}  // namespace krait
