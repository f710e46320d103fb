#include <utility>

#include "jit/recorder.h"
#include "vm/code/code.h"
#include "vm/code/code_unit.h"
#include "vm/frame/frame.h"
#include "vm/interp/calls.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/type.h"

/// Exceptions that the loop itself handles: a branch of the call that raised goes on there.
namespace krait::jit {

using interp::HandlingFrame;

namespace {

Value Unwind(Thread& t, Value*, const CallSite& site, const Value*) {
  const auto& where = *reinterpret_cast<const HandlingFrame*>(site.extra);
  return interp::UnwindTo(t, where) == nullptr ? Value::Raised() : Value::None();
}

/// What is handled now is the operand; returns what was.
Value SwapHandled(Thread& t, Value*, const CallSite&, const Value* operands) {
  return std::exchange(t.handled->exception, operands[0]);
}

}  // namespace

/// All frames are real while it runs, and their code says who handles what.
HandlingFrame Recorder::HandlerOf(ValueId call) const {
  const Recorded& recorded = recording_.recorded[call];
  const Moment& moment = recorded.moment;
  if (moment.keeps_pc || moment.frames_to_push != 0) return {};
  uint32_t word = moment.word;
  uint32_t frames = 1;
  for (const InlineFrame* frame = moment.frame;; frame = frame->caller, ++frames) {
    const CodeUnit* unit = frame == nullptr ? recording_.unit : frame->unit;
    if (const UnitHandler* handler = unit->HandlerOf(word)) return {handler, frames};
    // A generator would end.
    if (frame == nullptr || IsOfGenerator(frame)) return {};
    const CodeUnit* caller = frame->caller == nullptr ? recording_.unit : frame->caller->unit;
    word = caller->IndexOf(frame->call);
  }
}

bool Recorder::BeginHandler(ValueId call, Thread& t) {
  const HandlingFrame where = HandlerOf(call);
  if (where.handler == nullptr || !CanBranch(call)) return false;
  BeginHandler(call, where, t);
  return true;
}

void Recorder::BeginHandler(ValueId call, const HandlingFrame& where, Thread& t) {
  const Moment moment = BranchOff(call, t.frame->slots());
  pc_ = FrameUnit()->words() + moment.word;
  recording_.handlers.push_back(where);
  const auto extra = reinterpret_cast<uint64_t>(&recording_.handlers.back());
  const ValueId unwound = AddLeafCall(&Unwind, pc_, extra, kNoOperands);
  recording_.recorded[unwound].never_branches = true;
  for (uint32_t frames = where.frames; frames > 1; --frames) {
    ForgetFrame();
    now_.erase(frame_->result());
    frame_ = frame_->caller;
    --pushed_;
  }
  ForgetOutside();
  FindSlots(t.frame->slots());
  int slot = FrameUnit()->code()->localsplus_count() + where.handler->depth;
  for (int end = slot + 1 + where.handler->push_lasti; slot < end; ++slot) {
    SetSlot(slot, Add({.operation = NumberOf(TraceOperation::kSlot), .constant = PlaceOf(slot)}));
  }
  const Word* target = FrameUnit()->words() + where.handler->target;
  PollAfter(target);
  Expect(target);
}

/// Whether the last instruction has just raised, and the interpreter is where the path can follow.
bool Recorder::IsAtHandler(const Thread& t, const Word* pc) const {
  if (call_ == kNoValue || wraps_until_ != nullptr || !CanBranch(call_)) return false;
  const HandlingFrame where = HandlerOf(call_);
  if (where.handler == nullptr) return false;
  const InlineFrame* raised_in = recording_.recorded[call_].moment.frame;
  const uint32_t depth = (raised_in == nullptr ? 0 : raised_in->depth) - (where.frames - 1);
  return pc == t.frame->unit->words() + where.handler->target && t.frame->slots() == slots_[depth];
}

/// What a generator handles is its own, which the thread has only while the generator really runs.
bool Recorder::IsInGenerator() const {
  const InlineFrame* frame = frame_;
  while (frame != nullptr && !IsOfGenerator(frame)) frame = frame->caller;
  return frame != nullptr;
}

bool Recorder::RecordPushHandled(const Word* pc) {
  if (IsInGenerator()) return RecordFunction(pc);
  const ValueId exception = AsWord(Operand(pc->b));
  SetSlot(pc->a, AddLeafCall(&SwapHandled, pc, 0, {exception, kNoValue, kNoValue}));
  return true;
}

bool Recorder::RecordPopExcept(const Word* pc) {
  const Value previous = Actual(pc->b);
  if ((!previous.IsNone() && !Is<Exception>(previous)) || IsInGenerator())
    return RecordFunction(pc);
  (void)AddLeafCall(&SwapHandled, pc, 0, {AsWord(Operand(pc->b)), kNoValue, kNoValue});
  return true;
}

/// Where the class of the exception is known, so is whether it matches a class.
bool Recorder::RecordExceptionMatch(Thread& t, const Word* pc) {
  const Value exception = Actual(pc->b);
  const Value match = Actual(pc->c);
  const ValueId object = AsWord(Operand(pc->b));
  if (!Is<krait::Type>(match) || !Is<Exception>(exception)) return RecordFunction(pc);
  const bool is_class = Cast<krait::Type>(match)->IsSubtypeOf(types(t).BaseException);
  if (!is_class || !RequireInstance(t, object, exception)) return RecordFunction(pc);
  Rely(match);
  RequireIdentity(Operand(pc->c), match);
  const bool matches = TypeOf(t, exception)->IsSubtypeOf(Cast<krait::Type>(match));
  SetSlot(pc->a, AddConstant(Value::FromBool(matches)));
  return true;
}

/// The path ends where the call does not raise.
void Recorder::GoOnInHandler(Thread& t) {
  const ValueId call = call_;
  LeavePath(ResolveAsExpected());
  BeginHandler(call, HandlerOf(call), t);
}

}  // namespace krait::jit
