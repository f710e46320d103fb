#include "vm/builtins/method_signatures.h"
#include "vm/modules/itertools/types.h"
#include "vm/object/bind.h"
#include "vm/object/step.h"
#include "vm/object/tuple.h"

/// compress, dropwhile, takewhile and filterfalse: some of an iterator's items.
namespace krait::itertools {
namespace {

// --- compress(data, selectors) ---------------------------------------------------------------

struct Compress : NativeObject {
  static const NativeClass kClass;
  Field<Value> data;
  Field<Value> selectors;

  Result<Value> Next(Thread& t) {
    for (;;) {
      const Value item = TRY(krait::Step(t, data.Load()));
      if (item.IsUnbound()) return item;
      const Value selector = TRY(krait::Step(t, selectors.Load()));
      if (selector.IsUnbound()) return selector;
      if (TRY(IsTrue(t, selector))) return item;
      TRY(CheckPoll(t));
    }
  }
  void TraceFields(Marker& marker) {
    marker.Visit(data);
    marker.Visit(selectors);
  }
};

const NativeClass Compress::kClass = {"itertools.compress", &TraceOf<Compress>, nullptr};

constexpr Method kCompressParameters = ConstructorSignature("compress", "(data, selectors)");

Result<Value> CompressNew(Thread& t, Type* cls, Args args) {
  Value given[2];
  TRY(BindArguments(t, kCompressParameters, args, given));
  const Value data = TRY(GetIter(t, given[0]));
  const Value selectors = TRY(GetIter(t, given[1]));
  auto* self = TRY(NewNative<Compress>(t, cls));
  self->data.Store(self, data);
  self->selectors.Store(self, selectors);
  return self;
}

Result<Value> CompressReduce(Thread& t, Compress* self) {
  return Reduced(t, self, Tuple::Of(t, self->data.Load(), self->selectors.Load()));
}

constexpr Method kCompressMethods[] = {Bind<CompressReduce>("__reduce__", "($self, /)")};

// --- Those with a predicate ------------------------------------------------------------------

struct Predicated : NativeObject {
  Field<Value> predicate;
  Field<Value> iterator;
  bool state;

  void TraceFields(Marker& marker) {
    marker.Visit(predicate);
    marker.Visit(iterator);
  }

 protected:
  Result<bool> Passes(Thread& t, Value item) {
    const Value answer = TRY(CallStep(t, predicate.Load(), {&item, 1}));
    return IsTrue(t, answer);
  }
};

/// `state`: the first item that does not pass has come.
struct DropWhile : Predicated {
  static const NativeClass kClass;
  static constexpr const char* kName = "dropwhile";

  Result<Value> Next(Thread& t) {
    for (;;) {
      const Value item = TRY(krait::Step(t, iterator.Load()));
      if (item.IsUnbound() || state) return item;
      if (!TRY(Passes(t, item))) {
        state = true;
        return item;
      }
      TRY(CheckPoll(t));
    }
  }
};

/// `state`: an item that does not pass has come, the end.
struct TakeWhile : Predicated {
  static const NativeClass kClass;
  static constexpr const char* kName = "takewhile";

  Result<Value> Next(Thread& t) {
    if (state) return Value::Unbound();
    const Value item = TRY(krait::Step(t, iterator.Load()));
    if (item.IsUnbound() || TRY(Passes(t, item))) return item;
    state = true;
    return Value::Unbound();
  }
};

struct FilterFalse : Predicated {
  static const NativeClass kClass;
  static constexpr const char* kName = "filterfalse";

  Result<Value> Next(Thread& t) {
    const Value function = predicate.Load();
    const bool by_truth = function.IsNone() || function.SameBits(Value::FromObject(types(t).bool_));
    for (;;) {
      const Value item = TRY(krait::Step(t, iterator.Load()));
      if (item.IsUnbound()) return item;
      if (!(by_truth ? TRY(IsTrue(t, item)) : TRY(Passes(t, item)))) return item;
      TRY(CheckPoll(t));
    }
  }
};

const NativeClass DropWhile::kClass = {"itertools.dropwhile", &TraceOf<Predicated>, nullptr};
const NativeClass TakeWhile::kClass = {"itertools.takewhile", &TraceOf<Predicated>, nullptr};
const NativeClass FilterFalse::kClass = {"itertools.filterfalse", &TraceOf<Predicated>, nullptr};

template <typename T>
Result<Value> PredicatedNew(Thread& t, Type* cls, Args args) {
  TRY(CheckArguments(t, cls, T::kName, args, 2, 2));
  const Value iterator = TRY(GetIter(t, args[1]));
  auto* self = TRY(NewNative<T>(t, cls));
  self->predicate.Store(self, args[0]);
  self->iterator.Store(self, iterator);
  return self;
}

Result<Value> StatelessReduce(Thread& t, Predicated* self) {
  return Reduced(t, self, Tuple::Of(t, self->predicate.Load(), self->iterator.Load()));
}
Result<Value> PredicatedReduce(Thread& t, Predicated* self) {
  return Reduced(t, self, Tuple::Of(t, self->predicate.Load(), self->iterator.Load()),
                 Value::FromInt(self->state ? 1 : 0));
}
Result<None> PredicatedSetState(Thread& t, Predicated* self, Value state) {
  self->state = TRY(IsTrue(t, state));
  return None{};
}

constexpr Method kStatelessMethods[] = {Bind<StatelessReduce>("__reduce__", "($self, /)")};
constexpr Method kPredicatedMethods[] = {
    Bind<PredicatedReduce>("__reduce__", "($self, /)"),
    Bind<PredicatedSetState>("__setstate__", "($self, state, /)"),
};

template <typename T>
Result<None> AddPredicated(Thread& t, Module* module, absl::Span<const Method> methods) {
  TRY(AddIteratorType(t, module, {T::kName, sizeof(T), &PredicatedNew<T>, &NextOf<T>, methods}));
  return None{};
}

}  // namespace

Result<None> AddSelecting(Thread& t, Module* module) {
  TRY(AddIteratorType(
      t, module,
      {"compress", sizeof(Compress), &CompressNew, &NextOf<Compress>, kCompressMethods}));
  TRY(AddPredicated<DropWhile>(t, module, kPredicatedMethods));
  TRY(AddPredicated<TakeWhile>(t, module, kPredicatedMethods));
  return AddPredicated<FilterFalse>(t, module, kStatelessMethods);
}

}  // namespace krait::itertools
