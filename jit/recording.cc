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

LivePlaces::LivePlaces(const Recording& recording, const Moment& moment) {
  uint32_t word = moment.word;
  for (const InlineFrame* frame = moment.frame; frame != nullptr; frame = frame->caller) {
    frames_.push_back(SlotsOf(frame->unit, frame->base, word));
    if (frame->has_result()) frames_.back().result = frame->result();
    const CodeUnit* caller = frame->caller == nullptr ? recording.unit : frame->caller->unit;
    word = caller->IndexOf(frame->call);
  }
  frames_.push_back(SlotsOf(recording.unit, 0, word));
  for (uint32_t i = 0; i < recording.generators.size(); ++i) {
    waiting_.push_back(IsRunning(i, moment) ? Slots{} : SlotsOfWaiting(recording, moment, i));
  }
}

/// Of a generator that is suspended.
LivePlaces::Slots LivePlaces::SlotsOfWaiting(const Recording& recording, const Moment& moment,
                                             uint32_t index) {
  const HeldGenerator& generator = recording.generators[index];
  const uint32_t yield_place = YieldPlaceOf(index);
  const Word* yield = generator.yield;
  const auto changed = std::ranges::find(moment.changed, yield_place, &Exit::Slot::slot);
  if (changed != moment.changed.end()) {
    yield = reinterpret_cast<const Word*>(recording.recorded[changed->value].step.constant);
  } else if (generator.is_made_on_path()) {
    return {};
  }
  const CodeUnit* unit = generator.unit;
  Slots slots = SlotsOf(unit, BaseOfGenerator(index), unit->IndexOf(yield));
  slots.result = yield_place;
  return slots;
}

bool LivePlaces::Slots::Has(uint32_t number) const {
  if (number == result) return true;
  if (number < base || number >= end) return false;
  return number < stack || (live_stack >> std::min(number - stack, 63u) & 1) != 0;
}

bool LivePlaces::Has(uint32_t place) const {
  const uint32_t number = place & Exit::kSlotMask;
  if (IsGenerated(number) && waiting_[GeneratorOf(number)].end != 0) {
    return waiting_[GeneratorOf(number)].Has(number);
  }
  return std::ranges::any_of(frames_, [&](const Slots& slots) { return slots.Has(number); });
}

}  // namespace krait::jit
