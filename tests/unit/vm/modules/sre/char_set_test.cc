#include "vm/modules/sre/char_set.h"

#include <random>
#include <vector>

#include "gtest/gtest.h"
#include "tests/unit/vm/modules/sre/code_builder.h"

namespace krait::sre {
namespace {

// Characters on both sides of all the borders that matter.
std::vector<uint32_t> Samples() {
  std::vector<uint32_t> samples;
  for (uint32_t c = 0; c < 0x250; ++c) samples.push_back(c);
  for (uint32_t c : {0x3A3u, 0x3C2u, 0x430u, 0x660u, 0x1E9Eu, 0x2028u, 0x212Au, 0xFFFFu, 0x10000u,
                     0x10400u, 0x10428u, 0x1F600u, 0x10FFFFu}) {
    samples.push_back(c);
  }
  return samples;
}

Code RandomItem(std::mt19937& random) {
  auto character = [&] {
    constexpr uint32_t kLimits[] = {128, 256, 0x300, 0x11000};
    return static_cast<uint32_t>(random() % kLimits[random() % 4]);
  };
  switch (random() % 6) {
    case 0:
      return Lit(character());
    case 1: {
      uint32_t first = character();
      return RangeItem(first, random() % 8 == 0 ? 0x10FFFF : first + random() % 400);
    }
    case 2:
      return CategoryItem(static_cast<CategoryCode>(random() % 18));
    case 3: {
      Code bitmap = {Word(Opcode::kCharset)};
      for (int i = 0; i < 8; ++i) bitmap.push_back(static_cast<uint32_t>(random()));
      return bitmap;
    }
    case 4: {
      Code big = {Word(Opcode::kBigCharset), 3};
      for (int i = 0; i < 64; ++i) {
        big.push_back(static_cast<uint32_t>(random() % 3) * 0x00010100 + random() % 3);
      }
      for (int i = 0; i < 24; ++i) big.push_back(static_cast<uint32_t>(random()));
      return big;
    }
    default:
      return {Word(Opcode::kRangeUniIgnore), 0x41, 0x41 + static_cast<uint32_t>(random() % 0x400)};
  }
}

TEST(CharSet, AgreesWithThePredicates) {
  std::mt19937 random(1);
  const std::vector<uint32_t> samples = Samples();
  constexpr Opcode kOps[] = {Opcode::kIn, Opcode::kInIgnore, Opcode::kInUniIgnore,
                             Opcode::kInLocIgnore};
  for (int i = 0; i < 3000; ++i) {
    Code items;
    size_t count = random() % 4;
    size_t negate_at = random() % 6;  // first, as compilers put it, or anywhere, or nowhere
    for (size_t j = 0; j <= count; ++j) {
      if (j == negate_at) items = Join({items, Negate()});
      if (j < count) items = Join({items, RandomItem(random)});
    }
    Code code = Set({items}, kOps[random() % 4]);
    ASSERT_EQ(CheckSet({code.data() + 2, code.size() - 2}), code.size() - 2);
    CharPredicate predicate{static_cast<Opcode>(code[0]), code.data() + 1};
    CharSet set = CharSetOf(predicate);
    WideMembers wide = WideMembersOf(predicate);
    for (uint32_t c : samples) {
      bool matches = Matches(predicate, c);
      if (c < 256 && !DependsOnLocale(predicate)) {
        ASSERT_EQ(set.Has(c), matches) << i << ": " << c;
      } else {
        ASSERT_TRUE(set.Has(c) || !matches) << i << ": " << c;
      }
      if (c >= 256 && wide != WideMembers::kUnknown) {
        ASSERT_EQ(matches, wide == WideMembers::kAll) << i << ": " << c;
      }
    }
  }
}

TEST(CharSet, CategoryAndComplementAreAll) {
  for (uint32_t category = 0; category < 18; category += 2) {
    Code code = Set({CategoryItem(static_cast<CategoryCode>(category)),
                     CategoryItem(static_cast<CategoryCode>(category + 1))});
    EXPECT_EQ(WideMembersOf({Opcode::kIn, code.data() + 1}), WideMembers::kAll) << category;
    code = Set({CategoryItem(static_cast<CategoryCode>(category + 1)),
                CategoryItem(static_cast<CategoryCode>((category + 2) % 18))});
    EXPECT_FALSE(WideMembersOf({Opcode::kIn, code.data() + 1}) == WideMembers::kNone) << category;
  }
}

TEST(CharSet, Algebra) {
  CharSet a;
  a.Add('x');
  CharSet b = a;
  EXPECT_TRUE(a.Intersects(b));
  EXPECT_EQ(a.FirstBit(), uint32_t{'x'});
  EXPECT_EQ(a.CountBits(), 1);
  b.Add(0x100);
  EXPECT_TRUE(b.wide);
  EXPECT_TRUE(b.Has(0x4321));
  CharSet c;
  c.end = true;
  EXPECT_FALSE(a.Intersects(c));
  b |= c;
  EXPECT_TRUE(b.Intersects(c));
  EXPECT_FALSE(b.IsAll());
  b |= CharSet::All();
  EXPECT_TRUE(b.IsAll());
  b &= a;
  EXPECT_TRUE(b.SameBits(a));
  EXPECT_FALSE(b.wide || b.end);
}

TEST(Chars, CasesOfTheAwkwardOnes) {
  EXPECT_EQ(UnicodeLower(0x130), 'i');  // the first of two
  EXPECT_EQ(UnicodeLower(0x212A), 'k');
  EXPECT_EQ(UnicodeLower(0x10400), 0x10428u);
  EXPECT_TRUE(IsUnicodeCased(0xDF));  // its upper case is longer than one
  EXPECT_TRUE(IsUnicodeCased(0x149));
  EXPECT_FALSE(IsUnicodeCased('1'));
  EXPECT_FALSE(IsAsciiCased(0xE9));
  EXPECT_TRUE(IsAsciiCased('q'));
}

}  // namespace
}  // namespace krait::sre
