#include "absl/strings/str_cat.h"
#include "gil/object_lock.h"
#include "vm/builtins/method_signatures.h"
#include "vm/modules/itertools/types.h"
#include "vm/object/bind.h"
#include "vm/object/int_arithmetic.h"
#include "vm/object/iterators.h"
#include "vm/object/list.h"
#include "vm/object/step.h"
#include "vm/object/tuple.h"

/// count, cycle and repeat.
namespace krait::itertools {
namespace {

// --- count(start=0, step=1) ------------------------------------------------------------------

struct Count : NativeObject {
  static const NativeClass kClass;
  Field<Value> next;
  Field<Value> step;
  /// By ones, from an int that fits int64: what repr and pickling call the plain case.
  bool plain;

  Result<Value> Next(Thread& t) {
    const Value value = next.Load();
    if (value.IsInt() && plain) {
      next.Store(this, TRY(Int::From(t, value.AsInt() + 1)));
    } else {
      next.Store(this, TRY(BinaryOperation(t, BinaryOperator::kAdd, value, step.Load())));
    }
    return value;
  }
  bool IsPlain() const {
    int64_t value;
    return plain && ToInt64(next.Load(), &value);
  }
  void TraceFields(Marker& marker) {
    marker.Visit(next);
    marker.Visit(step);
  }
};

const NativeClass Count::kClass = {"itertools.count", &TraceOf<Count>, nullptr};

bool IsNumber(Thread& t, Value value) {
  const TypeSlots& slots = TypeOf(t, value)->slots();
  return slots.index != nullptr || slots.int_ != nullptr || slots.float_ != nullptr ||
         Is<Complex>(value);
}

bool IsOne(Value value) {
  int64_t number;
  return IsIntLike(value) && ToInt64(value, &number) && number == 1;
}

constexpr Method kCountParameters = ConstructorSignature("count", "(start=0, step=1)");

Result<Value> CountNew(Thread& t, Type* cls, Args args) {
  Value given[2];
  TRY(BindArguments(t, kCountParameters, args, given));
  if (!IsNumber(t, given[0]) || !IsNumber(t, given[1])) {
    return RaiseTypeError(t, "a number is required");
  }
  int64_t start;
  const bool plain = IsIntLike(given[0]) && ToInt64(given[0], &start) && IsOne(given[1]);
  if (plain) given[0] = TRY(Int::From(t, start));
  auto* self = TRY(NewNative<Count>(t, cls));
  self->next.Store(self, given[0]);
  self->step.Store(self, given[1]);
  self->plain = plain;
  return self;
}

Result<Value> CountRepr(Thread& t, Value self_value) {
  auto* self = Cast<Count>(self_value);
  const std::string name = TypeOf(t, self_value)->name()->ToUtf8();
  const std::string next = TRY(Repr(t, self->next.Load()))->ToUtf8();
  if (IsOne(self->step.Load())) return Str::FromUtf8(t, absl::StrCat(name, "(", next, ")"));
  return Str::FromUtf8(
      t, absl::StrCat(name, "(", next, ", ", TRY(Repr(t, self->step.Load()))->ToUtf8(), ")"));
}

Result<Value> CountReduce(Thread& t, Count* self) {
  if (self->IsPlain()) return Reduced(t, self, Tuple::Of(t, self->next.Load()));
  return Reduced(t, self, Tuple::Of(t, self->next.Load(), self->step.Load()));
}

constexpr Method kCountMethods[] = {Bind<CountReduce>("__reduce__", "($self, /)")};

// --- cycle(iterable) -------------------------------------------------------------------------

struct Cycle : NativeObject {
  static const NativeClass kClass;
  Field<Value> iterator;  // Unbound once it has come to its end
  Field<List*> saved;
  std::atomic<size_t> index;  // in `saved`, of what comes next
  bool complete;              // `saved` has all items already: set by __setstate__

  Result<Value> Next(Thread& t) {
    const Value from = iterator.Load();
    List* items = saved.Load();
    if (!from.IsUnbound()) {
      const Value item = TRY(krait::Step(t, from));
      if (!item.IsUnbound()) {
        if (complete) return item;
        gil::CriticalSection lock(t, items->lock_byte());
        TRY(items->Append(t, item));
        return item;
      }
      iterator.Store(this, Value::Unbound());
    }
    const size_t at = index.load(std::memory_order_relaxed);
    const Value item = items->TryGet(at);
    index.store(at + 1 >= items->size() ? 0 : at + 1, std::memory_order_relaxed);
    return item;
  }
  void TraceFields(Marker& marker) {
    marker.Visit(iterator);
    marker.Visit(saved);
  }
};

const NativeClass Cycle::kClass = {"itertools.cycle", &TraceOf<Cycle>, nullptr};

Result<Value> CycleNew(Thread& t, Type* cls, Args args) {
  TRY(CheckArguments(t, cls, "cycle", args, 1, 1));
  const Value iterator = TRY(GetIter(t, args[0]));
  List* saved = TRY(List::New(t));
  auto* self = TRY(NewNative<Cycle>(t, cls));
  self->iterator.Store(self, iterator);
  self->saved.Store(self, saved);
  return self;
}

Result<Value> CycleReduce(Thread& t, Cycle* self) {
  const Value iterator = self->iterator.Load();
  const Value saved = Value::FromObject(self->saved.Load());
  if (!iterator.IsUnbound()) {
    Tuple* state = TRY(Tuple::Of(t, saved, Value::FromBool(self->complete)));
    return Reduced(t, self, Tuple::Of(t, iterator), Value::FromObject(state));
  }
  ListIterator* rest = TRY(ListIterator::New(t, self->saved.Load()));
  rest->set_index(static_cast<int64_t>(self->index.load(std::memory_order_relaxed)));
  Tuple* state = TRY(Tuple::Of(t, saved, Value::True()));
  return Reduced(t, self, Tuple::Of(t, Value::FromObject(rest)), Value::FromObject(state));
}

Result<None> CycleSetState(Thread& t, Cycle* self, Value state) {
  const Tuple* parts = TRY(StateTuple(t, state, 2, 2));
  if (!Is<List>(parts->At(0))) return RaiseStateType(t, 1, "list", parts->At(0));
  const int64_t complete = TRY(ToCInteger(t, parts->At(1), INT32_MIN, INT32_MAX, "int"));
  self->saved.Store(self, Cast<List>(parts->At(0)));
  self->complete = complete != 0;
  self->index.store(0, std::memory_order_relaxed);
  return None{};
}

constexpr Method kCycleMethods[] = {
    Bind<CycleReduce>("__reduce__", "($self, /)"),
    Bind<CycleSetState>("__setstate__", "($self, state, /)"),
};

// --- repeat(object[, times]) -----------------------------------------------------------------

struct Repeat : NativeObject {
  static const NativeClass kClass;
  Field<Value> object;
  std::atomic<int64_t> left;  // -1: without end

  Result<Value> Next(Thread&) {
    const int64_t count = left.load(std::memory_order_relaxed);
    if (count == 0) return Value::Unbound();
    if (count > 0) left.store(count - 1, std::memory_order_relaxed);
    return object.Load();
  }
  void TraceFields(Marker& marker) { marker.Visit(object); }
};

const NativeClass Repeat::kClass = {"itertools.repeat", &TraceOf<Repeat>, nullptr};

constexpr Method kRepeatParameters = ConstructorSignature("repeat", "(object, times=<endless>)");

Result<Value> RepeatNew(Thread& t, Type* cls, Args args) {
  Value given[2];
  TRY(BindArguments(t, kRepeatParameters, args, given));
  int64_t times = -1;
  if (!given[1].IsUnbound()) times = std::max<int64_t>(0, TRY(ToIndexSsize(t, given[1])));
  auto* self = TRY(NewNative<Repeat>(t, cls));
  self->object.Store(self, given[0]);
  self->left.store(times, std::memory_order_relaxed);
  return self;
}

Result<Value> RepeatRepr(Thread& t, Value self_value) {
  auto* self = Cast<Repeat>(self_value);
  const std::string name = TypeOf(t, self_value)->name()->ToUtf8();
  const std::string object = TRY(Repr(t, self->object.Load()))->ToUtf8();
  const int64_t left = self->left.load(std::memory_order_relaxed);
  if (left < 0) return Str::FromUtf8(t, absl::StrCat(name, "(", object, ")"));
  return Str::FromUtf8(t, absl::StrCat(name, "(", object, ", ", left, ")"));
}

Result<int64_t> RepeatLengthHint(Thread& t, Repeat* self) {
  const int64_t left = self->left.load(std::memory_order_relaxed);
  if (left < 0) return RaiseTypeError(t, "len() of unsized object");
  return left;
}

Result<Value> RepeatReduce(Thread& t, Repeat* self) {
  const int64_t left = self->left.load(std::memory_order_relaxed);
  if (left < 0) return Reduced(t, self, Tuple::Of(t, self->object.Load()));
  return Reduced(t, self, Tuple::Of(t, self->object.Load(), TRY(Int::From(t, left))));
}

constexpr Method kRepeatMethods[] = {
    Bind<RepeatLengthHint>("__length_hint__", "($self, /)"),
    Bind<RepeatReduce>("__reduce__", "($self, /)"),
};

}  // namespace

Result<None> AddInfinite(Thread& t, Module* module) {
  TRY(AddIteratorType(
      t, module, {"count", sizeof(Count), &CountNew, &NextOf<Count>, kCountMethods, &CountRepr}));
  TRY(AddIteratorType(t, module,
                      {"cycle", sizeof(Cycle), &CycleNew, &NextOf<Cycle>, kCycleMethods}));
  TRY(AddIteratorType(
      t, module,
      {"repeat", sizeof(Repeat), &RepeatNew, &NextOf<Repeat>, kRepeatMethods, &RepeatRepr}));
  return None{};
}

}  // namespace krait::itertools
