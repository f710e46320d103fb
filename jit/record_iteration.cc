#include "jit/recorder.h"
#include "vm/code/jump.h"
#include "vm/code/operands.h"
#include "vm/frame/generator.h"
#include "vm/interp/instruction_functions.h"
#include "vm/object/iterators.h"
#include "vm/uop/catalog.h"

/// Iterators in loops.
namespace krait::jit {

using stencils::Use;
using uop::kNumberOf;

bool Recorder::RecordGetIter(const Word* pc) {
  const Value iterable = Actual(pc->b);
  ValueType found = kAnyType;
  if (IsExactly<List>(iterable)) {
    (void)Required(Operand(pc->b), kListType);
    found = kListIteratorType;
  } else if (IsExactly<Tuple>(iterable)) {
    (void)Required(Operand(pc->b), kTupleType);
    found = kTupleIteratorType;
  }
  if (!RecordFunction(pc)) return false;
  if (found != kAnyType) recording_.types[Get(PlaceOf(pc->a))] = found;
  return true;
}

bool Recorder::RecordForIter(const Word* pc) {
  const Value iterator = Actual(pc->b);
  if (IsExactly<RangeIterator>(iterator) && Cast<RangeIterator>(iterator)->is_private()) {
    return RecordForRange(pc);
  }
  if (IsExactly<ListIterator>(iterator)) {
    return RecordForElement(pc, kListIteratorType, kNumberOf<uop::NextOf<ListIterator>>);
  }
  if (IsExactly<TupleIterator>(iterator)) {
    return RecordForElement(pc, kTupleIteratorType, kNumberOf<uop::NextOf<TupleIterator>>);
  }
  return RecordForAny(pc);
}

/// What an iterator counts, as values: before the loop, if the iterator is from there.
void Recorder::LoadCounters(uint32_t place, ValueId iterator, bool has_step_one) {
  const bool is_entry = PlaceOfFirst(iterator) != nullptr;
  const auto add = [&](Step step) { return is_entry ? AddEntry(step) : Add(step); };
  const auto set = [&](uint32_t counter, ValueId value) {
    Place& made = recording_.places[counter];
    if (!is_entry) {
      now_[counter] = value;
      return;
    }
    made.first = value;
    made.aliases.push_back(value);
  };
  add({.operation = kNumberOf<uop::RequirePrivate>, .a = iterator});
  set(Exit::kRangeNext | place, add({.operation = kNumberOf<uop::RangeNext>, .a = iterator}));
  set(Exit::kRangeEnd | place, add({.operation = kNumberOf<uop::RangeEnd>, .a = iterator}));
  const ValueId step = add({.operation = kNumberOf<uop::RangeStep>, .a = iterator});
  set(Exit::kRangeStep | place, step);
  if (!has_step_one) return;
  // Then it needs no register. It is no constant as others are, but what the place holds.
  const ValueId one = AddEntry(
      {.operation = NumberOf(TraceOperation::kConstant), .constant = Value::FromInt(1).bits()});
  recording_.types[one] = kIntType;
  add({.operation = kNumberOf<uop::CompareInt<CompareOp::kEq>>,
       .use = Use::kRequireTrue,
       .a = step,
       .b = one});
  set(Exit::kRangeStep | place, one);
}

/// The counters are in registers: the object has them again where the trace is left.
bool Recorder::RecordForRange(const Word* pc) {
  const uint32_t place = PlaceOf(pc->b);
  const uint32_t next_place = Exit::kRangeNext | place;
  const auto* actual = Cast<RangeIterator>(Actual(pc->b));
  const ValueId iterator = Required(Get(place), kRangeIteratorType);
  const bool is_known =
      now_.contains(next_place) ||
      (PlaceOfFirst(iterator) != nullptr && recording_.places[next_place].first != kNoValue);
  if (!is_known) LoadCounters(place, iterator, actual->step == 1);
  const ValueId item = Get(next_place);
  const ValueId end = Get(Exit::kRangeEnd | place);
  const ValueId step = Get(Exit::kRangeStep | place);
  const bool goes_on = actual->remaining.load(std::memory_order_relaxed) != 0;
  Add({.operation = kNumberOf<uop::CompareInt<CompareOp::kNe>>,
       .use = goes_on ? Use::kRequireTrue : Use::kRequireFalse,
       .a = item,
       .b = end});
  if (!goes_on) {
    Expect(Destination(pc));
    return true;
  }
  now_[next_place] = Add({.operation = kNumberOf<uop::WrappingAddInt>, .a = item, .b = step});
  SetSlot(pc->a, item);
  return true;
}

bool Recorder::RecordForElement(const Word* pc, ValueType type, uint16_t next) {
  // At its end an iterator lets go of the sequence: that is left to the function.
  const Value iterator = Actual(pc->b);
  const bool at_end = type == kListIteratorType ? !Cast<ListIterator>(iterator)->HasNext()
                                                : !Cast<TupleIterator>(iterator)->HasNext();
  if (at_end) return RecordForAny(pc);
  const ValueId known = Required(Get(PlaceOf(pc->b)), type);
  SetSlot(pc->a, Add({.operation = next, .a = known}));
  return true;
}

bool Recorder::RecordForAny(const Word* pc) {
  // The interpreter resumes one without a call.
  if (IsExactly<Generator>(Actual(pc->b))) return Refuse("a generator");
  const ValueId item = RunOutside(pc, reinterpret_cast<uint64_t>(&interp::Run_FOR_ITER), true);
  Expect(pc + 2, Destination(pc));
  pending_ = {.value = item,
              .if_true = pc + 2,
              .if_false = Destination(pc),
              .is_item = true,
              .to = PlaceOf(pc->a)};
  return true;
}

bool Recorder::RecordForPair(const Word* pc) {
  if (!interp::YieldsPairs(Actual(pc->b))) return RecordForIter(pc);
  const Word* unpack = pc + 2;
  const ValueId more = RunOutside(pc, reinterpret_cast<uint64_t>(&interp::Run_FOR_ITER_PAIR), true);
  Add({.operation = kNumberOf<uop::RequireBound>, .a = more});
  for (int slot : {int{unpack->a}, int{unpack->b}}) {
    SetSlot(slot, Add({.operation = NumberOf(TraceOperation::kSlot), .constant = PlaceOf(slot)}));
  }
  Expect(unpack + InstructionLength(unpack), Destination(pc));
  pending_ = {.value = more, .if_true = expected_[0], .if_false = expected_[1]};
  return true;
}

}  // namespace krait::jit
