#pragma once

#include "vm/frame/frame.h"
#include "vm/interp/interpreter.h"

/// Moving between frames, for the handlers.
namespace krait::interp {

/// Makes the translation of `code` if it has none.
Result<CodeUnit*> EnsureUnit(Thread& t, Code* code);

/// Frames are as deep as sys.setrecursionlimit() allows.
Raised RaiseRecursion(Thread& t);

/// Ends the innermost frame with `result`. Returns where its caller goes on, or null: then either
/// the frame was an entry (t.returned has the value) or an exception is pending in the caller.
const Word* ReturnFrom(Thread& t, Value result);

/// Resumes the generator in slot b of a FOR_ITER without leaving the loop; null when it cannot run.
Frame* ResumeForIter(Thread& t, Value* slots, const Word* pc);
/// The same for a SEND of `value`.
Frame* ResumeSend(Thread& t, Value* slots, const Word* pc, Value value);

/// Finds who handles the pending exception, leaving frames on the way. Null when that is the C++
/// caller of an entry frame; else where to go on, in t.frame.
const Word* UnwindToHandler(Thread& t);

}  // namespace krait::interp
