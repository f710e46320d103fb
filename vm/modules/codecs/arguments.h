#pragma once

#include <optional>

#include "absl/strings/str_cat.h"
#include "vm/object/bind.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/tuple.h"

namespace krait {

/// The name of an error handler: a str, or None for "strict" (null).
struct ErrorsArgument {
  Str* name = nullptr;
};
template <>
struct ArgumentAs<ErrorsArgument> {
  static Result<ErrorsArgument> From(Thread& t, const ArgumentPlace& place, Value value) {
    if (value.IsNone()) return ErrorsArgument{};
    if (Is<Str>(value)) return ErrorsArgument{Cast<Str>(value)};
    return place.Mismatch(t, "str or None", value);
  }
};

/// Bytes to decode: those of any object with a buffer.
struct DataArgument {
  Bytes* bytes = nullptr;
};
template <>
struct ArgumentAs<DataArgument> {
  static Result<DataArgument> From(Thread& t, const ArgumentPlace&, Value value) {
    if (IsExactly<Bytes>(value)) return DataArgument{Cast<Bytes>(value)};
    Buffer buffer(t);
    TRY(buffer.Take(value));
    return DataArgument{TRY(Bytes::From(t, buffer.span()))};
  }
};

/// The same, or a str, which stands for its UTF-8.
struct TextOrDataArgument {
  Bytes* bytes = nullptr;
};
template <>
struct ArgumentAs<TextOrDataArgument> {
  static Result<TextOrDataArgument> From(Thread& t, const ArgumentPlace& place, Value value) {
    if (Is<Str>(value)) {
      return TextOrDataArgument{TRY(EncodeWith(t, Codec::kUtf8, Cast<Str>(value), nullptr))};
    }
    return TextOrDataArgument{TRY(ArgumentAs<DataArgument>::From(t, place, value)).bytes};
  }
};

/// (object, count), as encoders and decoders return it.
inline Result<Value> Pair(Thread& t, Result<Value> object, size_t count) {
  if (!object.ok()) return Raised{};
  return Tuple::Of(t, *object, Value::FromInt(static_cast<int64_t>(count)));
}

}  // namespace krait
