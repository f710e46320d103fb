#include "vm/frame/generator.h"
#include "vm/interp/calls.h"
#include "vm/interp/handlers.h"
#include "vm/interp/instruction_functions.h"
#include "vm/object/iterator_adapters.h"
#include "vm/object/iterators.h"
#include "vm/object/step.h"

/// Iterators in loops.
namespace krait::interp {

Result<Value> NewIterator(Thread& t, Value iterable) {
  const Value iterator = TRY(GetIter(t, iterable));
  // A new one, which nobody but this loop knows.
  if (IsExactly<RangeIterator>(iterator) && !iterator.SameBits(iterable)) {
    Cast<RangeIterator>(iterator)->set_private();
  }
  return iterator;
}

Result<Value> Run_GET_ITER(Thread& t, Value* slots, const Word* pc) {
  return NewIterator(t, Load(slots, pc->b));
}

[[gnu::noinline]] Result<Value> Run_FOR_ITER(Thread& t, Value* slots, const Word* pc) {
  SavePc(slots, pc);
  return Step(t, slots[pc->b]);
}

static KRAIT_HANDLER ForIterGeneric(KRAIT_HANDLER_ARGUMENTS) {
  const Result<Value> item = Run_FOR_ITER(*t, slots, pc);
  if (!item.ok()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  if ((*item).IsUnbound()) {
    pc = Destination(pc);
    KRAIT_DISPATCH();
  }
  slots[pc->a] = *item;
  pc += 2;
  KRAIT_DISPATCH();
}

/// A generator runs on in this loop: no C++ frame between it and its consumer.
static KRAIT_HANDLER ForIterGenerator(KRAIT_HANDLER_ARGUMENTS) {
  Frame* resumed = ResumeForIter(*t, slots, pc);
  if (resumed == nullptr) KRAIT_TAIL(ForIterGeneric);
  slots = resumed->slots();
  pc = resumed->pc;
  KRAIT_DISPATCH();
}

namespace {

/// Steps an iterator over a list or tuple, which can neither fail nor run Python; false: it is
/// none. An Unbound item is the end.
[[gnu::always_inline]] inline bool StepElement(Value iterator, Value* item) {
  if (IsExactly<ListIterator>(iterator)) {
    *item = Cast<ListIterator>(iterator)->NextElement();
    return true;
  }
  if (IsExactly<TupleIterator>(iterator)) {
    *item = Cast<TupleIterator>(iterator)->NextElement();
    return true;
  }
  return false;
}

}  // namespace

KRAIT_HANDLER Handle_FOR_ITER(KRAIT_HANDLER_ARGUMENTS) {
  const Value iterator = slots[pc->b];
  if (IsExactly<RangeIterator>(iterator)) [[likely]] {
    int64_t next;
    if (!Cast<RangeIterator>(iterator)->NextInt(&next)) {
      pc = Destination(pc);
      KRAIT_DISPATCH();
    }
    // Bounds of this iterator fit 61 bits: see RangeIterator.
    slots[pc->a] = Value::FromInt(next);
    pc += 2;
    KRAIT_DISPATCH();
  }
  Value item;
  if (StepElement(iterator, &item)) {
    if (item.IsUnbound()) {
      pc = Destination(pc);
      KRAIT_DISPATCH();
    }
    slots[pc->a] = item;
    pc += 2;
    KRAIT_DISPATCH();
  }
  if (IsExactly<Generator>(iterator)) KRAIT_TAIL(ForIterGenerator);
  KRAIT_TAIL(ForIterGeneric);
}

namespace {

enum class PairOutcome { kPair, kEnd, kRaised, kOther };

}  // namespace

bool YieldsPairs(Value iterator) {
  return (IsExactly<DictIterator>(iterator) &&
          Cast<DictIterator>(iterator)->kind() == DictIterator::kItems) ||
         IsExactly<Enumerate>(iterator) ||
         (IsExactly<Zip>(iterator) && Cast<Zip>(iterator)->iterators()->size() == 2);
}

namespace {

/// The next two values of an iterator that would put them in a tuple; kOther: it is none.
PairOutcome NextPair(Thread& t, Value iterator, Value pair[2]) {
  if (!YieldsPairs(iterator)) return PairOutcome::kOther;
  Result<bool> more = false;
  if (IsExactly<DictIterator>(iterator)) {
    more = Cast<DictIterator>(iterator)->NextPair(t, pair);
  } else if (IsExactly<Enumerate>(iterator)) {
    more = Cast<Enumerate>(iterator)->NextPair(t, pair);
  } else {
    more = Cast<Zip>(iterator)->NextItems(t, pair);
  }
  if (!more.ok()) return PairOutcome::kRaised;
  return *more ? PairOutcome::kPair : PairOutcome::kEnd;
}

/// Puts the pair where the UNPACK_PAIR that follows would.
[[gnu::noinline]] PairOutcome UnpackNextPair(Thread& t, Value* slots, const Word* pc) {
  SavePc(slots, pc);
  Value pair[2];
  const PairOutcome outcome = NextPair(t, slots[pc->b], pair);
  if (outcome == PairOutcome::kPair) {
    const Word& unpack = pc[2];
    slots[unpack.a] = pair[0];
    slots[unpack.b] = pair[1];
  }
  return outcome;
}

}  // namespace

Result<Value> Run_FOR_ITER_PAIR(Thread& t, Value* slots, const Word* pc) {
  const PairOutcome outcome = UnpackNextPair(t, slots, pc);
  if (outcome == PairOutcome::kRaised) return Raised{};
  if (outcome == PairOutcome::kOther) return Value::Unbound();
  return Value::FromBool(outcome == PairOutcome::kPair);
}

KRAIT_HANDLER Handle_FOR_ITER_PAIR(KRAIT_HANDLER_ARGUMENTS) {
  switch (UnpackNextPair(*t, slots, pc)) {
    case PairOutcome::kPair:
      pc += 3;
      KRAIT_DISPATCH();
    case PairOutcome::kEnd:
      pc = Destination(pc);
      KRAIT_DISPATCH();
    case PairOutcome::kRaised:
      KRAIT_TAIL(Unwind);
    case PairOutcome::kOther:
      KRAIT_TAIL(Handle_FOR_ITER);
  }
}

}  // namespace krait::interp
