#include "jit/recording.h"

#include <algorithm>

#include "vm/code/code.h"

namespace krait::jit {

const Path& PathOf(const Recording& recording, ValueId step) {
  return *std::ranges::find_if(
      recording.paths, [&](const Path& path) { return path.begin <= step && step < path.end; });
}

bool IsRunning(uint32_t generator, const Moment& moment) {
  const uint32_t base = BaseOfGenerator(generator);
  for (const InlineFrame* frame = moment.frame; frame != nullptr; frame = frame->caller) {
    if (frame->base == base) return true;
  }
  return false;
}

LivePlaces::Slots LivePlaces::SlotsOf(const CodeUnit* unit, uint32_t base, uint32_t word) {
  return {.base = base,
          .stack = base + static_cast<uint32_t>(unit->code()->localsplus_count()),
          .end = base + unit->frame_slots(),
          .live_stack = unit->PositionOf(word).live_stack};
}

LivePlaces::LivePlaces(const Recording& recording, const Moment& moment)
    : recording_(recording), moment_(moment) {
  uint32_t word = moment.word;
  for (const InlineFrame* frame = moment.frame; frame != nullptr; frame = frame->caller) {
    frames_.push_back(SlotsOf(frame->unit, frame->base, word));
    if (frame->has_result()) frames_.back().result = frame->result();
    const CodeUnit* caller = frame->caller == nullptr ? recording.unit : frame->caller->unit;
    word = caller->IndexOf(frame->call);
  }
  frames_.push_back(SlotsOf(recording.unit, 0, word));
}

bool LivePlaces::Slots::Has(uint32_t number) const {
  return number < stack || (live_stack >> std::min(number - stack, 63u) & 1) != 0;
}

/// Of a generator that is suspended.
bool LivePlaces::HasInGenerator(uint32_t number) const {
  const uint32_t index = GeneratorOf(number);
  const uint32_t yield_place = YieldPlaceOf(index);
  if (number == yield_place) return true;
  const HeldGenerator& generator = recording_.generators[index];
  const Word* yield = generator.yield;
  const auto changed = std::ranges::find(moment_.changed, yield_place, &Exit::Slot::slot);
  if (changed != moment_.changed.end()) {
    yield = reinterpret_cast<const Word*>(recording_.recorded[changed->value].step.constant);
  }
  const CodeUnit* unit = generator.unit;
  return SlotsOf(unit, BaseOfGenerator(index), unit->IndexOf(yield)).Has(number);
}

bool LivePlaces::Has(uint32_t place) const {
  const uint32_t number = place & Exit::kSlotMask;
  if (IsGenerated(number) && !IsRunning(GeneratorOf(number), moment_)) {
    return HasInGenerator(number);
  }
  for (const Slots& slots : frames_) {
    if (number == slots.result) return true;
    if (number >= slots.base && number < slots.end) return slots.Has(number);
  }
  return false;
}

}  // namespace krait::jit
