#include "vm/unicode/normalization.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "tests/unit/vm/unicode/crc32.h"

namespace krait {
namespace {

constexpr NormalizationForm kForms[] = {NormalizationForm::kNfd, NormalizationForm::kNfkd,
                                        NormalizationForm::kNfc, NormalizationForm::kNfkc};

std::u32string Normalized(std::u32string_view text, NormalizationForm form) {
  std::u32string out(DecomposedSize(text.data(), text.size(), form), U'\0');
  Decompose(text.data(), text.size(), form, out.data());
  if (IsComposing(form)) out.resize(Compose(out.data(), out.size()));
  return out;
}

// Printed by CPython 3.11: python3 tests/unit/vm/unicode/checksums.py
constexpr uint32_t kChecksums[] = {0xcb62c19c, 0xb63ed00b, 0x360c43d7, 0x3f072144};

TEST(NormalizationTest, AgreesWithCPythonOnAllCodePoints) {
  for (NormalizationForm form : kForms) {
    Crc32 crc;
    for (char32_t c = 0; c < kCodePoints; ++c) {
      std::u32string out = Normalized(std::u32string_view(&c, 1), form);
      for (char32_t part : out) crc.AddCodePoint(part);
      QuickCheck check = QuickCheckText(&c, 1, form);
      bool same = out.size() == 1 && out[0] == c;
      if (check != QuickCheck::kMaybe) EXPECT_EQ(check == QuickCheck::kYes, same) << uint32_t{c};
    }
    EXPECT_EQ(crc.value(), kChecksums[static_cast<int>(form)]);
  }
}

TEST(NormalizationTest, EveryCompositeComesBack) {
  for (char32_t c = 0; c < kCodePoints; ++c) {
    std::u32string_view text(&c, 1);
    std::u32string composed = Normalized(text, NormalizationForm::kNfc);
    std::u32string decomposed = Normalized(text, NormalizationForm::kNfd);
    EXPECT_EQ(Normalized(decomposed, NormalizationForm::kNfc), composed) << uint32_t{c};
  }
}

struct Sample {
  std::u32string_view text;
  NormalizationForm form;
  std::u32string_view normalized;
};

// unicodedata.normalize of CPython 3.11.
constexpr Sample kSamples[] = {
    // Marks are put in order, and equal classes keep theirs.
    {U"a\x0301\x0323", NormalizationForm::kNfd, U"a\x0323\x0301"},
    {U"a\x0301\x0323", NormalizationForm::kNfc, U"\x1EA1\x0301"},
    {U"a\x0308\x0301", NormalizationForm::kNfd, U"a\x0308\x0301"},
    // A mark of the same class blocks.
    {U"a\x0308\x0301", NormalizationForm::kNfc, U"\x00E4\x0301"},
    {U"a\x0315\x0300\x05AE\x0300\x0062", NormalizationForm::kNfc,
     U"\x00E0\x05AE\x0300\x0315\x0062"},
    // Hangul, also from a syllable and a trailing consonant.
    {U"\x1112\x1161\x11AB", NormalizationForm::kNfc, U"\xD55C"},
    {U"\xD558\x11AB", NormalizationForm::kNfc, U"\xD55C"},
    {U"\xD55C\x11AB", NormalizationForm::kNfc, U"\xD55C\x11AB"},
    {U"\x1100\x11A8", NormalizationForm::kNfc, U"\x1100\x11A8"},
    // Excluded from composition, a singleton, and a starter that combines with a starter.
    {U"\x0958", NormalizationForm::kNfc, U"\x0915\x093C"},
    {U"\x212B", NormalizationForm::kNfc, U"\x00C5"},
    {U"\x09C7\x09BE", NormalizationForm::kNfc, U"\x09CB"},
    {U"\xFDFA", NormalizationForm::kNfkd,
     U"\x0635\x0644\x0649\x0020\x0627\x0644\x0644\x0647\x0020"
     U"\x0639\x0644\x064A\x0647\x0020\x0648\x0633\x0644\x0645"},
    {U"\xFB01\x00BD", NormalizationForm::kNfkc, U"fi1\x2044\x0032"},
    {U"", NormalizationForm::kNfc, U""},
    {U"\x0301", NormalizationForm::kNfc, U"\x0301"},
};

TEST(NormalizationTest, Samples) {
  for (const Sample& sample : kSamples) {
    EXPECT_EQ(Normalized(sample.text, sample.form), sample.normalized)
        << &sample - kSamples << " " << static_cast<int>(sample.form);
  }
}

TEST(NormalizationTest, NarrowTextGivesTheSame) {
  const uint8_t narrow[] = {'a', 0xE9, 0xBD};
  const char16_t wide[] = {'a', 0xE9, 0xBD};
  std::u32string expected = Normalized(U"a\x00E9\x00BD", NormalizationForm::kNfkd);
  std::u32string out(DecomposedSize(narrow, 3, NormalizationForm::kNfkd), U'\0');
  Decompose(narrow, 3, NormalizationForm::kNfkd, out.data());
  EXPECT_EQ(out, expected);
  EXPECT_EQ(DecomposedSize(wide, 3, NormalizationForm::kNfkd), expected.size());
  Decompose(wide, 3, NormalizationForm::kNfkd, out.data());
  EXPECT_EQ(out, expected);
}

TEST(NormalizationTest, QuickCheckSeesOrderAndComposition) {
  auto check = [](std::u32string_view text, NormalizationForm form) {
    return QuickCheckText(text.data(), text.size(), form);
  };
  EXPECT_EQ(check(U"plain", NormalizationForm::kNfkc), QuickCheck::kYes);
  EXPECT_EQ(check(U"a\x0301\x0323", NormalizationForm::kNfd), QuickCheck::kNo);
  EXPECT_EQ(check(U"a\x0301", NormalizationForm::kNfd), QuickCheck::kYes);
  EXPECT_EQ(check(U"a\x0301", NormalizationForm::kNfc), QuickCheck::kMaybe);
  EXPECT_EQ(check(U"a\x0323 \x0301", NormalizationForm::kNfd), QuickCheck::kYes);
  EXPECT_EQ(check(U"\x00E9", NormalizationForm::kNfd), QuickCheck::kNo);
}

TEST(NormalizationTest, LongRunsOfMarksStayFast) {
  constexpr size_t kMarks = 200'000;
  std::u32string text = U"a";
  for (size_t i = 0; i < kMarks; ++i) text += i % 2 == 0 ? U'\x0301' : U'\x0323';
  auto start = std::chrono::steady_clock::now();
  std::u32string out = Normalized(text, NormalizationForm::kNfd);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
  EXPECT_EQ(out.substr(1, kMarks / 2), std::u32string(kMarks / 2, U'\x0323'));
  EXPECT_EQ(out.substr(1 + kMarks / 2), std::u32string(kMarks / 2, U'\x0301'));
}

}  // namespace
}  // namespace krait
