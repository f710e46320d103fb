#include "vm/pyc/marshal_text.h"

#include <string_view>

#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"
#include "vm/object/vm.h"
#include "vm/unicode/utf.h"

namespace krait {
namespace {

using Utf8 = absl::Span<const uint8_t>;

std::string_view Text(Utf8 bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool StartsWithSurrogate(Utf8 bytes) {
  return bytes.size() >= 3 && bytes[0] == 0xED && (bytes[1] & 0xE0) == 0xA0 &&
         (bytes[2] & 0xC0) == 0x80;
}

Raised RaiseDecodeError(Thread& t, Utf8 bytes, size_t start, size_t end, const char* reason) {
  const Result<Str*> encoding = Str::FromUtf8(t, "utf-8");
  if (!encoding.ok()) return Raised{};
  const Result<Bytes*> object = Bytes::From(t, bytes);
  if (!object.ok()) return Raised{};
  const Result<Str*> text = Str::FromUtf8(t, reason);
  if (!text.ok()) return Raised{};
  const Value fields[] = {Value::FromObject(*encoding), Value::FromObject(*object),
                          Value::FromInt(static_cast<int64_t>(start)),
                          Value::FromInt(static_cast<int64_t>(end)), Value::FromObject(*text)};
  const Result<Tuple*> args = Tuple::From(t, fields);
  if (!args.ok()) return Raised{};
  const Result<Exception*> exception = Exception::New(t, types(t).UnicodeDecodeError, *args);
  if (!exception.ok()) return Raised{};
  for (int i = 0; i < 5; ++i) exception->set_field(i, fields[i]);
  return RaiseException(t, Value::FromObject(*exception));
}

}  // namespace

Result<Str*> DecodeMarshalText(Thread& t, Utf8 utf8) {
  DecodeScan scan = ScanUtf8(utf8.data(), utf8.size(), true);
  if (scan.error.reason == nullptr) return Str::FromUtf8(t, Text(utf8));
  StrWriter writer(t);
  size_t done = 0;
  for (;;) {
    writer.AppendUtf8(Text(utf8.subspan(done, scan.bytes)));
    done += scan.bytes;
    if (scan.error.reason == nullptr) return writer.Finish(t);
    const Utf8 rest = utf8.subspan(done);
    if (!StartsWithSurrogate(rest)) {
      const size_t length = scan.error.end - scan.error.start;
      return RaiseDecodeError(t, utf8, done, done + length, scan.error.reason);
    }
    writer.Append(0xD000u | (rest[1] & 0x3Fu) << 6 | (rest[2] & 0x3Fu));
    done += 3;
    scan = ScanUtf8(utf8.data() + done, utf8.size() - done, true);
  }
}

}  // namespace krait
