#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace krait {

/// Cell sizes served from blocks, in bytes; anything larger is a large object of its own.
inline constexpr std::array<uint16_t, 26> kCellSizes = {
    16,  32,  48,  64,  80,  96,  112,  128,  160,  192,  224,  256,  320,
    384, 448, 512, 640, 768, 896, 1024, 1280, 1536, 1792, 2048, 3072, 4096};
inline constexpr size_t kMaxCellSize = kCellSizes.back();

/// Maps a size in 16-byte granules (1..256) to its index in kCellSizes.
inline constexpr auto kSizeClassOfGranules = [] {
  std::array<uint8_t, kMaxCellSize / 16 + 1> table{};
  size_t size_class = 0;
  for (size_t granules = 0; granules < table.size(); ++granules) {
    while (kCellSizes[size_class] < granules * 16) ++size_class;
    table[granules] = static_cast<uint8_t>(size_class);
  }
  return table;
}();

/// `size` must be at most kMaxCellSize.
constexpr size_t SizeClassOf(size_t size) { return kSizeClassOfGranules[(size + 15) / 16]; }

}  // namespace krait
