#pragma once

#include <cstdint>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/object/bind.h"
#include "vm/object/buffer.h"

namespace krait {

/// How much to read or how long a file shall be: an integer or None.
struct SizeOrNone {
  bool is_none = true;
  int64_t value = -1;
};

template <>
struct ArgumentAs<SizeOrNone> {
  static Result<SizeOrNone> From(Thread& t, const ArgumentPlace&, Value value) {
    if (value.IsNone()) return SizeOrNone{};
    if (value.IsInt()) return SizeOrNone{false, value.AsInt()};
    if (!IsIntLike(value) && TypeOf(t, value)->slots().index == nullptr) {
      return RaiseTypeError(
          t, absl::StrCat("argument should be integer or None, not '", TypeName(t, value), "'"));
    }
    return SizeOrNone{false, TRY(ToIndexInt64(t, value))};
  }
};

/// A flag that must be an int.
inline Result<bool> IntFlag(Thread& t, Value value) {
  if (value.IsBool()) return value.IsTrue();
  return TRY(ToCInteger(t, value, INT32_MIN, INT32_MAX, "int")) != 0;
}

/// The writable buffer that a readinto() was given. "readinto() argument must be ..." otherwise.
inline Result<None> TakeWritable(Thread& t, const char* function, Value object, Buffer& out) {
  if (HasBuffer(t, object)) {
    if (out.Take(object, kBufferWritable).ok()) return None{};
    if (!ClearPendingIf(t, &BuiltinTypes::BufferError)) return Raised{};
  }
  return RaiseTypeError(
      t, absl::StrCat(function, "() argument must be read-write bytes-like object, not ",
                      object.IsNone() ? "None" : TypeName(t, object)));
}

/// Binds a constructor's arguments: `out` has room for all parameters.
template <size_t kCount>
Result<None> BindConstructor(Thread& t, const Method& method, Args args, Value (&out)[kCount]) {
  return BindArguments(t, method, args, out);
}

}  // namespace krait
