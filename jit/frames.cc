#include "jit/frames.h"

#include <cassert>
#include <utility>

#include "jit/trace.h"
#include "vm/frame/frame.h"
#include "vm/frame/generator.h"
#include "vm/heap/thread.h"
#include "vm/interp/calls.h"
#include "vm/interp/tier_up.h"
#include "vm/object/iterators.h"

namespace krait::jit {

using stencils::Activation;

bool IsOfGenerator(const InlineFrame* frame) {
  return frame != nullptr && (frame->flags & Frame::kGenerator) != 0;
}

uint64_t InlineFrame::bytes() const {
  if (IsOfGenerator(this)) return 0;
  const uint64_t slots = base - Exit::kInlined + unit->frame_slots();
  return slots * sizeof(Value);
}

constexpr uint32_t kFrameWords = sizeof(Frame) / sizeof(Value);

uint32_t TopOf(const InlineFrame* frame) {
  while (IsOfGenerator(frame)) frame = frame->caller;
  return frame == nullptr ? Exit::kInlined : frame->base + frame->unit->frame_slots();
}

uint32_t BaseAbove(const InlineFrame* frame) { return TopOf(frame) + kFrameWords; }

bool InlineFrame::finds_function() const { return function == nullptr && !IsOfGenerator(this); }
bool InlineFrame::has_result() const {
  return finds_function() || (flags & (Frame::kConstructor | Frame::kEnter)) != 0;
}
uint32_t InlineFrame::header() const { return base - kFrameWords; }
uint32_t InlineFrame::result() const {
  return header() + static_cast<uint32_t>(offsetof(Frame, result) / sizeof(Value));
}

namespace {

/// In words, from the first slot of the frame.
constexpr uint32_t WordOfHeader(size_t offset) {
  return static_cast<uint32_t>(offset / sizeof(Value)) - kFrameWords;
}

}  // namespace

uint32_t YieldPlaceOf(uint32_t index) {
  return BaseOfGenerator(index) + WordOfHeader(offsetof(Frame, pc));
}

uint32_t OffsetInGenerator(uint32_t number) {
  const uint32_t word = number - BaseOfGenerator(GeneratorOf(number));
  return uint32_t{sizeof(Generator)} + word * uint32_t{sizeof(Value)};
}

Value* SlotsOf(const Activation& activation, const InlineFrame* frame) {
  if (frame == nullptr) return activation.slots;
  if (IsOfGenerator(frame)) return activation.generated[GeneratorOf(frame->base)];
  return activation.inlined + (frame->base - Exit::kInlined);
}

Value& SlotAt(const Activation& activation, uint32_t number) {
  if (IsGenerated(number)) {
    const uint32_t index = GeneratorOf(number);
    const auto word = static_cast<int32_t>(number - BaseOfGenerator(index));
    return activation.generated[index][word];
  }
  return number < Exit::kInlined ? activation.slots[number]
                                 : activation.inlined[number - Exit::kInlined];
}

void WriteSlot(const Activation& activation, uint32_t slot, Value value) {
  Value& place = SlotAt(activation, slot & Exit::kSlotMask);
  if ((slot & Exit::kRangeNext) != 0) {
    Cast<RangeIterator>(place)->MoveTo(value.AsInt());
  } else {
    place = value;
  }
}

/// That was made last.
static const CallSite& CallOf(const Activation& activation) {
  return *reinterpret_cast<const CallSite*>(activation.call_site);
}

/// Calls what may look at frames.
[[gnu::noinline]] static uint64_t RunOutside(Thread* t, Activation* activation,
                                             const CallSite& site, uint64_t x, uint64_t y,
                                             uint64_t z) {
  const Value operands[] = {Value::FromBits(x), Value::FromBits(y), Value::FromBits(z)};
  PushEntered(*t, *activation);
  Value* slots = SlotsOf(*activation, site.frame);
  assert(Frame::OfSlots(slots) == t->frame);
  t->frame->pc = site.pc;
  const auto& tier_up = t->vm().part<interp::TierUp>();
  const uint32_t invalidations = tier_up.invalidations();
  const Value result = site.function(*t, slots, site, operands);
  // A poll on the way may have answered what was meant for this code, too.
  if (tier_up.invalidations() != invalidations) t->RequestPoll(interp::TierUp::kStaleCode);
  return result.bits();
}

uint64_t RunCallSite(Thread* t, Activation* activation, uint64_t what, uint64_t x, uint64_t y,
                     uint64_t z) {
  const CallSite& site = *reinterpret_cast<const CallSite*>(what);
  if (site.is_leaf) {
    const Value operands[] = {Value::FromBits(x), Value::FromBits(y), Value::FromBits(z)};
    return site.function(*t, nullptr, site, operands).bits();
  }
  activation->call_site = what;
  return site.is_direct ? CallDirectly(*t, *activation, site).bits()
                        : RunOutside(t, activation, site, x, y, z);
}

bool IsCalling(const Activation& activation, Frame* frame) {
  return activation.call_site != 0 &&
         SlotsOf(activation, CallOf(activation).frame) == frame->slots();
}

Value UnlessStale(const Thread& t, Value made) {
  const uint32_t asked = t.poll_word.load(std::memory_order_relaxed);
  return (asked & interp::TierUp::kStaleCode) != 0 ? Value::Unbound() : made;
}

Value RunInstruction(Thread& t, Value* slots, const CallSite& site, const Value*) {
  using Run = Result<Value> (*)(Thread&, Value*, const Word*);
  return reinterpret_cast<Run>(site.extra)(t, slots, site.pc).raw();
}

void SetPc(const Activation& activation, const Resumption& at, const CodeUnit* unit) {
  if (at.keeps_pc) return;
  if (at.frame != nullptr) unit = at.frame->unit;
  if (unit != nullptr) {
    Frame::OfSlots(SlotsOf(activation, at.frame))->pc = unit->words() + at.word;
  }
}

void PushFrame(Thread& t, const InlineFrame& inlined) {
  if (IsOfGenerator(&inlined)) {
    // The slot that has it may not have been written yet.
    Value* slots = t.activation->generated[GeneratorOf(inlined.base)];
    return interp::ContinueForIter(t, Frame::OfSlots(slots)->generator, t.frame->slots(),
                                   inlined.call);
  }
  auto* frame = reinterpret_cast<Frame*>(t.frame_top);
  t.frame_top += Frame::SizeFor(inlined.unit);
  --t.recursion_remaining;
  const Value result = frame->result;  // what was written is there already
  interp::InitializeFrame(frame, inlined.unit, inlined.function, inlined.globals, inlined.builtins);
  frame->flags = inlined.flags;
  if (inlined.has_result()) frame->result = result;
  t.frame->pc = inlined.call;
  interp::EnterSimpleFrame(&t, frame, inlined.return_pc, inlined.return_slot);
}

void PushEntered(Thread& t, Activation& activation) {
  if (activation.unpushed == nullptr) return;
  PushCallers(t, *activation.outer);
  ++t.recursion_remaining;  // it has been counted
  PushFrame(t, *std::exchange(activation.unpushed, nullptr));
  t.frame->flags |= Frame::kEntry;
  t.frame->return_slot = -1;
}

void PushCallers(Thread& t, Activation& activation) {
  PushEntered(t, activation);
  const CallSite& site = CallOf(activation);
  t.recursion_remaining += static_cast<int32_t>(site.frames_to_push);  // they have been counted
  PushFrames(t, site.frame, site.frames_to_push);
  FindFunctions(t.frame, site.frame, site.frames_to_push);
}

void PopCallers(Thread& t, const Activation& activation) {
  for (uint32_t count = CallOf(activation).frames_to_push; count > 0; --count) {
    interp::DropFrame(t, t.frame);
    --t.recursion_remaining;
  }
}

void FindFunctions(Frame* frame, const InlineFrame* inlined, uint32_t count) {
  for (; count > 0; --count) {
    // Without memory the function was not made.
    const bool is_there = inlined->finds_function() && Is<Function>(frame->result);
    if (is_there) frame->function = Cast<Function>(frame->result);
    frame = frame->previous;
    inlined = inlined->caller;
  }
}

void PushFrames(Thread& t, const InlineFrame* frame, uint32_t count) {
  if (count == 0) return;
  PushFrames(t, frame->caller, count - 1);
  PushFrame(t, *frame);
}

}  // namespace krait::jit
