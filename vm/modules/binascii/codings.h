#pragma once

#include <cstdint>
#include <string>

#include "absl/types/span.h"
#include "vm/object/byte_writer.h"

/// Bytes as text, by the formats of mail and news. Decoders return what is wrong with the text,
/// empty if nothing is.
namespace krait::binascii {

using ByteSpan = absl::Span<const uint8_t>;

std::string DecodeHex(ByteSpan text, ByteWriter& out);

void EncodeBase64(ByteSpan data, bool newline, ByteWriter& out);
std::string DecodeBase64(ByteSpan text, bool strict, ByteWriter& out);

/// One line of at most kMostUuBytes.
inline constexpr size_t kMostUuBytes = 45;
void EncodeUu(ByteSpan data, bool backtick, ByteWriter& out);
std::string DecodeUu(ByteSpan text, ByteWriter& out);

struct QuotedPrintableOptions {
  bool quote_tabs = false;  // and spaces
  bool is_text = true;      // line ends stay what they are
  bool header = false;      // '_' for spaces
};
void EncodeQuotedPrintable(ByteSpan data, const QuotedPrintableOptions& options, ByteWriter& out);
void DecodeQuotedPrintable(ByteSpan text, bool header, ByteWriter& out);

uint32_t Crc32(ByteSpan data, uint32_t crc);
/// The CRC of BinHex 4.
uint32_t CrcHqx(ByteSpan data, uint32_t crc);

}  // namespace krait::binascii
