#pragma once

#include <cstdint>

#include "vm/code/code.h"
#include "vm/code/code_unit.h"
#include "vm/code/function.h"
#include "vm/core/value.h"
#include "vm/heap/thread.h"
#include "vm/object/vm.h"

namespace krait {

class Dict;
class FrameObject;
class Generator;
class Marker;

/// One activation of a code object. Frames of functions lie on the thread's frame stack, a
/// generator's inside the Generator; neither is on the native stack, so Python calls cost none.
/// References in a frame are plain Values: the collector scans frames precisely, each time.
class Frame {
 public:
  enum Flag : uint32_t {
    kEntry = 1 << 0,        // returning from it leaves the interpreter loop
    kGenerator = 1 << 1,    // it is a Generator's
    kConstructor = 1 << 2,  // __init__: the caller gets `result` instead of None
    kNewLocals = 1 << 3,    // `locals` is a namespace (class body, module, exec)
    kForIter = 1 << 4,      // a generator resumed by FOR_ITER: its return goes to `exhausted_pc`
    kTraced = 1 << 5,       // runs the checked translation for sys.settrace
    kHasObject = 1 << 6,    // `object` is set and must be detached when the frame is left
    kOperator = 1 << 7,     // a method of the operator that the caller is at: see special_methods.h
    kEnter = 1 << 8,        // __enter__ of a with statement: `result` goes to the slot below
    kResumed = 1 << 9,      // at a yield, which sys.settrace has not been told of
  };

  Frame* previous;           // who called it; null at the bottom of the thread
  const Word* pc;            // the instruction being run, valid at every safepoint
  const Word* return_pc;     // where the caller goes on
  const Word* exhausted_pc;  // where the resumer of a generator goes when that returns
  const Value* constants;    // one past the end: constant ~i is constants[~i]
  Code* code;
  CodeUnit* unit;
  Function* function;  // null for module and class bodies run by exec
  Dict* globals;
  Dict* builtins;
  Value locals;          // kNewLocals: any mapping; else Unbound
  Value result;          // kConstructor: the new object; kEnter: __exit__
  FrameObject* object;   // what sys._getframe made of it, or null
  Generator* generator;  // kGenerator
  uint32_t flags;
  int32_t return_slot;  // in the caller: where the result goes; below 0: nowhere

  Value* slots() { return reinterpret_cast<Value*>(this + 1); }
  static Frame* OfSlots(Value* slots) { return reinterpret_cast<Frame*>(slots) - 1; }
  bool Has(Flag flag) const { return (flags & flag) != 0; }

  /// Bytes of a frame for `unit`.
  static size_t SizeFor(const CodeUnit* unit) {
    return sizeof(Frame) + unit->frame_slots() * sizeof(Value);
  }
  /// The frame, or its nearest caller that Python has.
  static Frame* Visible(Frame* frame) {
    while (frame != nullptr && frame->code->is_hidden()) frame = frame->previous;
    return frame;
  }
  Frame* caller() const { return Visible(previous); }

  /// f_lasti / 2: the offset of the current instruction in code units.
  uint32_t offset() const { return unit->PositionOf(unit->IndexOf(pc)).offset; }

  /// Visits header, locals and the stack slots that are live at `pc`.
  void Trace(Marker& marker);
};

/// What names of the running code fall back to: its frame's, outside of Python code the VM's.
inline Dict* CurrentBuiltins(Thread& t) {
  return t.frame != nullptr ? t.frame->builtins : t.vm().builtins();
}

/// The thread's frame stack: chunks of native memory, used from the bottom up.
class FrameStack {
 public:
  /// Makes room for `bytes` above t.frame_top in a further chunk; MemoryError when there is none.
  static Result<char*> Grow(Thread& t, size_t bytes);
  /// Memory for a frame of `bytes`; popped by Pop with the same address.
  static Result<char*> Push(Thread& t, size_t bytes) {
    char* at = t.frame_top;
    if (static_cast<size_t>(t.frame_limit - at) >= bytes) [[likely]] {
      t.frame_top = at + bytes;
      return at;
    }
    return Grow(t, bytes);
  }
  static void Pop(Thread& t, char* frame) {
    if (frame != t.frame_base) [[likely]] {
      t.frame_top = frame;
      return;
    }
    Shrink(t);
  }
  /// Frees all of a thread's chunks.
  static void Release(Thread& t);

 private:
  static void Shrink(Thread& t);
};

/// Vm::FrameTracer for this layer.
void TraceFrames(Thread& t, Marker& marker);

}  // namespace krait
