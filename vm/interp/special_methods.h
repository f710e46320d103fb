#pragma once

#include "vm/code/code_unit.h"
#include "vm/code/opcode.h"
#include "vm/frame/frame.h"

/// Operators of classes, and what `with` calls: where the method is a Python function its frame is
/// pushed inside the loop, as a call's is.
namespace krait::interp {

/// Of a class, perhaps one with operators in Python.
inline bool IsPlainInstance(Value value) {
  return value.IsObject() && value.AsObject()->IsExact(Layout::kInstance);
}

/// The method that does what the instruction says, on the operands `a` and `b` (`b` is ignored by
/// one with one operand), and is called with them. Null: the general way must be gone, as for
/// operands whose reflected method may matter.
Function* SpecialMethodFor(Thread& t, Opcode opcode, Value a, Value b);

/// Whether it returns NotImplemented for others to be asked.
bool MayBeNotImplemented(Opcode opcode);

/// Pushes the frame of such a method, with Frame::kOperator; null if there is none. Nothing else
/// was done then.
Frame* TryPushSpecialMethod(Thread& t, Value* slots, const Word* pc);

/// What a with statement calls on such a manager, where both are Python functions; else null.
struct ContextMethods {
  Function* enter = nullptr;
  Function* exit = nullptr;
};
ContextMethods ContextMethodsOf(Thread& t, Value manager);
/// Pushes the frame of __enter__ for the BEFORE_WITH at `pc`, with Frame::kEnter; null if there is
/// none, or no memory. Nothing else was done then.
Frame* TryPushEnter(Thread& t, Value* slots, const Word* pc);

/// Pushes the frame of the __exit__ that the WITH_EXCEPT_START at `pc` calls, where that is a plain
/// method in Python; null if not, or no memory. Nothing else was done then.
Frame* TryPushExit(Thread& t, Value* slots, const Word* pc);

/// Ends the instruction that the innermost frame is at with what the method returned. Returns where
/// to go on, or null with an exception pending.
const Word* FinishOperator(Thread& t, Value result);

}  // namespace krait::interp
