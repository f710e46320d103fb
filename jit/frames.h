#pragma once

#include <cstdint>

#include "jit/trace.h"
#include "stencils/abi.h"
#include "vm/code/code_unit.h"
#include "vm/core/value.h"

namespace krait {
class Dict;
class Frame;
class Function;
class Thread;
struct Method;
}  // namespace krait

/// Frames in compiled code, and calls out of it.
namespace krait::jit {

/// The frame of a call that a trace goes through. It is not made unless somebody could see it.
struct InlineFrame {
  const InlineFrame* caller;  // null: the frame in which the trace was entered
  Function* function;         // null: a value of the trace
  CodeUnit* unit;
  Dict* globals;
  Dict* builtins;
  const Word* call;  // the caller's instruction
  const Word* return_pc;
  int32_t return_slot;
  uint32_t base;   // its first slot, as exits count slots
  uint32_t flags;  // of Frame; kGenerator: see IsOfGenerator
  uint32_t depth;  // 1: just above the frame in which the trace was entered

  /// In bytes, with the frames below it.
  uint64_t bytes() const;
  /// Where its header begins, and Frame::result in it, as exits count slots; or what its function
  /// is, for FindFunctions.
  uint32_t header() const;
  uint32_t result() const;
  bool has_result() const;
  bool finds_function() const;
};

/// What a call has made; Unbound if a collection has found meanwhile that the code knows something
/// that is dead.
Value UnlessStale(const Thread& t, Value made);

/// The frame of a generator that the trace resumes: in the generator. Its function may be null.
bool IsOfGenerator(const InlineFrame* frame);
/// Whether the place is in the frame of a generator; in which one; that one's first slot.
constexpr bool IsGenerated(uint32_t number) {
  return (number & Exit::kSlotMask) >= Exit::kGenerated;
}
constexpr uint32_t GeneratorOf(uint32_t number) {
  return ((number & Exit::kSlotMask) - Exit::kGenerated) / Exit::kGeneratorStride;
}
constexpr uint32_t BaseOfGenerator(uint32_t index) {
  // Before it lies the frame's header.
  return Exit::kGenerated + index * Exit::kGeneratorStride + Exit::kGeneratorStride / 2;
}
/// Where a generator's frame says at which word it waits.
uint32_t YieldPlaceOf(uint32_t index);
/// Where a slot is in a generator, in bytes.
uint32_t OffsetInGenerator(uint32_t number);

/// Behind the last slot of the frame; null: where frames above the one in which the trace was
/// entered begin.
uint32_t TopOf(const InlineFrame* frame);
/// The first slot of a frame above this one; null: above the one in which the trace was entered.
uint32_t BaseAbove(const InlineFrame* frame);

/// What a call step of a trace does.
struct CallSite {
  /// Operands and result are words as in registers; Value::Raised() with an exception pending.
  using Function = Value (*)(Thread& t, Value* slots, const CallSite& site, const Value* operands);

  Function function;
  const Word* pc;            // the instruction, for who looks at the frame
  const InlineFrame* frame;  // null: the frame in which the trace was entered
  uint64_t extra;            // the function's own business
  /// It runs no other code and does not collect: nobody looks at frames, and it gets no slots.
  bool is_leaf = false;
  /// It sees to it itself that frames are there when somebody looks; so many are not, from `frame`
  /// outwards.
  bool is_direct = false;
  uint32_t frames_to_push = 0;
};

/// Of a call step.
inline const CallSite& SiteOf(const Step& call) {
  return *reinterpret_cast<const CallSite*>(call.constant);
}

/// A native function that a trace calls with its operands: its address is a CallSite's `extra`.
struct NativeCallee {
  const Method* method;
  uint64_t self;  // bits of what it is bound to; of a method, the first operand is that
  bool is_bound;
  uint32_t arguments;
};

/// The slots of a frame, which need not have been pushed.
Value* SlotsOf(const stencils::Activation& activation, const InlineFrame* frame);
/// The slot, as exits count them.
Value& SlotAt(const stencils::Activation& activation, uint32_t number);
/// Puts what an exit says in its place.
void WriteSlot(const stencils::Activation& activation, uint32_t slot, Value value);
/// stencils::Activation::call of compiled code: `what` is the address of a CallSite.
uint64_t RunCallSite(Thread* t, stencils::Activation* activation, uint64_t what, uint64_t x,
                     uint64_t y, uint64_t z);
/// Whether the code, which is the innermost of its thread, has made its last call in this frame. It
/// is not done with that call as long as the frame is the innermost one.
bool IsCalling(const stencils::Activation& activation, Frame* frame);

/// A CallSite::Function: runs the interpreter's function at `extra` on the frame.
Value RunInstruction(Thread& t, Value* slots, const CallSite& site, const Value* operands);

/// The innermost frame's `pc` says where to go on. `unit` is that of the frame in which the trace
/// was entered; null: its slots are in no frame.
void SetPc(const stencils::Activation& activation, const Resumption& at, const CodeUnit* unit);

/// A direct call, by the code that was entered last, of the function whose frame, an InlineFrame,
/// is at `extra`, with parameters and unbound locals in its slots. Where that has code it is
/// entered, and frames are pushed only when somebody could see them. Unbound: nothing was done,
/// since little of the native stack is left.
Value CallDirectly(Thread& t, stencils::Activation& activation, const CallSite& site);
/// Pushes the frame that the code was entered in, and those further out, if they are not yet.
void PushEntered(Thread& t, stencils::Activation& activation);
/// The same of those that a direct call, which the activation is making, has left to be pushed.
void PushCallers(Thread& t, stencils::Activation& activation);
/// Takes those away again.
void PopCallers(Thread& t, const stencils::Activation& activation);

/// Makes a frame the innermost one; its caller is, and is at the call. What is in its slots is to
/// be written before the next safepoint. There must be room.
void PushFrame(Thread& t, const InlineFrame& frame);
/// The same for the innermost `count` frames from `frame` outwards.
void PushFrames(Thread& t, const InlineFrame* frame, uint32_t count);
/// Frames that were pushed, the innermost `count` from `frame` outwards, learn their functions,
/// which are written now.
void FindFunctions(Frame* frame, const InlineFrame* inlined, uint32_t count);

}  // namespace krait::jit
