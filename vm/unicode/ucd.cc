#include "vm/unicode/ucd.h"

namespace krait {
namespace {

struct CharacterRecord {
  uint8_t category;  // index into kCategoryNames
  uint8_t combining;
  uint8_t bidi;   // index into kBidiClassNames
  uint8_t width;  // index into kWidthNames
  bool mirrored;
  uint8_t quick_checks;  // two bits per NormalizationForm
};

}  // namespace

#include "vm/unicode/character_tables.inc"

namespace {

/// Position in a table of blocks.
template <typename Index>
size_t BlockPlace(const Index* index, char32_t c) {
  return (size_t{index[c >> kBlockBits]} << kBlockBits) + (c & ((1u << kBlockBits) - 1));
}

const CharacterRecord& RecordOf(char32_t c) {
  if (c > 0x10FFFF) return kCharacterRecords[0];
  return kCharacterRecords[kCharacterBlocks[BlockPlace(kCharacterIndex, c)]];
}

}  // namespace

std::string_view CharCategory(char32_t c) { return kCategoryNames[RecordOf(c).category]; }

std::string_view CharBidirectional(char32_t c) { return kBidiClassNames[RecordOf(c).bidi]; }

std::string_view CharEastAsianWidth(char32_t c) { return kWidthNames[RecordOf(c).width]; }

uint8_t CombiningClass(char32_t c) { return RecordOf(c).combining; }

bool IsMirrored(char32_t c) { return RecordOf(c).mirrored; }

Decomposition CharDecomposition(char32_t c) {
  if (c > 0x10FFFF) return {};
  size_t offset = kDecompositionBlocks[BlockPlace(kDecompositionIndex, c)];
  if (offset == 0) return {};
  uint32_t header = kDecompositionData[offset];
  return {.tag = kDecompositionTags[header & 0xFF],
          .code_points = std::span(kDecompositionData).subspan(offset + 1, header >> 8)};
}

QuickCheck CharQuickCheck(char32_t c, NormalizationForm form) {
  return static_cast<QuickCheck>(RecordOf(c).quick_checks >> (2 * static_cast<int>(form)) & 3);
}

}  // namespace krait
