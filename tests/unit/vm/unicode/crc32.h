#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace krait {

/// The checksum of zlib.crc32, fed piece by piece.
class Crc32 {
 public:
  void Add(uint8_t byte) { state_ = kTable[(state_ ^ byte) & 0xFF] ^ state_ >> 8; }
  void Add(std::string_view text) {
    for (char c : text) Add(static_cast<uint8_t>(c));
  }
  /// A code point as "utf-32-le" has it.
  void AddCodePoint(char32_t c) {
    for (int shift = 0; shift < 32; shift += 8) Add(static_cast<uint8_t>(c >> shift));
  }
  uint32_t value() const { return ~state_; }

 private:
  static constexpr std::array<uint32_t, 256> kTable = [] {
    std::array<uint32_t, 256> table{};
    for (uint32_t i = 0; i < 256; ++i) {
      table[i] = i;
      for (int bit = 0; bit < 8; ++bit) table[i] = table[i] >> 1 ^ (table[i] & 1) * 0xEDB88320;
    }
    return table;
  }();

  uint32_t state_ = 0xFFFFFFFF;
};

inline constexpr char32_t kCodePoints = 0x110000;

}  // namespace krait
