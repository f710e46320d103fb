#include "jit/recorder.h"

#include <algorithm>
#include <bit>

#include "absl/strings/str_cat.h"
#include "jit/alternatives.h"
#include "jit/apply.h"
#include "vm/code/code.h"
#include "vm/code/jump.h"
#include "vm/object/iterators.h"
#include "vm/uop/catalog.h"

namespace krait::jit {
namespace {

using stencils::Use;
using uop::kNumberOf;

constexpr size_t kMostSteps = 2000;

}  // namespace

Recorder::Recorder(const CodeUnit* unit, const Word* header, const Word* back_edge)
    : unit_(unit), header_(header), back_edge_(back_edge), constants_(unit->constants()) {}

bool Recorder::GiveUp(std::string reason) {
  reason_ = std::move(reason);
  return false;
}

Recorder::Outcome Recorder::Record(Thread& t, const Value* slots, const Word* pc) {
  pc_ = pc;
  const bool closes =
      static_cast<Opcode>(pc->op) == Opcode::JUMP_BACK && Destination(pc) == header_;
  const bool done = closes ? Close() : RecordStep(t, slots, pc);
  if (!done) return Outcome::kGaveUp;
  return closes ? Outcome::kClosed : Outcome::kGoesOn;
}

// --- Values --------------------------------------------------------------------------------------

ValueId Recorder::Add(Step step) {
  const Operation& operation = OperationOf(step.operation);
  Recorded recorded{step, false, {}, unit_->IndexOf(pc_)};
  if (operation.may_exit || step.use != Use::kValue) {
    for (const auto& [number, place] : places_) {
      if (place.now != kNoValue) recorded.exit.push_back({number, place.now});
    }
  }
  recorded_.push_back(std::move(recorded));
  types_.push_back(operation.result_type);
  return static_cast<ValueId>(recorded_.size() - 1);
}

ValueId Recorder::AddEntry(Step step) {
  recorded_.push_back({step, true, {}, 0});
  types_.push_back(OperationOf(step.operation).result_type);
  return static_cast<ValueId>(recorded_.size() - 1);
}

ValueId Recorder::AddConstant(Value value) {
  const bool is_float = value.IsFloat();
  Step step{.operation = NumberOf(is_float ? TraceOperation::kFloat : TraceOperation::kConstant)};
  step.constant = is_float ? std::bit_cast<uint64_t>(value.AsFloat()) : value.bits();
  const ValueId id = AddEntry(step);
  types_[id] = is_float ? kFloatType : value.IsInt() ? kIntType : kAnyType;
  return id;
}

ValueId Recorder::Get(uint32_t number) {
  Place& place = places_[number];
  if (place.now != kNoValue) return place.now;
  if (place.first == kNoValue) {
    place.first = AddEntry({.operation = NumberOf(TraceOperation::kSlot), .constant = number});
    place.aliases.push_back(place.first);
  }
  return place.first;
}

ValueId Recorder::Operand(int16_t operand) {
  if (operand >= 0) return Get(static_cast<uint32_t>(operand));
  const Value constant = constants_[operand];
  // What lies in the heap would have to be kept alive.
  return constant.IsObject() ? kNoValue : AddConstant(constant);
}

ValueId Recorder::Required(ValueId value, Type type) {
  if (type == kAnyType) return AsWord(value);
  if (types_[value] == type) return value;
  const Step step{.operation = type, .a = value};
  const bool is_entry = recorded_[value].is_entry;
  const ValueId required = is_entry ? AddEntry(step) : Add(step);
  Replace(value, required);
  return required;
}

/// Whoever has the one has the other from now on.
void Recorder::Replace(ValueId value, ValueId known) {
  for (auto& [number, place] : places_) {
    if (place.now == value) place.now = known;
    if (place.first == value) {
      place.first = known;
      place.aliases.push_back(known);
    }
  }
}

/// The value as a Value, where it may be anything.
ValueId Recorder::AsWord(ValueId value) {
  if (types_[value] != kFloatType) return value;
  return Add({.operation = kNumberOf<uop::BoxFloat>, .a = value});
}

// --- Instructions --------------------------------------------------------------------------------

bool Recorder::RecordStep(Thread& t, const Value* slots, const Word* pc) {
  if (recorded_.size() > kMostSteps) return GiveUp("the loop is too long");
  const auto opcode = static_cast<Opcode>(pc->op);
  switch (opcode) {
    case Opcode::JUMP:
      return true;
    case Opcode::MOVE: {
      const ValueId value = Operand(pc->b);
      if (value == kNoValue) return GiveUp("a constant lies in the heap");
      Set(static_cast<uint32_t>(pc->a), value);
      return true;
    }
    case Opcode::CHECK_LOCAL:
      // Nothing that is recorded raises: a recording never outlives its round.
      if (slots[pc->a].IsUnbound()) return GiveUp("a local is unbound");
      return RecordCheck(static_cast<uint32_t>(pc->a));
    case Opcode::FOR_ITER:
      return RecordForIter(slots, pc);
    case Opcode::JUMP_BACK:
      return GiveUp("another loop is inside");
    default:
      break;
  }
  if (AlternativesOf(opcode).empty()) return GiveUp(OpcodeName(opcode));
  return RecordMicroOps(t, slots, pc);
}

bool Recorder::RecordCheck(uint32_t slot) {
  const ValueId value = Get(slot);
  // All but what was never looked at is a value.
  if (!recorded_[value].step.Is(TraceOperation::kSlot)) return true;
  const Step check{.operation = kNumberOf<uop::RequireBound>, .a = value};
  Replace(value, AddEntry(check));
  return true;
}

/// Operands of an instruction with alternatives, and where its result goes (or kNoOperand).
struct Recorder::Operands {
  int16_t from[2];
  int count;
  int16_t to;

  explicit Operands(const Word* pc) {
    switch (FormOf(static_cast<Opcode>(pc->op))) {
      case Form::kBinary:
        *this = {pc->b, pc->c, 2, pc->a};
        break;
      case Form::kUnary:
        *this = {pc->b, 0, 1, pc->a};
        break;
      case Form::kJumpBinary:
        *this = {pc->a, pc->b, 2, kNoOperand};
        break;
      default:
        *this = {pc->a, 0, 1, kNoOperand};
        break;
    }
  }

 private:
  Operands(int16_t a, int16_t b, int n, int16_t result) : from{a, b}, count(n), to(result) {}
};

bool Recorder::RecordMicroOps(Thread& t, const Value* slots, const Word* pc) {
  const Operands operands(pc);
  Value values[2];
  for (int i = 0; i < operands.count; ++i) {
    const int16_t from = operands.from[i];
    values[i] = from < 0 ? constants_[from] : slots[from];
  }
  for (uint16_t operation : AlternativesOf(static_cast<Opcode>(pc->op))) {
    bool truth = false;
    if (Applies(t, operation, values, &truth)) return RecordAlternative(operation, operands, truth);
  }
  return GiveUp(absl::StrCat("a call for ", OpcodeName(static_cast<Opcode>(pc->op))));
}

/// A float operand, made of an int if the micro-op says so.
ValueId Recorder::AsFloat(ValueId value, uint16_t conversion) {
  const Step& step = recorded_[value].step;
  if (step.Is(TraceOperation::kConstant)) {
    const auto number = static_cast<double>(Value::FromBits(step.constant).AsInt());
    const ValueId id = AddEntry({.operation = NumberOf(TraceOperation::kFloat),
                                 .constant = std::bit_cast<uint64_t>(number)});
    types_[id] = kFloatType;
    return id;
  }
  return Add({.operation = conversion, .a = value});
}

bool Recorder::RecordAlternative(uint16_t number, const Operands& operands, bool truth) {
  const Operation& operation = OperationOf(number);
  ValueId values[2] = {kNoValue, kNoValue};
  for (int i = 0; i < operands.count; ++i) {
    const ValueId value = Operand(operands.from[i]);
    if (value == kNoValue) return GiveUp("a constant lies in the heap");
    values[i] = Required(value, operation.operand_type[i]);
  }
  Step step{.operation = number};
  if (operation.float_form != kNoOperation) {
    step.operation = operation.float_form;
    for (int i = 0; i < operands.count; ++i) {
      if (operation.operand_type[i] != kIntType) continue;
      values[i] = AsFloat(values[i], operation.conversion);
    }
  }
  step.a = values[0];
  step.b = values[1];
  if (operands.to == kNoOperand) step.use = truth ? Use::kRequireTrue : Use::kRequireFalse;
  const ValueId result = Add(step);
  if (operands.to != kNoOperand) Set(static_cast<uint32_t>(operands.to), result);
  return true;
}

bool Recorder::RecordForIter(const Value* slots, const Word* pc) {
  const auto slot = static_cast<uint32_t>(pc->b);
  if (!IsExactly<RangeIterator>(slots[slot])) return GiveUp("an iterator that is of no range");
  const auto* actual = Cast<RangeIterator>(slots[slot]);
  if (actual->remaining.load(std::memory_order_relaxed) == 0) return GiveUp("the loop ends");
  const ValueId iterator = Required(Get(slot), kRangeIteratorType);
  if (!recorded_[iterator].is_entry) return GiveUp("an iterator that the loop makes");
  const uint32_t next_place = Exit::kRangeNext | slot;
  const uint32_t remaining_place = Exit::kRangeRemaining | slot;
  const ValueId step = AddConstant(Value::FromInt(actual->step));
  if (places_[next_place].first == kNoValue) {
    const auto enter = [&](uint32_t place, uint16_t operation) {
      places_[place].first = AddEntry({.operation = operation, .a = iterator});
      places_[place].aliases = {places_[place].first};
    };
    enter(next_place, kNumberOf<uop::RangeNext>);
    enter(remaining_place, kNumberOf<uop::RangeRemaining>);
    const ValueId found = AddEntry({.operation = kNumberOf<uop::RangeStep>, .a = iterator});
    AddEntry({.operation = kNumberOf<uop::CompareInt<CompareOp::kEq>>,
              .use = Use::kRequireTrue,
              .a = found,
              .b = step});
  }
  const ValueId item = Get(next_place);
  const ValueId remaining = Get(remaining_place);
  Add({.operation = kNumberOf<uop::TruthOfInt>, .use = Use::kRequireTrue, .a = remaining});
  const ValueId next = Add({.operation = kNumberOf<uop::AddInt>, .a = item, .b = step});
  const ValueId one = AddConstant(Value::FromInt(1));
  const ValueId left = Add({.operation = kNumberOf<uop::SubtractInt>, .a = remaining, .b = one});
  Set(next_place, next);
  Set(remaining_place, left);
  Set(static_cast<uint32_t>(pc->a), item);
  return true;
}

// --- Closing -------------------------------------------------------------------------------------

bool Recorder::IsLiveAt(uint32_t number, uint32_t word) const {
  const auto slot = static_cast<int>(number & Exit::kSlotMask);
  const int depth = slot - unit_->code()->localsplus_count();
  if (depth < 0) return true;
  return (unit_->PositionOf(word).live_stack >> std::min(depth, 63) & 1) != 0;
}

/// What goes round: places that changed, and are looked at the next time.
bool Recorder::FindLoopPlaces() {
  const uint32_t header = unit_->IndexOf(header_);
  for (auto& [number, place] : places_) {
    place.goes_round =
        place.now != kNoValue && place.now != place.first && IsLiveAt(number, header);
  }
  for (auto& [number, place] : places_) {
    if (!place.goes_round) continue;
    if (place.first == kNoValue) {
      const ValueId last = place.now;
      place.now = kNoValue;
      (void)Get(number);
      place.now = last;
    }
    // What the round ends with it begins with, too.
    const Type last = types_[place.now];
    const Type first = types_[place.first];
    if (first != kAnyType || last == kAnyType || last == kBoolType) continue;
    const ValueId required = AddEntry({.operation = last, .a = place.first});
    place.first = required;
    place.aliases.push_back(required);
  }
  for (const auto& [number, place] : places_) {
    const auto slot = places_.find(number & Exit::kSlotMask);
    const bool is_counter = number > Exit::kSlotMask;
    if (is_counter && slot->second.goes_round) return GiveUp("an iterator that the loop makes");
  }
  return true;
}

uint32_t Recorder::AddExit(uint32_t word, const std::vector<Exit::Slot>& slots) {
  for (size_t i = 0; i < trace_.exits.size(); ++i) {
    const Exit& exit = trace_.exits[i];
    const auto same = [](const Exit::Slot& a, const Exit::Slot& b) {
      return a.slot == b.slot && a.value == b.value;
    };
    if (exit.word == word && std::ranges::equal(exit.slots, slots, same)) {
      return static_cast<uint32_t>(i);
    }
  }
  trace_.exits.push_back({word, slots});
  return static_cast<uint32_t>(trace_.exits.size() - 1);
}

/// What is in the places that matter at `word`, by the trace's values: `recorded` says what
/// changed.
std::vector<Exit::Slot> Recorder::SlotsAt(uint32_t word, const std::vector<Exit::Slot>& recorded) {
  std::vector<Exit::Slot> slots;
  for (const auto& [number, place] : places_) {
    if (!IsLiveAt(number, word)) continue;
    const auto changed = std::ranges::find(recorded, number, &Exit::Slot::slot);
    if (changed != recorded.end()) {
      slots.push_back({number, map_[changed->value]});
    } else if (place.goes_round) {
      slots.push_back({number, place.phi});
    }
  }
  return slots;
}

void Recorder::Copy(ValueId id) {
  const Recorded& recorded = recorded_[id];
  Step step = recorded.step;
  if (step.a != kNoValue) step.a = map_[step.a];
  if (step.b != kNoValue) step.b = map_[step.b];
  if (OperationOf(step.operation).may_exit || step.use != Use::kValue) {
    step.exit = recorded.is_entry
                    ? AddExit(unit_->IndexOf(header_), {})
                    : AddExit(recorded.exit_word, SlotsAt(recorded.exit_word, recorded.exit));
  }
  trace_.steps.push_back(step);
  map_[id] = static_cast<ValueId>(trace_.steps.size() - 1);
}

void Recorder::AddPhis() {
  trace_.loop = static_cast<uint32_t>(trace_.steps.size());
  for (auto& [number, place] : places_) {
    if (!place.goes_round) continue;
    trace_.steps.push_back({.operation = NumberOf(TraceOperation::kPhi), .a = map_[place.first]});
    place.phi = static_cast<ValueId>(trace_.steps.size() - 1);
  }
  for (auto& [number, place] : places_) {
    if (!place.goes_round) continue;
    for (ValueId alias : place.aliases) map_[alias] = place.phi;
  }
}

/// What the phis become; types that changed are found here.
bool Recorder::EndRound() {
  const uint32_t word = unit_->IndexOf(back_edge_);
  std::vector<Exit::Slot> last;
  for (const auto& [number, place] : places_) {
    if (place.now != kNoValue) last.push_back({number, place.now});
  }
  const std::vector<Exit::Slot> slots = SlotsAt(word, last);
  const uint32_t exit = AddExit(word, slots);
  for (auto& [number, place] : places_) {
    if (!place.goes_round) continue;
    ValueId value = map_[place.now];
    const Type wanted = types_[place.first];
    const Type found = types_[place.now];
    if (wanted != kAnyType && wanted != found) {
      if (found != kAnyType) return GiveUp("a type changes from round to round");
      trace_.steps.push_back({.operation = wanted, .a = value, .exit = exit});
      value = static_cast<ValueId>(trace_.steps.size() - 1);
    }
    place.last = value;
  }
  trace_.steps.push_back({.operation = NumberOf(TraceOperation::kPoll), .exit = exit});
  for (auto& [number, place] : places_) {
    if (place.goes_round) trace_.steps[place.phi].b = place.last;
  }
  return true;
}

bool Recorder::Close() {
  if (!FindLoopPlaces()) return false;
  map_.assign(recorded_.size(), kNoValue);
  for (ValueId id = 0; id < recorded_.size(); ++id) {
    if (recorded_[id].is_entry) Copy(id);
  }
  AddPhis();
  for (ValueId id = 0; id < recorded_.size(); ++id) {
    if (!recorded_[id].is_entry) Copy(id);
  }
  if (!EndRound()) return false;
  const std::string problem = Verify(trace_);
  return problem.empty() || GiveUp(problem);
}

}  // namespace krait::jit
