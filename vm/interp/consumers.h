#pragma once

#include "vm/object/method.h"
#include "vm/object/vm.h"

namespace krait {
class Code;
class Frame;
class Function;
class Thread;
union Word;
}  // namespace krait

namespace krait::interp {

/// Python functions that do with a generator what native functions do: sum(), any(), sorted() and
/// their like. So no C++ frame stands between a generator and its consumer, and both can become one
/// loop in machine code. Their frames are part of the native function: Python does not see them. A
/// floor above implements this and gives it to the VM.
class Consumers : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kConsumers;

  /// The function for generators of that code: each has one of its own, which learns and is
  /// compiled for it. It takes the generator, the native function, and what that is bound to.
  virtual Result<Function*> FunctionFor(Thread& t, Consumer consumer, Code* generator) = 0;
};

/// Pushes the frame of the consumer that stands in for a native function at the CALL or CALL_METHOD
/// at `pc`, of `callee` and perhaps `self`, without keywords. Null when the call is to go on
/// natively.
Frame* TryPushConsumer(Thread& t, Value* slots, const Word* pc, Consumer consumer, Value callee,
                       Value self);

/// What a type does with an iterable, or a native function or method with its argument.
Consumer ConsumerOf(Thread& t, Value callee);
/// The function that TryPushConsumer pushes, if there is one already and the value can be given to
/// it; else null.
Function* KnownConsumer(Thread& t, Consumer consumer, Value iterable);

}  // namespace krait::interp
