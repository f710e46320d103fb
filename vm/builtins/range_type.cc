#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/sequence_search.h"
#include "vm/builtins/slice_bounds.h"
#include "vm/builtins/specs.h"
#include "vm/object/bind.h"
#include "vm/object/exception.h"
#include "vm/object/int_arithmetic.h"
#include "vm/object/iterators.h"
#include "vm/object/operations.h"
#include "vm/object/range.h"
#include "vm/object/slice.h"
#include "vm/object/tuple.h"

/// range.
namespace krait {
namespace {

Range* AsRange(Value value) { return Cast<Range>(value); }

constexpr Value kZero = Value::FromInt(0);
constexpr Value kOne = Value::FromInt(1);

Result<Value> RangeNew(Thread& t, Type*, Args args) {
  if (args.has_keywords() && args.keyword_names->size() != 0) {
    return RaiseTypeError(t, "range() takes no keyword arguments");
  }
  if (args.count == 0 || args.count > 3) {
    return RaiseTypeError(t, absl::StrCat("range expected at ",
                                          args.count == 0 ? "least 1 argument" : "most 3 arguments",
                                          ", got ", args.count));
  }
  if (args.count == 1) return Range::New(t, kZero, TRY(ToIndex(t, args[0])), kOne);
  const Value start = TRY(ToIndex(t, args[0]));
  const Value stop = TRY(ToIndex(t, args[1]));
  const Value step = args.count == 2 ? kOne : TRY(ToIndex(t, args[2]));
  return Range::New(t, start, stop, step);
}

Result<Value> RangeRepr(Thread& t, Value self) {
  const Range* range = AsRange(self);
  std::string text = absl::StrCat("range(", TRY(Repr(t, range->start()))->ToUtf8(), ", ",
                                  TRY(Repr(t, range->stop()))->ToUtf8());
  if (!IsSame(range->step(), kOne)) {
    absl::StrAppend(&text, ", ", TRY(Repr(t, range->step()))->ToUtf8());
  }
  return Str::FromUtf8(t, text + ")");
}

/// Ranges are equal when their elements are: those of no element, those of one with the same start.
bool SameElements(const Range* a, const Range* b) {
  if (IntCompare(a->length(), b->length()) != 0) return false;
  if (IntSign(a->length()) == 0) return true;
  if (IntCompare(a->start(), b->start()) != 0) return false;
  return IntCompare(a->length(), kOne) == 0 || IntCompare(a->step(), b->step()) == 0;
}

Result<Value> RangeCompare(Thread&, Value self, Value other, CompareOp op) {
  if ((op != CompareOp::kEq && op != CompareOp::kNe) || !Is<Range>(self) || !Is<Range>(other)) {
    return Value::NotImplemented();
  }
  return Value::FromBool(SameElements(AsRange(self), AsRange(other)) == (op == CompareOp::kEq));
}

/// That of (length, start or None, step or None), without what does not matter to equality.
Result<int64_t> RangeHash(Thread& t, Value self) {
  const Range* range = AsRange(self);
  const bool empty = IntSign(range->length()) == 0;
  const bool single = IntCompare(range->length(), kOne) == 0;
  Tuple* parts = TRY(Tuple::Of(t, range->length(), empty ? Value::None() : range->start(),
                               empty || single ? Value::None() : range->step()));
  return Hash(t, Value::FromObject(parts));
}

Result<int64_t> RangeLength(Thread& t, Value self) {
  int64_t length;
  if (ToInt64(AsRange(self)->length(), &length)) return length;
  return RaiseOverflowError(t, "Python int too large to convert to C ssize_t");
}

Result<bool> RangeTruth(Thread&, Value self) { return IntSign(AsRange(self)->length()) != 0; }

Result<Value> RangeSlice(Thread& t, const Range* range, const Slice* slice) {
  const WideSliceBounds bounds = TRY(FitSlice(t, slice, range->length()));
  const Value step = TRY(IntMultiply(t, range->step(), bounds.step));
  const Value start = TRY(range->At(t, bounds.start));
  const Value stop = TRY(range->At(t, bounds.stop));
  return Range::New(t, start, stop, step);
}

Result<Value> RangeGetItem(Thread& t, Value self, Value key) {
  const Range* range = AsRange(self);
  if (Is<Slice>(key)) return RangeSlice(t, range, Cast<Slice>(key));
  if (!IsIntLike(key) && TypeOf(t, key)->slots().index == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat("range indices must be integers or slices, not ", TypeName(t, key)));
  }
  Value index = TRY(ToIndex(t, key));
  if (IntSign(index) < 0) index = TRY(IntAdd(t, index, range->length()));
  if (IntSign(index) < 0 || IntCompare(index, range->length()) >= 0) {
    return Raise(t, &BuiltinTypes::IndexError, "range object index out of range");
  }
  return range->At(t, index);
}

/// Only exact ints and bools are found by calculation: anything else may compare as it likes.
bool IsPlainInt(Value value) { return value.IsInt() || value.IsBool() || IsExactly<Int>(value); }

Result<bool> RangeContains(Thread& t, Value self, Value item) {
  if (IsPlainInt(item)) return !TRY(AsRange(self)->IndexOf(t, TRY(ToIndex(t, item)))).IsUnbound();
  const Value iterator = TRY(NewRangeIterator(t, AsRange(self)));
  for (size_t i = 0;; ++i) {
    const Value element = TRY(Next(t, iterator));
    if (element.IsUnbound()) return false;
    if (TRY(Equals(t, element, item))) return true;
    TRY(PollAt(t, i));
  }
}

Result<Value> RangeIter(Thread& t, Value self) { return NewRangeIterator(t, AsRange(self)); }

// --- Methods ---------------------------------------------------------------------------------

Result<Value> RangeReversed(Thread& t, Range* self) {
  if (IntSign(self->length()) != 0) return NewRangeIterator(t, TRY(self->Reversed(t)));
  // As if it went down from the element before the first.
  const Value start = TRY(IntSubtract(t, self->start(), self->step()));
  const Value step = TRY(IntSubtract(t, kZero, self->step()));
  return NewRangeIterator(t, TRY(Range::New(t, start, start, step)));
}

Result<Value> RangeReduce(Thread& t, Range* self) {
  Tuple* bounds = TRY(Tuple::Of(t, self->start(), self->stop(), self->step()));
  return Tuple::Of(t, Value::FromObject(types(t).range), Value::FromObject(bounds));
}

Result<int64_t> RangeCount(Thread& t, Range* self, Value value) {
  if (IsPlainInt(value)) return TRY(RangeContains(t, Value::FromObject(self), value)) ? 1 : 0;
  const Value iterator = TRY(NewRangeIterator(t, self));
  int64_t count = 0;
  for (size_t i = 0;; ++i) {
    const Value element = TRY(Next(t, iterator));
    if (element.IsUnbound()) return count;
    if (TRY(Equals(t, element, value))) ++count;
    TRY(PollAt(t, i));
  }
}

Result<Value> RangeIndex(Thread& t, Range* self, Value value) {
  if (IsPlainInt(value)) {
    const Value index = TRY(self->IndexOf(t, TRY(ToIndex(t, value))));
    if (!index.IsUnbound()) return index;
    return RaiseValueError(t, absl::StrCat(TRY(Repr(t, value))->ToUtf8(), " is not in range"));
  }
  const Value iterator = TRY(NewRangeIterator(t, self));
  for (int64_t i = 0;; ++i) {
    const Value element = TRY(Next(t, iterator));
    if (element.IsUnbound()) break;
    if (TRY(Equals(t, element, value))) return Int::From(t, i);
    TRY(PollAt(t, static_cast<size_t>(i)));
  }
  return RaiseValueError(t, "sequence.index(x): x not in sequence");
}

Result<Value> GetStart(Thread&, Value self) { return AsRange(self)->start(); }
Result<Value> GetStop(Thread&, Value self) { return AsRange(self)->stop(); }
Result<Value> GetStep(Thread&, Value self) { return AsRange(self)->step(); }

constexpr Method kRangeMethods[] = {
    HideSignature(Bind<RangeReversed>("__reversed__", "($self, /)")),
    HideSignature(Bind<RangeReduce>("__reduce__", "($self, /)")),
    HideSignature(Bind<RangeCount>("count", "($self, value, /)")),
    HideSignature(Bind<RangeIndex>("index", "($self, value, /)")),
};
constexpr GetSet kRangeGetSets[] = {
    {"start", &GetStart, nullptr, true},
    {"stop", &GetStop, nullptr, true},
    {"step", &GetStep, nullptr, true},
};

}  // namespace

const TypeSpec& RangeSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.new_ = &RangeNew;
    spec.slots.repr = &RangeRepr;
    spec.slots.hash = &RangeHash;
    spec.slots.compare = &RangeCompare;
    spec.slots.length = &RangeLength;
    spec.slots.truth = &RangeTruth;
    spec.slots.getitem = &RangeGetItem;
    spec.slots.contains = &RangeContains;
    spec.slots.iter = &RangeIter;
    spec.methods = kRangeMethods;
    spec.getset = kRangeGetSets;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
