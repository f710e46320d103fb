#include "absl/strings/str_cat.h"
#include "vm/builtins/generic_alias.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/sequence_search.h"
#include "vm/modules/collections/deque.h"
#include "vm/modules/collections/types.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"
#include "vm/object/list.h"
#include "vm/object/repr_guard.h"
#include "vm/object/slice.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// What Python sees of collections.deque.
namespace krait::collections {
namespace {

Deque* AsDeque(Value value) { return Cast<Deque>(value); }

Value TypeValueOf(Thread& t, const Object* object) {
  return Value::FromObject(TypeOf(t, Value::FromObject(object)));
}

/// The items as they are at one moment.
Result<Tuple*> Snapshot(Thread& t, Deque* self) {
  gil::CriticalSection lock(t, self->lock_byte());
  Tuple* items = TRY(Tuple::New(t, self->size()));
  for (size_t i = 0; i < items->size(); ++i) items->Set(i, self->At(i));
  return items;
}

// --- Filling ---------------------------------------------------------------------------------

Result<None> Append(Thread& t, Deque* self, Value item) {
  gil::CriticalSection lock(t, self->lock_byte());
  return self->Append(t, item);
}
Result<None> AppendLeft(Thread& t, Deque* self, Value item) {
  gil::CriticalSection lock(t, self->lock_byte());
  return self->AppendLeft(t, item);
}

template <Result<None> (*kAdd)(Thread&, Deque*, Value)>
Result<None> ExtendWith(Thread& t, Deque* self, Value iterable) {
  if (iterable.SameBits(Value::FromObject(self))) {
    iterable = Value::FromObject(TRY(Snapshot(t, self)));
  }
  return ForEach(t, iterable, [&](Value item) -> Result<None> {
    TRY(kAdd(t, self, item));
    return CheckPoll(t);
  });
}
Result<None> Extend(Thread& t, Deque* self, Value iterable) {
  return ExtendWith<&Append>(t, self, iterable);
}
Result<None> ExtendLeft(Thread& t, Deque* self, Value iterable) {
  return ExtendWith<&AppendLeft>(t, self, iterable);
}

Result<None> Clear(Thread& t, Deque* self) {
  gil::CriticalSection lock(t, self->lock_byte());
  self->Clear();
  return None{};
}

Result<Value> DequeNew(Thread& t, Type* cls, Args) { return Deque::New(t, cls); }

constexpr Method kParameters =
    ConstructorSignature("deque", "(iterable=<nothing>, maxlen=<nothing>)");

Result<None> DequeInit(Thread& t, Value self_value, Args args) {
  Value given[2];
  TRY(BindArguments(t, kParameters, args, given));
  int64_t max_size = Deque::kNoLimit;
  if (!given[1].IsUnbound() && !given[1].IsNone()) {
    if (!IsIntLike(given[1])) return RaiseTypeError(t, "an integer is required");
    max_size = TRY(ToIndexSsize(t, given[1]));
    if (max_size < 0) return RaiseValueError(t, "maxlen must be non-negative");
  }
  Deque* self = AsDeque(self_value);
  {
    gil::CriticalSection lock(t, self->lock_byte());
    self->set_max_size(max_size);
    self->Clear();
  }
  return given[0].IsUnbound() ? Result<None>(None{}) : Extend(t, self, given[0]);
}

// --- Items -----------------------------------------------------------------------------------

template <bool kLeft>
Result<Value> Pop(Thread& t, Deque* self) {
  {
    gil::CriticalSection lock(t, self->lock_byte());
    if (self->size() != 0) return kLeft ? self->TakeFirst() : self->TakeLast();
  }
  return Raise(t, &BuiltinTypes::IndexError, "pop from an empty deque");
}

Raised RaiseOutOfRange(Thread& t) {
  return Raise(t, &BuiltinTypes::IndexError, "deque index out of range");
}

/// `key` as a subscript; `called` as the argument of a method, which fails in other words.
Result<int64_t> PositionOf(Thread& t, const Deque* self, Value key, bool called) {
  if (!called && !IsIntLike(key) && TypeOf(t, key)->slots().index == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat("sequence index must be integer, not '", TypeName(t, key), "'"));
  }
  const int64_t index =
      TRY(ToIndexInt64(t, key, called ? &BuiltinTypes::OverflowError : &BuiltinTypes::IndexError));
  return index < 0 ? index + static_cast<int64_t>(self->size()) : index;
}

Result<Value> GetItem(Thread& t, Deque* self, Value key, bool called) {
  const int64_t at = TRY(PositionOf(t, self, key, called));
  const Value item = at < 0 ? Value::Unbound() : self->Get(t, static_cast<size_t>(at));
  if (item.IsUnbound()) return RaiseOutOfRange(t);
  return item;
}

/// Unbound `value` deletes.
Result<None> SetItem(Thread& t, Deque* self, Value key, Value value, bool called) {
  const int64_t at = TRY(PositionOf(t, self, key, called));
  {
    gil::CriticalSection lock(t, self->lock_byte());
    if (at >= 0 && at < static_cast<int64_t>(self->size())) {
      if (value.IsUnbound()) {
        self->Remove(static_cast<size_t>(at));
      } else {
        self->Set(static_cast<size_t>(at), value);
      }
      return None{};
    }
  }
  return RaiseOutOfRange(t);
}

Result<Value> DequeGetItem(Thread& t, Value self, Value key) {
  return GetItem(t, AsDeque(self), key, false);
}
Result<None> DequeSetItem(Thread& t, Value self, Value key, Value value) {
  return SetItem(t, AsDeque(self), key, value, false);
}

Result<Value> CalledGetItem(Thread& t, Deque* self, Value key) {
  return GetItem(t, self, key, true);
}
Result<None> CalledSetItem(Thread& t, Deque* self, Value key, Value value) {
  return SetItem(t, self, key, value, true);
}
Result<None> CalledDelItem(Thread& t, Deque* self, Value key) {
  return SetItem(t, self, key, Value::Unbound(), true);
}

/// For methods that count their arguments in PyArg_ParseTuple's words.
Result<None> CheckCount(Thread& t, const char* name, Args args, uint32_t least, uint32_t most) {
  if (args.has_keywords() && args.keyword_names->size() != 0) {
    return RaiseTypeError(t, absl::StrCat("deque.", name, "() takes no keyword arguments"));
  }
  if (args.count >= least && args.count <= most) return None{};
  const bool few = args.count < least;
  const uint32_t bound = few ? least : most;
  return RaiseTypeError(
      t,
      absl::StrCat(name, "() takes ", least == most ? "exactly " : (few ? "at least " : "at most "),
                   bound, " argument", bound == 1 ? "" : "s", " (", args.count, " given)"));
}

Result<None> Insert(Thread& t, Deque* self, Args args) {
  TRY(CheckCount(t, "insert", args, 2, 2));
  const Index index{TRY(ToIndexSsize(t, args[0]))};
  {
    gil::CriticalSection lock(t, self->lock_byte());
    const auto size = static_cast<int64_t>(self->size());
    if (self->max_size() != size) {
      return self->Insert(t, static_cast<size_t>(index.ClampedTo(size)), args[1]);
    }
  }
  return Raise(t, &BuiltinTypes::IndexError, "deque already at its maximum size");
}

Result<None> Rotate(Thread& t, Deque* self, Args args) {
  if (args.has_keywords() && args.keyword_names->size() != 0) {
    return RaiseTypeError(t, "deque.rotate() takes no keyword arguments");
  }
  if (args.count > 1) {
    return RaiseTypeError(
        t, absl::StrCat("deque.rotate expected at most 1 argument, got ", args.count));
  }
  const int64_t steps = args.count == 0 ? 1 : TRY(ToIndexSsize(t, args[0]));
  gil::CriticalSection lock(t, self->lock_byte());
  self->Rotate(steps);
  return None{};
}

Result<None> Reverse(Thread& t, Deque* self) {
  gil::CriticalSection lock(t, self->lock_byte());
  for (size_t i = 0, j = self->size(); i + 1 < j; ++i) {
    const Value first = self->At(i);
    self->Set(i, self->At(--j));
    self->Set(j, first);
  }
  return None{};
}

// --- Searching -------------------------------------------------------------------------------

/// Calls f(index) for each item in [begin, end) that equals `value`, until it says false.
/// RuntimeError when a comparison changes the deque.
template <typename F>
Result<None> ForEachEqual(Thread& t, Deque* self, Value value, size_t begin, size_t end, F f) {
  const uint64_t state = self->state();
  for (size_t i = begin; i < end; ++i) {
    const Value item = self->Get(t, i);
    if (item.IsUnbound()) break;
    const bool equal = TRY(Equals(t, item, value));
    if (equal && !f(i)) return None{};
    if (self->state() != state) return RaiseMutated(t);
    TRY(PollAt(t, i));
  }
  return None{};
}

/// The index of the first that equals `value`, or -1.
Result<int64_t> Find(Thread& t, Deque* self, Value value, size_t begin, size_t end) {
  int64_t found = -1;
  TRY(ForEachEqual(t, self, value, begin, end, [&](size_t i) {
    found = static_cast<int64_t>(i);
    return false;
  }));
  return found;
}

Result<bool> DequeContains(Thread& t, Value self, Value value) {
  return TRY(Find(t, AsDeque(self), value, 0, SIZE_MAX)) >= 0;
}

Result<int64_t> Count(Thread& t, Deque* self, Value value) {
  int64_t count = 0;
  TRY(ForEachEqual(t, self, value, 0, SIZE_MAX, [&](size_t) {
    ++count;
    return true;
  }));
  return count;
}

Raised RaiseNotFound(Thread& t, Value value) {
  const Result<Str*> text = Repr(t, value);
  if (!text.ok()) return Raised{};
  return RaiseValueError(t, absl::StrCat((*text)->ToUtf8(), " is not in deque"));
}

Result<int64_t> BoundOr(Thread& t, Value value, int64_t otherwise) {
  if (value.IsUnbound()) return otherwise;
  if (!IsIntLike(value) && TypeOf(t, value)->slots().index == nullptr) {
    return RaiseTypeError(t, "slice indices must be integers or have an __index__ method");
  }
  return ToSliceIndex(t, value, 0);
}

Result<Value> DequeIndex(Thread& t, Deque* self, Args args) {
  TRY(CheckCount(t, "index", args, 1, 3));
  const Value value = args[0];
  const SearchBound start{TRY(BoundOr(t, args.count > 1 ? args[1] : Value::Unbound(), 0))};
  const SearchBound stop{TRY(BoundOr(t, args.count > 2 ? args[2] : Value::Unbound(), INT64_MAX))};
  const auto size = static_cast<int64_t>(self->size());
  const int64_t begin = start.ClampedTo(size);
  const int64_t end = std::min(stop.ClampedTo(size), size);
  const int64_t found =
      begin >= end
          ? -1
          : TRY(Find(t, self, value, static_cast<size_t>(begin), static_cast<size_t>(end)));
  if (found < 0) return RaiseNotFound(t, value);
  return Value::FromInt(found);
}

Result<None> Remove(Thread& t, Deque* self, Value value) {
  const uint64_t state = self->state();
  for (size_t i = 0;; ++i) {
    const Value item = self->Get(t, i);
    if (item.IsUnbound()) break;
    const bool equal = TRY(Equals(t, item, value));
    gil::CriticalSection lock(t, self->lock_byte());
    if (self->state() != state) {
      return Raise(t, &BuiltinTypes::IndexError, "deque mutated during iteration");
    }
    if (!equal) continue;
    self->Remove(i);
    return None{};
  }
  return RaiseNotFound(t, value);
}

// --- Whole deques ----------------------------------------------------------------------------

Result<Value> DequeCopy(Thread& t, Deque* self) {
  const Value from = Value::FromObject(self);
  const Value type = TypeValueOf(t, self);
  const int64_t max_size = self->max_size();
  if (type.AsObject() == PartOf(t).deque) {
    Tuple* items = TRY(Snapshot(t, self));
    Deque* copy = TRY(Deque::New(t, PartOf(t).deque));
    copy->set_max_size(max_size);
    for (Value item : items->values()) TRY(copy->Append(t, item));
    return copy;
  }
  const Value copy = max_size == Deque::kNoLimit
                         ? TRY(CallWith(t, type, from))
                         : TRY(CallWith(t, type, from, TRY(Int::From(t, max_size))));
  if (TryCastNative<Deque>(copy) == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat(TypeName(t, from), "() must return a deque, not ", TypeName(t, copy)));
  }
  return copy;
}

Result<Value> DequeConcat(Thread& t, Value self, Value other) {
  if (TryCastNative<Deque>(other) == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat("can only concatenate deque (not \"", TypeName(t, other), "\") to deque"));
  }
  const Value result = TRY(DequeCopy(t, AsDeque(self)));
  TRY(Extend(t, AsDeque(result), other));
  return result;
}

Result<Value> DequeInplaceConcat(Thread& t, Value self, Value other) {
  TRY(Extend(t, AsDeque(self), other));
  return self;
}

Result<Value> DequeInplaceRepeat(Thread& t, Value self_value, int64_t count) {
  Deque* self = AsDeque(self_value);
  Tuple* items = TRY(Snapshot(t, self));
  const size_t size = items->size();
  if (size == 0 || count == 1) return self_value;
  if (count <= 0) {
    TRY(Clear(t, self));
    return self_value;
  }
  if (static_cast<uint64_t>(count) > ValueArray::kMaxCapacity / size) return RaiseMemoryError(t);
  const int64_t max_size = self->max_size();
  if (max_size != Deque::kNoLimit && count > max_size / static_cast<int64_t>(size)) {
    // More would only push out what came before.
    count = (max_size + static_cast<int64_t>(size) - 1) / static_cast<int64_t>(size);
  }
  for (int64_t i = 1; i < count; ++i) {
    for (Value item : items->values()) TRY(Append(t, self, item));
    TRY(CheckPoll(t));
  }
  return self_value;
}

Result<Value> DequeRepeat(Thread& t, Value self, int64_t count) {
  return DequeInplaceRepeat(t, TRY(DequeCopy(t, AsDeque(self))), count);
}

/// The next item of a comparison; fails when the deque has changed.
Result<Value> Compared(Thread& t, Deque* deque, uint64_t state, size_t index) {
  if (deque->state() != state) return RaiseMutated(t);
  return deque->Get(t, index);
}

bool CompareEnds(CompareOp op, bool left_ended, bool right_ended) {
  switch (op) {
    case CompareOp::kLt:
      return !right_ended;
    case CompareOp::kLe:
      return left_ended;
    case CompareOp::kEq:
      return left_ended == right_ended;
    case CompareOp::kNe:
      return left_ended != right_ended;
    case CompareOp::kGt:
      return !left_ended;
    case CompareOp::kGe:
      return right_ended;
  }
  __builtin_unreachable();
}

Result<Value> DequeCompare(Thread& t, Value self, Value other, CompareOp op) {
  auto* a = TryCastNative<Deque>(self);
  auto* b = TryCastNative<Deque>(other);
  if (a == nullptr || b == nullptr) return Value::NotImplemented();
  const bool equality = op == CompareOp::kEq || op == CompareOp::kNe;
  if (equality && a == b) return Value::FromBool(op == CompareOp::kEq);
  if (equality && a->size() != b->size()) return Value::FromBool(op == CompareOp::kNe);
  const uint64_t state_a = a->state();
  const uint64_t state_b = b->state();
  for (size_t i = 0;; ++i) {
    const Value x = TRY(Compared(t, a, state_a, i));
    const Value y = TRY(Compared(t, b, state_b, i));
    if (x.IsUnbound() || y.IsUnbound()) {
      return Value::FromBool(CompareEnds(op, x.IsUnbound(), y.IsUnbound()));
    }
    if (!TRY(Equals(t, x, y))) {
      return Value::FromBool(TRY(RichCompareBool(t, x, y, op)));
    }
    TRY(PollAt(t, i));
  }
}

Result<Value> DequeRepr(Thread& t, Value self_value) {
  const ReprGuard guard(t, self_value);
  if (guard.recursive()) return Str::FromUtf8(t, "[...]");
  Deque* self = AsDeque(self_value);
  List* items = TRY(ListOf(t, self_value));
  StrWriter writer(t);
  writer.Append(TypeOf(t, self_value)->name());
  writer.Append('(');
  writer.Append(TRY(Repr(t, Value::FromObject(items))));
  if (self->max_size() != Deque::kNoLimit) {
    writer.AppendAscii(absl::StrCat(", maxlen=", self->max_size()));
  }
  writer.Append(')');
  return writer.Finish(t);
}

Result<int64_t> DequeLength(Thread&, Value self) {
  return static_cast<int64_t>(AsDeque(self)->size());
}

Result<Value> DequeIter(Thread& t, Value self) {
  return CallWith(t, Value::FromObject(PartOf(t).deque_iterator), self);
}
Result<Value> Reversed(Thread& t, Deque* self) {
  return CallWith(t, Value::FromObject(PartOf(t).deque_reverse_iterator), Value::FromObject(self));
}

Result<Value> DequeReduce(Thread& t, Deque* self) {
  const Value self_value = Value::FromObject(self);
  const Value state = TRY(CallMethodWith(t, self_value, names(t).__getstate__));
  const Value items = TRY(GetIter(t, self_value));
  Tuple* args = Tuple::Empty(t);
  if (self->max_size() != Deque::kNoLimit) {
    args =
        TRY(Tuple::Of(t, Value::FromObject(Tuple::Empty(t)), TRY(Int::From(t, self->max_size()))));
  }
  return Tuple::Of(t, TypeValueOf(t, self), Value::FromObject(args), state, items);
}

Result<int64_t> DequeSizeof(Thread&, Deque* self) {
  return static_cast<int64_t>(sizeof(Deque) + self->size() * sizeof(Value));
}

Result<Value> GetMaxLen(Thread& t, Value self) {
  const int64_t max_size = AsDeque(self)->max_size();
  return max_size == Deque::kNoLimit ? Value::None() : Int::From(t, max_size);
}

constexpr GetSet kMembers[] = {{"maxlen", &GetMaxLen}};

constexpr Method kMethods[] = {
    Bind<Append>("append", "($self, item, /)").AsQuiet(Quiet::kAlways),
    Bind<AppendLeft>("appendleft", "($self, item, /)").AsQuiet(Quiet::kAlways),
    Bind<Clear>("clear", "($self, /)").AsQuiet(Quiet::kAlways),
    Bind<DequeCopy>("__copy__", "($self, /)"),
    Bind<DequeCopy>("copy", "($self, /)"),
    Bind<Count>("count", "($self, value, /)"),
    Bind<Extend>("extend", "($self, iterable, /)"),
    Bind<ExtendLeft>("extendleft", "($self, iterable, /)"),
    Bind<DequeIndex>("index", "($self, value, start=0, stop=<end>, /)"),
    Bind<Insert>("insert", "($self, index, value, /)"),
    Bind<Pop<false>>("pop", "($self, /)").AsQuiet(Quiet::kAlways),
    Bind<Pop<true>>("popleft", "($self, /)").AsQuiet(Quiet::kAlways),
    Bind<DequeReduce>("__reduce__", "($self, /)"),
    Bind<Remove>("remove", "($self, value, /)"),
    Bind<Reversed>("__reversed__", "($self, /)"),
    Bind<Reverse>("reverse", "($self, /)"),
    Bind<Rotate>("rotate", "($self, n=1, /)"),
    Bind<DequeSizeof>("__sizeof__", "($self, /)"),
    // Called by name these complain as sequence slots do, not as subscription does.
    Bind<CalledGetItem>("__getitem__", "($self, key, /)"),
    Bind<CalledSetItem>("__setitem__", "($self, key, value, /)"),
    Bind<CalledDelItem>("__delitem__", "($self, key, /)"),
    Bind<MakeGenericAlias>("__class_getitem__", "($type, item, /)").AsClassMethod(),
};

}  // namespace

Result<None> AddDeque(Thread& t, Module* module) {
  NativeTypeSpec spec{};
  spec.name = "collections.deque";
  spec.instance_size = sizeof(Deque);
  spec.flags = Type::kBaseType | Type::kHasWeakref | Type::kIsSequence;
  TypeSlots& slots = spec.spec.slots;
  slots.new_ = &DequeNew;
  slots.init = &DequeInit;
  slots.repr = &DequeRepr;
  slots.compare = &DequeCompare;
  slots.iter = &DequeIter;
  slots.length = &DequeLength;
  slots.getitem = &DequeGetItem;
  slots.setitem = &DequeSetItem;
  slots.contains = &DequeContains;
  slots.concat = &DequeConcat;
  slots.inplace_concat = &DequeInplaceConcat;
  slots.repeat = &DequeRepeat;
  slots.inplace_repeat = &DequeInplaceRepeat;
  spec.spec.methods = kMethods;
  spec.spec.getset = kMembers;
  PartOf(t).deque = TRY(TypeBuilder::NewNativeType(t, spec));
  return module->Add(t, "deque", Value::FromObject(PartOf(t).deque));
}

}  // namespace krait::collections
