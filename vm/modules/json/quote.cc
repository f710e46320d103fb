#include "vm/modules/json/quote.h"

#include <cstring>
#include <string_view>

#include "vm/object/str.h"
#include "vm/object/str_writer.h"

namespace krait::json {
namespace {

bool NeedsEscape(char32_t c, Escapes escapes) {
  if (c == '"' || c == '\\' || c < ' ') return true;
  return escapes == Escapes::kAllButAscii && c > '~';
}

/// The letter of a two-character escape, or 0.
char ShortEscape(char32_t c) {
  switch (c) {
    case '"':
    case '\\':
      return static_cast<char>(c);
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return 0;
  }
}

void AppendUnit(StrWriter& out, char32_t unit) {
  constexpr char kDigits[] = "0123456789abcdef";
  const char text[] = {'\\',
                       'u',
                       kDigits[unit >> 12 & 15],
                       kDigits[unit >> 8 & 15],
                       kDigits[unit >> 4 & 15],
                       kDigits[unit & 15]};
  out.AppendAscii({text, sizeof(text)});
}

void AppendEscape(StrWriter& out, char32_t c) {
  if (const char letter = ShortEscape(c)) {
    const char text[] = {'\\', letter};
    out.AppendAscii({text, sizeof(text)});
  } else if (c < 0x10000) {
    AppendUnit(out, c);
  } else {  // as a surrogate pair
    AppendUnit(out, 0xD800 + ((c - 0x10000) >> 10));
    AppendUnit(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
  }
}

constexpr uint64_t kOnes = 0x0101010101010101;
constexpr uint64_t kTops = 0x8080808080808080;

/// Eight bytes at once: may claim an escape where there is none, never miss one.
bool AnyMayNeedEscape(uint64_t bytes) {
  const auto has_zero = [](uint64_t x) { return (x - kOnes) & ~x; };
  const uint64_t controls = (bytes - kOnes * ' ') & ~bytes;
  const uint64_t quotes = has_zero(bytes ^ (kOnes * '"')) | has_zero(bytes ^ (kOnes * '\\'));
  const uint64_t deletes = bytes + kOnes;  // 0x7F
  return ((controls | quotes | deletes | bytes) & kTops) != 0;
}

/// The first character from `at` on to be escaped.
template <typename C>
size_t FindEscape(const C* characters, size_t at, size_t length, Escapes escapes) {
  if constexpr (sizeof(C) == 1) {
    for (; at + 8 <= length; at += 8) {
      uint64_t bytes;
      std::memcpy(&bytes, characters + at, 8);
      if (AnyMayNeedEscape(bytes)) break;
    }
  }
  while (at < length && !NeedsEscape(characters[at], escapes)) ++at;
  return at;
}

}  // namespace

void AppendQuoted(StrWriter& out, const Str* text, Escapes escapes) {
  out.Append('"');
  const size_t length = text->length();
  WithCharacters(text, [&](const auto* characters) {
    for (size_t at = 0; at < length;) {
      const size_t stop = FindEscape(characters, at, length, escapes);
      if (stop > at) out.AppendRange(text, at, stop);
      if (stop == length) break;
      AppendEscape(out, characters[stop]);
      at = stop + 1;
    }
  });
  out.Append('"');
}

}  // namespace krait::json
