#include "absl/strings/str_cat.h"
#include "vm/modules/operator_getters.h"
#include "vm/modules/registry.h"
#include "vm/object/bind.h"
#include "vm/object/buffer.h"
#include "vm/object/dict.h"
#include "vm/object/module.h"
#include "vm/object/small_int.h"

/// The _operator module: Python's operators as functions.
namespace krait {
namespace {

template <BinaryOperator kOp>
Result<Value> Binary(Thread& t, Value a, Value b) {
  const Value quick = QuickInt<kOp>(a, b);
  return quick.IsUnbound() ? BinaryOperation(t, kOp, a, b) : quick;
}
template <BinaryOperator kOp>
Result<Value> Inplace(Thread& t, Value a, Value b) {
  return InplaceOperation(t, kOp, a, b);
}
template <CompareOp kOp>
Result<Value> Compare(Thread& t, Value a, Value b) {
  if (Value::BothInts(a, b)) return Value::FromBool(CompareInts(a.AsInt(), b.AsInt(), kOp));
  return RichCompare(t, a, b, kOp);
}
template <Result<Value> (*kFunction)(Thread&, Value)>
Result<Value> Unary(Thread& t, Value a) {
  return kFunction(t, a);
}

Result<bool> OperatorIs(Thread&, Value a, Value b) { return IsSame(a, b); }
Result<bool> OperatorIsNot(Thread&, Value a, Value b) { return !IsSame(a, b); }
Result<bool> OperatorTruth(Thread& t, Value a) { return IsTrue(t, a); }
Result<bool> OperatorNot(Thread& t, Value a) { return !TRY(IsTrue(t, a)); }

// --- Sequences -------------------------------------------------------------------------------

bool IsSequence(Thread& t, Value value) {
  return !Is<Dict>(value) && TypeOf(t, value)->slots().getitem != nullptr;
}

Result<Value> Concatenate(Thread& t, Value a, Value b, bool inplace) {
  const TypeSlots& slots = TypeOf(t, a)->slots();
  if (inplace && slots.inplace_concat != nullptr) return slots.inplace_concat(t, a, b);
  if (slots.concat != nullptr) return slots.concat(t, a, b);
  // Instances of Python-level classes have an __add__ only.
  if (IsSequence(t, a) && IsSequence(t, b)) {
    return inplace ? InplaceOperation(t, BinaryOperator::kAdd, a, b)
                   : BinaryOperation(t, BinaryOperator::kAdd, a, b);
  }
  return RaiseTypeError(t, absl::StrCat("'", TypeName(t, a), "' object can't be concatenated"));
}
Result<Value> OperatorConcat(Thread& t, Value a, Value b) { return Concatenate(t, a, b, false); }
Result<Value> OperatorInplaceConcat(Thread& t, Value a, Value b) {
  return Concatenate(t, a, b, true);
}

Result<bool> OperatorContains(Thread& t, Value a, Value b) { return Contains(t, a, b); }

/// Calls f(position) for each item equal to `value`, until it says false.
template <typename F>
Result<None> ForEachEqual(Thread& t, Value iterable, Value value, F f) {
  const Result<Value> iterator = GetIter(t, iterable);
  if (!iterator.ok()) {
    if (!ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
    return RaiseTypeError(
        t, absl::StrCat("argument of type '", TypeName(t, iterable), "' is not iterable"));
  }
  for (int64_t at = 0;; ++at) {
    const Value item = TRY(Next(t, *iterator));
    if (item.IsUnbound()) return None{};
    if (TRY(Equals(t, item, value)) && !f(at)) return None{};
    TRY(CheckPoll(t));
  }
}

Result<int64_t> OperatorCountOf(Thread& t, Value a, Value b) {
  int64_t count = 0;
  TRY(ForEachEqual(t, a, b, [&](int64_t) {
    ++count;
    return true;
  }));
  return count;
}

Result<int64_t> OperatorIndexOf(Thread& t, Value a, Value b) {
  int64_t found = -1;
  TRY(ForEachEqual(t, a, b, [&](int64_t at) {
    found = at;
    return false;
  }));
  if (found < 0) return RaiseValueError(t, "sequence.index(x): x not in sequence");
  return found;
}

Result<Value> OperatorGetItem(Thread& t, Value a, Value b) { return GetItem(t, a, b); }
Result<None> OperatorSetItem(Thread& t, Value a, Value b, Value c) { return SetItem(t, a, b, c); }
Result<None> OperatorDelItem(Thread& t, Value a, Value b) { return DelItem(t, a, b); }

Result<int64_t> OperatorLengthHint(Thread& t, Value object, Value otherwise) {
  return LengthHint(t, object, TRY(ToIndexSsize(t, otherwise)));
}

Result<Value> OperatorCall(Thread& t, Args args) {
  if (args.count == 0) return RaiseTypeError(t, "call expected at least 1 argument, got 0");
  return Call(t, args[0], args.Rest());
}

// --- _compare_digest -------------------------------------------------------------------------

/// Takes as long for equal as for different bytes of one length.
bool SameBytes(const uint8_t* a, size_t size_a, const uint8_t* b, size_t size_b) {
  // Of unequal lengths b is compared with itself, so that its length alone decides the time.
  volatile uint8_t difference = size_a == size_b ? 0 : 1;
  const uint8_t* left = size_a == size_b ? a : b;
  for (size_t i = 0; i < size_b; ++i) {
    difference = static_cast<uint8_t>(difference | (left[i] ^ b[i]));
  }
  return difference == 0;
}

Result<bool> CompareDigest(Thread& t, Value a, Value b) {
  if (Is<Str>(a) && Is<Str>(b)) {
    const Str* left = Cast<Str>(a);
    const Str* right = Cast<Str>(b);
    if (!left->is_ascii() || !right->is_ascii()) {
      return RaiseTypeError(t, "comparing strings with non-ASCII characters is not supported");
    }
    return SameBytes(left->data1(), left->length(), right->data1(), right->length());
  }
  if (!HasBuffer(t, a) && !HasBuffer(t, b)) {
    return RaiseTypeError(t, absl::StrCat("unsupported operand types(s) or combination of types: '",
                                          TypeName(t, a), "' and '", TypeName(t, b), "'"));
  }
  Buffer left(t);
  Buffer right(t);
  TRY(left.Take(a));
  TRY(right.Take(b));
  return SameBytes(left.span().data(), left.span().size(), right.span().data(),
                   right.span().size());
}

using Op = BinaryOperator;

constexpr Method kFunctions[] = {
    Bind<OperatorTruth>("truth", "($module, a, /)"),
    Bind<OperatorContains>("contains", "($module, a, b, /)"),
    Bind<OperatorIndexOf>("indexOf", "($module, a, b, /)"),
    Bind<OperatorCountOf>("countOf", "($module, a, b, /)"),
    Bind<OperatorIs>("is_", "($module, a, b, /)"),
    Bind<OperatorIsNot>("is_not", "($module, a, b, /)"),
    Bind<Binary<Op::kAdd>>("add", "($module, a, b, /)"),
    Bind<Binary<Op::kSubtract>>("sub", "($module, a, b, /)"),
    Bind<Binary<Op::kMultiply>>("mul", "($module, a, b, /)"),
    Bind<Binary<Op::kMatrixMultiply>>("matmul", "($module, a, b, /)"),
    Bind<Binary<Op::kFloorDivide>>("floordiv", "($module, a, b, /)"),
    Bind<Binary<Op::kTrueDivide>>("truediv", "($module, a, b, /)"),
    Bind<Binary<Op::kRemainder>>("mod", "($module, a, b, /)"),
    Bind<Unary<Negative>>("neg", "($module, a, /)"),
    Bind<Unary<Positive>>("pos", "($module, a, /)"),
    Bind<Unary<Absolute>>("abs", "($module, a, /)"),
    Bind<Unary<Invert>>("inv", "($module, a, /)"),
    Bind<Unary<Invert>>("invert", "($module, a, /)"),
    Bind<Binary<Op::kLshift>>("lshift", "($module, a, b, /)"),
    Bind<Binary<Op::kRshift>>("rshift", "($module, a, b, /)"),
    Bind<OperatorNot>("not_", "($module, a, /)"),
    Bind<Binary<Op::kAnd>>("and_", "($module, a, b, /)"),
    Bind<Binary<Op::kXor>>("xor", "($module, a, b, /)"),
    Bind<Binary<Op::kOr>>("or_", "($module, a, b, /)"),
    Bind<Inplace<Op::kAdd>>("iadd", "($module, a, b, /)"),
    Bind<Inplace<Op::kSubtract>>("isub", "($module, a, b, /)"),
    Bind<Inplace<Op::kMultiply>>("imul", "($module, a, b, /)"),
    Bind<Inplace<Op::kMatrixMultiply>>("imatmul", "($module, a, b, /)"),
    Bind<Inplace<Op::kFloorDivide>>("ifloordiv", "($module, a, b, /)"),
    Bind<Inplace<Op::kTrueDivide>>("itruediv", "($module, a, b, /)"),
    Bind<Inplace<Op::kRemainder>>("imod", "($module, a, b, /)"),
    Bind<Inplace<Op::kLshift>>("ilshift", "($module, a, b, /)"),
    Bind<Inplace<Op::kRshift>>("irshift", "($module, a, b, /)"),
    Bind<Inplace<Op::kAnd>>("iand", "($module, a, b, /)"),
    Bind<Inplace<Op::kXor>>("ixor", "($module, a, b, /)"),
    Bind<Inplace<Op::kOr>>("ior", "($module, a, b, /)"),
    Bind<OperatorConcat>("concat", "($module, a, b, /)"),
    Bind<OperatorInplaceConcat>("iconcat", "($module, a, b, /)"),
    Bind<OperatorGetItem>("getitem", "($module, a, b, /)"),
    Bind<OperatorSetItem>("setitem", "($module, a, b, c, /)"),
    Bind<OperatorDelItem>("delitem", "($module, a, b, /)"),
    Bind<Binary<Op::kPower>>("pow", "($module, a, b, /)"),
    Bind<Inplace<Op::kPower>>("ipow", "($module, a, b, /)"),
    Bind<Compare<CompareOp::kEq>>("eq", "($module, a, b, /)"),
    Bind<Compare<CompareOp::kNe>>("ne", "($module, a, b, /)"),
    Bind<Compare<CompareOp::kLt>>("lt", "($module, a, b, /)"),
    Bind<Compare<CompareOp::kLe>>("le", "($module, a, b, /)"),
    Bind<Compare<CompareOp::kGt>>("gt", "($module, a, b, /)"),
    Bind<Compare<CompareOp::kGe>>("ge", "($module, a, b, /)"),
    Bind<Unary<ToIndex>>("index", "($module, a, /)"),
    Bind<OperatorLengthHint>("length_hint", "($module, obj, default=0, /)"),
    Bind<OperatorCall>("call", "($module, obj, /, *args, **kwargs)"),
    Bind<CompareDigest>("_compare_digest", "($module, a, b, /)"),
};

}  // namespace

Result<Module*> MakeOperatorModule(Thread& t) {
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_operator"))));
  TRY(module->AddFunctions(t, kFunctions));
  TRY(AddOperatorGetters(t, module));
  return module;
}

}  // namespace krait
