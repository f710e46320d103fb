#include <string_view>

#include "absl/strings/str_cat.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/warn.h"

namespace krait {

Result<Value> ToIndex(Thread& t, Value object) {
  if (object.IsInt() || IsExactly<Int>(object)) return object;
  if (object.IsBool()) return Value::FromInt(object.AsBool());
  if (Is<Int>(object)) return Int::FromView(t, Cast<Int>(object)->view());
  const UnarySlot slot = TypeOf(t, object)->slots().index;
  if (slot == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat("'", TypeName(t, object), "' object cannot be interpreted as an integer"));
  }
  const Value result = TRY(slot(t, object));
  if (result.IsInt() || IsExactly<Int>(result)) return result;
  if (!IsIntLike(result)) {
    return RaiseTypeError(
        t, absl::StrCat("__index__ returned non-int (type ", TypeName(t, result), ")"));
  }
  TRY(WarnDeprecated(t, absl::StrCat("__index__ returned non-int (type ", TypeName(t, result),
                                     ").  The ability to return an instance of a strict subclass "
                                     "of int is deprecated, and may be removed in a future "
                                     "version of Python.")));
  return ToIndex(t, result);
}

Result<int64_t> ToIndexInt64(Thread& t, Value object, Type* BuiltinTypes::* error) {
  if (object.IsInt()) return object.AsInt();
  const Value index = TRY(ToIndex(t, object));
  int64_t result;
  if (ToInt64(index, &result)) return result;
  return Raise(t, error,
               absl::StrCat("cannot fit '", TypeName(t, object), "' into an index-sized integer"));
}

Result<int64_t> ToIndexSsize(Thread& t, Value object) {
  return ToCInteger(t, object, INT64_MIN, INT64_MAX, "ssize_t");
}

Result<int64_t> ToCInteger(Thread& t, Value object, int64_t low, int64_t high, const char* c_type) {
  const Value index = TRY(ToIndex(t, object));
  int64_t result;
  if (!ToInt64(index, &result)) {
    return RaiseOverflowError(t, absl::StrCat("Python int too large to convert to C ", c_type));
  }
  if (result >= low && result <= high) return result;
  return RaiseOverflowError(t, absl::StrCat("Python int too large to convert to C ", c_type));
}

Result<int64_t> ToSliceIndex(Thread& t, Value object, int64_t if_none) {
  if (object.IsNone()) return if_none;
  if (object.IsInt()) return object.AsInt();
  if (!IsIntLike(object) && TypeOf(t, object)->slots().index == nullptr) {
    return RaiseTypeError(t, "slice indices must be integers or None or have an __index__ method");
  }
  return ClampToInt64(TRY(ToIndex(t, object)));
}

Result<double> ToDouble(Thread& t, Value object) {
  if (IsFloatLike(object)) return FloatOf(object);
  if (object.IsInt()) return static_cast<double>(object.AsInt());
  const TypeSlots& slots = TypeOf(t, object)->slots();
  if (slots.float_ != nullptr) {
    const Value result = TRY(slots.float_(t, object));
    if (result.IsFloat() || IsExactly<Float>(result)) return FloatOf(result);
    const std::string text = absl::StrCat(
        TypeName(t, object), ".__float__ returned non-float (type ", TypeName(t, result), ")");
    if (!IsFloatLike(result)) return RaiseTypeError(t, text);
    TRY(WarnDeprecated(t, absl::StrCat(text,
                                       ".  The ability to return an instance of a strict subclass "
                                       "of float is deprecated, and may not be supported in a "
                                       "future version of Python.")));
    return FloatOf(result);
  }
  if (slots.index == nullptr) {
    return RaiseTypeError(t, absl::StrCat("must be real number, not ", TypeName(t, object)));
  }
  const Value index = TRY(ToIndex(t, object));
  const Value as_float = TRY(types(t).int_->slots().float_(t, index));
  return FloatOf(as_float);
}

}  // namespace krait
