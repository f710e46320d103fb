#include "vm/builtins/iterator_state.h"
#include "vm/modules/itertools/types.h"
#include "vm/object/bind.h"
#include "vm/object/iterators.h"
#include "vm/object/list.h"
#include "vm/object/step.h"
#include "vm/object/tuple.h"

/// islice(iterable, stop) and islice(iterable, start, stop[, step]); pairwise(iterable).
namespace krait::itertools {
namespace {

struct ISlice : NativeObject {
  static const NativeClass kClass;
  static constexpr int64_t kNoStop = -1;
  Field<Value> iterator;  // Unbound at the end
  int64_t wanted;         // the number of the next item to give
  int64_t stop;
  int64_t step;
  int64_t count;  // items taken so far

  Result<Value> Next(Thread& t) {
    const Value from = iterator.Load();
    if (from.IsUnbound()) return from;
    const Result<Value> item = Take(t, from);
    if (!item.ok() || (*item).IsUnbound()) iterator.Store(this, Value::Unbound());
    return item;
  }
  void TraceFields(Marker& marker) { marker.Visit(iterator); }

 private:
  Result<Value> Take(Thread& t, Value from) {
    while (count < wanted) {
      const Value skipped = TRY(krait::Step(t, from));
      if (skipped.IsUnbound()) return skipped;
      ++count;
      TRY(CheckPoll(t));
    }
    if (stop != kNoStop && count >= stop) return Value::Unbound();
    const Value item = TRY(krait::Step(t, from));
    if (item.IsUnbound()) return item;
    ++count;
    const bool overflow = __builtin_add_overflow(wanted, step, &wanted);
    if (overflow || (stop != kNoStop && wanted > stop)) wanted = stop;
    return item;
  }
};

const NativeClass ISlice::kClass = {"itertools.islice", &TraceOf<ISlice>, nullptr};

/// None gives `if_none`, what is no int64 gives -1.
int64_t BoundOr(Thread& t, Value value, int64_t if_none) {
  if (value.IsNone()) return if_none;
  const Result<int64_t> bound = ToIndexInt64(t, value);
  if (bound.ok()) return *bound;
  t.TakePending();
  return -1;
}

Result<Value> ISliceNew(Thread& t, Type* cls, Args args) {
  TRY(CheckArguments(t, cls, "islice", args, 2, 4));
  const Value stop_value = args[args.count == 2 ? 1 : 2];
  const int64_t start = args.count == 2 ? 0 : BoundOr(t, args[1], 0);
  const int64_t stop = BoundOr(t, stop_value, ISlice::kNoStop);
  if (stop == -1 && !stop_value.IsNone()) {
    return RaiseValueError(
        t, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
  }
  if (start < 0 || stop < -1) {
    return RaiseValueError(
        t, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
  }
  const int64_t step = args.count == 4 ? BoundOr(t, args[3], 1) : 1;
  if (step < 1) {
    return RaiseValueError(t, "Step for islice() must be a positive integer or None.");
  }
  const Value iterator = TRY(GetIter(t, args[0]));
  auto* self = TRY(NewNative<ISlice>(t, cls));
  self->iterator.Store(self, iterator);
  self->wanted = start;
  self->stop = stop;
  self->step = step;
  return self;
}

Result<Value> ISliceReduce(Thread& t, ISlice* self) {
  const Value iterator = self->iterator.Load();
  if (iterator.IsUnbound()) {
    ListIterator* nothing = TRY(ListIterator::New(t, TRY(List::New(t))));
    return Reduced(t, self, Tuple::Of(t, Value::FromObject(nothing), Value::FromInt(0)),
                   Value::FromInt(0));
  }
  const Value wanted = TRY(Int::From(t, self->wanted));
  const Value stop = self->stop == ISlice::kNoStop ? Value::None() : TRY(Int::From(t, self->stop));
  const Value step = TRY(Int::From(t, self->step));
  return Reduced(t, self, Tuple::Of(t, iterator, wanted, stop, step),
                 TRY(Int::From(t, self->count)));
}

Result<None> ISliceSetState(Thread&, ISlice* self, IteratorState state) {
  self->count = state.value;
  return None{};
}

constexpr Method kISliceMethods[] = {
    Bind<ISliceReduce>("__reduce__", "($self, /)"),
    Bind<ISliceSetState>("__setstate__", "($self, state, /)"),
};

struct Pairwise : NativeObject {
  static const NativeClass kClass;
  Field<Value> iterator;  // Unbound at the end
  Field<Value> previous;  // Unbound at the beginning and at the end

  Result<Value> Next(Thread& t) {
    const Value from = iterator.Load();
    if (from.IsUnbound()) return from;
    if (previous.Load().IsUnbound()) {
      const Result<Value> first = krait::Step(t, from);
      if (!first.ok() || (*first).IsUnbound()) return End(first);
      previous.Store(this, *first);
    }
    const Result<Value> item = krait::Step(t, from);
    if (!item.ok() || (*item).IsUnbound()) return End(item);
    const Value before = previous.Load();
    previous.Store(this, *item);
    // It may have come to its end meanwhile, in another thread or by the iterator itself.
    if (before.IsUnbound()) return before;
    return Tuple::Of(t, before, *item);
  }
  void TraceFields(Marker& marker) {
    marker.Visit(iterator);
    marker.Visit(previous);
  }

 private:
  Result<Value> End(Result<Value> result) {
    iterator.Store(this, Value::Unbound());
    previous.Store(this, Value::Unbound());
    return result;
  }
};

const NativeClass Pairwise::kClass = {"itertools.pairwise", &TraceOf<Pairwise>, nullptr};

Result<Value> PairwiseNew(Thread& t, Type* cls, Args args) {
  TRY(CheckArguments(t, cls, "pairwise", args, 1, 1));
  const Value iterator = TRY(GetIter(t, args[0]));
  auto* self = TRY(NewNative<Pairwise>(t, cls));
  self->iterator.Store(self, iterator);
  self->previous.Store(self, Value::Unbound());
  return self;
}

}  // namespace

Result<None> AddSlicing(Thread& t, Module* module) {
  PartOf(t).islice = TRY(AddIteratorType(
      t, module, {"islice", sizeof(ISlice), &ISliceNew, &NextOf<ISlice>, kISliceMethods}));
  TRY(AddIteratorType(t, module,
                      {"pairwise", sizeof(Pairwise), &PairwiseNew, &NextOf<Pairwise>, {}}));
  return None{};
}

}  // namespace krait::itertools
