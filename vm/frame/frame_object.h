#pragma once

#include <atomic>

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/frame/frame.h"

namespace krait {

/// Where a frame was. Which offset that is gets looked up only if somebody asks: of most frames
/// that an exception goes through nobody does.
class CodePlace {
 public:
  void Set(Object* owner, const Frame* frame) {
    unit_.Store(owner, frame->unit);
    number_ = frame->unit->IndexOf(frame->pc);
  }
  void Set(Object* owner, uint32_t lasti) {
    unit_.Store(owner, nullptr);
    number_ = lasti;
  }
  /// In bytes.
  uint32_t lasti() const {
    const CodeUnit* unit = unit_.Load();
    return unit == nullptr ? number_ : 2 * unit->PositionOf(number_).offset;
  }
  void Trace(Marker& marker);

 private:
  Field<CodeUnit*> unit_;
  uint32_t number_;  // a word of the unit; without one what it is in bytes
};

/// A frame as Python sees it: a view of the Frame while that is alive, then a copy of what it left.
class FrameObject : public Object {
 public:
  static constexpr Layout kLayout = Layout::kFrameObject;

  /// The object of `frame`; made on first use.
  static Result<FrameObject*> Of(Thread& t, Frame* frame);
  /// The same in two steps, for frames of other threads: an object with room for so many locals,
  /// and, when the world is stopped, that for a frame that has none and no more locals.
  static Result<FrameObject*> Prepare(Thread& t, Code* code, int locals);
  void AttachTo(Frame* frame);

  /// Null once the frame has been left.
  Frame* live() const { return live_.load(std::memory_order_acquire); }
  Code* code() const { return code_.Load(); }
  Dict* globals() const { return globals_.Load(); }
  Dict* builtins() const { return builtins_.Load(); }
  /// The namespace of a module or class body; Unbound for functions.
  Value locals() const { return locals_.Load(); }
  /// In code units; where the frame is, or was when it was left.
  uint32_t offset() const { return live() != nullptr ? live()->offset() : place_.lasti() / 2; }
  /// Of a frame that was left.
  void set_offset(uint32_t offset) { place_.Set(this, 2 * offset); }
  /// The caller's object, or null.
  Result<FrameObject*> Back(Thread& t, bool* none);
  /// Fast local `index`: Unbound when it has no value. Cells are returned as they are.
  Value Local(int index) const {
    return live() != nullptr ? live()->slots()[index] : slots()[index].Load();
  }
  void SetLocal(int index, Value value) {
    if (live() != nullptr) {
      live()->slots()[index] = value;
    } else {
      slots()[index].Store(this, value);
    }
  }
  /// The dict that f_locals of a function fills; null until then.
  Dict* snapshot() const { return snapshot_.Load(); }
  void set_snapshot(Dict* dict) { snapshot_.Store(this, dict); }
  /// sys.settrace's function for this frame, or None.
  Value trace() const { return trace_.Load(); }
  void set_trace(Value trace) { trace_.Store(this, trace); }

  // What sys.settrace's users switch per frame: bits of the object's flags.
  static constexpr uint8_t kNoTraceLines = 1;
  static constexpr uint8_t kTraceOpcodes = 2;
  bool traces_lines() const { return (flags() & kNoTraceLines) == 0; }
  bool traces_opcodes() const { return (flags() & kTraceOpcodes) != 0; }
  /// In code units, of the instruction that ran last under tracing; -1: none did.
  int32_t previous_offset() const { return previous_offset_; }
  void set_previous_offset(int32_t offset) { previous_offset_ = offset; }

  /// The frame is about to be left: keeps its locals and its place.
  static Result<None> Detach(Thread& t, Frame* frame);
  /// Drops the locals of a frame that has been left.
  void Clear();

  void Trace(Marker& marker);

 private:
  Field<Value>* slots() { return reinterpret_cast<Field<Value>*>(this + 1); }
  const Field<Value>* slots() const { return reinterpret_cast<const Field<Value>*>(this + 1); }

  std::atomic<Frame*> live_;
  Field<Code*> code_;
  Field<Dict*> globals_;
  Field<Dict*> builtins_;
  Field<Value> locals_;
  Field<FrameObject*> back_;
  Field<Dict*> snapshot_;
  Field<Value> trace_;
  CodePlace place_;
  int32_t previous_offset_;
};

/// traceback: one frame an exception passed through.
class Traceback : public Object {
 public:
  static constexpr Layout kLayout = Layout::kTraceback;

  /// At offset 0.
  static Result<Traceback*> New(Thread& t, Value next, FrameObject* frame);
  /// Where `at` is, which runs.
  static Result<Traceback*> New(Thread& t, Value next, FrameObject* frame, const Frame* at);

  Value next() const { return next_.Load(); }  // a Traceback or None
  void set_next(Value next) { next_.Store(this, next); }
  FrameObject* frame() const { return frame_.Load(); }
  uint32_t offset() const { return lasti() / 2; }    // in code units
  uint32_t lasti() const { return place_.lasti(); }  // in bytes
  int32_t lineno() const { return lineno_; }         // as given; -1: look it up by offset

  void set_lineno(int32_t lineno) { lineno_ = lineno; }
  void set_lasti(uint32_t lasti) { place_.Set(this, lasti); }

  void Trace(Marker& marker);

 private:
  Field<Value> next_;
  Field<FrameObject*> frame_;
  CodePlace place_;
  int32_t lineno_;
};

}  // namespace krait
