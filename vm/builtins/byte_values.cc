#include "vm/builtins/byte_values.h"

#include <cstring>

#include "absl/strings/str_cat.h"
#include "vm/object/byte_writer.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/memory_view.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

constexpr const char* kByteRange = "byte must be in range(0, 256)";

}  // namespace

Result<uint8_t> ToByte(Thread& t, Value value, const char* message) {
  const Value index = value.IsInt() ? value : TRY(ToIndex(t, value));
  const int64_t byte = ClampToInt64(index);
  if (byte < 0 || byte > 255) return RaiseValueError(t, message);
  return static_cast<uint8_t>(byte);
}

Result<uint8_t> ToByte(Thread& t, Value value) { return ToByte(t, value, kByteRange); }

Result<None> ByteNeedle::TakeByte(Value value) {
  byte_ = TRY(ToByte(t_, value));
  is_byte_ = true;
  return None{};
}

Result<None> ByteNeedle::Take(Value value) {
  if (HasBuffer(t_, value)) return buffer_.Take(value);
  if (!IsIntLike(value) && TypeOf(t_, value)->slots().index == nullptr) {
    return RaiseTypeError(t_, absl::StrCat("argument should be integer or bytes-like object, not '",
                                           TypeName(t_, value), "'"));
  }
  return TakeByte(value);
}

Result<None> ByteNeedle::TakeItem(Value value) {
  if (IsIntLike(value) || TypeOf(t_, value)->slots().index != nullptr) return TakeByte(value);
  return buffer_.Take(value);
}

int64_t FindBytes(ByteSpan text, ByteSpan needle, size_t begin, size_t end) {
  if (begin > end || needle.size() > end - begin) return -1;
  if (needle.empty()) return static_cast<int64_t>(begin);
  const uint8_t* from = text.data() + begin;
  const void* found = needle.size() == 1 ? std::memchr(from, needle[0], end - begin)
                                         : memmem(from, end - begin, needle.data(), needle.size());
  if (found == nullptr) return -1;
  return static_cast<const uint8_t*>(found) - text.data();
}

int64_t FindLastBytes(ByteSpan text, ByteSpan needle, size_t begin, size_t end) {
  if (begin > end || needle.size() > end - begin) return -1;
  for (size_t at = end - needle.size() + 1; at-- > begin;) {
    if (needle.empty() || std::memcmp(text.data() + at, needle.data(), needle.size()) == 0) {
      return static_cast<int64_t>(at);
    }
  }
  return -1;
}

Result<Str*> ReprOfBytes(Thread& t, ByteSpan bytes, std::string_view prefix,
                         std::string_view suffix) {
  const bool single = !bytes.empty() && std::memchr(bytes.data(), '\'', bytes.size()) != nullptr;
  const bool both = single && std::memchr(bytes.data(), '"', bytes.size()) != nullptr;
  const char quote = single && !both ? '"' : '\'';
  StrWriter out(t);
  out.Reserve(bytes.size() + 3);
  out.AppendUtf8(prefix);
  out.Append('b');
  out.Append(static_cast<char32_t>(quote));
  for (uint8_t byte : bytes) {
    // A bytearray escapes the single quote whatever the quotes around are.
    if (byte == quote || byte == '\\' || (byte == '\'' && !prefix.empty())) {
      out.Append('\\');
      out.Append(byte);
    } else if (byte == '\t') {
      out.AppendAscii("\\t");
    } else if (byte == '\n') {
      out.AppendAscii("\\n");
    } else if (byte == '\r') {
      out.AppendAscii("\\r");
    } else if (byte < ' ' || byte >= 0x7F) {
      constexpr char kDigits[] = "0123456789abcdef";
      const char escape[] = {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
      out.AppendAscii({escape, sizeof(escape)});
    } else {
      out.Append(byte);
    }
  }
  out.Append(static_cast<char32_t>(quote));
  out.AppendAscii(suffix);
  return out.Finish(t);
}

Result<Bytes*> BytesFromObject(Thread& t, Value source, const char* type_name,
                               const char* range_message) {
  if (IsExactly<Bytes>(source)) return Cast<Bytes>(source);
  if (HasBuffer(t, source)) return BytesOfAnyBuffer(t, source);
  const auto refuse = [&]() -> Raised {
    return RaiseTypeError(
        t, absl::StrCat("cannot convert '", TypeName(t, source), "' object to ", type_name));
  };
  if (Is<Str>(source)) return refuse();
  const Result<Value> iterator = GetIter(t, source);
  if (!iterator.ok()) {
    if (!ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
    return refuse();
  }
  ByteWriter out(t);
  for (;;) {
    const Value item = TRY(Next(t, *iterator));
    if (item.IsUnbound()) return out.Finish(t);
    out.Append(TRY(ToByte(t, item, range_message)));
  }
}

}  // namespace krait
