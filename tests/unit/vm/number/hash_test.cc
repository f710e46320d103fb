#include "vm/number/hash.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "tests/unit/vm/number/bigint_testing.h"

namespace krait {
namespace {

// All expected values are CPython 3.11's.

TEST(HashTest, IntsModuloAMersennePrime) {
  EXPECT_EQ(HashInt(Number(0)), 0);
  EXPECT_EQ(HashInt(Number(-1)), -2);
  EXPECT_EQ(HashInt(Number(-2)), -2);
  EXPECT_EQ(HashInt(PowerOfTwo(61, -1)), 0);
  EXPECT_EQ(HashInt(-PowerOfTwo(61)), -2);
  EXPECT_EQ(HashInt(PowerOfTwo(61, -2)), 2305843009213693950);
  EXPECT_EQ(HashInt(-PowerOfTwo(61, -2)), -2305843009213693950);
  EXPECT_EQ(HashInt(PowerOfTwo(64)), 8);
  EXPECT_EQ(HashInt(PowerOfTwo(64, -1)), 7);
  EXPECT_EQ(HashInt(-PowerOfTwo(127)), -32);
  EXPECT_EQ(HashInt(PowerOfTwo(122, -1)), 0);
  EXPECT_EQ(HashInt(Number("1" + std::string(100, '0'))), 910685213754167845);
}

TEST(HashTest, SmallIntsHashAsTheirLimbs) {
  constexpr int64_t kMin = std::numeric_limits<int64_t>::min();
  for (int64_t value : {int64_t{0}, int64_t{-1}, int64_t{1} << 60, (int64_t{1} << 61) - 1,
                        -(int64_t{1} << 61), kMin, kMin + 1, -(kMin + 1)}) {
    EXPECT_EQ(HashInt64(value), HashInt(Number(value))) << value;
  }
}

TEST(HashTest, DoublesHashAsTheRationalsTheyAre) {
  EXPECT_EQ(HashDouble(0.0, 7), 0);
  EXPECT_EQ(HashDouble(-0.0, 7), 0);
  EXPECT_EQ(HashDouble(-1.0, 7), -2);
  EXPECT_EQ(HashDouble(0.5, 7), 1152921504606846976);
  EXPECT_EQ(HashDouble(-0.5, 7), -1152921504606846976);
  EXPECT_EQ(HashDouble(1.1, 7), 230584300921369601);
  EXPECT_EQ(HashDouble(1e300, 7), 1224995262755759164);
  EXPECT_EQ(HashDouble(5e-324, 7), 16777216);
  EXPECT_EQ(HashDouble(-2.5e-10, 7), -699647011998930896);
  EXPECT_EQ(HashDouble(0x1p61, 7), 1);
  EXPECT_EQ(HashDouble(HUGE_VAL, 7), 314159);
  EXPECT_EQ(HashDouble(-HUGE_VAL, 7), -314159);
  EXPECT_EQ(HashDouble(std::nan(""), 7), 7);
}

TEST(HashTest, ComplexNumbersCombineTheirParts) {
  EXPECT_EQ(HashComplex(0, 1, 7), 1000003);
  EXPECT_EQ(HashComplex(1, 1, 7), 1000004);
  EXPECT_EQ(HashComplex(0, -1, 7), -2000006);
  EXPECT_EQ(HashComplex(0.5, -2, 7), 1152921504604846970);
  EXPECT_EQ(HashComplex(3, 0, 7), 3);
}

TEST(HashTest, PointersMoveTheirZerosUp) {
  EXPECT_EQ(HashPointer(reinterpret_cast<void*>(0x7f0000000010)), 0x7f000000001);
  EXPECT_EQ(HashPointer(reinterpret_cast<void*>(0x1f)), static_cast<HashValue>(0xf000000000000001));
  EXPECT_EQ(HashPointer(reinterpret_cast<void*>(~uintptr_t{0})), -2);
}

template <typename Hasher>
HashValue Combined(std::initializer_list<HashValue> items) {
  Hasher hasher;
  for (HashValue item : items) hasher.Add(item);
  return hasher.Finish();
}

TEST(HashTest, Tuples) {
  EXPECT_EQ(Combined<TupleHasher>({}), 5740354900026072187);
  EXPECT_EQ(Combined<TupleHasher>({1}), -6644214454873602895);
  EXPECT_EQ(Combined<TupleHasher>({1, 2, 3}), 529344067295497451);
  EXPECT_EQ(Combined<TupleHasher>({-2, 1152921504606846976, 0}), 7673027735078424396);
  HashValue empty = Combined<TupleHasher>({});
  EXPECT_EQ(Combined<TupleHasher>({empty, empty}), 9028247024705308198);
}

TEST(HashTest, FrozenSetsInAnyOrder) {
  EXPECT_EQ(Combined<FrozenSetHasher>({}), 133146708735736);
  EXPECT_EQ(Combined<FrozenSetHasher>({1}), -558064481276695278);
  FrozenSetHasher up;
  FrozenSetHasher down;
  for (HashValue i = 0; i < 100; ++i) {
    up.Add(i);
    down.Add(99 - i);
  }
  EXPECT_EQ(up.Finish(), 4411996150312757951);
  EXPECT_EQ(down.Finish(), up.Finish());
}

struct StringCase {
  uint32_t seed;
  std::u32string text;
  HashValue hash;
};

const StringCase kStrings[] = {
    {0, U"", 0},
    {42, U"", 0},
    {0, U"a", 4644417185603328019},
    {0, U"abc", -4594863902769663758},
    {0, U"1234567", -6684075128579576191},
    {0, U"12345678", 3785724242978802311},
    {0, U"123456789abcdef0", 8726573004867270221},
    {0, U"\u00e9t\u00e9", -1033370291238291217},
    {0, U"\u20ac uro", -3923655949318862083},
    {0, U"\U0001f600x", -8926728262118538918},
    {1, U"abc", -4667308735975688587},
    {1, U"\u20ac uro", 9145346141308732673},
    {42, U"a", -123207753977932514},
    {42, U"abc", 3869580338025362921},
    {42, U"1234567", -853774631325626194},
    {42, U"12345678", -8868897825882322955},
    {42, U"123456789abcdef0", -639004787149274580},
    {42, U"\u00e9t\u00e9", 4053562854040562755},
    {42, U"\u20ac uro", -7643100725399477745},
    {42, U"\U0001f600x", -7412435959675129227},
    {4294967295, U"abc", -6122489556238538401},
    {4294967295, U"\U0001f600x", 461681878319395138},
};

template <typename Unit>
HashValue HashUnits(const std::u32string& text, const StringHashKey& key) {
  std::basic_string<Unit> units(text.begin(), text.end());
  return HashBytes(units.data(), units.size() * sizeof(Unit), key);
}

TEST(HashTest, StringsInTheirNarrowestWidth) {
  for (const StringCase& c : kStrings) {
    StringHashKey key = StringHashKey::FromSeed(c.seed);
    char32_t widest = 0;
    for (char32_t character : c.text) widest = std::max(widest, character);
    HashValue hash = widest < 0x100     ? HashUnits<char>(c.text, key)
                     : widest < 0x10000 ? HashUnits<char16_t>(c.text, key)
                                        : HashUnits<char32_t>(c.text, key);
    EXPECT_EQ(hash, c.hash) << "seed " << c.seed << ", length " << c.text.size();
  }
}

TEST(HashTest, BytesBeyondTheLengthByte) {
  std::string ff(255, '\xff');
  EXPECT_EQ(HashBytes(ff.data(), ff.size(), StringHashKey::FromSeed(0)), -143181782190385563);
  EXPECT_EQ(HashBytes(ff.data(), ff.size(), StringHashKey::FromSeed(42)), 456307001376707950);
}

TEST(HashTest, KeysFromBytesAreLittleEndian) {
  uint8_t bytes[16] = {1, 0, 0, 0, 0, 0, 0, 0x80, 2, 0, 0, 0, 0, 0, 0, 0};
  StringHashKey key = StringHashKey::FromBytes(bytes);
  EXPECT_EQ(key.low, 0x8000000000000001);
  EXPECT_EQ(key.high, 2u);
}

}  // namespace
}  // namespace krait
