#include "vm/interp/tracing.h"

#include <utility>

#include "vm/code/line_table.h"
#include "vm/frame/frame_object.h"
#include "vm/frame/locals.h"
#include "vm/heap/marker.h"
#include "vm/interp/calls.h"
#include "vm/interp/handlers.h"
#include "vm/interp/translate_on_demand.h"
#include "vm/object/bound_method.h"
#include "vm/object/exception.h"
#include "vm/object/native_function.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait::interp {

TraceState& Tracing::StateOf(const Thread& t) {
  gil::RawMutexLock lock(mutex_);
  std::unique_ptr<TraceState>& state = states_[&t];
  if (state == nullptr) state = std::make_unique<TraceState>();
  return *state;
}

void Tracing::TraceRoots(Marker& marker) {
  for (auto& [thread, state] : states_) {
    marker.Visit(state->trace);
    marker.Visit(state->profile);
  }
}

namespace {

TraceState& StateOf(Thread& t) { return t.vm().part<Tracing>().StateOf(t); }

void UpdatePollBit(Thread& t, const TraceState& state) {
  if (!state.inside && !(state.trace.IsNone() && state.profile.IsNone())) {
    t.RequestPoll(kTracingBit);
  } else {
    t.ClearPoll(kTracingBit);
  }
}

}  // namespace

void SetTraceFunction(Thread& t, Value function) {
  TraceState& state = StateOf(t);
  // Lines that frames are in have begun before.
  if (state.trace.IsNone() && !function.IsNone()) {
    for (const Frame* frame = t.frame; frame != nullptr; frame = frame->previous) {
      FrameObject* object = frame->object;
      if (object != nullptr) object->set_previous_offset(static_cast<int32_t>(object->offset()));
    }
  }
  state.trace = function;
  UpdatePollBit(t, state);
}

void SetProfileFunction(Thread& t, Value function) {
  TraceState& state = StateOf(t);
  state.profile = function;
  UpdatePollBit(t, state);
}

namespace {

/// What a function does to the event stream: nothing while it handles an event itself.
class InsideScope {
 public:
  InsideScope(Thread& t, TraceState& state) : t_(t), state_(state) {
    state_.inside = true;
    t_.ClearPoll(kTracingBit);
  }
  ~InsideScope() {
    state_.inside = false;
    UpdatePollBit(t_, state_);
  }
  InsideScope(const InsideScope&) = delete;
  InsideScope& operator=(const InsideScope&) = delete;

 private:
  Thread& t_;
  TraceState& state_;
};

Result<Value> Notify(Thread& t, TraceState& state, Value function, FrameObject* frame,
                     const char* event, Value argument) {
  const InsideScope inside(t, state);
  Str* name = TRY(Str::InternUtf8(t, event));
  // Somebody holds its f_locals: StoreLocals will take them for the locals.
  if (frame->snapshot() != nullptr) TRY(LocalsOf(t, frame));
  const Value result =
      TRY(CallWith(t, function, Value::FromObject(frame), Value::FromObject(name), argument));
  TRY(StoreLocals(t, frame));
  return result;
}

/// An event for the frame's own trace function, or the thread's for a frame that is entered.
Result<None> SendTrace(Thread& t, Frame* frame, TraceState::Event event, Value argument,
                       bool entering = false) {
  TraceState& state = StateOf(t);
  if (state.trace.IsNone() || state.inside || frame->code->is_hidden()) return None{};
  if (!entering && frame->object == nullptr) return None{};
  FrameObject* object = TRY(FrameObject::Of(t, frame));
  const Value function = entering ? state.trace : object->trace();
  if (function.IsNone()) return None{};
  static constexpr const char* kNames[] = {"call", "line", "opcode", "return", "exception"};
  const TraceState::Event former = std::exchange(state.event, event);
  const Result<Value> result =
      Notify(t, state, function, object, kNames[static_cast<int>(event)], argument);
  state.event = former;
  if (!result.ok()) {
    object->set_trace(Value::None());
    SetTraceFunction(t, Value::None());
    return Raised{};
  }
  if (!(*result).IsNone()) object->set_trace(*result);
  return None{};
}

Result<None> SendProfile(Thread& t, Frame* frame, const char* event, Value argument) {
  TraceState& state = StateOf(t);
  if (state.profile.IsNone() || state.inside || frame->code->is_hidden()) return None{};
  FrameObject* object = TRY(FrameObject::Of(t, frame));
  if (Notify(t, state, state.profile, object, event, argument).ok()) return None{};
  SetProfileFunction(t, Value::None());
  return Raised{};
}

/// Lets a frame that has just begun run the checked translation, which keeps every instruction of
/// the original.
void UseTracedUnit(Thread& t, Frame* frame) {
  const uint32_t offset = frame->offset();
  const Result<CodeUnit*> unit = EnsureTracedUnit(t, frame->code);
  if (!unit.ok() || unit->frame_slots() > frame->unit->frame_slots()) {
    t.pending = Value::Unbound();  // events by the translation at hand are better than none
    return;
  }
  frame->unit = *unit;
  frame->constants = (*unit)->constants();
  frame->pc = (*unit)->words() + (*unit)->WordOfOffset(offset);
  frame->flags |= Frame::kTraced;
}

Result<None> SendCall(Thread& t, Frame* frame) {
  TRY(SendTrace(t, frame, TraceState::Event::kCall, Value::None(), true));
  return SendProfile(t, frame, "call", Value::None());
}

/// RESUME: a function begins, or a generator goes on.
Result<None> EnterFrame(Thread& t, Frame* frame) {
  TRY(SendCall(t, frame));
  const bool wanted = (frame->object != nullptr && !frame->object->trace().IsNone()) ||
                      (IsTracing(t) && !StateOf(t).profile.IsNone());
  if (wanted && !frame->Has(Frame::kTraced)) UseTracedUnit(t, frame);
  return None{};
}

/// The same of a generator that is not running the checked translation, which goes on at `pc`,
/// behind a yield.
Result<None> GoOnAtYield(Thread& t, Frame* frame, const Word* pc) {
  frame->flags &= ~uint32_t{Frame::kResumed};
  frame->pc = pc - 1;
  const Result<None> sent = SendCall(t, frame);
  frame->pc = pc;
  return sent;
}

/// Where the function's body begins: what lies before it belongs to no line.
uint32_t EntryOffset(const Frame* frame) {
  const CodeUnit* unit = frame->unit;
  for (const UnitPosition& position : unit->positions()) {
    if (static_cast<Opcode>(unit->words()[position.word].op) == Opcode::POLL) {
      return position.offset;
    }
  }
  return 0;
}

Result<None> SendLine(Thread& t, Frame* frame, uint32_t offset, Opcode op) {
  FrameObject* object = frame->object;
  if (object == nullptr || object->trace().IsNone()) return None{};
  const int32_t previous = object->previous_offset();
  if (object->traces_lines()) {
    const int line = LineAt(frame->code, offset);
    const bool first = previous <= static_cast<int32_t>(EntryOffset(frame));
    const bool moved = first || line != LineAt(frame->code, static_cast<uint32_t>(previous));
    const bool back = static_cast<int32_t>(offset) < previous && op != Opcode::SEND;
    if (line != CodePosition::kNone && (moved || back)) {
      TRY(SendTrace(t, frame, TraceState::Event::kLine, Value::None()));
    }
  }
  if (object->traces_opcodes()) TRY(SendTrace(t, frame, TraceState::Event::kOpcode, Value::None()));
  return None{};
}

/// Whether `word` is the first one of its original instruction.
bool BeginsInstruction(const CodeUnit* unit, uint32_t word) {
  const UnitPosition* position = &unit->PositionOf(word);
  if (position->word != word) return false;
  return position == unit->positions().data() || position[-1].offset != position->offset;
}

/// The native function that a call instruction is about to call, as c_call events show it.
Value NativeCallee(Thread& t, Value* slots, const Word* pc) {
  Value callee;
  Value self;
  switch (static_cast<Opcode>(pc->op)) {
    case Opcode::CALL_METHOD:
      callee = slots[pc->b];
      self = slots[pc->b + 1];
      if (callee.IsUnbound()) std::swap(callee, self);
      break;
    case Opcode::CALL:
      callee = Load(slots, pc->b);
      if (pc[1].operands[1] != kNoOperand) self = Load(slots, pc[1].operands[1]);
      break;
    case Opcode::CALL_EX:
      callee = Load(slots, pc->b);
      break;
    default:
      return callee;
  }
  if (Is<NativeFunction>(callee)) return callee;
  const bool has_list = static_cast<Opcode>(pc->op) != Opcode::CALL_EX;
  if (self.IsUnbound() && has_list && pc->c > 0) self = Load(slots, pc[2].operands[0]);
  if (!Is<MethodDescriptor>(callee) || self.IsUnbound()) return Value::Unbound();
  const Result<NativeFunction*> bound =
      NativeFunction::New(t, &Cast<MethodDescriptor>(callee)->method(), self, Value::None());
  t.pending = Value::Unbound();
  return bound.ok() ? Value::FromObject(*bound) : Value::Unbound();
}

/// Calls a native function with a profiler looking.
TracedStep CallProfiled(Thread& t, Value* slots, const Word* pc, Value callee) {
  Frame* frame = Frame::OfSlots(slots);
  if (!SendProfile(t, frame, "c_call", callee).ok()) return {nullptr};
  const bool spreads = static_cast<Opcode>(pc->op) == Opcode::CALL_EX;
  const Result<const Word*> next = spreads ? RunCallEx(t, slots, pc) : RunCall(t, slots, pc);
  if (next.ok()) {
    if (!SendProfile(t, frame, "c_return", callee).ok()) return {nullptr};
    return {*next, true};
  }
  const Value pending = t.TakePending();
  if (SendProfile(t, frame, "c_exception", callee).ok()) t.pending = pending;
  return {nullptr};
}

Result<None> SendReturn(Thread& t, Frame* frame, Value value) {
  TRY(SendTrace(t, frame, TraceState::Event::kReturn, value));
  return SendProfile(t, frame, "return", value);
}

}  // namespace

TracedStep TraceStep(Thread& t, Value* slots, const Word* pc) {
  Frame* frame = Frame::OfSlots(slots);
  if (frame->Has(Frame::kResumed) && !GoOnAtYield(t, frame, pc).ok()) return {nullptr};
  if (!IsTracing(t) || !BeginsInstruction(frame->unit, frame->unit->IndexOf(pc))) return {pc};
  frame->pc = pc;
  auto op = static_cast<Opcode>(pc->op);
  if (op == Opcode::POLL) {
    if (!EnterFrame(t, frame).ok()) return {nullptr};
  } else if (!SendLine(t, frame, frame->offset(), op).ok()) {
    return {nullptr};
  }
  // A trace function may have moved it.
  pc = frame->pc;
  op = static_cast<Opcode>(pc->op);
  slots = frame->slots();
  if (frame->object != nullptr) {
    frame->object->set_previous_offset(static_cast<int32_t>(frame->offset()));
  }
  if (!IsTracing(t)) return {pc};
  if (op == Opcode::RETURN || op == Opcode::YIELD_VALUE) {
    const Value value = Load(slots, op == Opcode::RETURN ? pc->a : pc->b);
    if (!SendReturn(t, frame, value).ok()) return {nullptr};
  }
  if (!StateOf(t).profile.IsNone()) {
    const Value callee = NativeCallee(t, slots, pc);
    if (!callee.IsUnbound()) return CallProfiled(t, slots, pc, callee);
  }
  return {pc};
}

void TraceException(Thread& t, Frame* frame) {
  if (frame->object == nullptr || frame->object->trace().IsNone()) return;
  const Value exception = t.TakePending();
  const Value traceback = Cast<Exception>(exception)->traceback();
  const Result<Tuple*> argument =
      Tuple::Of(t, Value::FromObject(TypeOf(t, exception)), exception, traceback);
  if (argument.ok() &&
      SendTrace(t, frame, TraceState::Event::kException, Value::FromObject(*argument)).ok()) {
    t.pending = exception;
  }
}

Result<None> TraceThrow(Thread& t, Frame* frame) { return SendCall(t, frame); }

void TraceUnwinding(Thread& t, Frame* frame) {
  const Value exception = t.TakePending();
  if (SendReturn(t, frame, Value::None()).ok()) t.pending = exception;
}

// --- Handlers -----------------------------------------------------------------------------------

const HandlerTable* HandlersFor(const Thread& t) {
  return IsTracing(t) ? &kTracingHandlers : &kHandlers;
}

static KRAIT_HANDLER TraceDispatch(KRAIT_HANDLER_ARGUMENTS) {
  const TracedStep step = TraceStep(*t, slots, pc);
  if (step.pc == nullptr) KRAIT_TAIL(Unwind);
  pc = step.pc;
  slots = t->frame->slots();
  if (!IsTracing(*t)) table = &kHandlers;
  if (step.done) KRAIT_DISPATCH();
  [[clang::musttail]] return kHandlers.handlers[pc->op](pc, slots, t, table);
}

constinit const HandlerTable kTracingHandlers = [] {
  HandlerTable table{};
  for (Handler& handler : table.handlers) handler = &TraceDispatch;
  return table;
}();

}  // namespace krait::interp
