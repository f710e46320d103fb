#include "vm/builtins/iterator_state.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/object/bind.h"
#include "vm/object/bytes.h"
#include "vm/object/collect.h"
#include "vm/object/exception.h"
#include "vm/object/int_arithmetic.h"
#include "vm/object/iterators.h"
#include "vm/object/list.h"
#include "vm/object/range.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// The iterators over built-in sequences, dicts and sets, over anything with items, and over calls.
namespace krait {

Result<Value> ReduceIterator(Thread& t, const char* builtin, Value argument, Value state) {
  Str* name = TRY(Str::InternUtf8(t, builtin));
  const Value function = t.vm().builtins()->GetStr(t, name);
  if (function.IsUnbound()) {
    return Raise(t, &BuiltinTypes::AttributeError, builtin);
  }
  const Value arguments = Value::FromObject(TRY(Tuple::Of(t, argument)));
  if (state.IsUnbound()) return Tuple::Of(t, function, arguments);
  return Tuple::Of(t, function, arguments, state);
}

namespace {

template <typename T>
Result<Value> NextOf(Thread& t, Value self) {
  return Cast<T>(self)->Next(t);
}

// --- Over built-in sequences -------------------------------------------------------------------

Result<int64_t> SizeOf(Thread&, const List* list) { return static_cast<int64_t>(list->size()); }
Result<int64_t> SizeOf(Thread&, const Tuple* tuple) { return static_cast<int64_t>(tuple->size()); }
Result<int64_t> SizeOf(Thread&, const Str* str) { return static_cast<int64_t>(str->length()); }
Result<int64_t> SizeOf(Thread& t, const Object* object) {
  return Length(t, Value::FromObject(object));
}

/// What an iterator that has come to its end says it was over.
Result<Value> EmptySequence(Thread& t, const ListIterator*) { return List::New(t); }
Result<Value> EmptySequence(Thread& t, const StrIterator*) { return t.vm().empty_str(); }
Result<Value> EmptySequence(Thread& t, const Object*) { return Tuple::Empty(t); }

template <typename T>
Result<int64_t> LengthHintOf(Thread& t, T* self) {
  const auto* sequence = self->sequence();
  if (sequence == nullptr) return 0;
  return std::max<int64_t>(TRY(SizeOf(t, sequence)) - self->index(), 0);
}

template <typename T>
Result<Value> ReduceOf(Thread& t, T* self) {
  const auto* sequence = self->sequence();
  if (sequence == nullptr) return ReduceIterator(t, "iter", TRY(EmptySequence(t, self)));
  const Value state = Value::FromInt(self->index());
  return ReduceIterator(t, "iter", Value::FromObject(sequence), state);
}

template <typename T>
Result<None> SetStateOf(Thread& t, T* self, IteratorState state) {
  const auto* sequence = self->sequence();
  if (sequence == nullptr) return None{};
  const int64_t size = TRY(SizeOf(t, sequence));
  self->set_index(std::clamp<int64_t>(state.value, 0, size));
  return None{};
}

template <typename T>
constexpr Method kIndexMethods[] = {
    HideSignature(Bind<LengthHintOf<T>>("__length_hint__", "($self, /)")),
    HideSignature(Bind<ReduceOf<T>>("__reduce__", "($self, /)")),
    HideSignature(Bind<SetStateOf<T>>("__setstate__", "($self, state, /)")),
};

// list_reverseiterator: the index is that of the next element, -1 at the end.

Result<int64_t> ReverseLengthHint(Thread&, ListIterator* self) {
  const List* list = self->sequence();
  const int64_t left = self->index() + 1;
  return list == nullptr || static_cast<int64_t>(list->size()) < left ? 0 : left;
}

Result<Value> ReverseReduce(Thread& t, ListIterator* self) {
  const List* list = self->sequence();
  if (list == nullptr) {
    return ReduceIterator(t, "iter", Value::FromObject(TRY(List::New(t))));
  }
  const Value state = Value::FromInt(self->index());
  return ReduceIterator(t, "reversed", Value::FromObject(list), state);
}

Result<None> ReverseSetState(Thread&, ListIterator* self, IteratorState state) {
  const List* list = self->sequence();
  if (list == nullptr) return None{};
  const auto last = static_cast<int64_t>(list->size()) - 1;
  self->set_index(std::clamp<int64_t>(state.value, -1, last));
  return None{};
}

constexpr Method kReverseMethods[] = {
    HideSignature(Bind<ReverseLengthHint>("__length_hint__", "($self, /)")),
    HideSignature(Bind<ReverseReduce>("__reduce__", "($self, /)")),
    HideSignature(Bind<ReverseSetState>("__setstate__", "($self, state, /)")),
};

// --- Over ranges -------------------------------------------------------------------------------

Result<int64_t> RangeLengthHint(Thread&, RangeIterator* self) {
  return self->remaining.load(std::memory_order_relaxed);
}

/// The first element, from where the iterator stands now.
int64_t StartOf(const RangeIterator* self) {
  const int64_t gone = self->length - self->remaining.load(std::memory_order_relaxed);
  return self->next.load(std::memory_order_relaxed) - gone * self->step;
}

Result<Value> RangeReduce(Thread& t, RangeIterator* self) {
  const int64_t start = StartOf(self);
  const int64_t gone = self->length - self->remaining.load(std::memory_order_relaxed);
  const Value stop = TRY(Int::From(t, start + self->length * self->step));
  Range* range = TRY(Range::New(t, Value::FromInt(start), stop, Value::FromInt(self->step)));
  return ReduceIterator(t, "iter", Value::FromObject(range), TRY(Int::From(t, gone)));
}

Result<None> RangeSetState(Thread&, RangeIterator* self, int64_t state) {
  const int64_t start = StartOf(self);
  state = std::clamp<int64_t>(state, 0, self->length);
  self->next.store(start + state * self->step, std::memory_order_relaxed);
  self->remaining.store(self->length - state, std::memory_order_relaxed);
  return None{};
}

constexpr Method kRangeMethods[] = {
    HideSignature(Bind<RangeLengthHint>("__length_hint__", "($self, /)")),
    HideSignature(Bind<RangeReduce>("__reduce__", "($self, /)")),
    HideSignature(Bind<RangeSetState>("__setstate__", "($self, state, /)")),
};

Result<Value> LongRangeLengthHint(Thread& t, SequenceIterator* self) {
  return IntSubtract(t, Cast<Range>(self->sequence())->length(), self->index());
}

Result<Value> LongRangeReduce(Thread& t, SequenceIterator* self) {
  const Range* range = Cast<Range>(self->sequence());
  const Value stop = TRY(range->At(t, range->length()));
  Range* exact = TRY(Range::New(t, range->start(), stop, range->step()));
  return ReduceIterator(t, "iter", Value::FromObject(exact), self->index());
}

/// A state that is no int but can be compared with one counts as the int it converts to.
Result<None> LongRangeSetState(Thread& t, SequenceIterator* self, Value state) {
  const Value zero = Value::FromInt(0);
  const Value length = Cast<Range>(self->sequence())->length();
  if (TRY(RichCompareBool(t, state, zero, CompareOp::kLt))) {
    state = zero;
  } else if (TRY(RichCompareBool(t, length, state, CompareOp::kLt))) {
    state = length;
  } else if (!IsIntLike(state) && TypeOf(t, state)->slots().int_ != nullptr) {
    state = TRY(TypeOf(t, state)->slots().int_(t, state));
  }
  self->set_index(TRY(ToIndex(t, state)));
  return None{};
}

constexpr Method kLongRangeMethods[] = {
    HideSignature(Bind<LongRangeLengthHint>("__length_hint__", "($self, /)")),
    HideSignature(Bind<LongRangeReduce>("__reduce__", "($self, /)")),
    HideSignature(Bind<LongRangeSetState>("__setstate__", "($self, state, /)")),
};

// --- Over dicts and sets -----------------------------------------------------------------------

template <typename T>
Result<int64_t> RemainingOf(Thread&, T* self) {
  return static_cast<int64_t>(self->Remaining());
}

/// A list of what is left: the iterator itself stays where it is.
template <typename T>
Result<Value> ReduceToList(Thread& t, T* self) {
  T* rest = TRY(self->Copy(t));
  return ReduceIterator(t, "iter", Value::FromObject(TRY(ListOf(t, Value::FromObject(rest)))));
}

template <typename T>
constexpr Method kTableMethods[] = {
    HideSignature(Bind<RemainingOf<T>>("__length_hint__", "($self, /)")),
    HideSignature(Bind<ReduceToList<T>>("__reduce__", "($self, /)")),
};

// --- Over anything with items, and over calls --------------------------------------------------

Result<Value> SequenceLengthHint(Thread& t, SequenceIterator* self) {
  const Value sequence = self->sequence();
  if (sequence.IsUnbound()) return Value::FromInt(0);
  if (TypeOf(t, sequence)->slots().length == nullptr) return Value::NotImplemented();
  const Value left =
      TRY(IntSubtract(t, TRY(Int::From(t, TRY(Length(t, sequence)))), self->index()));
  return IntSign(left) < 0 ? Value::FromInt(0) : left;
}

Result<Value> SequenceReduce(Thread& t, SequenceIterator* self) {
  const Value sequence = self->sequence();
  if (sequence.IsUnbound()) {
    return ReduceIterator(t, "iter", Value::FromObject(Tuple::Empty(t)));
  }
  return ReduceIterator(t, "iter", sequence, self->index());
}

Result<None> SequenceSetState(Thread& t, SequenceIterator* self, IteratorState state) {
  if (self->sequence().IsUnbound()) return None{};
  self->set_index(TRY(Int::From(t, std::max<int64_t>(state.value, 0))));
  return None{};
}

constexpr Method kSequenceMethods[] = {
    HideSignature(Bind<SequenceLengthHint>("__length_hint__", "($self, /)")),
    HideSignature(Bind<SequenceReduce>("__reduce__", "($self, /)")),
    HideSignature(Bind<SequenceSetState>("__setstate__", "($self, state, /)")),
};

Result<Value> CallableReduce(Thread& t, CallableIterator* self) {
  const Value callable = self->callable();
  const Value sentinel = self->sentinel();
  if (callable.IsUnbound() || sentinel.IsUnbound()) {
    return ReduceIterator(t, "iter", Value::FromObject(Tuple::Empty(t)));
  }
  Str* name = TRY(Str::InternUtf8(t, "iter"));
  Tuple* arguments = TRY(Tuple::Of(t, callable, sentinel));
  return Tuple::Of(t, t.vm().builtins()->GetStr(t, name), Value::FromObject(arguments));
}

constexpr Method kCallableMethods[] = {
    HideSignature(Bind<CallableReduce>("__reduce__", "($self, /)"))};

template <typename T>
TypeSpec IteratorSpec(absl::Span<const Method> methods) {
  TypeSpec spec;
  spec.slots.iter = &IterSelf;
  spec.slots.next = &NextOf<T>;
  spec.methods = methods;
  return spec;
}

}  // namespace

const TypeSpec& ListIteratorSpec() {
  static const TypeSpec kSpec = IteratorSpec<ListIterator>(kIndexMethods<ListIterator>);
  return kSpec;
}

const TypeSpec& ListReverseIteratorSpec() {
  static const TypeSpec kSpec = IteratorSpec<ListIterator>(kReverseMethods);
  return kSpec;
}

const TypeSpec& TupleIteratorSpec() {
  static const TypeSpec kSpec = IteratorSpec<TupleIterator>(kIndexMethods<TupleIterator>);
  return kSpec;
}

const TypeSpec& StrIteratorSpec() {
  static const TypeSpec kSpec = IteratorSpec<StrIterator>(kIndexMethods<StrIterator>);
  return kSpec;
}

const TypeSpec& BytesIteratorSpec() {
  static const TypeSpec kSpec = IteratorSpec<BytesIterator>(kIndexMethods<BytesIterator>);
  return kSpec;
}

const TypeSpec& MemoryIteratorSpec() {
  static const TypeSpec kSpec = IteratorSpec<BytesIterator>({});
  return kSpec;
}

const TypeSpec& RangeIteratorSpec() {
  static const TypeSpec kSpec = IteratorSpec<RangeIterator>(kRangeMethods);
  return kSpec;
}

const TypeSpec& LongRangeIteratorSpec() {
  static const TypeSpec kSpec = IteratorSpec<SequenceIterator>(kLongRangeMethods);
  return kSpec;
}

const TypeSpec& DictIteratorSpec() {
  static const TypeSpec kSpec = IteratorSpec<DictIterator>(kTableMethods<DictIterator>);
  return kSpec;
}

const TypeSpec& SetIteratorSpec() {
  static const TypeSpec kSpec = IteratorSpec<SetIterator>(kTableMethods<SetIterator>);
  return kSpec;
}

const TypeSpec& SequenceIteratorSpec() {
  static const TypeSpec kSpec = IteratorSpec<SequenceIterator>(kSequenceMethods);
  return kSpec;
}

const TypeSpec& CallableIteratorSpec() {
  static const TypeSpec kSpec = IteratorSpec<CallableIterator>(kCallableMethods);
  return kSpec;
}

}  // namespace krait
