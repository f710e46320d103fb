#include <optional>

#include "absl/strings/str_cat.h"
#include "vm/frame/frame_object.h"
#include "vm/frame/generator.h"
#include "vm/interp/calls.h"
#include "vm/interp/handlers.h"
#include "vm/interp/run_control.h"
#include "vm/interp/tracing.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/vm.h"

/// From a pending exception to the code that handles it.
namespace krait::interp {
namespace {

/// Adds `frame` to the traceback of the pending exception.
void AddTraceback(Thread& t, Frame* frame) {
  if (frame->code->is_hidden()) return;
  LocalHeap::Sparing sparing(t.local_heap());
  const Value pending = t.TakePending();
  auto* exception = Cast<Exception>(pending);
  const Result<FrameObject*> object = FrameObject::Of(t, frame);
  if (object.ok()) {
    const Result<Traceback*> entry = Traceback::New(t, exception->traceback(), *object, frame);
    if (entry.ok()) exception->set_traceback(Value::FromObject(*entry));
  }
  // Out of memory for the traceback: the exception itself goes on.
  t.pending = pending;
}

/// A StopIteration must not leave a generator: it would end its consumer's loop in silence.
void ConvertStopIteration(Thread& t, Generator* generator) {
  const Code* code = generator->code();
  const char* kind = code->HasFlag(kCodeCoroutine)        ? "coroutine"
                     : code->HasFlag(kCodeAsyncGenerator) ? "async generator"
                                                          : "generator";
  const char* name = "StopIteration";
  if (!PendingIs(t, &BuiltinTypes::StopIteration)) {
    if (!code->HasFlag(kCodeAsyncGenerator) || !PendingIs(t, &BuiltinTypes::StopAsyncIteration)) {
      return;
    }
    name = "StopAsyncIteration";
  }
  const Value cause = t.TakePending();
  (void)Raise(t, &BuiltinTypes::RuntimeError, absl::StrCat(kind, " raised ", name));
  if (auto* error = TryCast<Exception>(t.pending)) {
    error->set_cause(cause);
    error->set_context(cause);
    error->set_suppress_context(true);
  }
}

/// Where the exception came from that the instruction of `frame` raises again at the end of a
/// handler, if it says so.
std::optional<uint32_t> PlaceOfFirstRaise(Frame* frame) {
  const Word& last = *frame->pc;
  if (static_cast<Opcode>(last.op) != Opcode::RERAISE || last.b == kNoOperand) return std::nullopt;
  const Value lasti = frame->slots()[last.b];
  if (!lasti.IsInt()) return std::nullopt;
  return static_cast<uint32_t>(lasti.AsInt());
}

uint32_t PlaceOfRaise(Frame* frame) {
  const std::optional<uint32_t> first = PlaceOfFirstRaise(frame);
  return first ? *first : frame->offset();
}

/// What is pending stays so.
void DetachObject(Thread& t, Frame* frame) {
  const Value pending = t.TakePending();
  (void)FrameObject::Detach(t, frame);
  t.pending = pending;
}

/// Leaves `frame` by exception; true when it was the one C++ code waits for.
bool LeaveFrame(Thread& t, Frame* frame) {
  if (frame->Has(Frame::kHasObject)) {
    FrameObject* object = frame->object;
    DetachObject(t, frame);
    if (const auto first = PlaceOfFirstRaise(frame)) object->set_offset(*first);
  }
  const bool entry = frame->Has(Frame::kEntry);
  Generator* generator = frame->generator;
  PopFrame(t, frame);
  if (generator != nullptr) {
    t.handled = generator->handled().previous;
    generator->Finish();
    ConvertStopIteration(t, generator);
  }
  return entry;
}

/// A handler that lies before what raised, or is what raised, may make a loop of nothing else.
/// False when what waited raised: that is pending now.
bool PollOnTheWayBack(Thread& t) {
  const Value pending = t.TakePending();
  if (!CheckPoll(t).ok()) return false;
  t.pending = pending;
  return true;
}

/// The exception is in `frame`.
void Note(Thread& t, Frame* frame) {
  if (!t.suppress_traceback) {
    AddTraceback(t, frame);
    if (IsTracing(t)) [[unlikely]]
      TraceException(t, frame);
  }
  t.suppress_traceback = false;
}

const UnitHandler* HandlerIn(const Frame* frame) {
  return frame->unit->HandlerOf(frame->unit->IndexOf(frame->pc));
}

const Word* EnterHandler(Thread& t, Frame* frame, const UnitHandler& handler,
                         uint32_t offset = HandlingFrame::kNoOffset) {
  Value* stack = frame->slots() + frame->code->localsplus_count() + handler.depth;
  if (handler.push_lasti) {
    *stack++ = Value::FromInt(offset == HandlingFrame::kNoOffset ? PlaceOfRaise(frame) : offset);
  }
  *stack = t.TakePending();
  return frame->unit->words() + handler.target;
}

}  // namespace

const Word* UnwindToHandler(Thread& t) {
  for (;;) {
    Frame* frame = t.frame;
    Note(t, frame);
    const UnitHandler* handler = HandlerIn(frame);
    if (handler != nullptr && !RunControl::IsStopped(t)) [[likely]] {
      const bool goes_back = handler->target <= frame->unit->IndexOf(frame->pc);
      if (goes_back && !PollOnTheWayBack(t)) continue;
      return EnterHandler(t, frame, *handler);
    }
    if (IsTracing(t)) [[unlikely]] {
      frame->pc = frame->unit->words() + frame->unit->WordOfOffset(PlaceOfRaise(frame));
      TraceUnwinding(t, frame);
    }
    if (LeaveFrame(t, frame)) return nullptr;
  }
}

void DropFrame(Thread& t, Frame* frame) {
  if (frame->Has(Frame::kHasObject)) DetachObject(t, frame);
  PopFrame(t, frame);
}

HandlingFrame FindHandler(const Thread& t, uint32_t most) {
  const Frame* frame = t.frame;
  for (uint32_t frames = 1; frames <= most; ++frames, frame = frame->previous) {
    if (const UnitHandler* handler = HandlerIn(frame)) return {handler, frames};
    if (frame->Has(Frame::kEntry)) break;
  }
  return {};
}

const Word* UnwindTo(Thread& t, const HandlingFrame& where) {
  if (IsTracing(t) || RunControl::IsStopped(t)) return nullptr;
  for (uint32_t frames = where.frames; frames > 1; --frames) {
    Note(t, t.frame);
    (void)LeaveFrame(t, t.frame);
  }
  Note(t, t.frame);
  return EnterHandler(t, t.frame, *where.handler, where.offset);
}

KRAIT_HANDLER Unwind(KRAIT_HANDLER_ARGUMENTS) {
  const Word* next = UnwindToHandler(*t);
  if (next == nullptr) return;  // to C++, with the exception pending
  pc = next;
  slots = t->frame->slots();
  KRAIT_DISPATCH();
}

}  // namespace krait::interp
