#include "vm/unicode/names.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/vm/unicode/crc32.h"

namespace krait {
namespace {

std::string NameOf(char32_t c) {
  char out[kMaxCharName];
  return std::string(out, CharName(c, out));
}

std::u32string Lookup(std::string_view name) {
  NamedText text = LookupCharName(name);
  return std::u32string(text.code_points, text.size);
}

TEST(NamesTest, AllNamesAgreeWithCPythonAndAreFoundAgain) {
  Crc32 crc;
  for (char32_t c = 0; c < kCodePoints; ++c) {
    std::string name = NameOf(c);
    crc.Add(name);
    crc.Add("\n");
    if (!name.empty()) ASSERT_EQ(Lookup(name), std::u32string(1, c)) << name;
  }
  // Printed by CPython 3.11: python3 tests/unit/vm/unicode/checksums.py
  EXPECT_EQ(crc.value(), 0xc1aab677);
}

TEST(NamesTest, Names) {
  EXPECT_EQ(NameOf('a'), "LATIN SMALL LETTER A");
  EXPECT_EQ(NameOf(0xAC01), "HANGUL SYLLABLE GAG");
  EXPECT_EQ(NameOf(0x4E00), "CJK UNIFIED IDEOGRAPH-4E00");
  EXPECT_EQ(NameOf(0x20000), "CJK UNIFIED IDEOGRAPH-20000");
  EXPECT_EQ(NameOf(0xF900), "CJK COMPATIBILITY IDEOGRAPH-F900");
  for (char32_t c : {0x0, 0xA, 0x17000, 0x1F774, 0xD800, 0xE000, 0x10FFFF, 0x110000}) {
    EXPECT_EQ(NameOf(c), "") << uint32_t{c};
  }
}

TEST(NamesTest, LookupTakesAliasesSequencesAndEitherCase) {
  EXPECT_EQ(Lookup("latin Small letter A"), U"a");
  EXPECT_EQ(Lookup("LINE FEED"), U"\n");
  EXPECT_EQ(Lookup("nul"), std::u32string(1, U'\0'));
  EXPECT_EQ(Lookup("LATIN SMALL LETTER GHA"), U"\x01A3") << "a correction of LETTER OI";
  EXPECT_EQ(Lookup("LATIN SMALL LETTER OI"), U"\x01A3");
  EXPECT_EQ(Lookup("keycap digit one"), U"1\xFE0F\x20E3");
}

TEST(NamesTest, AlgorithmicNamesAreInUpperCase) {
  EXPECT_EQ(Lookup("HANGUL SYLLABLE GGWEOLB"), U"\xAFDF");
  EXPECT_EQ(Lookup("HANGUL SYLLABLE A"), U"\xC544");
  EXPECT_EQ(Lookup("CJK UNIFIED IDEOGRAPH-04E00"), U"\x4E00");
  for (const char* name :
       {"hangul syllable ga", "HANGUL SYLLABLE", "HANGUL SYLLABLE ", "HANGUL SYLLABLE GAX",
        "cjk unified ideograph-4e00", "CJK UNIFIED IDEOGRAPH-4e00", "CJK UNIFIED IDEOGRAPH-",
        "CJK UNIFIED IDEOGRAPH-004E00", "CJK UNIFIED IDEOGRAPH-4DC0"}) {
    EXPECT_EQ(Lookup(name), U"") << name;
  }
}

TEST(NamesTest, UnknownNames) {
  for (const char* name :
       {"", " ", "LATIN", "LATIN SMALL LETTER A ", " LATIN SMALL LETTER A", "LATIN-SMALL LETTER A",
        "LATIN SMALL LETTER", "\xC3\xA9", "TANGUT IDEOGRAPH-17000", "LOT OF FORTUNE", "EM",
        "SUNDANESE LETTER ARCHAIC I"}) {
    EXPECT_EQ(Lookup(name), U"") << name;
  }
  EXPECT_EQ(Lookup(std::string_view("LATIN SMALL LETTER A\0", 21)), U"");
  EXPECT_EQ(Lookup(std::string(1000, 'X')), U"");
}

}  // namespace
}  // namespace krait
