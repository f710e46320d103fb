#include <array>
#include <bit>
#include <cstring>

#include "vm/modules/binascii/codings.h"

namespace krait::binascii {
namespace {

/// Table k: the effect of a byte with k bytes behind it, for eight bytes at a time.
constexpr int kSlices = 8;
using CrcTables = std::array<std::array<uint32_t, 256>, kSlices>;

constexpr CrcTables MakeCrc32Tables() {
  constexpr uint32_t kPolynomial = 0xEDB88320;  // reflected
  CrcTables tables{};
  for (uint32_t i = 0; i < 256; ++i) {
    uint32_t crc = i;
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? kPolynomial : 0);
    tables[0][i] = crc;
  }
  for (uint32_t i = 0; i < 256; ++i) {
    for (int k = 1; k < kSlices; ++k) {
      tables[k][i] = tables[k - 1][i] >> 8 ^ tables[0][tables[k - 1][i] & 255];
    }
  }
  return tables;
}

constexpr std::array<uint16_t, 256> MakeHqxTable() {
  constexpr uint32_t kPolynomial = 0x1021;
  std::array<uint16_t, 256> table{};
  for (uint32_t i = 0; i < 256; ++i) {
    uint32_t crc = i << 8;
    for (int bit = 0; bit < 8; ++bit) crc = crc << 1 ^ ((crc & 0x8000) != 0 ? kPolynomial : 0);
    table[i] = static_cast<uint16_t>(crc);
  }
  return table;
}

constexpr CrcTables kCrc32 = MakeCrc32Tables();
constexpr std::array<uint16_t, 256> kHqx = MakeHqxTable();
static_assert(std::endian::native == std::endian::little);

}  // namespace

uint32_t Crc32(ByteSpan data, uint32_t crc) {
  crc = ~crc;
  const uint8_t* p = data.data();
  size_t left = data.size();
  for (; left >= 8; left -= 8, p += 8) {
    uint64_t bytes;
    std::memcpy(&bytes, p, 8);
    bytes ^= crc;
    crc = 0;
    for (int k = 0; k < kSlices; ++k) crc ^= kCrc32[kSlices - 1 - k][bytes >> (8 * k) & 255];
  }
  for (; left > 0; --left, ++p) crc = crc >> 8 ^ kCrc32[0][(crc ^ *p) & 255];
  return ~crc;
}

uint32_t CrcHqx(ByteSpan data, uint32_t crc) {
  crc &= 0xFFFF;
  for (uint8_t byte : data) crc = (crc << 8 & 0xFF00) ^ kHqx[crc >> 8 ^ byte];
  return crc;
}

}  // namespace krait::binascii
