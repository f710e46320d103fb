#include <algorithm>

#include "jit/builder.h"
#include "vm/code/code.h"
#include "vm/object/iterators.h"
#include "vm/uop/catalog.h"

/// What goes round a loop, and its paths.
namespace krait::jit {

using stencils::Use;
using uop::kNumberOf;

/// Whether it is a slot of the frame, or counted by what is in one.
bool IsIn(const InlineFrame* frame, uint32_t place) {
  const uint32_t slot = place & Exit::kSlotMask;
  if (frame == nullptr) return slot < Exit::kInlined;
  return slot >= frame->base && slot < frame->base + frame->unit->frame_slots();
}

// --- What goes round -----------------------------------------------------------------------------

/// What a path that loops has in a place at its end; kNoValue: what it began with.
ValueId Builder::AtEnd(const Path& path, uint32_t place) const {
  const auto found = std::ranges::find(path.at_end.changed, place, &Exit::Slot::slot);
  return found == path.at_end.changed.end() ? kNoValue : found->value;
}

/// The loop needs to know what was in the place at first.
void Builder::NeedFirst(uint32_t number) {
  Place& place = recording_.places[number];
  if (place.first != kNoValue) return;
  Step step{.operation = NumberOf(TraceOperation::kSlot)};
  step.constant = number;
  recording_.recorded.push_back({.step = step, .is_entry = true});
  recording_.types.push_back(kAnyType);
  place.first = static_cast<ValueId>(recording_.recorded.size() - 1);
  place.aliases.push_back(place.first);
}

/// Floats that all rounds end with the loop begins with, too, so that nobody boxes them. Of other
/// types it asks for what a path needs, and no more: the first round may have had something else.
void Builder::NeedType(uint32_t number) {
  Place& place = recording_.places[number];
  if (TypeOf(place.first) != kAnyType || recording_.mixed.contains(number)) return;
  ValueType common = kAnyType;
  for (const Path& path : recording_.paths) {
    const ValueId last = path.loops ? AtEnd(path, number) : kNoValue;
    if (last == kNoValue) continue;
    const ValueType type = TypeOf(last);
    const bool is_wanted = type == kFloatType || type == kRangeIteratorType;
    if (!is_wanted || (common != kAnyType && common != type)) return;
    common = type;
  }
  if (common == kAnyType) return;
  Step step{.operation = common};
  step.a = place.first;
  recording_.recorded.push_back({.step = step, .is_entry = true});
  recording_.types.push_back(common);
  place.first = static_cast<ValueId>(recording_.recorded.size() - 1);
  place.aliases.push_back(place.first);
}

/// Whether some round ends with something else than the loop begins with.
bool Builder::Mixes(uint32_t number) {
  const ValueType first = TypeOf(recording_.places[number].first);
  if (first == kAnyType) return false;
  return std::ranges::any_of(recording_.paths, [&](const Path& path) {
    const ValueId last = path.loops ? AtEnd(path, number) : kNoValue;
    if (last == kNoValue) return false;
    const bool is_constant = recording_.recorded[last].step.IsConstant();
    return TypeOf(last) != first && (TypeOf(last) != kAnyType || is_constant);
  });
}

/// Places that some path changes, and that are looked at in the next round.
void Builder::FindRounds() {
  const Moment header{.word = recording_.unit->IndexOf(recording_.header)};
  const LivePlaces live(recording_, header);
  for (const Path& path : recording_.paths) {
    if (!path.loops) continue;
    for (const auto& [number, value] : path.at_end.changed) {
      const ValueId first = recording_.places[number].first;
      const bool is_lost = IsCounter(number) && (first == kNoValue || IsFixed(number));
      if (is_lost || !live.Has(number)) continue;
      NeedFirst(number);
      const std::vector<ValueId>& aliases = recording_.places[number].aliases;
      const bool is_same = std::ranges::find(aliases, value) != aliases.end();
      if (!is_same) rounds_[number].goes_round = true;
    }
  }
  // Counters change with their iterator.
  for (const auto& [number, place] : recording_.places) {
    if (!IsCounter(number) || place.first == kNoValue) continue;
    const auto iterator = rounds_.find(number & Exit::kSlotMask);
    const bool is_constant = recording_.recorded[place.first].step.IsConstant();
    if (iterator != rounds_.end() && iterator->second.goes_round && !is_constant) {
      rounds_[number].goes_round = true;
    }
  }
  for (auto& [number, round] : rounds_) {
    NeedType(number);
    round.type = TypeOf(recording_.places[number].first);
    if (recording_.mixed.contains(number) || !Mixes(number)) continue;
    if (IsCounter(number)) {
      problem_ = "a counter is no small int";
      return;
    }
    recording_.mixed.insert(number);
    was_mixed_ = true;
    problem_ = "a type changes from round to round";
  }
}

// --- Steps ---------------------------------------------------------------------------------------

ValueId Builder::Add(Step step) {
  step.pc = pc_;
  trace_.steps.push_back(step);
  return static_cast<ValueId>(trace_.steps.size() - 1);
}

bool Builder::IsInMemory(uint32_t place, ValueId value) const {
  const auto found = memory_.find(place);
  return found != memory_.end() && found->second == value;
}

/// What is in the places that matter at that moment, and not in memory. `keeps_frame`: somebody
/// else has written the innermost frame.
std::vector<Exit::Slot> Builder::SlotsAt(const Moment& moment, bool keeps_frame) const {
  std::vector<Exit::Slot> slots;
  slots.reserve(moment.changed.size() + phis_.size());
  const LivePlaces live(recording_, moment);
  auto written = memory_.begin();
  const auto add = [&](uint32_t place, ValueId value) {  // in the order of places
    while (written != memory_.end() && written->first < place) ++written;
    const bool is_written =
        written != memory_.end() && written->first == place && written->second == value;
    if (is_written || IsFixed(place) || (keeps_frame && IsIn(moment.frame, place))) return;
    if (live.Has(place)) slots.push_back({place, value});
  };
  auto changed = moment.changed.begin();
  for (const auto& [place, phi] : phis_) {
    for (; changed != moment.changed.end() && changed->slot < place; ++changed) {
      add(changed->slot, map_[changed->value]);
    }
    if (changed != moment.changed.end() && changed->slot == place) {
      add(place, map_[changed->value]);
      ++changed;
      continue;
    }
    // Of an iterator that the path has replaced nothing is known but what is said.
    const bool is_stale =
        IsCounter(place) && std::ranges::find(moment.changed, place & Exit::kSlotMask,
                                              &Exit::Slot::slot) != moment.changed.end();
    if (!is_stale) add(place, phi);
  }
  for (; changed != moment.changed.end(); ++changed) add(changed->slot, map_[changed->value]);
  return slots;
}

uint32_t Builder::NewExit(const Moment& moment, uint32_t origin, bool raises) {
  Exit exit;
  exit.word = moment.word;
  exit.frame = moment.frame;
  exit.frames_to_push = moment.frames_to_push;
  exit.raises = raises;
  exit.keeps_pc = moment.keeps_pc;
  exit.origin = origin;
  exit.slots = SlotsAt(moment, moment.keeps_pc);
  if (raises) {
    // All is written by then but counters.
    std::erase_if(exit.slots, [](const Exit::Slot& slot) { return !IsCounter(slot.slot); });
  }
  AddObjects(exit);
  trace_.exits.push_back(std::move(exit));
  return static_cast<uint32_t>(trace_.exits.size() - 1);
}

/// Nothing was done.
uint32_t Builder::EntryExit() {
  Exit exit;
  exit.word = recording_.unit->IndexOf(recording_.header);
  exit.origin = Recording::kEntry;
  trace_.exits.push_back(std::move(exit));
  return static_cast<uint32_t>(trace_.exits.size() - 1);
}

/// An operand; a value that turned out to be unboxed is boxed where that is not wanted.
ValueId Builder::Mapped(ValueId operand, RegisterClass wanted, const Recorded& user) {
  const ValueId value = map_[operand];
  if (CarriedIn(value) != nullptr) MakeEachRound(value);
  if (value == kNoValue || trace_.ClassOf(value) == wanted) return value;
  if (wanted == RegisterClass::kFloat || !HasMoment(user.step) || user.is_entry) {
    if (problem_.empty()) problem_ = "a value is in the wrong kind of register";
    return value;
  }
  return Boxed(value, NewExit(user.moment, kNoValue, false));
}

ValueId Builder::Boxed(ValueId value, uint32_t exit) {
  Step box{.operation = kNumberOf<uop::BoxFloat>};
  box.a = value;
  box.exit = exit;
  return Add(box);
}

/// Of where the function returns: the place of what it returns. Nothing elsewhere.
std::optional<uint32_t> Builder::ReturnedAt(const Moment& moment) const {
  const Word* pc = recording_.unit->words() + moment.word;
  if (!recording_.is_function || moment.frame != nullptr || moment.keeps_pc ||
      static_cast<Opcode>(pc->op) != Opcode::RETURN) {
    return std::nullopt;
  }
  return static_cast<uint32_t>(pc->a);
}

/// What is returned others know, so it is made here.
void Builder::MakeReturned(const Moment& moment) {
  const std::optional<uint32_t> place = ReturnedAt(moment);
  if (!place) return;
  const auto returned = std::ranges::find(moment.changed, *place, &Exit::Slot::slot);
  if (returned != moment.changed.end() && IsUnmade(returned->value)) Make(returned->value, moment);
}

void Builder::MarkReturn(const Moment& moment, Exit& exit) const {
  const std::optional<uint32_t> place = ReturnedAt(moment);
  exit.returns =
      place && std::ranges::find(exit.slots, *place, &Exit::Slot::slot) == exit.slots.end();
}

void Builder::Copy(ValueId id) {
  const Recorded& recorded = recording_.recorded[id];
  Step step = recorded.step;
  pc_ = step.pc;
  if (StaysUnmade(id) || IsOfCarried(id)) return;
  for (ValueId operand : {step.a, step.b, step.c}) {
    if (IsUnmade(operand)) Make(operand, recorded.moment);
  }
  if (step.Is(TraceOperation::kLeave)) {
    MakeReturned(recorded.moment);
    WriteAll(recorded.moment);
  }
  const bool is_call = step.Is(TraceOperation::kCall);
  if (is_call && !SiteOf(step).is_leaf) {
    ForgetFrom(recorded.pushes_from);
    WriteFrames(recorded);
    ForgetAfter(recorded);
  }
  const bool branches = recorded.branch != kNoPath;
  if (step.MayLeave() && !branches) {
    step.exit = recorded.is_entry ? EntryExit() : NewExit(recorded.moment, id, is_call);
    if (step.Is(TraceOperation::kLeave)) MarkReturn(recorded.moment, trace_.exits[step.exit]);
  }
  const Operation& operation = OperationOf(step.operation);
  ValueId* const operands[] = {&step.a, &step.b, &step.c};
  for (int i = 0; i < Operation::kMostOperands; ++i) {
    if (*operands[i] == kNoValue) continue;
    const RegisterClass wanted = is_call ? RegisterClass::kInt : operation.operand[i];
    *operands[i] = Mapped(*operands[i], wanted, recorded);
  }
  if (branches) {
    step.branch = recorded.branch;  // paths and segments have the same numbers
    at_branch_[recorded.branch] = now_;
  }
  const bool is_slot = step.Is(TraceOperation::kSlot);
  const auto place = static_cast<uint32_t>(step.constant);
  if (is_slot && IsGenerated(place)) {
    step = {.operation = kNumberOf<uop::LoadFrameWord>,
            .a = Holder(place),
            .constant = OffsetInGenerator(place)};
  }
  map_[id] = Add(step);
  if (is_slot && !recorded.is_entry) memory_[place] = map_[id];
}

void Builder::CopyEntries() {
  for (ValueId id = 0; id < recording_.recorded.size(); ++id) {
    if (recording_.recorded[id].is_entry) Copy(id);
  }
  // These are there as they were.
  for (const auto& [number, place] : recording_.places) {
    const auto round = rounds_.find(number);
    const bool goes_round = round != rounds_.end() && round->second.goes_round;
    if (place.first != kNoValue && !goes_round) memory_[number] = map_[place.first];
  }
  at_header_ = memory_;
}

void Builder::AddPhis() {
  pc_ = nullptr;
  if (recording_.is_function) return;
  for (auto& [number, round] : rounds_) {
    if (round.carried) EnterCarried(number, *round.carried);
  }
  trace_.loop = static_cast<uint32_t>(trace_.steps.size());
  for (auto& [number, round] : rounds_) {
    if (!round.goes_round) continue;
    Step phi{.operation = NumberOf(TraceOperation::kPhi)};
    phi.a = map_[recording_.places[number].first];
    round.phi = Add(phi);
    phis_.push_back({number, round.phi});
    if (!round.carried) continue;
    for (NewObjects::Field& field : round.carried->object.fields) {
      if (field.value == kNoValue) continue;
      phi.a = field.value;
      field.value = Add(phi);
    }
  }
  for (auto& [number, round] : rounds_) {
    if (!round.goes_round) continue;
    for (ValueId alias : recording_.places[number].aliases) map_[alias] = round.phi;
  }
}

// --- Paths ---------------------------------------------------------------------------------------

/// What a counter's phi becomes. A path may have brought another iterator, whose counters are in
/// the object.
ValueId Builder::CounterAtEnd(const Path& path, uint32_t place, uint32_t exit) {
  const ValueId last = AtEnd(path, place);
  if (last != kNoValue) return map_[last];
  const ValueId iterator = AtEnd(path, place & Exit::kSlotMask);
  if (iterator == kNoValue) return rounds_[place].phi;
  const auto add = [&](uint16_t operation, ValueId a, ValueId b = kNoValue) {
    Step step{.operation = operation};
    step.a = a;
    step.b = b;
    if (OperationOf(operation).may_exit) step.exit = exit;
    return Add(step);
  };
  ValueId known = map_[iterator];
  if (TypeOf(iterator) != kRangeIteratorType) known = add(kRangeIteratorType, known);
  if ((place & Exit::kRangeStep) != 0) return add(kNumberOf<uop::RangeStep>, known);
  if ((place & Exit::kRangeEnd) != 0) return add(kNumberOf<uop::RangeEnd>, known);
  add(kNumberOf<uop::RequirePrivate>, known);
  const ValueId step = recording_.places[Exit::kRangeStep | (place & Exit::kSlotMask)].first;
  if (recording_.recorded[step].step.IsConstant()) {
    // The loop relies on it.
    Step check{.operation = kNumberOf<uop::CompareInt<CompareOp::kEq>>, .use = Use::kRequireTrue};
    check.a = add(kNumberOf<uop::RangeStep>, known);
    check.b = map_[step];
    check.exit = exit;
    Add(check);
  }
  return add(kNumberOf<uop::RangeNext>, known);
}

/// Counters that only this path has in registers: the next round finds them in the object.
void Builder::StoreLostCounters(const Path& path) {
  const LivePlaces live(recording_, path.at_end);
  for (const auto& [number, value] : path.at_end.changed) {
    const auto round = rounds_.find(number);
    const bool goes_round = round != rounds_.end() && round->second.goes_round;
    if (!IsCounter(number) || IsFixed(number) || goes_round || !live.Has(number)) continue;
    const ValueId iterator = AtEnd(path, number & Exit::kSlotMask);
    const ValueId known =
        iterator != kNoValue ? iterator : recording_.places[number & Exit::kSlotMask].first;
    if (TypeOf(known) != kRangeIteratorType) {
      problem_ = "an iterator of a range is not known";
      return;
    }
    WriteCounter(number, map_[known], map_[value]);
  }
}

/// Whether the loop relies on a local to have a value that may have none in the next round.
bool Builder::MayBeUnbound(uint32_t place, ValueId last) const {
  const Step& first = recording_.recorded[recording_.places[place].first].step;
  const Step& step = recording_.recorded[last].step;
  return first.operation == kNumberOf<uop::RequireBound> &&
         (step.Is(TraceOperation::kSlot) || step.Is(TraceOperation::kConstant));
}

/// Goes back to the loop's beginning; types that changed are found here.
void Builder::EndPath(const Path& path) {
  for (const auto& [number, round] : rounds_) {
    const ValueId last = round.goes_round ? AtEnd(path, number) : kNoValue;
    if (IsUnmade(last) && !round.carried) Make(last, path.at_end);
  }
  // What does not go round may have been something else meanwhile.
  for (const auto& [place, value] : at_header_) Write(place, value, path.at_end);
  const uint32_t exit = NewExit(path.at_end, kNoValue, false);
  std::vector<ValueId> back;
  for (auto& [number, round] : rounds_) {
    if (!round.goes_round) continue;
    if (IsCounter(number)) {
      back.push_back(CounterAtEnd(path, number, exit));
      continue;
    }
    if (round.carried) {
      EndCarried(path, number, exit, back);
      continue;
    }
    const ValueId last = AtEnd(path, number);
    ValueId value = last == kNoValue ? round.phi : map_[last];
    if (CarriedIn(value) != nullptr) return MakeEachRound(value);
    const ValueType found = last == kNoValue ? round.type : TypeOf(last);
    const bool is_float = trace_.ClassOf(value) == RegisterClass::kFloat;
    const bool changes_type = round.type != kAnyType && round.type != found;
    if (changes_type || (last != kNoValue && MayBeUnbound(number, last))) {
      Step step{.operation = static_cast<uint16_t>(changes_type ? round.type
                                                                : kNumberOf<uop::RequireBound>)};
      step.a = value;
      step.exit = exit;
      value = Add(step);
    } else if (round.type == kAnyType && is_float) {
      value = Boxed(value, exit);
    }
    back.push_back(value);
  }
  if (path.needs_poll) {
    Step poll{.operation = NumberOf(TraceOperation::kPoll)};
    poll.exit = exit;
    Add(poll);
  }
  StoreLostCounters(path);
  trace_.segments.back().loops = true;
  trace_.segments.back().back = std::move(back);
}

void Builder::CopyPath(uint32_t number) {
  const Path& path = recording_.paths[number];
  if (number > 0) {
    trace_.segments.emplace_back().begin = static_cast<uint32_t>(trace_.steps.size());
    now_ = at_branch_[number];
    for (const NewObjects::Object& object : now_.objects) map_[object.id] = Unmade(object.id);
    for (const auto& [recorded, made] : now_.made) map_[recorded] = made;
  }
  for (ValueId id = path.begin; id < path.end; ++id) {
    if (!recording_.recorded[id].is_entry) Copy(id);
  }
  if (path.loops) EndPath(path);
}

std::variant<Trace, NoTrace> Builder::Run() {
  FindRounds();
  if (!problem_.empty()) return NoTrace{problem_, was_mixed_};
  FindCarried();
  map_.assign(recording_.recorded.size(), kNoValue);
  CopyEntries();
  AddPhis();
  for (uint32_t i = 0; i < recording_.paths.size(); ++i) CopyPath(i);
  if (problem_.empty()) problem_ = Verify(trace_);
  if (!problem_.empty()) return NoTrace{problem_};
  return std::move(trace_);
}

std::variant<Trace, NoTrace> BuildTrace(Recording& recording) {
  for (;;) {
    Builder builder(recording);
    std::variant<Trace, NoTrace> built = builder.Run();
    if (!builder.is_to_be_redone()) return built;
  }
}

}  // namespace krait::jit
