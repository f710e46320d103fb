#include "vm/unicode/properties.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "tests/unit/vm/unicode/crc32.h"

// The checksums cover all code points and were printed by CPython 3.11:
//   python3 tests/unit/vm/unicode/checksums.py

namespace krait {
namespace {

struct FlagCase {
  const char* name;
  bool (*function)(char32_t);
  uint32_t checksum;
};

constexpr FlagCase kFlagCases[] = {
    {"IsAlpha", IsAlpha, 0x83f2247c},         {"IsDecimal", IsDecimal, 0x7ef925d4},
    {"IsDigit", IsDigit, 0xc1687f40},         {"IsNumeric", IsNumeric, 0xc3338046},
    {"IsAlnum", IsAlnum, 0xac1776ef},         {"IsLower", IsLower, 0x5986f661},
    {"IsUpper", IsUpper, 0x1a9dc2b1},         {"IsSpace", IsSpace, 0x57327d3b},
    {"IsPrintable", IsPrintable, 0x215d1a43}, {"IsTitle", IsTitle, 0xa0b7b16c},
    {"IsXidStart", IsXidStart, 0xf75b84e5},   {"IsXidContinue", IsXidContinue, 0x17307cec},
    {"IsLineBreak", IsLineBreak, 0xb3883f69},
};

TEST(PropertiesTest, FlagsAgreeWithCPythonOnAllCodePoints) {
  for (const FlagCase& flag : kFlagCases) {
    Crc32 crc;
    for (char32_t c = 0; c < kCodePoints; ++c) crc.Add(uint8_t{flag.function(c)});
    EXPECT_EQ(crc.value(), flag.checksum) << flag.name;
  }
}

struct MappingCase {
  const char* name;
  size_t (*function)(char32_t, char32_t*);
  uint32_t checksum;
};

constexpr MappingCase kMappingCases[] = {
    {"ToLower", ToLower, 0x0cef5f6a},
    {"ToUpper", ToUpper, 0x4c7daa80},
    {"ToTitle", ToTitle, 0x5592ce8f},
    {"ToFolded", ToFolded, 0x5c2e63ab},
};

TEST(PropertiesTest, FullMappingsAgreeWithCPythonOnAllCodePoints) {
  for (const MappingCase& mapping : kMappingCases) {
    Crc32 crc;
    for (char32_t c = 0; c < kCodePoints; ++c) {
      char32_t out[kMaxCaseMapping];
      size_t size = mapping.function(c, out);
      for (size_t i = 0; i < size; ++i) crc.AddCodePoint(out[i]);
    }
    EXPECT_EQ(crc.value(), mapping.checksum) << mapping.name;
  }
}

TEST(PropertiesTest, DigitValuesAgreeWithCPythonOnAllCodePoints) {
  Crc32 decimal;
  Crc32 digit;
  Crc32 numeric;
  for (char32_t c = 0; c < kCodePoints; ++c) {
    decimal.Add(static_cast<uint8_t>(DecimalValue(c)));
    digit.Add(static_cast<uint8_t>(DigitValue(c)));
    double value;
    if (NumericValue(c, &value)) {
      char text[32];
      int size = std::snprintf(text, sizeof(text), "%.17g ", value);
      numeric.Add(std::string_view(text, size));
    }
  }
  EXPECT_EQ(decimal.value(), 0x32b7135e);
  EXPECT_EQ(digit.value(), 0x6fba4e42);
  EXPECT_EQ(numeric.value(), 0x184b4cde);
}

TEST(PropertiesTest, SigmaLooksAtItsNeighboursAsCPythonDoes) {
  Crc32 crc;
  for (char32_t c = 0; c < kCodePoints; ++c) {
    const char32_t last[] = {'A', c, kCapitalSigma};
    const char32_t inner[] = {'A', kCapitalSigma, c, 'B'};
    crc.AddCodePoint(LowerSigma(last, 3, 2));
    crc.AddCodePoint(LowerSigma(inner, 4, 1));
  }
  EXPECT_EQ(crc.value(), 0x00e1b8fe);
}

TEST(PropertiesTest, SimpleMappingsTakeOneCodePoint) {
  EXPECT_EQ(SimpleUpper(0xDF), 0xDFu);
  EXPECT_EQ(SimpleUpper(0xFF), 0x178u);
  EXPECT_EQ(SimpleLower(0x130), 'i');
  EXPECT_EQ(SimpleTitle(0x1C6), 0x1C5u);
  EXPECT_EQ(SimpleUpper(0x1C6), 0x1C4u);
  EXPECT_EQ(SimpleLower(0x10400), 0x10428u);
}

TEST(PropertiesTest, LatinTableMatchesTheMappings) {
  for (char32_t c = 0; c < 256; ++c) EXPECT_EQ(kLatin1Lower[c], SimpleLower(c)) << uint32_t{c};
}

TEST(PropertiesTest, ValuesAboveUnicodeAreUnassigned) {
  for (char32_t c : {char32_t{0x110000}, char32_t{0xFFFFFFFF}}) {
    char32_t out[kMaxCaseMapping];
    EXPECT_EQ(CharFlags(c), 0);
    EXPECT_EQ(ToUpper(c, out), 1u);
    EXPECT_EQ(out[0], c);
    EXPECT_EQ(DecimalValue(c), -1);
  }
}

}  // namespace
}  // namespace krait
