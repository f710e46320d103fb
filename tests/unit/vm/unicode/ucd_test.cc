#include "vm/unicode/ucd.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "tests/unit/vm/unicode/crc32.h"

// The checksums cover all code points and were printed by CPython 3.11:
//   python3 tests/unit/vm/unicode/checksums.py

namespace krait {
namespace {

TEST(UcdTest, NumbersAgreeWithCPythonOnAllCodePoints) {
  Crc32 combining;
  Crc32 mirrored;
  for (char32_t c = 0; c < kCodePoints; ++c) {
    combining.Add(CombiningClass(c));
    mirrored.Add(uint8_t{IsMirrored(c)});
  }
  EXPECT_EQ(combining.value(), 0x7600c8a7);
  EXPECT_EQ(mirrored.value(), 0x1d3f1d7f);
}

TEST(UcdTest, TextsAgreeWithCPythonOnAllCodePoints) {
  Crc32 category;
  Crc32 bidirectional;
  Crc32 width;
  for (char32_t c = 0; c < kCodePoints; ++c) {
    category.Add(CharCategory(c));
    bidirectional.Add(CharBidirectional(c));
    width.Add(CharEastAsianWidth(c));
  }
  EXPECT_EQ(category.value(), 0xe04d8080);
  EXPECT_EQ(bidirectional.value(), 0xaf93a60e);
  EXPECT_EQ(width.value(), 0x3444682c);
}

/// As unicodedata.decomposition writes it.
std::string DecompositionText(char32_t c) {
  Decomposition decomposition = CharDecomposition(c);
  std::string text(decomposition.tag);
  for (uint32_t part : decomposition.code_points) {
    char digits[16];
    std::snprintf(digits, sizeof(digits), "%s%04X", text.empty() ? "" : " ", part);
    text += digits;
  }
  return text;
}

TEST(UcdTest, DecompositionsAgreeWithCPythonOnAllCodePoints) {
  Crc32 crc;
  for (char32_t c = 0; c < kCodePoints; ++c) {
    crc.Add(DecompositionText(c));
    crc.Add("\n");
  }
  EXPECT_EQ(crc.value(), 0xf9dad9a8);
}

TEST(UcdTest, Samples) {
  EXPECT_EQ(CharCategory('A'), "Lu");
  EXPECT_EQ(CharCategory(0x1F774), "Cn") << "assigned only in Unicode 15.0";
  EXPECT_EQ(CharBidirectional(0x5D0), "R");
  EXPECT_EQ(CharBidirectional(0x378), "");
  EXPECT_EQ(CharEastAsianWidth(0x3042), "W");
  EXPECT_EQ(DecompositionText(0xE9), "0065 0301");
  EXPECT_EQ(DecompositionText(0xFB01), "<compat> 0066 0069");
  EXPECT_EQ(DecompositionText(0xAC00), "");
  EXPECT_EQ(kUnicodeVersion, "14.0.0");
}

TEST(UcdTest, ValuesAboveUnicodeAreUnassigned) {
  for (char32_t c : {char32_t{0x110000}, char32_t{0xFFFFFFFF}}) {
    EXPECT_EQ(CharCategory(c), "Cn");
    EXPECT_EQ(CombiningClass(c), 0);
    EXPECT_EQ(DecompositionText(c), "");
    EXPECT_EQ(CharQuickCheck(c, NormalizationForm::kNfc), QuickCheck::kYes);
  }
}

}  // namespace
}  // namespace krait
