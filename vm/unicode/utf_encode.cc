#include <algorithm>
#include <bit>
#include <cstring>

#include "vm/unicode/utf.h"

namespace krait {
namespace {

constexpr const char* kNoSurrogates = "surrogates not allowed";

constexpr bool IsSurrogate(uint32_t c) { return c - 0xD800 < 0x800; }

static_assert(std::endian::native == std::endian::little);

uint8_t* Store16(uint32_t unit, ByteOrder order, uint8_t* out) {
  uint16_t word = static_cast<uint16_t>(unit);
  if (order == ByteOrder::kBig) word = __builtin_bswap16(word);
  std::memcpy(out, &word, sizeof(word));
  return out + sizeof(word);
}

uint8_t* Store32(uint32_t unit, ByteOrder order, uint8_t* out) {
  if (order == ByteOrder::kBig) unit = __builtin_bswap32(unit);
  std::memcpy(out, &unit, sizeof(unit));
  return out + sizeof(unit);
}

/// A scan whose code points take size_of(c) bytes each and stop at the first surrogate.
template <typename Char, typename SizeOf>
EncodeScan ScanUntilSurrogate(const Char* text, size_t size, SizeOf size_of) {
  EncodeScan scan;
  for (; scan.code_points < size; ++scan.code_points) {
    uint32_t c = text[scan.code_points];
    if (IsSurrogate(c)) {
      scan.error = {
          .start = scan.code_points, .end = scan.code_points + 1, .reason = kNoSurrogates};
      break;
    }
    scan.bytes += size_of(c);
  }
  return scan;
}

uint8_t Continuation(uint32_t bits) { return static_cast<uint8_t>(0x80 | (bits & 0x3F)); }

}  // namespace

template <typename Char>
size_t PrefixBelow(const Char* text, size_t size, char32_t limit) {
  return std::find_if(text, text + size, [limit](Char c) { return c >= limit; }) - text;
}

template <typename Char>
EncodeScan ScanForUtf8(const Char* text, size_t size) {
  EncodeScan scan = ScanUntilSurrogate(text, size, [](uint32_t c) {
    return size_t{1} + (c >= 0x80) + (c >= 0x800) + (c >= 0x10000);
  });
  if (scan.error.reason != nullptr) {
    while (scan.error.end < size && IsSurrogate(text[scan.error.end])) ++scan.error.end;
  }
  return scan;
}

template <typename Char>
EncodeScan ScanForUtf16(const Char* text, size_t size) {
  return ScanUntilSurrogate(text, size, [](uint32_t c) { return c >= 0x10000 ? 4 : 2; });
}

template <typename Char>
EncodeScan ScanForUtf32(const Char* text, size_t size) {
  return ScanUntilSurrogate(text, size, [](uint32_t) { return 4; });
}

template <typename Char>
uint8_t* EncodeUtf8(const Char* text, size_t size, uint8_t* out) {
  for (size_t i = 0; i < size; ++i) {
    uint32_t c = text[i];
    if (c < 0x80) {
      *out++ = static_cast<uint8_t>(c);
    } else if (c < 0x800) {
      *out++ = static_cast<uint8_t>(0xC0 | c >> 6);
      *out++ = Continuation(c);
    } else if (c < 0x10000) {
      *out++ = static_cast<uint8_t>(0xE0 | c >> 12);
      *out++ = Continuation(c >> 6);
      *out++ = Continuation(c);
    } else {
      *out++ = static_cast<uint8_t>(0xF0 | c >> 18);
      *out++ = Continuation(c >> 12);
      *out++ = Continuation(c >> 6);
      *out++ = Continuation(c);
    }
  }
  return out;
}

template <typename Char>
uint8_t* EncodeUtf16(const Char* text, size_t size, ByteOrder order, uint8_t* out) {
  for (size_t i = 0; i < size; ++i) {
    uint32_t c = text[i];
    if (c >= 0x10000) {
      out = Store16(0xD800 + ((c - 0x10000) >> 10), order, out);
      c = 0xDC00 + (c & 0x3FF);
    }
    out = Store16(c, order, out);
  }
  return out;
}

template <typename Char>
uint8_t* EncodeUtf32(const Char* text, size_t size, ByteOrder order, uint8_t* out) {
  for (size_t i = 0; i < size; ++i) out = Store32(text[i], order, out);
  return out;
}

template size_t PrefixBelow(const uint8_t*, size_t, char32_t);
template size_t PrefixBelow(const char16_t*, size_t, char32_t);
template size_t PrefixBelow(const char32_t*, size_t, char32_t);
template EncodeScan ScanForUtf8(const uint8_t*, size_t);
template EncodeScan ScanForUtf8(const char16_t*, size_t);
template EncodeScan ScanForUtf8(const char32_t*, size_t);
template EncodeScan ScanForUtf16(const uint8_t*, size_t);
template EncodeScan ScanForUtf16(const char16_t*, size_t);
template EncodeScan ScanForUtf16(const char32_t*, size_t);
template EncodeScan ScanForUtf32(const uint8_t*, size_t);
template EncodeScan ScanForUtf32(const char16_t*, size_t);
template EncodeScan ScanForUtf32(const char32_t*, size_t);
template uint8_t* EncodeUtf8(const uint8_t*, size_t, uint8_t*);
template uint8_t* EncodeUtf8(const char16_t*, size_t, uint8_t*);
template uint8_t* EncodeUtf8(const char32_t*, size_t, uint8_t*);
template uint8_t* EncodeUtf16(const uint8_t*, size_t, ByteOrder, uint8_t*);
template uint8_t* EncodeUtf16(const char16_t*, size_t, ByteOrder, uint8_t*);
template uint8_t* EncodeUtf16(const char32_t*, size_t, ByteOrder, uint8_t*);
template uint8_t* EncodeUtf32(const uint8_t*, size_t, ByteOrder, uint8_t*);
template uint8_t* EncodeUtf32(const char16_t*, size_t, ByteOrder, uint8_t*);
template uint8_t* EncodeUtf32(const char32_t*, size_t, ByteOrder, uint8_t*);

}  // namespace krait
