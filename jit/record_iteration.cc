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

namespace {

/// Of a list or tuple, and not at its end, where it lets go of that: that is left to the function.
bool HasNextElement(Value iterator) {
  return (IsExactly<ListIterator>(iterator) && Cast<ListIterator>(iterator)->HasNext()) ||
         (IsExactly<TupleIterator>(iterator) && Cast<TupleIterator>(iterator)->HasNext());
}

}  // namespace

bool Recorder::RecordGetIter(Thread& t, const Word* pc) {
  const Value iterable = Actual(pc->b);
  if (IsExactly<Generator>(iterable) && TypeOf(t, iterable) == types(t).generator) {
    // It is its own iterator.
    RequireResumable(Operand(pc->b), iterable);
    SetSlot(pc->a, Operand(pc->b));
    return true;
  }
  ValueType found = kAnyType;
  if (IsExactly<List>(iterable)) {
    (void)Required(Operand(pc->b), kListType);
    found = kListIteratorType;
  } else if (IsExactly<Tuple>(iterable)) {
    (void)Required(Operand(pc->b), kTupleType);
    found = kTupleIteratorType;
  }
  ValueId iterator = kNoValue;
  if (IsIteratedQuietly(iterable)) {
    iterator =
        AddQuietCall(t, pc, &GetQuietIterator, 0, {{{Operand(pc->b), iterable, Demand::kNothing}}});
  }
  if (iterator == kNoValue && !RecordFunction(pc)) return false;
  if (iterator != kNoValue) SetSlot(pc->a, iterator);
  if (found != kAnyType) recording_.types[Get(PlaceOf(pc->a))] = found;
  return true;
}

bool Recorder::RecordForIter(Thread& t, const Word* pc) {
  const Value iterator = Actual(pc->b);
  if (IsExactly<RangeIterator>(iterator) && Cast<RangeIterator>(iterator)->is_private()) {
    return RecordForRange(pc);
  }
  // The interpreter resumes one without a call.
  if (IsExactly<Generator>(iterator)) return RecordForGenerator(t, pc);
  ValueId item = kNoValue;
  if (HasNextElement(iterator)) {
    item = NextElement(Get(PlaceOf(pc->b)), iterator);
  } else if (IsExactly<DictIterator>(iterator)) {
    item = NextOfDict(t, pc, Cast<DictIterator>(iterator)->kind());
  } else if (IsExactly<BytesIterator>(iterator) && Cast<BytesIterator>(iterator)->HasNext()) {
    const ValueId known = Required(Get(PlaceOf(pc->b)), kBytesIteratorType);
    item = Add({.operation = kNumberOf<uop::NextByte>, .a = known});
  }
  if (IsExactly<StrIterator>(iterator) && !HasFailed(pc, kNumberOf<uop::NextCharacter>)) {
    const ValueId known = Required(Get(PlaceOf(pc->b)), kStrIteratorType);
    item = Add({.operation = kNumberOf<uop::NextCharacter>, .a = known});
  }
  if (item == kNoValue) item = NextQuietly(t, pc);
  if (item == kNoValue) return RecordEnd(pc) || RecordForAny(pc);
  SetSlot(pc->a, item);
  return true;
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
  // Where one of them leaves, none is known.
  const ValueId next = add({.operation = kNumberOf<uop::RangeNext>, .a = iterator});
  const ValueId end = add({.operation = kNumberOf<uop::RangeEnd>, .a = iterator});
  const ValueId step = add({.operation = kNumberOf<uop::RangeStep>, .a = iterator});
  set(Exit::kRangeNext | place, next);
  set(Exit::kRangeEnd | place, end);
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

/// The next element of an iterator of which HasNextElement holds now.
ValueId Recorder::NextElement(ValueId iterator, Value actual) {
  const bool is_list = IsExactly<ListIterator>(actual);
  const ValueId known = Required(iterator, is_list ? kListIteratorType : kTupleIteratorType);
  const uint16_t next =
      is_list ? kNumberOf<uop::NextOf<ListIterator>> : kNumberOf<uop::NextOf<TupleIterator>>;
  return Add({.operation = next, .a = known});
}

/// The entry that the iterator of a dict comes to; kNoValue: the function is to find
/// out, since it is no such iterator, or at its end.
ValueId Recorder::NextEntry(const Thread& t, const Word* pc) {
  const uint16_t next[] = {kNumberOf<uop::NextEntry<DictIterator::kKeys>>,
                           kNumberOf<uop::NextEntry<DictIterator::kValues>>,
                           kNumberOf<uop::NextEntry<DictIterator::kItems>>};
  const Value actual = Actual(pc->b);
  if (t.object_locks || !IsExactly<DictIterator>(actual)) return kNoValue;
  const auto* iterator = Cast<DictIterator>(actual);
  if (!iterator->HasNext()) return kNoValue;
  const ValueId known = Required(Get(PlaceOf(pc->b)), kDictIteratorType);
  return Add({.operation = next[iterator->kind()], .a = known});
}

/// The next key or value of a dict; kNoValue as in NextEntry.
ValueId Recorder::NextOfDict(const Thread& t, const Word* pc, DictIterator::Kind kind) {
  if (kind == DictIterator::kItems) return kNoValue;
  const ValueId entry = NextEntry(t, pc);
  if (entry == kNoValue) return kNoValue;
  const uint16_t part =
      kind == DictIterator::kKeys ? kNumberOf<uop::EntryKey> : kNumberOf<uop::EntryValue>;
  return Add({.operation = part, .a = entry});
}

/// The iterator of a list or tuple lets go of that.
bool Recorder::RecordEnd(const Word* pc) {
  const Value iterator = Actual(pc->b);
  const bool is_list = IsExactly<ListIterator>(iterator);
  if (!is_list && !IsExactly<TupleIterator>(iterator)) return false;
  const uint16_t end =
      is_list ? kNumberOf<uop::EndOf<ListIterator>> : kNumberOf<uop::EndOf<TupleIterator>>;
  const ValueType type = is_list ? kListIteratorType : kTupleIteratorType;
  Add({.operation = end, .a = Required(Get(PlaceOf(pc->b)), type)});
  Expect(Destination(pc));
  return true;
}

bool Recorder::RecordForAny(const Word* pc) {
  const ValueId item = RunOutside(pc, reinterpret_cast<uint64_t>(&interp::Run_FOR_ITER), true);
  Expect(pc + 2, Destination(pc));
  pending_ = {.value = item,
              .if_true = pc + 2,
              .if_false = Destination(pc),
              .is_item = true,
              .to = PlaceOf(pc->a)};
  return true;
}

/// A zip of two lists or tuples: none may step unless both can. False if it is something else.
bool Recorder::RecordZip(const Word* pc) {
  const Value actual = Actual(pc->b);
  if (!IsExactly<Zip>(actual)) return false;
  const Tuple* iterators = Cast<Zip>(actual)->iterators();
  if (!HasNextElement(iterators->At(0)) || !HasNextElement(iterators->At(1)) ||
      iterators->At(0).SameBits(iterators->At(1))) {
    return false;
  }
  const ValueId zip = Required(Get(PlaceOf(pc->b)), kZipType);
  ValueId inner[2];
  for (uint64_t i : {0, 1}) {
    inner[i] = Add({.operation = kNumberOf<uop::ZippedIterator>, .a = zip, .constant = i});
    const bool is_list = IsExactly<ListIterator>(iterators->At(i));
    inner[i] = Required(inner[i], is_list ? kListIteratorType : kTupleIteratorType);
    const uint16_t has_next = is_list ? kNumberOf<uop::RequireNext<ListIterator>>
                                      : kNumberOf<uop::RequireNext<TupleIterator>>;
    Add({.operation = has_next, .a = inner[i]});
  }
  Add({.operation = kNumberOf<uop::IsIdenticalWord<false>>,
       .use = Use::kRequireFalse,
       .a = inner[0],
       .b = inner[1]});
  const Word* unpack = pc + 2;
  const ValueId items[] = {NextElement(inner[0], iterators->At(0)),
                           NextElement(inner[1], iterators->At(1))};
  SetSlot(unpack->a, items[0]);
  SetSlot(unpack->b, items[1]);
  return true;
}

/// An enumerate or zip over lists or tuples, or the items of a dict; false if it is something else.
bool Recorder::RecordKnownPair(const Thread& t, const Word* pc) {
  const Value actual = Actual(pc->b);
  const Word* unpack = pc + 2;
  if (const ValueId entry = NextEntry(t, pc); entry != kNoValue) {
    SetSlot(unpack->a, Add({.operation = kNumberOf<uop::EntryKey>, .a = entry}));
    SetSlot(unpack->b, Add({.operation = kNumberOf<uop::EntryValue>, .a = entry}));
    return true;
  }
  if (RecordZip(pc)) return true;
  if (!IsExactly<Enumerate>(actual) || !Cast<Enumerate>(actual)->index().IsInt()) return false;
  const Value iterator = Cast<Enumerate>(actual)->iterator();
  if (!HasNextElement(iterator)) return false;
  const ValueId enumerate = Required(Get(PlaceOf(pc->b)), kEnumerateType);
  const ValueId number = Add({.operation = kNumberOf<uop::NumberOfNext>, .a = enumerate});
  const ValueId inner = Add({.operation = kNumberOf<uop::IteratorOf>, .a = enumerate});
  const ValueId item = NextElement(inner, iterator);
  Add({.operation = kNumberOf<uop::StepNumber>, .a = enumerate, .b = number});
  SetSlot(unpack->a, number);
  SetSlot(unpack->b, item);
  return true;
}

bool Recorder::RecordForPair(Thread& t, const Word* pc) {
  if (!interp::YieldsPairs(Actual(pc->b))) return RecordForIter(t, pc);
  const Word* unpack = pc + 2;
  if (RecordKnownPair(t, pc)) {
    Expect(unpack + InstructionLength(unpack));
    return true;
  }
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
