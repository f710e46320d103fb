#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace krait {

static_assert(std::endian::native == std::endian::little,
              "the files' byte order is taken as it is");

/// A number at any address, lowest byte first.
template <typename T>
T LoadLittleEndian(const uint8_t* from) {
  T value;
  std::memcpy(&value, from, sizeof(T));
  return value;
}

}  // namespace krait
