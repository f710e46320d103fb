#include "jit/recorder.h"

#include <algorithm>
#include <bit>

#include "vm/code/code.h"
#include "vm/code/jump.h"
#include "vm/frame/frame.h"
#include "vm/object/operations.h"
#include "vm/uop/catalog.h"

/// Paths and values; what instructions do is in record_*.cc.
namespace krait::jit {

using stencils::Use;
using uop::kNumberOf;

namespace {

constexpr size_t kMostSteps = 4000;
constexpr size_t kMostStepsOfPath = 1500;
constexpr size_t kMostPaths = 64;
/// Frames of calls in which the interpreter is while a path is recorded.
constexpr int kMostFrames = 200;

}  // namespace

Recorder::Recorder(const CodeUnit* unit, const Word* header, bool is_function)
    : recording_{.unit = unit, .header = header, .is_function = is_function} {}

// --- Paths ---------------------------------------------------------------------------------------

void Recorder::BeginPath(ValueId guard, Value* slots) {
  now_.clear();
  shapes_.clear();
  versions_.clear();
  objects_.Clear();
  frame_ = nullptr;
  pushed_ = 0;
  slots_ = {slots};
  pending_ = {};
  rounds_.clear();
  nested_ = 0;
  wraps_until_ = nullptr;
  inner_ = {};
  skips_ = {};
  call_ = kNoValue;
  is_left_to_call_ = false;
  runs_outside_ = guard != kNoValue;
  generators_may_have_run_ = false;
  reason_.clear();
  recording_.paths.push_back(
      {.begin = static_cast<ValueId>(recording_.recorded.size()), .guard = guard});
}

void Recorder::BeginLoop(Value* slots) {
  recording_.recorded.clear();
  recording_.types.clear();
  recording_.places.clear();
  recording_.paths.clear();
  recording_.constants.clear();
  recording_.objects.clear();
  recording_.generators.clear();
  recording_.made_each_round.clear();
  BeginPath(kNoValue, slots);
  Expect(recording_.header);
}

bool Recorder::CanBranch(ValueId guard) const {
  const Recorded& recorded = recording_.recorded[guard];
  return !recorded.never_branches && recorded.branch == kNoPath &&
         recording_.recorded.size() <= kMostSteps && recording_.paths.size() < kMostPaths;
}

/// Begins a path where the step `guard` leaves to, with what is known there.
Moment Recorder::BranchOff(ValueId guard, Value* slots) {
  const Moment moment = recording_.recorded[guard].moment;
  recording_.recorded[guard].branch = static_cast<uint32_t>(recording_.paths.size());
  BeginPath(guard, slots);
  objects_.FollowPath(recording_, PathOf(recording_, guard), guard);
  for (const auto& [place, value] : moment.changed) now_[place] = value;
  frame_ = moment.frame;
  pushed_ = (frame_ == nullptr ? 0 : frame_->depth) - moment.frames_to_push;
  generators_may_have_run_ = moment.generators_may_have_run;
  return moment;
}

/// All frames are real when the interpreter goes on; on the compiled path only some are.
void Recorder::FindSlots(Value* slots) {
  const uint32_t depth = frame_ == nullptr ? 0 : frame_->depth;
  slots_.assign(depth + 1, slots);
  Frame* frame = Frame::OfSlots(slots);
  for (uint32_t i = depth; i > 0; --i) {
    slots_[i] = frame->slots();
    frame = frame->previous;
  }
  slots_[0] = frame->slots();
}

bool Recorder::BeginBranch(ValueId guard, Value* slots) {
  if (!CanBranch(guard)) return false;
  const Moment moment = BranchOff(guard, slots);
  FindSlots(slots);
  if (moment.keeps_pc) inner_.where = recording_.recorded[guard].step.a;
  Expect(FrameUnit()->words() + moment.word);
  return true;
}

/// Whether the interpreter runs a frame above the one that is recorded: a call that the trace
/// leaves to it.
bool Recorder::IsInCall(const Thread& t) {
  if (slots_.back() == nullptr) return false;
  const Frame* expected = Frame::OfSlots(slots_.back());
  if (t.frame == expected) return false;
  const Frame* frame = ++nested_ > kMostNested ? nullptr : t.frame;
  for (int i = 0; i < kMostFrames && frame != nullptr && frame != expected; ++i) {
    frame = frame->previous;
  }
  is_left_to_call_ = frame != expected && call_ != kNoValue && inner_.where == kNoValue;
  return frame == expected;
}

bool Recorder::IsWhereExpected(Thread& t, const Word* pc) {
  if (pc != expected_[0] && pc != expected_[1]) return false;
  Value* slots = t.frame->slots();
  if (slots_.back() == nullptr) slots_.back() = slots;
  return slots_.back() == slots && t.frame->unit == FrameUnit();
}

Recorder::Outcome Recorder::Record(Thread& t, const Word* pc, IsCompiled is_compiled) {
  pc_ = expected_[0];
  if (IsInCall(t)) return Outcome::kGoesOn;
  if (pc > skips_.begin && pc < skips_.end && t.frame->slots() == slots_.back()) {
    return Outcome::kGoesOn;
  }
  skips_ = {};
  if (inner_.where != kNoValue) {
    if (IsInInnerLoop(t, pc)) return Outcome::kGoesOn;
    if (!GoOnBehindInnerLoop(t, pc)) return EndPath(pc_, reason_);
  }
  if (IsAtHandler(t, pc)) GoOnInHandler(t);
  if (!IsWhereExpected(t, pc)) {
    pc_ = ResolveAsExpected();
    return EndPath(pc_, "something else happens");
  }
  ResolvePending(pc);
  const bool at_start = recording_.recorded.size() == recording_.paths.back().begin;
  pc_ = pc;
  if (std::exchange(generators_may_have_run_, false)) LookAtGenerators();
  if (frame_ == nullptr && !recording_.is_function && GeneratorsWaitAsAtFirst()) {
    const bool jumps_back =
        static_cast<Opcode>(pc->op) == Opcode::JUMP_BACK && Destination(pc) == recording_.header;
    if (jumps_back || (pc == recording_.header && !at_start)) {
      CloseLoop(pc, jumps_back);
      return Outcome::kDone;
    }
  }
  const size_t steps = recording_.recorded.size() - recording_.paths.back().begin;
  if (steps > kMostStepsOfPath && wraps_until_ == nullptr) return EndPath(pc, "it is too long");
  call_ = kNoValue;
  if (!RecordInstruction(t, pc, is_compiled)) return EndPath(pc, reason_);
  return Outcome::kGoesOn;
}

/// The path leaves before `pc`: a round that does not come back is no loop, but a branch may end
/// so, and a function where it returns, or where a call takes long: another path will go on behind
/// that. Even one of no steps is worth its code: that writes slots faster than an exit's recipe.
Recorder::Outcome Recorder::EndPath(const Word* pc, std::string reason) {
  reason_ = std::move(reason);
  const Path& path = recording_.paths.back();
  const bool is_first = std::ranges::none_of(recording_.paths, &Path::loops);
  const bool returns = frame_ == nullptr && static_cast<Opcode>(pc->op) == Opcode::RETURN;
  const bool is_whole = recording_.is_function
                            ? recording_.paths.size() > 1 || returns || is_left_to_call_
                            : !is_first;
  if (!is_whole) return Outcome::kGaveUp;
  if (wraps_until_ != nullptr) {
    recording_.recorded[path.guard].branch = kNoPath;
    recording_.recorded[path.guard].never_branches = true;
    recording_.paths.pop_back();
    return Outcome::kGaveUp;
  }
  LeavePath(pc);
  return Outcome::kDone;
}

void Recorder::LeavePath(const Word* pc) {
  AddAt({.operation = NumberOf(TraceOperation::kLeave)}, pc);
  recording_.recorded.back().never_branches = !is_left_to_call_;
  recording_.recorded.back().moment.keeps_pc = inner_.where != kNoValue;
  recording_.paths.back().end = static_cast<ValueId>(recording_.recorded.size());
}

void Recorder::CloseLoop(const Word* pc, bool needs_poll) {
  WriteGenerators();
  LetGeneratorsGo();
  Path& path = recording_.paths.back();
  path.at_end = Now(pc);
  path.end = static_cast<ValueId>(recording_.recorded.size());
  path.loops = true;
  path.needs_poll = needs_poll;
}

/// As if the last instruction had gone on where it could be expected to; returns where that is.
const Word* Recorder::ResolveAsExpected() {
  const Word* at = pending_.value == kNoValue ? expected_[0] : pending_.if_true;
  ResolvePending(at);
  return at;
}

/// What the last instruction computed out of line decides where it went on.
void Recorder::ResolvePending(const Word* pc) {
  if (pending_.value == kNoValue) return;
  const auto pending = std::exchange(pending_, {});
  const bool truth = pc == pending.if_true;
  const Word* other = truth ? pending.if_false : pending.if_true;
  const bool is_item = pending.is_item;
  const uint16_t test = is_item ? kNumberOf<uop::IsItem> : kNumberOf<uop::TruthOfBool>;
  const Step step{
      .operation = test, .use = truth ? Use::kRequireTrue : Use::kRequireFalse, .a = pending.value};
  if (is_item && !truth) {
    // Where there is another item, the slot has it.
    const std::map<uint32_t, ValueId> at_end = now_;
    Set(pending.to, pending.value);
    AddAt(step, other);
    now_ = at_end;
  } else {
    AddAt(step, other);
    if (is_item) Set(pending.to, pending.value);
  }
  if (pending.polls) PollAfter(pc);
}

// --- Values --------------------------------------------------------------------------------------

Moment Recorder::Now(const Word* pc) const {
  Moment moment{.frame = frame_, .word = FrameUnit()->IndexOf(pc)};
  moment.generators_may_have_run = generators_may_have_run_;
  moment.frames_to_push = (frame_ == nullptr ? 0 : frame_->depth) - pushed_;
  for (const auto& [place, value] : now_) moment.changed.push_back({place, value});
  return moment;
}

/// A constant is what it was when this was recorded. A branch knows that the guard that it comes
/// from did not hold: for one reason only, and one that stays.
bool Recorder::IsImplied(const Step& step) const {
  if (step.operation == kNumberOf<uop::TruthOfBool> && step.use != Use::kValue &&
      recording_.recorded[step.a].step.IsConstant()) {
    return true;
  }
  const ValueId guard = recording_.paths.back().guard;
  if (guard == kNoValue || step.use == Use::kValue) return false;
  const Operation& operation = OperationOf(step.operation);
  if (operation.may_exit || (operation.effects & uop::kReadsHeap) != 0) return false;
  const Step& known = recording_.recorded[guard].step;
  return known.operation == step.operation && known.a == step.a && known.b == step.b &&
         known.use != Use::kValue && known.use != step.use;
}

ValueId Recorder::AddAt(Step step, const Word* resume) {
  if (IsImplied(step)) return kNoValue;
  Recorded recorded{.step = step};
  recorded.step.pc = pc_;
  const bool uses_new = objects_.Find(step.a) != nullptr || objects_.Find(step.b) != nullptr ||
                        objects_.Find(step.c) != nullptr;
  if (HasMoment(step) || uses_new) recorded.moment = Now(resume);
  // Who asks the thread for something must get it.
  recorded.never_branches = step.Is(TraceOperation::kPoll);
  recording_.recorded.push_back(std::move(recorded));
  recording_.types.push_back(OperationOf(step.operation).result_type);
  const auto id = static_cast<ValueId>(recording_.recorded.size() - 1);
  objects_.Follow(recording_, id);
  return id;
}

ValueId Recorder::AddEntry(Step step) {
  recording_.recorded.push_back({.step = step, .is_entry = true});
  recording_.types.push_back(OperationOf(step.operation).result_type);
  return static_cast<ValueId>(recording_.recorded.size() - 1);
}

ValueId Recorder::AddConstant(Value value) {
  const bool is_float = value.IsFloat();
  Step step{.operation = NumberOf(is_float ? TraceOperation::kFloat : TraceOperation::kConstant)};
  step.constant = is_float ? std::bit_cast<uint64_t>(value.AsFloat()) : value.bits();
  const auto [found, is_new] =
      recording_.constants.try_emplace({step.operation, step.constant}, kNoValue);
  if (is_new) {
    found->second = AddEntry(step);
    recording_.types.back() = is_float ? kFloatType : value.IsInt() ? kIntType : kAnyType;
  }
  return found->second;
}

ValueId Recorder::Get(uint32_t number) {
  const auto found = now_.find(number);
  if (found != now_.end()) return found->second;
  Place& place = recording_.places[number];
  if (place.first == kNoValue) {
    place.first = AddEntry({.operation = NumberOf(TraceOperation::kSlot), .constant = number});
    place.aliases.push_back(place.first);
  }
  return place.first;
}

void Recorder::Set(uint32_t number, ValueId value) {
  now_[number] = value;
  recording_.places[number];
  ForgetCounters(number);
}

/// What was known of the iterator there is of another one, or of another time.
void Recorder::ForgetCounters(uint32_t number) {
  now_.erase(number | Exit::kRangeNext);
  now_.erase(number | Exit::kRangeEnd);
  now_.erase(number | Exit::kRangeStep);
}

/// Nothing is known of what is in the innermost frame's slots, and in frames that were above it.
void Recorder::ForgetFrame() {
  const uint32_t end =
      IsOfGenerator(frame_) ? Base() + FrameUnit()->frame_slots() : Exit::kGenerated;
  std::erase_if(now_, [&](const auto& entry) {
    const uint32_t place = entry.first & Exit::kSlotMask;
    return place >= Base() && place < end;
  });
}

ValueId Recorder::Operand(int16_t operand) {
  if (operand >= 0) return Get(PlaceOf(operand));
  return AddConstant(FrameUnit()->constants()[operand]);
}

Value Recorder::Actual(int16_t operand) const {
  return operand < 0 ? FrameUnit()->constants()[operand] : slots_.back()[operand];
}

/// The place that the value is the first value of, if what must hold of that can be asked before
/// the loop; else null.
Place* Recorder::PlaceOfFirst(ValueId value) {
  // Functions are called with anything, and what is asked of it only once.
  if (!recording_.recorded[value].is_entry || recording_.is_function) return nullptr;
  for (auto& [number, place] : recording_.places) {
    if (std::find(place.aliases.begin(), place.aliases.end(), value) == place.aliases.end())
      continue;
    return recording_.mixed.contains(number) ? nullptr : &place;
  }
  return nullptr;
}

/// What `step` makes of a value when more is known of it: before the loop, if it is a first value.
ValueId Recorder::Refine(ValueId value, Step step) {
  step.a = value;
  const ValueType type = OperationOf(step.operation).result_type;
  Place* place = PlaceOfFirst(value);
  // More may have been learnt since, on another path.
  const bool is_refined = place != nullptr && place->first != value;
  ValueId known;
  if (is_refined && (type == kAnyType || recording_.types[place->first] == type)) {
    known = place->first;
  } else if (place != nullptr && !is_refined) {
    known = AddEntry(step);
    place->first = known;
    place->aliases.push_back(known);
  } else {
    known = Add(step);
  }
  Replace(value, known);
  return known;
}

ValueId Recorder::Required(ValueId value, ValueType type) {
  if (type == kAnyType) return AsWord(value);
  if (recording_.types[value] == type) return value;
  if (recording_.recorded[value].step.IsConstant() && recording_.types[value] == kAnyType) {
    // It is what it is.
    const ValueId known = AddEntry({.operation = type, .a = value});
    Replace(value, known);
    return known;
  }
  return Refine(value, {.operation = type});
}

/// What has the one on this path has the other from now on.
void Recorder::Replace(ValueId value, ValueId known) {
  for (auto& [number, now] : now_) {
    if (now == value) now = known;
  }
  for (auto& [number, place] : recording_.places) {
    if (place.first == value && !now_.contains(number)) now_[number] = known;
  }
  if (const auto shape = shapes_.find(value); shape != shapes_.end()) {
    shapes_[known] = shape->second;
  }
}

/// The value as a Value, where it may be anything.
ValueId Recorder::AsWord(ValueId value) {
  if (recording_.types[value] != kFloatType) return value;
  if (recording_.recorded[value].step.Is(TraceOperation::kFloat)) {
    Step step{.operation = NumberOf(TraceOperation::kConstant)};
    step.constant =
        Value::FromFloat(std::bit_cast<double>(recording_.recorded[value].step.constant)).bits();
    return AddEntry(step);
  }
  return Add({.operation = kNumberOf<uop::BoxFloat>, .a = value});
}

/// A float operand, made of an int if the micro-op says so.
ValueId Recorder::AsFloat(ValueId value, uint16_t conversion) {
  const Step& step = recording_.recorded[value].step;
  if (step.Is(TraceOperation::kConstant)) {
    const auto number = static_cast<double>(Value::FromBits(step.constant).AsInt());
    const ValueId id = AddEntry({.operation = NumberOf(TraceOperation::kFloat),
                                 .constant = std::bit_cast<uint64_t>(number)});
    recording_.types[id] = kFloatType;
    return id;
  }
  return Add({.operation = conversion, .a = value});
}

// --- Objects -------------------------------------------------------------------------------------

void Recorder::Rely(Value value) {
  if (value.IsObject()) recording_.objects.insert(value.bits());
}

/// It is just that object, which the recording relies on.
void Recorder::RequireIdentity(ValueId value, Value actual) {
  const Step& step = recording_.recorded[value].step;
  if (step.Is(TraceOperation::kConstant) && step.constant == actual.bits()) return;
  const ValueId constant = AddConstant(actual);
  Add({.operation = kNumberOf<uop::IsIdenticalWord<false>>,
       .use = Use::kRequireTrue,
       .a = AsWord(value),
       .b = constant});
  Replace(value, constant);
}

/// How often the way to here left where something else was required of that value.
int Recorder::TriesOf(ValueId value) const {
  int tries = 0;
  const Path* path = &recording_.paths.back();
  while (path->guard != kNoValue) {
    const ValueId guard = path->guard;
    if (recording_.recorded[guard].step.a == value) ++tries;
    path = &PathOf(recording_, guard);
  }
  return tries;
}

void Recorder::RequireShape(ValueId object, uint32_t shape_id) {
  const auto known = shapes_.find(object);
  if (known != shapes_.end() && known->second == shape_id) return;
  Add({.operation = kNumberOf<uop::RequireShape>, .a = object, .constant = shape_id});
  shapes_[object] = shape_id;
}

void Recorder::RequireTypeVersion(Object* type, uint64_t version) {
  ValueId& known = versions_.try_emplace({type, version}, kNoValue).first->second;
  if (known != kNoValue) return;
  const ValueId constant = AddConstant(Value::FromObject(type));
  recording_.types[constant] = kNumberOf<uop::Require<uop::Exact<krait::Type>>>;
  known =
      Add({.operation = kNumberOf<uop::RequireTypeVersion>, .a = constant, .constant = version});
}

/// It has the shape that it has now, and its class is as it is now. False: that varies too often,
/// or cannot be asked for, and nothing is.
bool Recorder::RequireInstance(Thread& t, ValueId object, Value actual) {
  krait::Type* type = TypeOf(t, actual);
  if (!actual.IsObject() || type->version() > INT32_MAX || VariesOften(object)) return false;
  Rely(Value::FromObject(type));
  RequireShape(object, actual.AsObject()->shape_id());
  RequireTypeVersion(type, type->version());
  return true;
}

/// Other code may have run.
void Recorder::ForgetObjects() {
  shapes_.clear();
  versions_.clear();
}

}  // namespace krait::jit
