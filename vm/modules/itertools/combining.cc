#include "vm/builtins/method_signatures.h"
#include "vm/modules/itertools/types.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"
#include "vm/object/iterator_adapters.h"
#include "vm/object/small_int.h"
#include "vm/object/step.h"
#include "vm/object/tuple.h"

/// starmap, accumulate and zip_longest: items made of other iterators' items.
namespace krait::itertools {
namespace {

// --- starmap(function, iterable) -------------------------------------------------------------

struct StarMap : NativeObject {
  static const NativeClass kClass;
  Field<Value> function;
  Field<Value> iterator;

  Result<Value> Next(Thread& t) {
    const Value from = iterator.Load();
    if (IsExactly<Zip>(from) && Cast<Zip>(from)->iterators()->size() <= kOnStack) {
      return CallWithZipped(t, Cast<Zip>(from));
    }
    const Value item = TRY(krait::Step(t, from));
    if (item.IsUnbound()) return item;
    const Tuple* args = IsExactly<Tuple>(item) ? Cast<Tuple>(item) : TRY(TupleOf(t, item));
    return CallStep(t, function.Load(),
                    {args->values().data(), static_cast<uint32_t>(args->size())});
  }
  void TraceFields(Marker& marker) {
    marker.Visit(function);
    marker.Visit(iterator);
  }

 private:
  static constexpr size_t kOnStack = 4;

  /// Nobody would see the tuple.
  Result<Value> CallWithZipped(Thread& t, Zip* zip) {
    Value items[kOnStack];
    const auto count = static_cast<uint32_t>(zip->iterators()->size());
    if (!TRY(zip->NextItems(t, items))) return Value::Unbound();
    return CallStep(t, function.Load(), {items, count});
  }
};

const NativeClass StarMap::kClass = {"itertools.starmap", &TraceOf<StarMap>, nullptr};

Result<Value> StarMapNew(Thread& t, Type* cls, Args args) {
  TRY(CheckArguments(t, cls, "starmap", args, 2, 2));
  const Value iterator = TRY(GetIter(t, args[1]));
  auto* self = TRY(NewNative<StarMap>(t, cls));
  self->function.Store(self, args[0]);
  self->iterator.Store(self, iterator);
  return self;
}

Result<Value> StarMapReduce(Thread& t, StarMap* self) {
  return Reduced(t, self, Tuple::Of(t, self->function.Load(), self->iterator.Load()));
}

constexpr Method kStarMapMethods[] = {Bind<StarMapReduce>("__reduce__", "($self, /)")};

// --- accumulate(iterable, func=None, *, initial=None) ----------------------------------------

struct Accumulate : NativeObject {
  static const NativeClass kClass;
  Field<Value> iterator;
  Field<Value> function;  // None: +
  Field<Value> initial;   // None: none given, or given out
  Field<Value> total;     // Unbound at the beginning

  Result<Value> Next(Thread& t) {
    if (const Value first = initial.Load(); !first.IsNone()) {
      total.Store(this, first);
      initial.Store(this, Value::None());
      return first;
    }
    const Value item = TRY(krait::Step(t, iterator.Load()));
    if (item.IsUnbound()) return item;
    const Value before = total.Load();
    Value result = item;
    if (!before.IsUnbound()) {
      const Value combine = function.Load();
      if (combine.IsNone()) {
        result = QuickInt<BinaryOperator::kAdd>(before, item);
        if (result.IsUnbound()) {
          result = TRY(BinaryOperation(t, BinaryOperator::kAdd, before, item));
        }
      } else {
        const Value both[] = {before, item};
        result = TRY(CallStep(t, combine, {both, 2}));
      }
    }
    total.Store(this, result);
    return result;
  }
  void TraceFields(Marker& marker) {
    marker.Visit(iterator);
    marker.Visit(function);
    marker.Visit(initial);
    marker.Visit(total);
  }
};

const NativeClass Accumulate::kClass = {"itertools.accumulate", &TraceOf<Accumulate>, nullptr};

constexpr Method kAccumulateParameters =
    ConstructorSignature("accumulate", "(iterable, func=None, *, initial=None)");

Result<Value> AccumulateNew(Thread& t, Type* cls, Args args) {
  Value given[3];
  TRY(BindArguments(t, kAccumulateParameters, args, given));
  const Value iterator = TRY(GetIter(t, given[0]));
  auto* self = TRY(NewNative<Accumulate>(t, cls));
  self->iterator.Store(self, iterator);
  self->function.Store(self, given[1]);
  self->initial.Store(self, given[2]);
  self->total.Store(self, Value::Unbound());
  return self;
}

/// What gives `first` and then the rest of `iterator`.
Result<Value> Prepend(Thread& t, Value first, Value iterator) {
  const Value single = Value::FromObject(TRY(Tuple::Of(t, first)));
  return CallWith(t, Value::FromObject(PartOf(t).chain), single, iterator);
}

Result<Value> AccumulateReduce(Thread& t, Accumulate* self) {
  const Value function = self->function.Load();
  const Value iterator = self->iterator.Load();
  if (const Value initial = self->initial.Load(); !initial.IsNone()) {
    const Value all = TRY(Prepend(t, initial, iterator));
    return Reduced(t, self, Tuple::Of(t, all, function), Value::None());
  }
  const Value total = self->total.Load();
  if (total.IsNone()) {
    // None as state would mean "no total yet": start with it and leave it out of the result.
    const Value all = TRY(Prepend(t, total, iterator));
    const Value type = Value::FromObject(TypeOf(t, Value::FromObject(self)));
    const Value again = TRY(CallWith(t, type, all, function));
    Tuple* args = TRY(Tuple::Of(t, again, Value::FromInt(1), Value::None()));
    return Tuple::Of(t, Value::FromObject(PartOf(t).islice), Value::FromObject(args));
  }
  return Reduced(t, self, Tuple::Of(t, iterator, function),
                 total.IsUnbound() ? Value::None() : total);
}

Result<None> AccumulateSetState(Thread&, Accumulate* self, Value state) {
  self->total.Store(self, state);
  return None{};
}

constexpr Method kAccumulateMethods[] = {
    Bind<AccumulateReduce>("__reduce__", "($self, /)"),
    Bind<AccumulateSetState>("__setstate__", "($self, state, /)"),
};

// --- zip_longest(*iterables, fillvalue=None) -------------------------------------------------

struct ZipLongest : NativeObject {
  static const NativeClass kClass;
  Field<Tuple*> iterators;  // None in place of those that have ended
  Field<Value> fill_value;
  std::atomic<size_t> active;

  Result<Value> Next(Thread& t) {
    Tuple* from = iterators.Load();
    const size_t size = from->size();
    if (active.load(std::memory_order_relaxed) == 0) return Value::Unbound();
    Tuple* items = TRY(Tuple::New(t, size));
    bool any = false;
    for (size_t i = 0; i < size; ++i) {
      const Value iterator = from->At(i);
      Value item = fill_value.Load();
      if (!iterator.IsNone()) {
        const Result<Value> next = krait::Step(t, iterator);
        if (next.ok() && !(*next).IsUnbound()) {
          item = *next;
          any = true;
        } else if (!next.ok() || active.load(std::memory_order_relaxed) <= 1) {
          active.store(0, std::memory_order_relaxed);
          return next;
        } else {
          active.fetch_sub(1, std::memory_order_relaxed);
          from->Set(i, Value::None());
        }
      }
      items->Set(i, item);
    }
    // Threads that share the iterator may have miscounted.
    return any ? Result<Value>(items) : Value::Unbound();
  }
  void TraceFields(Marker& marker) {
    marker.Visit(iterators);
    marker.Visit(fill_value);
  }
};

const NativeClass ZipLongest::kClass = {"itertools.zip_longest", &TraceOf<ZipLongest>, nullptr};

Result<Value> ZipLongestNew(Thread& t, Type* cls, Args args) {
  Value fill_value = Value::None();
  if (args.has_keywords() && args.keyword_names->size() != 0) {
    const Tuple* keywords = args.keyword_names;
    if (keywords->size() != 1 || !Cast<Str>(keywords->At(0))->EqualsAscii("fillvalue")) {
      return RaiseTypeError(t, "zip_longest() got an unexpected keyword argument");
    }
    fill_value = args[args.count];
  }
  Tuple* iterators = TRY(Tuple::New(t, args.count));
  for (size_t i = 0; i < args.count; ++i) iterators->Set(i, TRY(GetIter(t, args[i])));
  auto* self = TRY(NewNative<ZipLongest>(t, cls));
  self->iterators.Store(self, iterators);
  self->fill_value.Store(self, fill_value);
  self->active.store(args.count, std::memory_order_relaxed);
  return self;
}

Result<Value> ZipLongestReduce(Thread& t, ZipLongest* self) {
  const Tuple* iterators = self->iterators.Load();
  Tuple* args = TRY(Tuple::New(t, iterators->size()));
  for (size_t i = 0; i < args->size(); ++i) {
    const Value iterator = iterators->At(i);
    args->Set(i, iterator.IsNone() ? Value::FromObject(Tuple::Empty(t)) : iterator);
  }
  return Reduced(t, self, args, self->fill_value.Load());
}

Result<None> ZipLongestSetState(Thread&, ZipLongest* self, Value state) {
  self->fill_value.Store(self, state);
  return None{};
}

constexpr Method kZipLongestMethods[] = {
    Bind<ZipLongestReduce>("__reduce__", "($self, /)"),
    Bind<ZipLongestSetState>("__setstate__", "($self, state, /)"),
};

}  // namespace

Result<None> AddCombining(Thread& t, Module* module) {
  TRY(AddIteratorType(
      t, module, {"starmap", sizeof(StarMap), &StarMapNew, &NextOf<StarMap>, kStarMapMethods}));
  TRY(AddIteratorType(
      t, module,
      {"accumulate", sizeof(Accumulate), &AccumulateNew, &NextOf<Accumulate>, kAccumulateMethods}));
  TRY(AddIteratorType(t, module,
                      {"zip_longest", sizeof(ZipLongest), &ZipLongestNew, &NextOf<ZipLongest>,
                       kZipLongestMethods}));
  return None{};
}

}  // namespace krait::itertools
