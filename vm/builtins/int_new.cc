#include "absl/strings/str_cat.h"
#include "vm/builtins/int_slots.h"
#include "vm/builtins/int_string.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/number_source.h"
#include "vm/number/int_text.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/vm.h"
#include "vm/object/warn.h"

namespace krait::int_slots {
namespace {

constexpr Method kSignature = ConstructorSignature("int", "(x=<missing>, /, base=<missing>)");

/// What __int__ gave, as an exact int.
Result<Value> CheckIntResult(Thread& t, Value result) {
  if (result.IsInt() || IsExactly<Int>(result)) return result;
  if (!IsIntLike(result)) {
    return RaiseTypeError(
        t, absl::StrCat("__int__ returned non-int (type ", TypeName(t, result), ")"));
  }
  TRY(WarnDeprecated(t, absl::StrCat("__int__ returned non-int (type ", TypeName(t, result),
                                     ").  The ability to return an instance of a strict subclass "
                                     "of int is deprecated, and may be removed in a future "
                                     "version of Python.")));
  return Exact(t, result);
}

/// What __trunc__ gives, as an exact int.
Result<Value> Truncate(Thread& t, Value trunc) {
  TRY(WarnDeprecated(t, "The delegation of int() to __trunc__ is deprecated."));
  const Value result = TRY(CallWith(t, trunc));
  if (IsIntLike(result)) return Exact(t, result);
  if (TypeOf(t, result)->slots().index == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat("__trunc__ returned non-Integral (type ", TypeName(t, result), ")"));
  }
  return ToIndex(t, result);
}

/// int(object), always exact.
Result<Value> FromObject(Thread& t, Value object) {
  if (object.IsInt() || IsExactly<Int>(object)) return object;
  if (IsExactly<Str>(object)) return IntFromStr(t, Cast<Str>(object), 10);
  const TypeSlots& slots = TypeOf(t, object)->slots();
  if (slots.int_ != nullptr) return CheckIntResult(t, TRY(slots.int_(t, object)));
  if (slots.index != nullptr) return ToIndex(t, object);
  const Value trunc = TRY(LookupSpecial(t, object, names(t).__trunc__));
  if (!trunc.IsUnbound()) return Truncate(t, trunc);
  if (Is<Str>(object)) return IntFromStr(t, Cast<Str>(object), 10);
  const Value bytes = TRY(BytesOfBuffer(t, object));
  if (!bytes.IsUnbound()) return IntFromBytesText(t, Cast<Bytes>(bytes), 10);
  return RaiseTypeError(t, absl::StrCat("int() argument must be a string, a bytes-like object or "
                                        "a real number, not '",
                                        TypeName(t, object), "'"));
}

Result<Value> FromText(Thread& t, Value text, Value base) {
  const int64_t number = ClampToInt64(TRY(ToIndex(t, base)));
  if (number != 0 && (number < 2 || number > 36)) return RaiseValueError(t, kBadIntBase);
  if (Is<Str>(text)) return IntFromStr(t, Cast<Str>(text), static_cast<int>(number));
  if (Is<Bytes>(text) || IsInstanceOf(t, text, types(t).bytearray)) {
    const Value bytes = TRY(BytesOfBuffer(t, text));
    return IntFromBytesText(t, Cast<Bytes>(bytes), static_cast<int>(number));
  }
  return RaiseTypeError(t, "int() can't convert non-string with explicit base");
}

Result<Value> FromArguments(Thread& t, Value x, Value base) {
  if (!x.IsUnbound()) return base.IsUnbound() ? FromObject(t, x) : FromText(t, x, base);
  if (!base.IsUnbound()) return RaiseTypeError(t, "int() missing string argument");
  return Value::FromInt(0);
}

}  // namespace

Result<Value> New(Thread& t, Type* cls, Args args) {
  Value bound[2];
  TRY(BindArguments(t, kSignature, args, bound));
  const Value number = TRY(FromArguments(t, bound[0], bound[1]));
  if (cls == types(t).int_) return number;
  return Int::NewOfType(t, cls, IntOperand(number));
}

}  // namespace krait::int_slots
