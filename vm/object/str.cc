#include "vm/object/str.h"

#include <algorithm>
#include <cstring>

#include "absl/strings/str_format.h"
#include "vm/heap/marker.h"
#include "vm/number/hash.h"
#include "vm/object/allocate.h"
#include "vm/object/native_object.h"
#include "vm/object/str_buffer.h"
#include "vm/object/str_copy.h"
#include "vm/object/vm.h"
#include "vm/unicode/utf.h"

namespace krait {
namespace {

bool IsSurrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }

bool IsAscii(std::string_view bytes) {
  return AsciiPrefix(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()) == bytes.size();
}

/// Compares code points; equal prefixes leave the decision to the lengths.
template <typename A, typename B>
int CompareCharacters(const A* a, const B* b, size_t count) {
  if constexpr (sizeof(A) == 1 && sizeof(B) == 1) {
    return count == 0 ? 0 : std::memcmp(a, b, count);
  } else {
    for (size_t i = 0; i < count; ++i) {
      if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
    }
    return 0;
  }
}

}  // namespace

// Making strings.

void Str::Initialize(size_t length, int width, bool ascii) {
  length_ = length;
  data_ = this + 1;
  set_flags(static_cast<uint8_t>(width | (ascii ? kAscii : 0)));
}

Result<Str*> Str::NewUninitialized(Thread& t, size_t length, int width, bool ascii) {
  // The VM makes its empty str here, too: then there is none yet.
  if (length == 0 && t.vm().empty_str() != nullptr) return t.vm().empty_str();
  if (length > kMaxLength) return RaiseMemoryError(t);
  Str* str = TRY(AllocateUninitialized<Str>(t, types(t).str, sizeof(Str) + length * width));
  str->Initialize(length, width, ascii);
  return str;
}

Result<Str*> Str::NewShared(Thread& t, size_t length, int width, bool ascii) {
  if (length > kMaxLength) return RaiseMemoryError(t);
  Str* str = TRY(AllocateExact<Str>(t, types(t).str, sizeof(Str) + sizeof(Field<StrBuffer*>)));
  str->Initialize(length, width, ascii);
  str->set_flags(str->flags() | kShared);
  return str;
}

Result<Str*> Str::NewOfType(Thread& t, Type* cls, const Str* value) {
  const size_t size = sizeof(Str) + value->byte_size();
  auto* str = static_cast<Str*>(TRY(AllocateInstance(t, cls, size)));
  str->Initialize(value->length(), value->width(), value->is_ascii());
  std::memcpy(str->data_, value->data_, value->byte_size());
  return str;
}

Result<Str*> Str::Exact(Thread& t, Str* str) {
  if (str->IsExact(kLayout)) return str;
  return Substring(t, str, 0, str->length());
}

Result<Str*> Str::FromUtf8(Thread& t, std::string_view utf8) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(utf8.data());
  if (IsAscii(utf8)) return NewNarrow(t, utf8, true);
  const DecodeScan scan = ScanUtf8(bytes, utf8.size(), true);
  if (scan.code_points == 1) {
    char32_t c;
    DecodeUtf8(bytes, scan.bytes, &c);
    return FromCodePoint(t, c);
  }
  Str* str = TRY(NewUninitialized(t, scan.code_points, WidthFor(scan.limit), false));
  switch (str->width()) {
    case 1:
      DecodeUtf8(bytes, scan.bytes, static_cast<uint8_t*>(str->data_));
      break;
    case 2:
      DecodeUtf8(bytes, scan.bytes, static_cast<char16_t*>(str->data_));
      break;
    default:
      DecodeUtf8(bytes, scan.bytes, static_cast<char32_t*>(str->data_));
  }
  return str;
}

Result<Str*> Str::FromLatin1(Thread& t, std::string_view bytes) {
  return NewNarrow(t, bytes, IsAscii(bytes));
}

Result<Str*> Str::NewNarrow(Thread& t, std::string_view bytes, bool ascii) {
  if (bytes.size() == 1) {
    if (Str* known = t.vm().latin1_char(static_cast<uint8_t>(bytes[0]))) return known;
  }
  Str* str = TRY(NewUninitialized(t, bytes.size(), 1, ascii));
  if (!bytes.empty()) std::memcpy(str->data_, bytes.data(), bytes.size());
  return str;
}

Result<Str*> Str::FromCodePoints(Thread& t, absl::Span<const char32_t> code_points) {
  if (code_points.size() == 1) return FromCodePoint(t, code_points[0]);
  const char32_t limit = OrAll(code_points.data(), code_points.size());
  const int width = WidthFor(limit);
  Str* str = TRY(NewUninitialized(t, code_points.size(), width, IsAsciiLimit(limit)));
  WithWidth(width, str->data_, [&](auto* characters) {
    CopyCharacters(characters, code_points.data(), code_points.size());
  });
  return str;
}

Result<Str*> Str::FromCodePoint(Thread& t, char32_t code_point) {
  if (code_point < 0x100) {
    const char byte = static_cast<char>(code_point);
    return FromLatin1(t, {&byte, 1});
  }
  const int width = WidthFor(code_point);
  Str* str = TRY(NewUninitialized(t, 1, width, false));
  WithWidth(width, str->data_,
            [&](auto* characters) { CopyCharacters(characters, &code_point, 1); });
  return str;
}

Result<Str*> Str::Substring(Thread& t, Str* str, size_t begin, size_t end) {
  const size_t length = end - begin;
  if (length == str->length() && str->IsExact(kLayout)) return str;
  if (length == 1) return FromCodePoint(t, str->At(begin));
  const uint8_t* from = static_cast<const uint8_t*>(str->data_) + begin * str->width();
  if (str->is_ascii()) [[likely]] {
    Str* result = TRY(NewUninitialized(t, length, 1, true));
    if (length != 0) std::memcpy(result->data_, from, length);
    return result;
  }
  const char32_t limit = WithWidth(
      str->width(), from, [&](const auto* characters) { return OrAll(characters, length); });
  const int width = WidthFor(limit);
  Str* result = TRY(NewUninitialized(t, length, width, IsAsciiLimit(limit)));
  CopyCharacters(result->data_, width, from, str->width(), length);
  return result;
}

// Asking strings.

int64_t Str::Hash(Thread& t) {
  int64_t hash = hash_.load(std::memory_order_relaxed);
  if (hash == 0) {
    hash = HashBytes(data_, byte_size(), t.vm().hash_secret());
    hash_.store(hash, std::memory_order_relaxed);
  }
  return hash;
}

bool Str::Equals(const Str* other) const {
  if (this == other) return true;
  // Each string is as narrow as can be: equal ones have equal widths.
  return length_ == other->length_ && width() == other->width() &&
         std::memcmp(data_, other->data_, byte_size()) == 0;
}

bool Str::EqualsAscii(std::string_view ascii) const {
  return width() == 1 && length_ == ascii.size() && std::memcmp(data_, ascii.data(), length_) == 0;
}

int Str::Compare(const Str* a, const Str* b) {
  const size_t count = std::min(a->length_, b->length_);
  const int order = WithCharacters(a, [&](const auto* x) {
    return WithCharacters(b, [&](const auto* y) { return CompareCharacters(x, y, count); });
  });
  if (order != 0) return order;
  return a->length_ < b->length_ ? -1 : a->length_ > b->length_ ? 1 : 0;
}

std::string Str::ToUtf8() const {
  if (is_ascii()) return std::string(AsciiView());
  std::string text;
  for (size_t i = 0; i < length_; ++i) {
    const char32_t c = At(i);
    if (IsSurrogate(c)) {
      absl::StrAppendFormat(&text, "\\u%04x", static_cast<uint32_t>(c));
      continue;
    }
    uint8_t encoded[4];
    const uint8_t* end = EncodeUtf8(&c, 1, encoded);
    text.append(reinterpret_cast<const char*>(encoded), end - encoded);
  }
  return text;
}

// Interning.

Str* Str::Intern(Thread& t, Str* str) {
  if (str->is_interned()) return str;
  if (!str->IsExact(kLayout)) {
    Result<Str*> plain = Exact(t, str);
    if (!plain.ok()) {
      (void)t.TakePending();
      return str;
    }
    str = *plain;
  }
  return t.vm().interned().Intern(str, str->Hash(t));
}

Result<Str*> Str::InternUtf8(Thread& t, std::string_view utf8) {
  if (!IsAscii(utf8)) return Intern(t, TRY(FromUtf8(t, utf8)));
  // Most names are known already, and need no cell to be found.
  InternTable& table = t.vm().interned();
  const int64_t hash = HashBytes(utf8.data(), utf8.size(), t.vm().hash_secret());
  if (Str* known = table.FindAscii(utf8, hash)) return known;
  Str* str = TRY(NewNarrow(t, utf8, true));
  str->hash_.store(hash, std::memory_order_relaxed);
  return table.Intern(str, hash);
}

void Str::Trace(Marker& marker) {
  if ((flags() & kShared) != 0) marker.Visit(buffer());
}

}  // namespace krait
