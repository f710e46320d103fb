#pragma once

#include <cstddef>
#include <cstdint>

// UTF-8, UTF-16 and UTF-32 in two steps: a scan finds how far the input is good, how much it makes
// and what is wrong with the rest; then exactly that much is converted into space that the caller
// provides. To apply an error handler, treat the error and scan on from where the handler says.
// Error positions and reasons are those of CPython's UnicodeDecodeError and UnicodeEncodeError.
//
// Text is an array of uint8_t (Latin-1), char16_t (no surrogate pairs) or char32_t code points.

namespace krait {

enum class ByteOrder : uint8_t { kLittle, kBig };

/// A bad stretch of input: bytes when decoding, code points when encoding.
struct CodecError {
  size_t start;
  size_t end;
  const char* reason;  // null: no error
};

/// What a scan of encoded bytes found.
struct DecodeScan {
  size_t bytes = 0;        // length of the prefix that can be decoded
  size_t code_points = 0;  // that it decodes to
  /// No code point in the prefix is above this: 0x7F, 0xFF, 0xFFFF or 0x10FFFF, the least that
  /// holds.
  char32_t limit = 0x7F;
  /// Right behind the prefix. Without one, an input that is not final may end in an incomplete
  /// sequence: then `bytes` is less than the input's size.
  CodecError error = {0, 0, nullptr};
};

/// What a scan of text to be encoded found.
struct EncodeScan {
  size_t code_points = 0;  // length of the prefix that can be encoded
  size_t bytes = 0;        // that it encodes to
  CodecError error = {0, 0, nullptr};
};

/// How many code points there are before the first one that is `limit` or above.
template <typename Char>
size_t PrefixBelow(const Char* text, size_t size, char32_t limit);

/// Length of the ASCII prefix.
size_t AsciiPrefix(const uint8_t* bytes, size_t size);

/// `final` tells whether more input can follow: if not, an incomplete sequence is an error.
DecodeScan ScanUtf8(const uint8_t* bytes, size_t size, bool final);
DecodeScan ScanUtf16(const uint8_t* bytes, size_t size, ByteOrder order, bool final);
DecodeScan ScanUtf32(const uint8_t* bytes, size_t size, ByteOrder order, bool final);

/// Decode a prefix that was scanned into as many code points as the scan said; Char must hold its
/// `limit`.
template <typename Char>
void DecodeUtf8(const uint8_t* bytes, size_t size, Char* out);
template <typename Char>
void DecodeUtf16(const uint8_t* bytes, size_t size, ByteOrder order, Char* out);
template <typename Char>
void DecodeUtf32(const uint8_t* bytes, size_t size, ByteOrder order, Char* out);

/// Surrogates are errors: in UTF-8 a whole run of them is one, elsewhere each is one.
template <typename Char>
EncodeScan ScanForUtf8(const Char* text, size_t size);
template <typename Char>
EncodeScan ScanForUtf16(const Char* text, size_t size);
template <typename Char>
EncodeScan ScanForUtf32(const Char* text, size_t size);

/// Encode `size` code points, surrogates like any others (which is what "surrogatepass" wants), and
/// return the end of what was written.
template <typename Char>
uint8_t* EncodeUtf8(const Char* text, size_t size, uint8_t* out);
template <typename Char>
uint8_t* EncodeUtf16(const Char* text, size_t size, ByteOrder order, uint8_t* out);
template <typename Char>
uint8_t* EncodeUtf32(const Char* text, size_t size, ByteOrder order, uint8_t* out);

}  // namespace krait
