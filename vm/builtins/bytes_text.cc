#include <cstring>

#include "absl/strings/str_cat.h"
#include "vm/builtins/byte_methods.h"
#include "vm/builtins/byte_values.h"
#include "vm/object/byte_writer.h"
#include "vm/object/codec.h"
#include "vm/object/exception.h"
#include "vm/object/str.h"

/// bytes as text: hex digits, encodings, translation tables.
namespace krait::byte_methods {
namespace {

int HexDigit(char32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<int>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<int>(c - 'A') + 10;
  return -1;
}

bool IsSpaceCharacter(char32_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

Raised RaiseNoHex(Thread& t, size_t position) {
  return RaiseValueError(
      t, absl::StrCat("non-hexadecimal number found in fromhex() arg at position ", position));
}

Result<None> ReadHex(Thread& t, const Str* text, ByteWriter& out) {
  const size_t length = text->length();
  for (size_t i = 0; i < length && !text->is_ascii(); ++i) {
    if (text->At(i) >= 0x80) return RaiseNoHex(t, i);
  }
  for (size_t i = 0; i < length; i += 2) {
    while (i < length && IsSpaceCharacter(text->At(i))) ++i;
    if (i == length) break;
    const int high = HexDigit(text->At(i));
    if (high < 0) return RaiseNoHex(t, i);
    const int low = i + 1 < length ? HexDigit(text->At(i + 1)) : -1;
    if (low < 0) return RaiseNoHex(t, i + 1);
    out.Append(static_cast<uint8_t>(high << 4 | low));
  }
  return None{};
}

Result<uint8_t> SeparatorOf(Thread& t, Value sep) {
  const int64_t length = TRY(Length(t, sep));
  if (length != 1) return RaiseValueError(t, "sep must be length 1.");
  if (Is<Str>(sep)) {
    const char32_t c = Cast<Str>(sep)->At(0);
    if (c >= 0x80) return RaiseValueError(t, "sep must be ASCII.");
    return static_cast<uint8_t>(c);
  }
  if (Is<Bytes>(sep)) {
    const uint8_t byte = Cast<Bytes>(sep)->data()[0];
    if (byte >= 0x80) return RaiseValueError(t, "sep must be ASCII.");
    return byte;
  }
  return RaiseTypeError(t, "sep must be str or bytes.");
}

}  // namespace

Result<Str*> HexText(Thread& t, absl::Span<const uint8_t> bytes, Opt<Value> sep,
                     int bytes_per_sep) {
  static constexpr char kDigits[] = "0123456789abcdef";
  const uint8_t separator = sep ? TRY(SeparatorOf(t, *sep)) : 0;
  if (bytes.empty()) return t.vm().empty_str();
  const size_t group = sep && bytes_per_sep != 0
                           ? static_cast<size_t>(std::abs(static_cast<int64_t>(bytes_per_sep)))
                           : bytes.size();
  const size_t gaps = (bytes.size() - 1) / group;
  Str* result = TRY(Str::NewUninitialized(t, 2 * bytes.size() + gaps, 1, true));
  auto* out = static_cast<char*>(const_cast<void*>(result->data()));
  for (size_t i = 0; i < bytes.size(); ++i) {
    const size_t place = bytes_per_sep < 0 ? i : bytes.size() - i;
    if (i > 0 && place % group == 0) *out++ = static_cast<char>(separator);
    *out++ = kDigits[bytes[i] >> 4];
    *out++ = kDigits[bytes[i] & 15];
  }
  return result;
}

Result<Str*> Hex(Thread& t, Value self, Opt<Value> sep, int bytes_per_sep) {
  return HexText(t, SpanOf(self), sep, bytes_per_sep);
}

Result<Value> Fromhex(Thread& t, Value cls, Str* text) {
  ByteWriter out(t);
  TRY(ReadHex(t, text, out));
  const bool mutable_kind = Cast<Type>(cls)->instance_layout() == Layout::kByteArray;
  const Value made = mutable_kind ? Value::FromObject(TRY(ByteArray::New(t, out.span())))
                                  : Value::FromObject(TRY(out.Finish(t)));
  if (cls.SameBits(Value::FromObject(TypeOf(t, made)))) return made;
  return CallWith(t, cls, made);
}

Result<Str*> Decode(Thread& t, Value self, Opt<Str*> encoding, Opt<Str*> errors) {
  Bytes* bytes = Is<Bytes>(self) ? Cast<Bytes>(self) : TRY(Bytes::From(t, SpanOf(self)));
  return DecodeText(t, bytes, encoding.value_or(nullptr), errors.value_or(nullptr));
}

Result<Value> Translate(Thread& t, Value self, Value table, Opt<Value> removed) {
  Buffer map(t);
  if (!table.IsNone()) {
    TRY(map.Take(table));
    if (map.span().size() != 256) {
      return RaiseValueError(t, "translation table must be 256 characters long");
    }
  }
  Buffer set(t);
  if (removed) TRY(set.Take(*removed));
  bool drops[256] = {};
  for (uint8_t c : set.span()) drops[c] = true;
  const uint8_t* mapped = table.IsNone() ? nullptr : map.span().data();
  ByteWriter out(t);
  bool changed = false;
  for (uint8_t c : SpanOf(self)) {
    if (drops[c]) {
      changed = true;
      continue;
    }
    const uint8_t to = mapped == nullptr ? c : mapped[c];
    changed = changed || to != c;
    out.Append(to);
  }
  if (out.failed()) return RaiseMemoryError(t);
  return changed ? NewLike(t, self, out.span()) : UnchangedLike(t, self);
}

Result<Bytes*> Maketrans(Thread& t, Value from, Value to) {
  Buffer source(t);
  Buffer target(t);
  TRY(source.Take(from));
  TRY(target.Take(to));
  if (source.span().size() != target.span().size()) {
    return RaiseValueError(t, "maketrans arguments must have same length");
  }
  uint8_t table[256];
  for (int i = 0; i < 256; ++i) table[i] = static_cast<uint8_t>(i);
  for (size_t i = 0; i < source.span().size(); ++i) table[source.span()[i]] = target.span()[i];
  return Bytes::From(t, ByteSpan(table));
}

}  // namespace krait::byte_methods
