#include "vm/number/float_hex.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <string>

namespace krait {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

TEST(FloatHexTest, Hex) {
  EXPECT_EQ(FloatHex(0.0), "0x0.0p+0");
  EXPECT_EQ(FloatHex(-0.0), "-0x0.0p+0");
  EXPECT_EQ(FloatHex(1.0), "0x1.0000000000000p+0");
  EXPECT_EQ(FloatHex(-0.1), "-0x1.999999999999ap-4");
  EXPECT_EQ(FloatHex(3.14159), "0x1.921f9f01b866ep+1");
  EXPECT_EQ(FloatHex(5e-324), "0x0.0000000000001p-1022");
  EXPECT_EQ(FloatHex(1.7976931348623157e308), "0x1.fffffffffffffp+1023");
  EXPECT_EQ(FloatHex(kInf), "inf");
  EXPECT_EQ(FloatHex(-kInf), "-inf");
  EXPECT_EQ(FloatHex(std::nan("")), "nan");
}

struct HexCase {
  const char* text;
  double value;
};

TEST(FloatHexTest, Parse) {
  constexpr HexCase kCases[] = {
      {"0x1p0", 1.0},
      {"1", 1.0},
      {"-ff", -255.0},
      {" \t\n\v\f\r0X1.8P+1 ", 3.0},
      {".8", 0.5},
      {"0x.1", 0.0625},
      {"1e5", 0x1e5p0},
      {"inf", kInf},
      {"-Infinity", -kInf},
      {"0x0p99999999999999999999", 0.0},
      // Ties go to even, and anything behind the half counts, however far away.
      {"0x1.00000000000008p0", 1.0},
      {"0x1.00000000000018p0", 0x1.0000000000002p0},
      {"0x1.000000000000080000000000000000000000000000001p0", 0x1.0000000000001p0},
      {"0x1.fffffffffffff7fffffp1023", 0x1.fffffffffffffp1023},
      // Subnormal numbers have fewer bits.
      {"0x1p-1074", 5e-324},
      {"0x1p-1075", 0.0},
      {"0x1.8p-1075", 5e-324},
      {"0x1.0000000000000000000001p-1075", 5e-324},
      {"0x3p-1075", 2 * 5e-324},
      {"0x1.fffffffffffffp-1023", 0x1p-1022},
      {"0x1p-99999999999999999999", 0.0},
      {"0x0000000000000000000000000000000001", 1.0},
      {"0x100000000000000000000000000000000p-128", 1.0},
  };
  for (const HexCase& item : kCases) {
    double value = -99;
    ASSERT_EQ(ParseHexFloat(item.text, &value), HexFloatStatus::kOk) << item.text;
    EXPECT_EQ(value, item.value) << item.text;
  }
  double value;
  ASSERT_EQ(ParseHexFloat("-0x0", &value), HexFloatStatus::kOk);
  EXPECT_TRUE(std::signbit(value));
  ASSERT_EQ(ParseHexFloat("nan", &value), HexFloatStatus::kOk);
  EXPECT_TRUE(std::isnan(value));
}

TEST(FloatHexTest, Errors) {
  double value;
  for (const char* text : {"", "-", "0x", "0x.", "0xp3", "0x1p", "0x1p+", "g", "1 2", "infi",
                           "0x1_0", "0x1p0x", "- 1", "0x1\xC2\xA0", "1.2.3"}) {
    EXPECT_EQ(ParseHexFloat(text, &value), HexFloatStatus::kInvalid) << text;
  }
  for (const char* text : {"0x1p1024", "0x1.fffffffffffff8p1023", "-0x1p99999999999999999999"}) {
    EXPECT_EQ(ParseHexFloat(text, &value), HexFloatStatus::kTooLarge) << text;
  }
  EXPECT_EQ(HexFloatMessage(HexFloatStatus::kInvalid), "invalid hexadecimal floating-point string");
  EXPECT_EQ(HexFloatMessage(HexFloatStatus::kTooLarge),
            "hexadecimal value too large to represent as a float");
}

TEST(FloatHexTest, ReadsBackAsTheSameDouble) {
  uint64_t bits = 0xFEDCBA987654321;
  for (int i = 0; i < 100'000; ++i) {
    bits = bits * 6364136223846793005 + 1442695040888963407;
    // Every other one is subnormal.
    double value = std::bit_cast<double>(i % 2 == 0 ? bits : bits & 0x800FFFFFFFFFFFFF);
    if (std::isnan(value)) continue;
    double back;
    ASSERT_EQ(ParseHexFloat(FloatHex(value), &back), HexFloatStatus::kOk);
    ASSERT_EQ(std::bit_cast<uint64_t>(back), std::bit_cast<uint64_t>(value)) << FloatHex(value);
  }
}

}  // namespace
}  // namespace krait
