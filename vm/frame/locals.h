#pragma once

#include "vm/core/result.h"

namespace krait {

class FrameObject;
class Thread;

/// locals(): the namespace of a module or class body; for a function, its frame's dict brought up
/// to date with the fast locals and the contents of cells. None outside Python code.
Result<Value> CurrentLocals(Thread& t);
/// The same for any frame: f_locals.
Result<Value> LocalsOf(Thread& t, FrameObject* frame);
/// The other way, for a function whose f_locals was asked for: what a trace function changed there
/// becomes the locals.
Result<None> StoreLocals(Thread& t, FrameObject* frame);

}  // namespace krait
