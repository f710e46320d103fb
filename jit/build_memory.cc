#include <algorithm>

#include "jit/builder.h"
#include "vm/uop/catalog.h"

/// What is written to frames: where somebody looks, and where a path ends.
namespace krait::jit {

using uop::kNumberOf;

/// Writes to a frame's slot what is not there.
void Builder::Write(uint32_t place, ValueId value, const Moment& moment) {
  if (IsCounter(place) || IsInMemory(place, value)) return;
  if (trace_.ClassOf(value) == RegisterClass::kFloat) {
    value = Boxed(value, NewExit(moment, kNoValue, false));
  }
  Step store{.operation = NumberOf(TraceOperation::kStore), .a = value, .constant = place};
  if (IsGenerated(place)) {
    store = {.operation = kNumberOf<uop::StoreFrameWord>,
             .a = Holder(place),
             .b = value,
             .constant = OffsetInGenerator(place)};
  }
  Add(store);
  memory_[place] = value;
}

/// Writes to the frames' slots what a call can see.
void Builder::WriteFrames(const Recorded& recorded) {
  const Moment& moment = recorded.moment;
  // A float that needs a cell leaves before the call.
  Moment before = moment;
  before.keeps_pc = false;
  const LivePlaces live(recording_, moment);
  for (const auto& [place, value] : moment.changed) {
    const bool is_read = std::ranges::find(recorded.reads, place) != recorded.reads.end();
    if (IsUnmade(value) && (is_read || live.Has(place))) Make(value, before);
  }
  const auto write = [&](uint32_t place, ValueId value) { Write(place, value, before); };
  for (const auto& [place, value] : SlotsAt(moment)) {
    if (CarriedIn(value) != nullptr) MakeEachRound(value);
    write(place, value);
    // Who is called may go round a loop of the frame, or resume generators that wait.
    const bool is_here = moment.keeps_pc && IsIn(moment.frame, place);
    const bool waits = IsGenerated(place) && !IsRunning(GeneratorOf(place), moment);
    if (IsCounter(place) && (is_here || waits)) WriteKnownCounter(place, value, moment);
  }
  for (uint32_t place : recorded.reads) {
    const auto changed = std::ranges::find(recorded.moment.changed, place, &Exit::Slot::slot);
    const auto round = rounds_.find(place);
    if (changed != recorded.moment.changed.end()) {
      write(place, map_[changed->value]);
    } else if (round != rounds_.end() && round->second.goes_round) {
      if (round->second.carried) MakeEachRound(round->second.phi);
      write(place, round->second.phi);
    }
  }
}

/// Nobody knows what is in the frame stack's memory from that place on.
void Builder::ForgetFrom(uint32_t place) {
  absl::erase_if(memory_, [&](const auto& entry) {
    return entry.first >= place && !IsGenerated(entry.first);
  });
}

/// Behind a call, which others may have used the memory of frames above for.
void Builder::ForgetAfter(const Recorded& call) {
  const InlineFrame* frame = call.moment.frame;
  ForgetFrom(TopOf(frame));
  for (uint32_t i = 0; i < recording_.generators.size(); ++i) {
    if (IsRunning(i, call.moment)) memory_.erase(YieldPlaceOf(i));
  }
  // Or who was called may have changed this one.
  if (!call.moment.keeps_pc) return;
  absl::erase_if(memory_, [&](const auto& entry) { return IsIn(frame, entry.first); });
}

/// Writes all that Python has then, so that little is left to the exit's recipe.
void Builder::WriteAll(const Moment& moment) {
  for (const auto& [place, value] : SlotsAt(moment, moment.keeps_pc)) {
    if (IsCounter(place)) {
      WriteKnownCounter(place, value, moment);
    } else if (!Exit::IsObject(value) && CarriedIn(value) == nullptr) {
      Write(place, value, moment);
    }
  }
}

/// If its iterator is known to be one.
void Builder::WriteKnownCounter(uint32_t place, ValueId value, const Moment& moment) {
  const auto changed =
      std::ranges::find(moment.changed, place & Exit::kSlotMask, &Exit::Slot::slot);
  const ValueId iterator = changed != moment.changed.end()
                               ? changed->value
                               : recording_.places[place & Exit::kSlotMask].first;
  if (TypeOf(iterator) == kRangeIteratorType) WriteCounter(place, map_[iterator], value);
}

/// The generator whose frame has the place.
ValueId Builder::Holder(uint32_t place) const {
  return map_[recording_.generators[GeneratorOf(place)].object];
}

void Builder::WriteCounter(uint32_t place, ValueId iterator, ValueId next) {
  Step store{.operation = kNumberOf<uop::MoveRange>};
  store.a = iterator;
  store.b = next;
  Add(store);
  memory_[place] = next;
}

}  // namespace krait::jit
