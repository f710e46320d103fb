#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/slice_bounds.h"
#include "vm/builtins/specs.h"
#include "vm/object/bind.h"
#include "vm/object/exception.h"
#include "vm/object/int_arithmetic.h"
#include "vm/object/operations.h"
#include "vm/object/slice.h"
#include "vm/object/tuple.h"

/// slice.
namespace krait {
namespace {

Slice* AsSlice(Value value) { return Cast<Slice>(value); }

Result<Tuple*> ToTuple(Thread& t, const Slice* slice) {
  return Tuple::Of(t, slice->start(), slice->stop(), slice->step());
}

Result<Value> SliceNew(Thread& t, Type*, Args args) {
  if (args.has_keywords() && args.keyword_names->size() != 0) {
    return RaiseTypeError(t, "slice() takes no keyword arguments");
  }
  if (args.count == 0 || args.count > 3) {
    return RaiseTypeError(t, absl::StrCat("slice expected at ",
                                          args.count == 0 ? "least 1 argument" : "most 3 arguments",
                                          ", got ", args.count));
  }
  const Value none = Value::None();
  if (args.count == 1) return Slice::New(t, none, args[0], none);
  return Slice::New(t, args[0], args[1], args.count == 3 ? args[2] : none);
}

Result<Value> SliceRepr(Thread& t, Value self) {
  const Slice* slice = AsSlice(self);
  Str* start = TRY(Repr(t, slice->start()));
  Str* stop = TRY(Repr(t, slice->stop()));
  Str* step = TRY(Repr(t, slice->step()));
  return Str::FromUtf8(
      t, absl::StrCat("slice(", start->ToUtf8(), ", ", stop->ToUtf8(), ", ", step->ToUtf8(), ")"));
}

/// Slices compare as the tuples of their parts do.
Result<Value> SliceCompare(Thread& t, Value self, Value other, CompareOp op) {
  if (!Is<Slice>(self) || !Is<Slice>(other)) return Value::NotImplemented();
  if (self.SameBits(other)) {
    return Value::FromBool(op == CompareOp::kEq || op == CompareOp::kLe || op == CompareOp::kGe);
  }
  const Value left = Value::FromObject(TRY(ToTuple(t, AsSlice(self))));
  const Value right = Value::FromObject(TRY(ToTuple(t, AsSlice(other))));
  return RichCompare(t, left, right, op);
}

Result<Value> SliceIndices(Thread& t, Slice* self, Value length) {
  const Value size = TRY(ToIndex(t, length));
  if (IntSign(size) < 0) return RaiseValueError(t, "length should not be negative");
  const WideSliceBounds bounds = TRY(FitSlice(t, self, size));
  return Tuple::Of(t, bounds.start, bounds.stop, bounds.step);
}

Result<Value> SliceReduce(Thread& t, Slice* self) {
  const Value parts = Value::FromObject(TRY(ToTuple(t, self)));
  return Tuple::Of(t, Value::FromObject(types(t).slice), parts);
}

Result<Value> GetStart(Thread&, Value self) { return AsSlice(self)->start(); }
Result<Value> GetStop(Thread&, Value self) { return AsSlice(self)->stop(); }
Result<Value> GetStep(Thread&, Value self) { return AsSlice(self)->step(); }

constexpr Method kSliceMethods[] = {
    HideSignature(Bind<SliceIndices>("indices", "($self, len, /)")),
    HideSignature(Bind<SliceReduce>("__reduce__", "($self, /)")),
};
constexpr GetSet kSliceGetSets[] = {
    {"start", &GetStart, nullptr, true},
    {"stop", &GetStop, nullptr, true},
    {"step", &GetStep, nullptr, true},
};

}  // namespace

const TypeSpec& SliceSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.new_ = &SliceNew;
    spec.slots.repr = &SliceRepr;
    spec.slots.compare = &SliceCompare;
    spec.methods = kSliceMethods;
    spec.getset = kSliceGetSets;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
