#pragma once

#include "absl/types/span.h"
#include "vm/core/result.h"
#include "vm/object/buffer.h"
#include "vm/object/bytearray.h"
#include "vm/object/bytes.h"
#include "vm/object/operations.h"

/// What the methods of bytes and bytearray share: their receivers, arguments and results.
namespace krait {

using ByteSpan = absl::Span<const uint8_t>;

/// The bytes of a bytes or bytearray.
inline ByteSpan SpanOf(Value self) {
  if (Is<Bytes>(self)) return Cast<Bytes>(self)->span();
  return Cast<ByteArray>(self)->span();
}

/// A new object of the receiver's kind, bytes or bytearray (no subclass).
inline Result<Value> NewLike(Thread& t, Value self, ByteSpan bytes) {
  if (Is<Bytes>(self)) return Bytes::From(t, bytes);
  return ByteArray::New(t, bytes);
}
/// What stands for an unchanged receiver: itself if it is exactly a bytes, else a copy.
inline Result<Value> UnchangedLike(Thread& t, Value self) {
  if (IsExactly<Bytes>(self)) return self;
  return NewLike(t, self, SpanOf(self));
}

/// An int in range(256). ValueError "byte must be in range(0, 256)" for others.
Result<uint8_t> ToByte(Thread& t, Value value);
/// The same; `message` for ints out of range.
Result<uint8_t> ToByte(Thread& t, Value value, const char* message);

/// What find(), count() and `in` look for: bytes, or one byte given as an int.
class ByteNeedle {
 public:
  explicit ByteNeedle(Thread& t) : t_(t), buffer_(t) {}
  /// As the argument of find(): TypeError "argument should be integer or bytes-like object...".
  Result<None> Take(Value value);
  /// As the left operand of `in`.
  Result<None> TakeItem(Value value);
  ByteSpan span() const { return is_byte_ ? ByteSpan(&byte_, 1) : buffer_.span(); }

 private:
  Result<None> TakeByte(Value value);

  Thread& t_;
  Buffer buffer_;
  uint8_t byte_ = 0;
  bool is_byte_ = false;
};

/// The first index of `needle` in [begin, end) of `text`, or -1.
int64_t FindBytes(ByteSpan text, ByteSpan needle, size_t begin, size_t end);
/// The last one.
int64_t FindLastBytes(ByteSpan text, ByteSpan needle, size_t begin, size_t end);

/// "b'...'" with what is not printable ASCII escaped.
Result<Str*> ReprOfBytes(Thread& t, ByteSpan bytes, std::string_view prefix = "",
                         std::string_view suffix = "");

/// `format % arguments` of a bytes or bytearray.
Result<Value> PercentFormatBytes(Thread& t, Value format, Value arguments);

/// What bytes(source) makes of anything but text and counts: a buffer's bytes or an iterable's
/// ints. `type_name` is for messages.
Result<Bytes*> BytesFromObject(Thread& t, Value source, const char* type_name,
                               const char* range_message);

}  // namespace krait
