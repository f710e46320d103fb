#include <algorithm>

#include "jit/recorder.h"
#include "vm/code/code.h"
#include "vm/code/operands.h"
#include "vm/frame/generator.h"
#include "vm/interp/calls.h"
#include "vm/uop/catalog.h"

/// Generators in FOR loops: their bodies become part of the trace, as calls do.
///
/// A generator that was there when the loop began is *held*: its frame is in registers, and nobody
/// sees that it runs, since all that a call could see is written before it. After a call it must
/// wait where it did, and its frame is read again.
namespace krait::jit {

using uop::kNumberOf;

namespace {

constexpr uint32_t kNoGenerator = UINT32_MAX;

/// Slots that there are numbers for.
constexpr int kMostSlots = Exit::kGeneratorStride / 2;

/// Of a real frame.
Value SuspendInlined(Thread& t, Value*, const CallSite& site, const Value*) {
  interp::SuspendInForIter(t, site.pc);
  return Value::None();
}

}  // namespace

/// Which of those that are held; kNoGenerator: none.
uint32_t Recorder::GeneratorIn(uint32_t place) const {
  const auto& held = recording_.generators;
  const auto found = std::ranges::find(held, place, &HeldGenerator::iterator);
  return found == held.end() ? kNoGenerator : static_cast<uint32_t>(found - held.begin());
}

/// From now on: what is in its frame is what was there when the loop began.
bool Recorder::HoldGenerator(Thread& t, uint32_t place, Value actual) {
  auto* generator = Cast<Generator>(actual);
  const Frame* frame = generator->frame();
  const bool may_be_first = place < Exit::kInlined || IsGenerated(place);
  if (TypeOf(t, actual) != types(t).generator || t.object_locks || runs_outside_ || !may_be_first ||
      recording_.generators.size() == stencils::Activation::kGenerators ||
      generator->state() != Generator::State::kSuspended ||
      static_cast<int>(frame->unit->frame_slots()) > kMostSlots) {
    return Refuse("a generator");
  }
  const ValueId object = Required(Get(place), kGeneratorType);
  if (!recording_.recorded[object].is_entry) return Refuse("a generator of this round");
  for (Value known : {Value::FromObject(frame->code), Value::FromObject(frame->globals),
                      Value::FromObject(frame->builtins)}) {
    Rely(known);
  }
  Place& waits =
      recording_.places[YieldPlaceOf(static_cast<uint32_t>(recording_.generators.size()))];
  recording_.generators.push_back(
      {place, object, frame->pc, frame->unit, frame->globals, frame->builtins});
  waits.first = AddConstant(Value::FromBits(reinterpret_cast<uint64_t>(frame->pc)));
  waits.aliases.push_back(waits.first);
  return true;
}

void Recorder::RequireResumable(ValueId value, Value actual) {
  const Value code = Value::FromObject(Cast<Generator>(actual)->code());
  Rely(code);
  const ValueId generator = Required(value, kGeneratorType);
  Add({.operation = kNumberOf<uop::RequireResumable>, .a = generator, .b = AddConstant(code)});
}

/// Where it waits now.
ValueId Recorder::YieldOf(uint32_t generator) { return Get(YieldPlaceOf(generator)); }

bool Recorder::RecordForGenerator(Thread& t, const Word* pc) {
  const uint32_t place = PlaceOf(pc->b);
  const Value actual = Actual(pc->b);
  if (GeneratorIn(place) == kNoGenerator && !HoldGenerator(t, place, actual)) {
    return frame_ != nullptr && RecordForAny(pc);
  }
  const uint32_t index = GeneratorIn(place);
  const HeldGenerator& held = recording_.generators[index];
  Frame* frame = Cast<Generator>(actual)->frame();
  const Word* yield = frame->pc;
  const bool waits_there =
      recording_.recorded[YieldOf(index)].step.constant == reinterpret_cast<uint64_t>(yield) &&
      Cast<Generator>(actual)->state() == Generator::State::kSuspended && frame->unit == held.unit;
  if (!waits_there || Get(place) != held.object) return Refuse("another generator");
  const uint32_t depth = frame_ == nullptr ? 0 : frame_->depth;
  if (depth >= kMostDepth) return Refuse("calls are too deep");
  recording_.frames.push_back({.caller = frame_,
                               .function = frame->function,
                               .unit = frame->unit,
                               .globals = frame->globals,
                               .builtins = frame->builtins,
                               .call = pc,
                               .return_pc = pc + 2,
                               .return_slot = pc->a,
                               .base = BaseOfGenerator(index),
                               .flags = Frame::kGenerator,
                               .depth = depth + 1});
  frame_ = &recording_.frames.back();
  slots_.push_back(frame->slots());
  SetSlot(yield->a, AddConstant(Value::None()));
  Expect(yield + InstructionLength(yield));
  return true;
}

bool Recorder::RecordYield(const Word* pc) {
  if (!IsOfGenerator(frame_) || pc->c != kNoOperand) return Refuse("YIELD_VALUE");
  const ValueId value = Operand(pc->b);
  if (pushed_ == frame_->depth) {
    AddCallSite({&SuspendInlined, pc, nullptr, 0, true}, pc, kNoOperands);
    --pushed_;
  }
  Set(YieldPlaceOf(GeneratorOf(frame_->base)),
      AddConstant(Value::FromBits(reinterpret_cast<uint64_t>(pc))));
  GoBackWith(value, frame_->return_pc);
  return true;
}

/// Whether all are where they were when the loop began, and still the same.
bool Recorder::GeneratorsWaitAsAtFirst() {
  for (uint32_t i = 0; i < recording_.generators.size(); ++i) {
    const HeldGenerator& held = recording_.generators[i];
    const uint64_t yield = recording_.recorded[YieldOf(i)].step.constant;
    if (yield != reinterpret_cast<uint64_t>(held.yield) || Get(held.iterator) != held.object) {
      return false;
    }
  }
  return true;
}

/// Other code has run, which may have resumed those that are suspended.
void Recorder::LookAtGenerators() {
  const Moment now = Now(pc_);
  const LivePlaces live(recording_, now);
  for (uint32_t i = 0; i < recording_.generators.size(); ++i) {
    const HeldGenerator held = recording_.generators[i];
    if (IsRunning(i, now)) continue;
    AddAt({.operation = kNumberOf<uop::RequireSuspendedAt>, .a = held.object, .b = YieldOf(i)},
          pc_);
    const uint32_t base = BaseOfGenerator(i);
    for (uint32_t slot = 0; slot < held.unit->frame_slots(); ++slot) {
      const uint32_t place = base + slot;
      if (!live.Has(place)) continue;
      const ValueId value = Add({.operation = NumberOf(TraceOperation::kSlot), .constant = place});
      if (const uint32_t inner = GeneratorIn(place); inner == kNoGenerator) {
        Set(place, value);
      } else {
        Add({.operation = kNumberOf<uop::IsIdenticalWord<false>>,
             .use = stencils::Use::kRequireTrue,
             .a = value,
             .b = recording_.generators[inner].object});
      }
    }
  }
}

}  // namespace krait::jit
