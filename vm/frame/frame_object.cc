#include "vm/frame/frame_object.h"

#include "vm/frame/generator.h"
#include "vm/heap/marker.h"
#include "vm/object/allocate.h"
#include "vm/object/dict.h"
#include "vm/object/vm.h"

namespace krait {

void CodePlace::Trace(Marker& marker) { marker.Visit(unit_); }

Result<FrameObject*> FrameObject::Of(Thread& t, Frame* frame) {
  frame = Frame::Visible(frame);
  if (frame->object != nullptr) return frame->object;
  FrameObject* object = TRY(Prepare(t, frame->code, frame->code->localsplus_count()));
  object->AttachTo(frame);
  return object;
}

Result<FrameObject*> FrameObject::Prepare(Thread& t, Code* code, int locals) {
  auto* object = TRY(
      AllocateExact<FrameObject>(t, types(t).frame, sizeof(FrameObject) + locals * sizeof(Value)));
  object->code_.Store(object, code);
  object->locals_.Store(object, Value::Unbound());
  object->trace_.Store(object, Value::None());
  object->previous_offset_ = -1;
  for (int i = 0; i < locals; ++i) object->slots()[i].Store(object, Value::Unbound());
  return object;
}

void FrameObject::AttachTo(Frame* frame) {
  code_.Store(this, frame->code);
  globals_.Store(this, frame->globals);
  builtins_.Store(this, frame->builtins);
  locals_.Store(this, frame->locals);
  live_.store(frame, std::memory_order_release);
  frame->object = this;
  frame->flags |= Frame::kHasObject;
}

Result<FrameObject*> FrameObject::Back(Thread& t, bool* none) {
  *none = false;
  if (Frame* frame = live()) {
    if (frame->previous != nullptr) return Of(t, frame->previous);
  } else if (FrameObject* back = back_.Load()) {
    return back;
  }
  *none = true;
  return this;
}

Result<None> FrameObject::Detach(Thread& t, Frame* frame) {
  FrameObject* object = frame->object;
  frame->object = nullptr;
  frame->flags &= ~uint32_t{Frame::kHasObject};
  object->place_.Set(object, frame);
  for (int i = 0; i < object->code()->localsplus_count(); ++i) {
    object->slots()[i].Store(object, frame->slots()[i]);
  }
  object->live_.store(nullptr, std::memory_order_release);
  if (frame->previous == nullptr) return None{};
  FrameObject* back = TRY(Of(t, frame->previous));
  object->back_.Store(object, back);
  return None{};
}

void FrameObject::Clear() {
  for (int i = 0; i < code()->localsplus_count(); ++i) slots()[i].Store(this, Value::Unbound());
}

void FrameObject::Trace(Marker& marker) {
  marker.Visit(code_);
  marker.Visit(globals_);
  marker.Visit(builtins_);
  marker.Visit(locals_);
  marker.Visit(back_);
  marker.Visit(snapshot_);
  marker.Visit(trace_);
  place_.Trace(marker);
  // A generator's frame lives in the generator's cell.
  if (Frame* frame = live(); frame != nullptr && frame->generator != nullptr) {
    marker.Visit(frame->generator);
  }
  for (int i = 0; i < code()->localsplus_count(); ++i) marker.Visit(slots()[i]);
}

Result<Traceback*> Traceback::New(Thread& t, Value next, FrameObject* frame) {
  auto* traceback = TRY(AllocateExact<Traceback>(t, types(t).traceback, sizeof(Traceback)));
  traceback->next_.Store(traceback, next);
  traceback->frame_.Store(traceback, frame);
  traceback->lineno_ = -1;
  return traceback;
}

Result<Traceback*> Traceback::New(Thread& t, Value next, FrameObject* frame, const Frame* at) {
  Traceback* traceback = TRY(New(t, next, frame));
  traceback->place_.Set(traceback, at);
  return traceback;
}

void Traceback::Trace(Marker& marker) {
  marker.Visit(next_);
  marker.Visit(frame_);
  place_.Trace(marker);
}

}  // namespace krait
