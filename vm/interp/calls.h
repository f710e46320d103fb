#pragma once

#include "vm/code/code.h"
#include "vm/code/code_unit.h"
#include "vm/code/function.h"
#include "vm/frame/frame.h"
#include "vm/heap/thread.h"
#include "vm/interp/interpreter.h"
#include "vm/interp/tier_up.h"

/// Moving between frames, for the handlers.
namespace krait::interp {

/// Makes the translation of `code` if it has none.
Result<CodeUnit*> EnsureUnit(Thread& t, Code* code);

/// `function` may still be unknown.
inline void InitializeFrame(Frame* frame, CodeUnit* unit, Function* function, Dict* globals,
                            Dict* builtins) {
  frame->pc = unit->words();
  frame->exhausted_pc = nullptr;
  frame->constants = unit->constants();
  frame->code = unit->code();
  frame->unit = unit;
  frame->function = function;
  frame->globals = globals;
  frame->builtins = builtins;
  frame->locals = Value::Unbound();
  frame->result = Value::Unbound();
  frame->object = nullptr;
  frame->generator = nullptr;
  frame->flags = 0;
}

inline void InitializeFrame(Frame* frame, CodeUnit* unit, Function* function) {
  InitializeFrame(frame, unit, function, function->globals(), function->builtins());
}

/// A frame for a function that takes just the `given` positional arguments it gets. The caller puts
/// them into its first slots and calls EnterSimpleFrame: until then nobody sees the frame, and it
/// keeps nothing alive. Null when the general way must be gone.
[[gnu::always_inline]] inline Frame* TryMakeSimpleFrame(Thread* t, Function* function, int given) {
  Code* code = function->code();
  CodeUnit* unit = code->unit();
  if (unit == nullptr || !code->has_simple_parameters() || given != code->argcount() ||
      t->recursion_remaining <= 0) {
    return nullptr;
  }
  const size_t bytes = Frame::SizeFor(unit);
  if (static_cast<size_t>(t->frame_limit - t->frame_top) < bytes) return nullptr;
  auto* frame = reinterpret_cast<Frame*>(t->frame_top);
  t->frame_top += bytes;
  --t->recursion_remaining;
  InitializeFrame(frame, unit, function);
  Value* slots = frame->slots();
  const int count = code->localsplus_count();
#pragma clang loop vectorize(disable) unroll(disable)
  for (int i = given; i < count; ++i) slots[i] = Value::Unbound();  // mostly few
  return frame;
}

/// Makes it the innermost frame, to return to `return_pc` and the caller's slot `return_slot`.
[[gnu::always_inline]] inline void EnterSimpleFrame(Thread* t, Frame* frame, const Word* return_pc,
                                                    int return_slot) {
  frame->return_pc = return_pc;
  frame->return_slot = return_slot;
  frame->previous = t->frame;
  t->frame = frame;
}

/// Lets a frame that was pushed for the call at `pc`, of so many words, return behind that. Returns
/// where the frame begins.
inline const Word* Enter(Frame* frame, const Word* pc, int words) {
  frame->return_pc = pc + words;
  frame->return_slot = pc->a;
  return frame->pc;
}

/// The function to run on a new object of `type`, when making one takes object.__new__ and a Python
/// __init__ alone; else null.
Function* SimpleInitOf(Thread& t, Type* type);
/// Whether BaseException.__new__ makes its objects.
bool MakesException(Thread& t, const Type* type);
/// How a call of a class makes an object, where no more than a Python __init__ runs on one of
/// object.__new__ or BaseException.__new__.
struct Constructor {
  Function* init = nullptr;  // null: in another way
  bool makes_exception = false;
};
Constructor ConstructorOf(Thread& t, Type* type);
/// An object for such a call, before __init__ has run.
Result<Value> MakeFor(Thread& t, Type* type, const Constructor& constructor, Args args);

/// Frames are as deep as sys.setrecursionlimit() allows.
Raised RaiseRecursion(Thread& t);

/// Pushes the frame of the call of a function or bound method that the CALL or CALL_METHOD at `pc`
/// is, marked kEntry; null when the general way must be gone.
Frame* TryPushCall(Thread& t, Value* slots, const Word* pc);
/// Runs the innermost frame from there on until the frame marked kEntry, which it is or which is
/// below it, returns.
Result<Value> RunOn(Thread& t, const TierUp::HotEntry& from);

/// Ends the innermost frame with `result`. Returns where its caller goes on, or null: then either
/// the frame was an entry (t.returned has the value) or an exception is pending in the caller.
const Word* ReturnFrom(Thread& t, Value result);

/// Leaves the innermost frame, which goes on in another one that looks the same. An exception may
/// be pending.
void DropFrame(Thread& t, Frame* frame);

/// Resumes the generator in slot b of a FOR_ITER without leaving the loop; null when it cannot run.
Frame* ResumeForIter(Thread& t, Value* slots, const Word* pc);
/// The same of one that can run, for who has taken it over its yield already.
void ContinueForIter(Thread& t, Generator* generator, Value* slots, const Word* pc);
/// Suspends the innermost frame, which FOR_ITER has resumed, at the yield at `pc`; somebody else
/// gets the value.
void SuspendInForIter(Thread& t, const Word* pc);
/// The same for a SEND of `value`.
Frame* ResumeSend(Thread& t, Value* slots, const Word* pc, Value value);

/// A CALL or CALL_METHOD, and a CALL_EX, the general way. Returns where to go on, in t.frame.
Result<const Word*> RunCall(Thread& t, Value* slots, const Word* pc);
Result<const Word*> RunCallEx(Thread& t, Value* slots, const Word* pc);

/// Finds who handles the pending exception, leaving frames on the way. Null when that is the C++
/// caller of an entry frame; else where to go on, in t.frame.
const Word* UnwindToHandler(Thread& t);
/// Who handles an exception: the frame that is so many up from the innermost, which counts as one.
struct HandlingFrame {
  static constexpr uint32_t kNoOffset = UINT32_MAX;

  const UnitHandler* handler = nullptr;  // null: nobody
  uint32_t frames = 0;
  /// Where in that frame it is raised, in code units; kNoOffset: look.
  uint32_t offset = kNoOffset;
};
/// Looks at so many frames at most, and not beyond who was entered from C++.
HandlingFrame FindHandler(const Thread& t, uint32_t most);
/// UnwindToHandler, when it is known where that is, without a poll. Null, and nothing was done, if
/// somebody must hear of the exception on the way.
const Word* UnwindTo(Thread& t, const HandlingFrame& where);

}  // namespace krait::interp
