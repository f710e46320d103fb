#include "absl/strings/str_cat.h"
#include "vm/builtins/list_sort.h"
#include "vm/modules/builtins_functions.h"
#include "vm/object/bytearray.h"
#include "vm/object/bytes.h"
#include "vm/object/collect.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/small_int.h"
#include "vm/object/step.h"
#include "vm/object/tuple.h"

/// Built-in functions that make one thing of all items of an iterable.
namespace krait {
namespace {

/// max and min: `op` is how a better item compares with the best so far.
Result<Value> Extreme(Thread& t, const char* name, CompareOp op, Args args) {
  Value key = Value::None();
  Value otherwise;
  for (size_t k = 0; args.has_keywords() && k < args.keyword_names->size(); ++k) {
    const Str* keyword = Cast<Str>(args.keyword_names->At(k));
    if (keyword->EqualsAscii("key")) {
      key = args[args.count + k];
    } else if (keyword->EqualsAscii("default")) {
      otherwise = args[args.count + k];
    } else {
      return RaiseTypeError(t, absl::StrCat("'", keyword->ToUtf8(),
                                            "' is an invalid keyword argument for ", name, "()"));
    }
  }
  if (args.count == 0) {
    return RaiseTypeError(t, absl::StrCat(name, " expected at least 1 argument, got 0"));
  }
  if (args.count > 1 && !otherwise.IsUnbound()) {
    return RaiseTypeError(t, absl::StrCat("Cannot specify a default for ", name,
                                          "() with multiple positional arguments"));
  }
  Value source = args[0];
  if (args.count > 1) {
    source = Value::FromObject(TRY(Tuple::From(t, {args.values, args.count})));
  }
  Value best;
  Value best_key;
  Items items;
  TRY(items.Start(t, source));
  for (;;) {
    const Value item = TRY(items.Next(t));
    if (item.IsUnbound()) break;
    const Value item_key = key.IsNone() ? item : TRY(CallStep(t, key, {&item, 1}));
    if (best.IsUnbound() || TRY(RichCompareBool(t, item_key, best_key, op))) {
      best = item;
      best_key = item_key;
    }
    TRY(CheckPoll(t));
  }
  if (!best.IsUnbound()) return best;
  if (!otherwise.IsUnbound()) return otherwise;
  return RaiseValueError(t, absl::StrCat(name, "() arg is an empty sequence"));
}

}  // namespace

Result<bool> BuiltinAll(Thread& t, Value iterable) {
  Items items;
  TRY(items.Start(t, iterable));
  for (;;) {
    const Value item = TRY(items.Next(t));
    if (item.IsUnbound()) return true;
    if (!TRY(IsTrue(t, item))) return false;
    TRY(CheckPoll(t));
  }
}

Result<bool> BuiltinAny(Thread& t, Value iterable) {
  Items items;
  TRY(items.Start(t, iterable));
  for (;;) {
    const Value item = TRY(items.Next(t));
    if (item.IsUnbound()) return false;
    if (TRY(IsTrue(t, item))) return true;
    TRY(CheckPoll(t));
  }
}

Result<Value> BuiltinSum(Thread& t, Value iterable, Value start) {
  Items items;
  TRY(items.Start(t, iterable));
  if (Is<Str>(start)) {
    return RaiseTypeError(t, "sum() can't sum strings [use ''.join(seq) instead]");
  }
  if (Is<Bytes>(start)) {
    return RaiseTypeError(t, "sum() can't sum bytes [use b''.join(seq) instead]");
  }
  if (Is<ByteArray>(start)) {
    return RaiseTypeError(t, "sum() can't sum bytearray [use b''.join(seq) instead]");
  }
  Value total = start;
  for (;;) {
    Value item = TRY(items.Next(t));
    if (item.IsUnbound()) return total;
    // Counts of what is true: to an int, a bool adds as an int does.
    if (item.IsBool() && total.IsInt()) item = Value::FromInt(item.AsBool() ? 1 : 0);
    if (const Value small = QuickInt<BinaryOperator::kAdd>(total, item); !small.IsUnbound()) {
      total = small;
    } else if (total.IsFloat() && item.IsFloat()) {
      total = TRY(Float::From(t, total.AsFloat() + item.AsFloat()));
    } else {
      total = TRY(BinaryOperation(t, BinaryOperator::kAdd, total, item));
    }
    TRY(CheckPoll(t));
  }
}

Result<Value> BuiltinMax(Thread& t, Args args) { return Extreme(t, "max", CompareOp::kGt, args); }
Result<Value> BuiltinMin(Thread& t, Args args) { return Extreme(t, "min", CompareOp::kLt, args); }

Result<Value> BuiltinSorted(Thread& t, Args args) {
  if (args.count != 1) {
    return RaiseTypeError(t, absl::StrCat("sorted expected 1 argument, got ", args.count));
  }
  List* list = TRY(ListOf(t, args[0]));
  if (!args.has_keywords()) {
    TRY(SortList(t, list, Value::None(), false));
    return list;
  }
  TRY(CallMethod(t, Value::FromObject(list), names(t).sort,
                 {args.values + 1, 0, args.keyword_names}));
  return list;
}

}  // namespace krait
