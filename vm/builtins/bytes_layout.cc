#include <cstring>

#include "absl/strings/str_cat.h"
#include "vm/builtins/byte_methods.h"
#include "vm/builtins/byte_values.h"
#include "vm/object/byte_writer.h"
#include "vm/object/exception.h"

/// Padding and stripping of bytes.
namespace krait::byte_methods {
namespace {

Result<uint8_t> FillByte(Thread& t, const char* method, Opt<Value> fill) {
  if (!fill) return uint8_t{' '};
  if (Is<Bytes>(*fill) || Is<ByteArray>(*fill)) {
    const ByteSpan bytes = SpanOf(*fill);
    if (bytes.size() == 1) return bytes[0];
  }
  return RaiseTypeError(
      t, absl::StrCat(method, "() argument 2 must be a byte string of length 1, not ",
                      TypeName(t, *fill)));
}

Result<Value> FinishLike(Thread& t, Value self, const ByteWriter& out) {
  if (out.failed()) return RaiseMemoryError(t);
  return NewLike(t, self, out.span());
}

Result<Value> Pad(Thread& t, Value self, size_t left, size_t right, uint8_t fill) {
  if (left == 0 && right == 0) return UnchangedLike(t, self);
  ByteWriter out(t);
  out.Fill(fill, left);
  out.Append(SpanOf(self));
  out.Fill(fill, right);
  return FinishLike(t, self, out);
}

/// How many bytes are missing to `width`.
size_t Missing(Value self, int64_t width) {
  const auto size = static_cast<int64_t>(SpanOf(self).size());
  return width > size ? static_cast<size_t>(width - size) : 0;
}

Result<Value> StripBoth(Thread& t, Value self, Value bytes, bool left, bool right) {
  static constexpr uint8_t kSpaces[] = {' ', '\t', '\n', '\v', '\f', '\r'};
  Buffer buffer(t);
  if (!bytes.IsNone()) TRY(buffer.Take(bytes));
  const ByteSpan set = bytes.IsNone() ? ByteSpan(kSpaces) : buffer.span();
  const auto strips = [&](uint8_t c) {
    return !set.empty() && std::memchr(set.data(), c, set.size()) != nullptr;
  };
  const ByteSpan text = SpanOf(self);
  size_t begin = 0;
  size_t end = text.size();
  while (left && begin < end && strips(text[begin])) ++begin;
  while (right && end > begin && strips(text[end - 1])) --end;
  if (end - begin == text.size()) return UnchangedLike(t, self);
  return NewLike(t, self, text.subspan(begin, end - begin));
}

}  // namespace

Result<Value> Center(Thread& t, Value self, struct Index width, Opt<Value> fill) {
  const uint8_t byte = TRY(FillByte(t, "center", fill));
  const size_t missing = Missing(self, width.value);
  // The odd one goes to the left when the width is odd.
  const size_t left = missing / 2 + (missing & static_cast<size_t>(width.value) & 1);
  return Pad(t, self, left, missing - left, byte);
}

Result<Value> Ljust(Thread& t, Value self, struct Index width, Opt<Value> fill) {
  const uint8_t byte = TRY(FillByte(t, "ljust", fill));
  return Pad(t, self, 0, Missing(self, width.value), byte);
}

Result<Value> Rjust(Thread& t, Value self, struct Index width, Opt<Value> fill) {
  const uint8_t byte = TRY(FillByte(t, "rjust", fill));
  return Pad(t, self, Missing(self, width.value), 0, byte);
}

Result<Value> Zfill(Thread& t, Value self, struct Index width) {
  const size_t zeros = Missing(self, width.value);
  const ByteSpan text = SpanOf(self);
  const bool has_sign = !text.empty() && (text[0] == '+' || text[0] == '-');
  if (zeros == 0 || !has_sign) return Pad(t, self, zeros, 0, '0');
  ByteWriter out(t);
  out.Append(text[0]);
  out.Fill('0', zeros);
  out.Append(text.subspan(1));
  return FinishLike(t, self, out);
}

Result<Value> Expandtabs(Thread& t, Value self, int tabsize) {
  ByteWriter out(t);
  int64_t column = 0;
  for (uint8_t c : SpanOf(self)) {
    if (c == '\t') {
      if (tabsize <= 0) continue;
      const int64_t count = tabsize - column % tabsize;
      out.Fill(' ', static_cast<size_t>(count));
      column += count;
    } else {
      out.Append(c);
      column = c == '\n' || c == '\r' ? 0 : column + 1;
    }
  }
  return FinishLike(t, self, out);
}

Result<Value> Strip(Thread& t, Value self, Value bytes) {
  return StripBoth(t, self, bytes, true, true);
}
Result<Value> Lstrip(Thread& t, Value self, Value bytes) {
  return StripBoth(t, self, bytes, true, false);
}
Result<Value> Rstrip(Thread& t, Value self, Value bytes) {
  return StripBoth(t, self, bytes, false, true);
}

}  // namespace krait::byte_methods
