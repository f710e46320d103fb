#include <bit>

#include "absl/strings/str_cat.h"
#include "vm/builtins/generic_alias.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/sequence_search.h"
#include "vm/builtins/specs.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"
#include "vm/object/exception.h"
#include "vm/object/iterators.h"
#include "vm/object/key_match.h"
#include "vm/object/operations.h"
#include "vm/object/repr_guard.h"
#include "vm/object/slice.h"
#include "vm/object/slicing.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"

/// tuple.
namespace krait {
namespace {

Tuple* AsTuple(Value value) { return Cast<Tuple>(value); }

auto ElementsOf(const Tuple* tuple) {
  return [tuple](size_t i) { return i < tuple->size() ? tuple->At(i) : Value::Unbound(); };
}

Result<Value> TupleNew(Thread& t, Type* cls, Args args) {
  if (args.has_keywords() && args.keyword_names->size() != 0 &&
      cls->slots().init == types(t).object->slots().init) {
    return RaiseTypeError(t, "tuple() takes no keyword arguments");
  }
  if (args.count > 1) {
    return RaiseTypeError(t, absl::StrCat("tuple expected at most 1 argument, got ", args.count));
  }
  Tuple* values = args.count == 0 ? Tuple::Empty(t) : TRY(TupleOf(t, args[0]));
  if (cls == types(t).tuple) return values;
  Tuple* tuple = TRY(Tuple::NewOfType(t, cls, values->size()));
  for (size_t i = 0; i < values->size(); ++i) tuple->Set(i, values->At(i));
  return tuple;
}

Result<Value> TupleRepr(Thread& t, Value self) {
  const Tuple* tuple = AsTuple(self);
  if (tuple->size() == 0) return Str::FromUtf8(t, "()");
  const ReprGuard guard(t, self);
  if (guard.recursive()) return Str::FromUtf8(t, "(...)");
  StrWriter writer(t);
  writer.Append('(');
  for (size_t i = 0; i < tuple->size(); ++i) {
    if (i != 0) writer.AppendAscii(", ");
    writer.Append(TRY(Repr(t, tuple->At(i))));
    TRY(PollAt(t, i));
  }
  writer.AppendAscii(tuple->size() == 1 ? ",)" : ")");
  return writer.Finish(t);
}

/// xxHash over the items' hashes, in the form that CPython uses since 3.8.
Result<int64_t> TupleHash(Thread& t, Value self) {
  constexpr uint64_t kPrime1 = 11400714785074694791u;
  constexpr uint64_t kPrime2 = 14029467366897019727u;
  constexpr uint64_t kPrime5 = 2870177450012600261u;
  TRY(CheckNativeStack(t));
  const Tuple* tuple = AsTuple(self);
  uint64_t sum = kPrime5;
  for (size_t i = 0; i < tuple->size(); ++i) {
    sum += static_cast<uint64_t>(TRY(HashOfKey(t, tuple->At(i)))) * kPrime2;
    sum = std::rotl(sum, 31) * kPrime1;
    TRY(PollAt(t, i));
  }
  sum += tuple->size() ^ (kPrime5 ^ 3527539u);
  return sum == UINT64_MAX ? 1546275796 : static_cast<int64_t>(sum);
}

Result<Value> TupleCompare(Thread& t, Value self, Value other, CompareOp op) {
  if (!Is<Tuple>(self) || !Is<Tuple>(other)) return Value::NotImplemented();
  const Tuple* a = AsTuple(self);
  const Tuple* b = AsTuple(other);
  return CompareElements(
      t, ElementsOf(a), ElementsOf(b), [a] { return a->size(); }, [b] { return b->size(); }, op);
}

Result<int64_t> TupleLength(Thread&, Value self) {
  return static_cast<int64_t>(AsTuple(self)->size());
}

Result<Value> TupleGetItem(Thread& t, Value self, Value key) {
  Tuple* tuple = AsTuple(self);
  if (Is<Slice>(key)) return GetTupleSlice(t, tuple, TRY(Cast<Slice>(key)->Unpack(t)));
  if (!IsIntLike(key) && TypeOf(t, key)->slots().index == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat("tuple indices must be integers or slices, not ", TypeName(t, key)));
  }
  int64_t index = TRY(ToIndexInt64(t, key, &BuiltinTypes::IndexError));
  if (index < 0) index += static_cast<int64_t>(tuple->size());
  if (index < 0 || static_cast<size_t>(index) >= tuple->size()) {
    return Raise(t, &BuiltinTypes::IndexError, "tuple index out of range");
  }
  return tuple->At(static_cast<size_t>(index));
}

Result<bool> TupleContains(Thread& t, Value self, Value item) {
  const Tuple* tuple = AsTuple(self);
  return TRY(FindElement(t, ElementsOf(tuple), item, 0, tuple->size())) >= 0;
}

Result<Value> TupleIter(Thread& t, Value self) { return TupleIterator::New(t, AsTuple(self)); }

Result<Value> TupleConcat(Thread& t, Value self, Value other) {
  if (!Is<Tuple>(other)) {
    return RaiseTypeError(
        t, absl::StrCat("can only concatenate tuple (not \"", TypeName(t, other), "\") to tuple"));
  }
  const Tuple* a = AsTuple(self);
  const Tuple* b = AsTuple(other);
  if (a->size() == 0 && IsExactly<Tuple>(other)) return other;
  if (b->size() == 0 && IsExactly<Tuple>(self)) return self;
  Tuple* result = TRY(Tuple::New(t, a->size() + b->size()));
  for (size_t i = 0; i < a->size(); ++i) result->Set(i, a->At(i));
  for (size_t i = 0; i < b->size(); ++i) result->Set(a->size() + i, b->At(i));
  return result;
}

Result<Value> TupleRepeat(Thread& t, Value self, int64_t count) {
  const Tuple* tuple = AsTuple(self);
  const size_t size = tuple->size();
  if (count == 1 && IsExactly<Tuple>(self)) return self;
  if (count <= 0 || size == 0) return Tuple::Empty(t);
  if (static_cast<uint64_t>(count) > SIZE_MAX / sizeof(Value) / size) return RaiseMemoryError(t);
  Tuple* result = TRY(Tuple::New(t, size * static_cast<size_t>(count)));
  for (size_t i = 0, from = 0; i < result->size(); ++i) {
    result->Set(i, tuple->At(from));
    if (++from == size) from = 0;
  }
  return result;
}

// --- Methods ---------------------------------------------------------------------------------

Result<Value> TupleIndex(Thread& t, Tuple* self, Value value, SearchBound start,
                         Opt<SearchBound> stop) {
  const auto size = static_cast<int64_t>(self->size());
  const int64_t begin = start.ClampedTo(size);
  const int64_t end = stop ? std::min((*stop).ClampedTo(size), size) : size;
  const int64_t found = TRY(FindElement(t, ElementsOf(self), value, static_cast<size_t>(begin),
                                        static_cast<size_t>(end)));
  if (found < 0) return RaiseValueError(t, "tuple.index(x): x not in tuple");
  return Value::FromInt(found);
}

Result<int64_t> TupleCount(Thread& t, Tuple* self, Value value) {
  return CountElements(t, ElementsOf(self), value);
}

Result<Value> TupleGetNewArgs(Thread& t, Tuple* self) {
  Tuple* copy = TRY(Tuple::From(t, self->values()));
  return Tuple::Of(t, Value::FromObject(copy));
}

constexpr Method kTupleMethods[] = {
    Bind<TupleGetNewArgs>("__getnewargs__", "($self, /)"),
    Bind<TupleIndex>("index", "($self, value, start=0, stop=sys.maxsize, /)"),
    Bind<TupleCount>("count", "($self, value, /)"),
    HideSignature(Bind<MakeGenericAlias>("__class_getitem__", "($type, item, /)").AsClassMethod()),
};

}  // namespace

const TypeSpec& TupleSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.new_ = &TupleNew;
    spec.slots.repr = &TupleRepr;
    spec.slots.hash = &TupleHash;
    spec.slots.compare = &TupleCompare;
    spec.slots.length = &TupleLength;
    spec.slots.getitem = &TupleGetItem;
    spec.slots.contains = &TupleContains;
    spec.slots.iter = &TupleIter;
    spec.slots.concat = &TupleConcat;
    spec.slots.repeat = &TupleRepeat;
    spec.methods = kTupleMethods;
    spec.text_signature = "(iterable=(), /)";
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
