#include <algorithm>
#include <bit>
#include <cstring>

#include "vm/unicode/utf.h"

namespace krait {
namespace {

constexpr bool IsSurrogate(uint32_t c) { return c - 0xD800 < 0x800; }
constexpr bool IsHighSurrogate(uint32_t c) { return c - 0xD800 < 0x400; }
constexpr bool IsLowSurrogate(uint32_t c) { return c - 0xDC00 < 0x400; }

/// The least of the four limits of DecodeScan that covers all bits in `seen`.
char32_t LimitOf(uint32_t seen) {
  if (seen < 0x80) return 0x7F;
  if (seen < 0x100) return 0xFF;
  return seen < 0x10000 ? 0xFFFF : 0x10FFFF;
}

template <typename Unit>
Unit LoadUnit(const uint8_t* bytes, ByteOrder order) {
  Unit unit;
  std::memcpy(&unit, bytes, sizeof(unit));
  if (order == ByteOrder::kLittle) return unit;
  if constexpr (sizeof(Unit) == 2) return __builtin_bswap16(unit);
  return static_cast<Unit>(__builtin_bswap32(unit));
}
static_assert(std::endian::native == std::endian::little);

void Fail(DecodeScan* scan, size_t length, const char* reason) {
  scan->error = {.start = scan->bytes, .end = scan->bytes + length, .reason = reason};
}

/// One multi-byte sequence: its length if it is well-formed; otherwise 0, with the length of the
/// part that is bad and why.
struct Sequence {
  uint8_t length;
  uint8_t bad;
  const char* reason;
};

constexpr const char* kEndOfData = "unexpected end of data";

Sequence CheckSequence(const uint8_t* bytes, size_t size) {
  uint8_t lead = bytes[0];
  if (lead < 0xC2 || lead > 0xF4) return {0, 1, "invalid start byte"};
  uint8_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  // The second byte is restricted where overlong forms, surrogates or too large values would begin.
  uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  for (uint8_t i = 1; i < length; ++i) {
    if (i == size) return {0, i, kEndOfData};
    if (bytes[i] < low || bytes[i] > high) return {0, i, "invalid continuation byte"};
    low = 0x80;
    high = 0xBF;
  }
  return {length, 0, nullptr};
}

/// The first two bytes of a surrogate, which is bad in any case: left for when all of it is there,
/// so that the handler "surrogatepass" sees it whole.
bool IsSplitSurrogate(const uint8_t* bytes, size_t size) {
  return size == 2 && bytes[0] == 0xED && bytes[1] >= 0xA0 && bytes[1] <= 0xBF;
}

}  // namespace

size_t AsciiPrefix(const uint8_t* bytes, size_t size) {
  constexpr uint64_t kHighBits = 0x8080808080808080;
  size_t i = 0;
  for (; i + 32 <= size; i += 32) {
    uint64_t words[4];
    std::memcpy(words, bytes + i, sizeof(words));
    if ((words[0] | words[1] | words[2] | words[3]) & kHighBits) break;
  }
  for (; i + 8 <= size; i += 8) {
    uint64_t word;
    std::memcpy(&word, bytes + i, sizeof(word));
    if (word &= kHighBits; word != 0) return i + std::countr_zero(word) / 8;
  }
  while (i < size && bytes[i] < 0x80) ++i;
  return i;
}

DecodeScan ScanUtf8(const uint8_t* bytes, size_t size, bool final) {
  DecodeScan scan;
  uint8_t largest = 0;  // a larger lead byte means a larger code point
  while (scan.bytes < size) {
    const uint8_t* here = bytes + scan.bytes;
    if (*here < 0x80) {
      size_t run = AsciiPrefix(here, size - scan.bytes);
      scan.bytes += run;
      scan.code_points += run;
      continue;
    }
    Sequence sequence = CheckSequence(here, size - scan.bytes);
    if (sequence.length == 0) {
      bool incomplete = sequence.reason == kEndOfData || IsSplitSurrogate(here, size - scan.bytes);
      if (final || !incomplete) Fail(&scan, sequence.bad, sequence.reason);
      break;
    }
    largest = std::max(largest, *here);
    scan.bytes += sequence.length;
    ++scan.code_points;
  }
  if (largest >= 0xF0) {
    scan.limit = 0x10FFFF;
  } else if (largest >= 0xC4) {
    scan.limit = 0xFFFF;
  } else if (largest >= 0xC2) {
    scan.limit = 0xFF;
  }
  return scan;
}

DecodeScan ScanUtf16(const uint8_t* bytes, size_t size, ByteOrder order, bool final) {
  DecodeScan scan;
  uint32_t seen = 0;
  while (size - scan.bytes >= 2) {
    uint32_t unit = LoadUnit<uint16_t>(bytes + scan.bytes, order);
    if (!IsSurrogate(unit)) {
      seen |= unit;
      scan.bytes += 2;
      ++scan.code_points;
      continue;
    }
    if (!IsHighSurrogate(unit)) {
      Fail(&scan, 2, "illegal encoding");
      break;
    }
    if (size - scan.bytes < 4) {
      if (final) Fail(&scan, size - scan.bytes, kEndOfData);
      break;
    }
    if (!IsLowSurrogate(LoadUnit<uint16_t>(bytes + scan.bytes + 2, order))) {
      Fail(&scan, 2, "illegal UTF-16 surrogate");
      break;
    }
    seen |= 0x10000;
    scan.bytes += 4;
    ++scan.code_points;
  }
  if (final && size - scan.bytes == 1) Fail(&scan, 1, "truncated data");
  scan.limit = LimitOf(seen);
  return scan;
}

DecodeScan ScanUtf32(const uint8_t* bytes, size_t size, ByteOrder order, bool final) {
  DecodeScan scan;
  uint32_t seen = 0;
  while (size - scan.bytes >= 4) {
    uint32_t unit = LoadUnit<uint32_t>(bytes + scan.bytes, order);
    if (unit > 0x10FFFF) {
      Fail(&scan, 4, "code point not in range(0x110000)");
      break;
    }
    if (IsSurrogate(unit)) {
      Fail(&scan, 4, "code point in surrogate code point range(0xd800, 0xe000)");
      break;
    }
    seen |= unit;
    scan.bytes += 4;
    ++scan.code_points;
  }
  size_t rest = size - scan.bytes;
  if (final && rest > 0 && rest < 4) Fail(&scan, rest, "truncated data");
  scan.limit = LimitOf(seen);
  return scan;
}

template <typename Char>
void DecodeUtf8(const uint8_t* bytes, size_t size, Char* out) {
  const uint8_t* end = bytes + size;
  while (bytes < end) {
    uint32_t lead = *bytes;
    if (lead < 0x80) {
      size_t run = AsciiPrefix(bytes, end - bytes);
      out = std::copy_n(bytes, run, out);
      bytes += run;
    } else if (lead < 0xE0) {
      *out++ = static_cast<Char>((lead & 0x1F) << 6 | (bytes[1] & 0x3F));
      bytes += 2;
    } else if (lead < 0xF0) {
      *out++ = static_cast<Char>((lead & 0x0F) << 12 | (bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F));
      bytes += 3;
    } else {
      *out++ = static_cast<Char>((lead & 0x07) << 18 | (bytes[1] & 0x3F) << 12 |
                                 (bytes[2] & 0x3F) << 6 | (bytes[3] & 0x3F));
      bytes += 4;
    }
  }
}

template <typename Char>
void DecodeUtf16(const uint8_t* bytes, size_t size, ByteOrder order, Char* out) {
  for (size_t i = 0; i + 2 <= size; i += 2) {
    uint32_t unit = LoadUnit<uint16_t>(bytes + i, order);
    if (IsHighSurrogate(unit)) {
      i += 2;
      uint32_t low = LoadUnit<uint16_t>(bytes + i, order);
      unit = 0x10000 + ((unit & 0x3FF) << 10 | (low & 0x3FF));
    }
    *out++ = static_cast<Char>(unit);
  }
}

template <typename Char>
void DecodeUtf32(const uint8_t* bytes, size_t size, ByteOrder order, Char* out) {
  for (size_t i = 0; i + 4 <= size; i += 4) {
    *out++ = static_cast<Char>(LoadUnit<uint32_t>(bytes + i, order));
  }
}

template void DecodeUtf8(const uint8_t*, size_t, uint8_t*);
template void DecodeUtf8(const uint8_t*, size_t, char16_t*);
template void DecodeUtf8(const uint8_t*, size_t, char32_t*);
template void DecodeUtf16(const uint8_t*, size_t, ByteOrder, uint8_t*);
template void DecodeUtf16(const uint8_t*, size_t, ByteOrder, char16_t*);
template void DecodeUtf16(const uint8_t*, size_t, ByteOrder, char32_t*);
template void DecodeUtf32(const uint8_t*, size_t, ByteOrder, uint8_t*);
template void DecodeUtf32(const uint8_t*, size_t, ByteOrder, char16_t*);
template void DecodeUtf32(const uint8_t*, size_t, ByteOrder, char32_t*);

}  // namespace krait
