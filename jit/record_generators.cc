#include <algorithm>

#include "jit/recorder.h"
#include "vm/code/code.h"
#include "vm/code/function.h"
#include "vm/code/jump.h"
#include "vm/code/operands.h"
#include "vm/frame/generator.h"
#include "vm/interp/calls.h"
#include "vm/uop/catalog.h"

/// Generators in FOR loops: their bodies become part of the trace, as calls do.
///
/// One that is made on a path is held from then on, until it ends, or the loop does.
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
Value EndInlined(Thread& t, Value*, const CallSite&, const Value*) {
  (void)interp::ReturnFrom(t, Value::None());
  return Value::None();
}

/// A CallSite::Function, of a leaf; Unbound if there is no memory without a collection.
Value MakeGenerator(Thread& t, Value*, const CallSite& site, const Value*) {
  const auto& what = *reinterpret_cast<const NewGenerator*>(site.extra);
  if (t.object_locks) return Value::Unbound();  // others may resume it
  Frame header;
  interp::InitializeFrame(&header, what.unit, what.function, what.globals, what.builtins);
  header.pc = what.begin;
  header.previous = t.frame;
  const Value made = MakeSparingly(t, [&] { return Generator::New(t, header, nullptr); });
  if (made.IsUnbound()) return made;
  t.activation->generated[what.index] = Cast<Generator>(made)->frame()->slots();
  return made;
}

}  // namespace

/// On this path, as far as it goes by now.
bool Recorder::IsHeld(uint32_t generator) const {
  return !recording_.generators[generator].is_made_on_path() ||
         now_.contains(YieldPlaceOf(generator));
}

/// Which of those that are held; kNoGenerator: none.
uint32_t Recorder::GeneratorIn(uint32_t place) {
  const auto& held = recording_.generators;
  for (uint32_t i = 0; i < held.size(); ++i) {
    const bool is_it = held[i].is_made_on_path() ? IsHeld(i) && Get(place) == held[i].object
                                                 : held[i].iterator == place;
    if (is_it) return i;
  }
  return kNoGenerator;
}

/// Whether it makes a generator that can be held, and is known by the call alone.
bool Recorder::CanMakeGenerator(const Thread& t, const Function* function, const Word* pc,
                                int before) const {
  const Code* code = function->code();
  return (code->code_flags() & kCodeAnyGenerator) == kCodeGenerator &&
         CanBindCall(function, pc, before) && !IsTooDeepFor(code->unit()) && !t.object_locks &&
         recording_.generators.size() < stencils::Activation::kGenerators &&
         // One that is given up would run what it has to run finally.
         code->unit()->handlers().empty() &&
         static_cast<int>(code->unit()->frame_slots()) <= kMostSlots;
}

/// What is in the frame is in the generator's.
bool Recorder::RecordReturnGenerator(const Word* pc) {
  const auto index = static_cast<uint32_t>(recording_.generators.size());
  if (frame_ == nullptr || pushed_ == frame_->depth || index == stencils::Activation::kGenerators) {
    return Refuse("RETURN_GENERATOR");
  }
  const Word* begin = pc + InstructionLength(pc);
  recording_.new_generators.push_back(
      {frame_->unit, frame_->function, frame_->globals, frame_->builtins, begin, index});
  const ValueId object = AddMade(&MakeGenerator, kGeneratorType, pc,
                                 reinterpret_cast<uint64_t>(&recording_.new_generators.back()));
  recording_.generators.push_back(
      {HeldGenerator::kMadeOnPath, object, begin, frame_->unit, frame_->globals, frame_->builtins});
  for (int i = 0; i < frame_->unit->code()->localsplus_count(); ++i) {
    Set(BaseOfGenerator(index) + static_cast<uint32_t>(i), Get(PlaceOf(i)));
  }
  Set(YieldPlaceOf(index), AddConstant(Value::FromBits(reinterpret_cast<uint64_t>(begin))));
  const InlineFrame* frame = frame_;
  ForgetFrame();
  now_.erase(frame->result());
  GoBackWith(object, frame->return_pc);
  return true;
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
      uop::IsResumable({Cast<Generator>(actual)}) && frame->unit == held.unit;
  if (!waits_there || Get(place) != held.object) return Refuse("another generator");
  const bool is_first = held.is_made_on_path() && yield == held.yield;
  const uint32_t depth = frame_ == nullptr ? 0 : frame_->depth;
  if (depth >= kMostDepth) return Refuse("calls are too deep");
  recording_.frames.push_back({.caller = frame_,
                               .function = held.is_made_on_path() ? nullptr : frame->function,
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
  if (is_first) {
    Add({.operation = kNumberOf<uop::StartGenerator>, .a = held.object});
    Expect(yield);
  } else {
    SetSlot(yield->a, AddConstant(Value::None()));
    Expect(yield + InstructionLength(yield));
  }
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

/// Only of one that was made on the path: others had a beginning that nobody has seen.
bool Recorder::RecordEndOfGenerator(const Word* pc) {
  const uint32_t index = GeneratorOf(frame_->base);
  const HeldGenerator& held = recording_.generators[index];
  if (!held.is_made_on_path()) return Refuse("a generator ends");
  if (pushed_ == frame_->depth) {
    AddCallSite({&EndInlined, pc, nullptr, 0, true}, pc, kNoOperands);
    --pushed_;
  } else {
    Add({.operation = kNumberOf<uop::FinishGenerator>, .a = held.object});
  }
  LetGeneratorGo(index);
  const InlineFrame* frame = std::exchange(frame_, frame_->caller);
  slots_.pop_back();
  Expect(Destination(frame->call));
  return true;
}

/// Writes what is in registers to the generator's frame.
void Recorder::WriteGenerator(uint32_t generator) {
  const LivePlaces live(recording_, Now(pc_));
  const ValueId object = recording_.generators[generator].object;
  for (const auto& [place, value] : std::map(now_)) {
    const bool is_its = IsGenerated(place) && GeneratorOf(place) == generator && live.Has(place);
    if (!is_its) continue;
    if ((place & Exit::kRangeNext) != 0) {
      const ValueId iterator = Get(place & Exit::kSlotMask);
      Add({.operation = kNumberOf<uop::MoveRange>, .a = iterator, .b = value});
    } else if (place <= Exit::kSlotMask) {
      Add({.operation = kNumberOf<uop::StoreFrameWord>,
           .a = object,
           .b = AsWord(value),
           .constant = OffsetInGenerator(place)});
    }
  }
}

/// The same of all that were made on the path.
void Recorder::WriteGenerators() {
  for (uint32_t i = 0; i < recording_.generators.size(); ++i) {
    if (recording_.generators[i].is_made_on_path() && IsHeld(i)) WriteGenerator(i);
  }
}

/// What is in its frame is in memory alone from now on.
void Recorder::LetGeneratorGo(uint32_t generator) {
  std::erase_if(now_, [&](const auto& entry) {
    return IsGenerated(entry.first) && GeneratorOf(entry.first) == generator;
  });
}

/// All that were made on the path, and do not run.
void Recorder::LetGeneratorsGo() {
  const Moment now = Now(pc_);
  for (uint32_t i = 0; i < recording_.generators.size(); ++i) {
    if (recording_.generators[i].is_made_on_path() && !IsRunning(i, now)) LetGeneratorGo(i);
  }
}

/// Whether all are where they were when the loop began, and still the same.
bool Recorder::GeneratorsWaitAsAtFirst() {
  for (uint32_t i = 0; i < recording_.generators.size(); ++i) {
    const HeldGenerator& held = recording_.generators[i];
    if (held.is_made_on_path()) continue;
    const uint64_t yield = recording_.recorded[YieldOf(i)].step.constant;
    if (yield != reinterpret_cast<uint64_t>(held.yield) || Get(held.iterator) != held.object) {
      return false;
    }
  }
  return true;
}

/// Whether a generator that was made on the path still waits where it did; false, too, if nobody is
/// left who has it.
bool Recorder::StillWaits(uint32_t generator) {
  const HeldGenerator& held = recording_.generators[generator];
  size_t depth = slots_.size();
  for (const InlineFrame* frame = frame_;; frame = frame->caller) {
    const CodeUnit* unit = frame == nullptr ? recording_.unit : frame->unit;
    const uint32_t base = frame == nullptr ? 0 : frame->base;
    const Value* slots = slots_[--depth];
    for (uint32_t i = 0; i < unit->frame_slots(); ++i) {
      const auto found = now_.find(base + i);
      if (found == now_.end() || found->second != held.object) continue;
      if (!IsExactly<Generator>(slots[i])) return false;
      auto* actual = Cast<Generator>(slots[i]);
      return uop::IsResumable({actual}) &&
             reinterpret_cast<uint64_t>(actual->frame()->pc) ==
                 recording_.recorded[YieldOf(generator)].step.constant;
    }
    if (frame == nullptr) return false;
  }
}

/// Other code has run, which may have resumed those that are suspended.
void Recorder::LookAtGenerators() {
  const Moment now = Now(pc_);
  const LivePlaces live(recording_, now);
  for (uint32_t i = 0; i < recording_.generators.size(); ++i) {
    const HeldGenerator held = recording_.generators[i];
    if (!IsHeld(i) || IsRunning(i, now)) continue;
    if (held.is_made_on_path() && !StillWaits(i)) {
      LetGeneratorGo(i);
      continue;
    }
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
