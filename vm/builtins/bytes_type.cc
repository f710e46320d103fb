#include <algorithm>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "vm/builtins/byte_methods.h"
#include "vm/builtins/byte_values.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/object/attributes.h"
#include "vm/object/codec.h"
#include "vm/object/compare_order.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/iterators.h"
#include "vm/object/slice.h"
#include "vm/object/slicing.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// bytes: its slots. What it shares with bytearray stands in bytes_*.cc.
namespace krait {
namespace {

Bytes* AsBytes(Value value) { return Cast<Bytes>(value); }

Result<Value> BytesRepr(Thread& t, Value self) { return ReprOfBytes(t, SpanOf(self)); }
Result<int64_t> BytesHash(Thread& t, Value self) { return AsBytes(self)->Hash(t); }
Result<int64_t> BytesLength(Thread&, Value self) {
  return static_cast<int64_t>(AsBytes(self)->size());
}
Result<Value> BytesIter(Thread& t, Value self) {
  return BytesIterator::New(t, types(t).bytes_iterator, self.AsObject());
}

Result<Value> BytesCompare(Thread&, Value self, Value other, CompareOp op) {
  if (!Is<Bytes>(self) || !Is<Bytes>(other)) return Value::NotImplemented();
  const int order = AsBytes(self)->view().compare(AsBytes(other)->view());
  return CompareByOrder(order, op);
}

Result<Value> BytesConcat(Thread& t, Value self, Value other) {
  if (Is<Bytes>(other)) return Bytes::Concat(t, AsBytes(self), AsBytes(other));
  if (!HasBuffer(t, other)) {
    return RaiseTypeError(
        t, absl::StrCat("can't concat ", TypeName(t, other), " to ", TypeName(t, self)));
  }
  Buffer buffer(t);
  TRY(buffer.Take(other));
  return Bytes::Concat(t, AsBytes(self), TRY(Bytes::From(t, buffer.span())));
}

Result<Value> BytesRepeat(Thread& t, Value self, int64_t count) {
  const ByteSpan bytes = SpanOf(self);
  if (count <= 0 || bytes.empty()) return Bytes::From(t, std::string_view());
  if (count == 1) return Bytes::Exact(t, AsBytes(self));
  int64_t total;
  if (__builtin_mul_overflow(count, static_cast<int64_t>(bytes.size()), &total)) {
    return RaiseOverflowError(t, "repeated bytes are too long");
  }
  const auto size = static_cast<size_t>(total);
  Bytes* result = TRY(Bytes::NewUninitialized(t, size));
  uint8_t* to = result->mutable_data();
  std::memcpy(to, bytes.data(), bytes.size());
  // Doubling what is there already keeps the copies long.
  for (size_t done = bytes.size(); done < size;) {
    const size_t chunk = std::min(done, size - done);
    std::memcpy(to + done, to, chunk);
    done += chunk;
  }
  return result;
}

Result<Value> BytesGetItem(Thread& t, Value self, Value key) {
  if (Is<Slice>(key)) {
    return GetBytesSlice(t, AsBytes(self), TRY(Cast<Slice>(key)->Unpack(t)));
  }
  if (!IsIntLike(key) && TypeOf(t, key)->slots().index == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat("byte indices must be integers or slices, not ", TypeName(t, key)));
  }
  const auto size = static_cast<int64_t>(AsBytes(self)->size());
  int64_t index = TRY(ToIndexInt64(t, key, &BuiltinTypes::IndexError));
  if (index < 0) index += size;
  if (index < 0 || index >= size) {
    return Raise(t, &BuiltinTypes::IndexError, "index out of range");
  }
  return Value::FromInt(AsBytes(self)->data()[index]);
}

Result<bool> BytesContains(Thread& t, Value self, Value item) {
  ByteNeedle needle(t);
  TRY(needle.TakeItem(item));
  const ByteSpan bytes = SpanOf(self);
  return FindBytes(bytes, needle.span(), 0, bytes.size()) >= 0;
}

Result<Value> BytesRemainder(Thread& t, Value self, Value arguments) {
  if (!Is<Bytes>(self)) return Value::NotImplemented();
  return PercentFormatBytes(t, self, arguments);
}

Result<None> BytesBuffer(Thread& t, Value self, int flags, BufferView* out) {
  Bytes* bytes = AsBytes(self);
  return FillBufferView(t, self, const_cast<uint8_t*>(bytes->data()), bytes->size(), true, flags,
                        out);
}

// --- bytes(source=b'', encoding, errors)
// -----------------------------------------------------------

constexpr Method kBytesNew =
    ConstructorSignature("bytes", "(source=<missing>, encoding=<missing>, errors=<missing>)");

Result<Bytes*> Zeros(Thread& t, int64_t count) {
  if (count < 0) return RaiseValueError(t, "negative count");
  Bytes* bytes = TRY(Bytes::NewUninitialized(t, static_cast<size_t>(count)));
  if (count != 0) std::memset(bytes->mutable_data(), 0, static_cast<size_t>(count));
  return bytes;
}

Result<Bytes*> EncodedSource(Thread& t, Value source, Value encoding, Value errors) {
  const bool is_text = Is<Str>(source);
  if (encoding.IsUnbound()) {
    return RaiseTypeError(
        t, is_text ? "string argument without an encoding" : "errors without a string argument");
  }
  if (!is_text) return RaiseTypeError(t, "encoding without a string argument");
  return EncodeText(t, Cast<Str>(source), Cast<Str>(encoding),
                    errors.IsUnbound() ? nullptr : Cast<Str>(errors));
}

Result<Bytes*> BytesOf(Thread& t, Value source) {
  if (IsExactly<Bytes>(source)) return AsBytes(source);
  const Value method = TRY(LookupSpecial(t, source, names(t).__bytes__));
  if (!method.IsUnbound()) {
    const Value made = TRY(CallWith(t, method));
    if (Is<Bytes>(made)) return AsBytes(made);
    return RaiseTypeError(
        t, absl::StrCat("__bytes__ returned non-bytes (type ", TypeName(t, made), ")"));
  }
  if (Is<Str>(source)) return RaiseTypeError(t, "string argument without an encoding");
  if (IsIntLike(source) || TypeOf(t, source)->slots().index != nullptr) {
    const Result<int64_t> count = ToIndexInt64(t, source);
    if (count.ok()) return Zeros(t, *count);
    if (!ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
  }
  return BytesFromObject(t, source, "bytes", "bytes must be in range(0, 256)");
}

Result<Bytes*> BytesValue(Thread& t, Args args) {
  Value bound[3];
  TRY(BindArguments(t, kBytesNew, args, bound));
  for (int i = 1; i < 3; ++i) {
    if (bound[i].IsUnbound() || Is<Str>(bound[i])) continue;
    return ArgumentPlace{kBytesNew, i}.Mismatch(t, "str", bound[i]);
  }
  if (!bound[1].IsUnbound() || !bound[2].IsUnbound()) {
    return EncodedSource(t, bound[0], bound[1], bound[2]);
  }
  if (bound[0].IsUnbound()) return Bytes::From(t, std::string_view());
  return BytesOf(t, bound[0]);
}

Result<Value> BytesNew(Thread& t, Type* cls, Args args) {
  Bytes* value = TRY(BytesValue(t, args));
  if (cls == types(t).bytes) return value;
  return Bytes::NewOfType(t, cls, value->span());
}

}  // namespace

namespace byte_methods {

Result<Value> ToBytes(Thread& t, Value self) { return Bytes::Exact(t, Cast<Bytes>(self)); }

Result<Value> NewArguments(Thread& t, Value self) {
  return Tuple::Of(t, Value::FromObject(TRY(Bytes::Exact(t, Cast<Bytes>(self)))));
}

}  // namespace byte_methods

const TypeSpec& BytesSpec() {
  static const TypeSpec kSpec{
      .slots =
          {
              .repr = &BytesRepr,
              .str = &BytesRepr,
              .hash = &BytesHash,
              .compare = &BytesCompare,
              .getattr = &GenericGetAttr,
              .new_ = &BytesNew,
              .iter = &BytesIter,
              .length = &BytesLength,
              .getitem = &BytesGetItem,
              .contains = &BytesContains,
              .concat = &BytesConcat,
              .repeat = &BytesRepeat,
              .remainder = &BytesRemainder,
              .buffer = &BytesBuffer,
          },
      .methods = BytesMethods(),
      .getset = {},
  };
  return kSpec;
}

}  // namespace krait
