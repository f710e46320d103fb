#include "vm/builtins/generic_alias.h"
#include "vm/modules/itertools/types.h"
#include "vm/object/bind.h"
#include "vm/object/step.h"
#include "vm/object/tuple.h"

/// chain(*iterables).
namespace krait::itertools {
namespace {

struct Chain : NativeObject {
  static const NativeClass kClass;
  Field<Value> source;  // gives the iterables; Unbound at the end
  Field<Value> active;  // the iterator under way, or Unbound

  Result<Value> Next(Thread& t) {
    for (;;) {
      Value from = active.Load();
      if (from.IsUnbound()) {
        const Value iterables = source.Load();
        if (iterables.IsUnbound()) return iterables;
        from = TRY(NextIterator(t, iterables));
        if (from.IsUnbound()) return from;
        active.Store(this, from);
      }
      const Value item = TRY(krait::Step(t, from));
      if (!item.IsUnbound()) return item;
      active.Store(this, Value::Unbound());
      TRY(CheckPoll(t));
    }
  }
  void TraceFields(Marker& marker) {
    marker.Visit(source);
    marker.Visit(active);
  }

 private:
  /// A failure ends the chain for good.
  Result<Value> NextIterator(Thread& t, Value iterables) {
    Result<Value> next = krait::Step(t, iterables);
    if (next.ok() && !(*next).IsUnbound()) {
      next = GetIter(t, *next);
      if (next.ok()) return next;
    }
    source.Store(this, Value::Unbound());
    return next;
  }
};

const NativeClass Chain::kClass = {"itertools.chain", &TraceOf<Chain>, nullptr};

Result<Value> NewChain(Thread& t, Type* cls, Value iterables) {
  const Value source = TRY(GetIter(t, iterables));
  auto* self = TRY(NewNative<Chain>(t, cls));
  self->source.Store(self, source);
  self->active.Store(self, Value::Unbound());
  return self;
}

Result<Value> ChainNew(Thread& t, Type* cls, Args args) {
  TRY(CheckArguments(t, cls, "chain", args, 0, UINT32_MAX));
  return NewChain(t, cls, Value::FromObject(TRY(Tuple::From(t, {args.values, args.count}))));
}

Result<Value> ChainFromIterable(Thread& t, Type* cls, Value iterable) {
  return NewChain(t, cls, iterable);
}

Result<Value> ChainReduce(Thread& t, Chain* self) {
  const Value source = self->source.Load();
  const Value active = self->active.Load();
  if (source.IsUnbound()) return Reduced(t, self, Tuple::Empty(t));
  Tuple* state = active.IsUnbound() ? TRY(Tuple::Of(t, source)) : TRY(Tuple::Of(t, source, active));
  return Reduced(t, self, Tuple::Empty(t), Value::FromObject(state));
}

Result<None> ChainSetState(Thread& t, Chain* self, Value state) {
  const Tuple* parts = TRY(StateTuple(t, state, 1, 2));
  for (Value part : parts->values()) {
    if (TypeOf(t, part)->slots().next == nullptr) {
      return RaiseTypeError(t, "Arguments must be iterators.");
    }
  }
  self->source.Store(self, parts->At(0));
  self->active.Store(self, parts->size() == 2 ? parts->At(1) : Value::Unbound());
  return None{};
}

constexpr Method kMethods[] = {
    Bind<ChainFromIterable>("from_iterable", "($type, iterable, /)").AsClassMethod(),
    Bind<ChainReduce>("__reduce__", "($self, /)"),
    Bind<ChainSetState>("__setstate__", "($self, state, /)"),
    Bind<MakeGenericAlias>("__class_getitem__", "($type, item, /)").AsClassMethod(),
};

}  // namespace

Result<None> AddChain(Thread& t, Module* module) {
  PartOf(t).chain = TRY(
      AddIteratorType(t, module, {"chain", sizeof(Chain), &ChainNew, &NextOf<Chain>, kMethods}));
  return None{};
}

}  // namespace krait::itertools
