#include "vm/number/float_text.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <string>

namespace krait {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct ReprCase {
  double value;
  const char* text;
};

TEST(FloatTextTest, Repr) {
  constexpr ReprCase kCases[] = {
      {0.0, "0.0"},
      {-0.0, "-0.0"},
      {1.0, "1.0"},
      {0.1, "0.1"},
      {1.0 / 3, "0.3333333333333333"},
      {100.0, "100.0"},
      {0.0001, "0.0001"},
      {0.00001, "1e-05"},
      {123456789012345680.0, "1.2345678901234568e+17"},
      {1e15, "1000000000000000.0"},
      {9999999999999998.0, "9999999999999998.0"},
      {1e16, "1e+16"},
      {1e22, "1e+22"},
      {1e23, "1e+23"},
      {5e-324, "5e-324"},
      {2.2250738585072014e-308, "2.2250738585072014e-308"},
      {1.7976931348623157e308, "1.7976931348623157e+308"},
      {1e100, "1e+100"},
      {kInf, "inf"},
      {-kInf, "-inf"},
      {kNan, "nan"},
  };
  for (const ReprCase& item : kCases) EXPECT_EQ(FloatRepr(item.value), item.text);
  EXPECT_EQ(FloatRepr(-kNan), "nan");
}

struct StyleCase {
  double value;
  FloatStyle style;
  const char* text;
};

TEST(FloatTextTest, Styles) {
  const StyleCase kCases[] = {
      {2.5, {.type = 'f', .precision = 0}, "2"},
      {3.5, {.type = 'f', .precision = 0}, "4"},
      {0.5, {.type = 'f', .precision = 0, .alternate = true}, "0."},
      {-0.4, {.type = 'f', .precision = 0}, "-0"},
      {-0.4, {.type = 'f', .precision = 0, .no_negative_zero = true}, "0"},
      {-0.6, {.type = 'f', .precision = 0, .no_negative_zero = true}, "-1"},
      {-0.0, {.type = 'r', .no_negative_zero = true}, "0"},
      {1e22, {.type = 'f', .precision = 1}, "10000000000000000000000.0"},
      {0.1, {.type = 'f', .precision = 20}, "0.10000000000000000555"},
      {9.995, {.type = 'f', .precision = 2}, "9.99"},
      {999.5, {.type = 'e', .precision = 2}, "1.00e+03"},
      {0.0, {.type = 'e', .precision = 3}, "0.000e+00"},
      {1e-7, {.type = 'E', .precision = 0, .alternate = true}, "1.E-07"},
      {5e-324, {.type = 'e', .precision = 5}, "4.94066e-324"},
      {1234567.0, {.type = 'g', .precision = 6}, "1.23457e+06"},
      {123456.0, {.type = 'g', .precision = 6}, "123456"},
      {0.0001, {.type = 'g', .precision = 6}, "0.0001"},
      {0.00001, {.type = 'g', .precision = 6}, "1e-05"},
      {1.5, {.type = 'g', .precision = 0}, "2"},
      {1.0, {.type = 'g', .precision = 6, .alternate = true}, "1.00000"},
      {10.0, {.type = 'g', .precision = 2, .add_dot_0 = true}, "1e+01"},
      {10.0, {.type = 'g', .precision = 3, .add_dot_0 = true}, "10.0"},
      {1.0, {.type = 'r', .alternate = true}, "1."},
      {1.5, {.type = 'r', .always_sign = true}, "+1.5"},
      {kInf, {.type = 'F', .precision = 2, .always_sign = true}, "+INF"},
      {-kInf, {.type = 'g', .precision = 2, .alternate = true}, "-inf"},
      {kNan, {.type = 'G', .precision = 2}, "NAN"},
  };
  for (const StyleCase& item : kCases) {
    EXPECT_EQ(FormatFloat(item.value, item.style), item.text) << &item - kCases;
  }
}

TEST(FloatTextTest, PrecisionBeyondTheDigitsAddsZeros) {
  std::string text = FormatFloat(5e-324, {.type = 'f', .precision = 5000});
  EXPECT_EQ(text.size(), 5002u);
  EXPECT_EQ(text.find_first_not_of("0."), 325u);
  EXPECT_EQ(text.find_last_not_of('0'), 1075u);
  text = FormatFloat(0.1, {.type = 'e', .precision = 2000});
  EXPECT_EQ(text.substr(0, 12), "1.0000000000");
  EXPECT_EQ(text.substr(text.size() - 8), "0000e-01");
  EXPECT_EQ(text.size(), 2006u);
  EXPECT_EQ(FormatFloat(1.5, {.type = 'g', .precision = 2'000'000'000}), "1.5");
}

struct ParseCase {
  const char* text;
  double value;
};

TEST(FloatTextTest, Parse) {
  constexpr ParseCase kCases[] = {
      {"0", 0.0},
      {"1", 1.0},
      {"-1.5", -1.5},
      {"+.5", 0.5},
      {"5.", 5.0},
      {"5.e3", 5000.0},
      {"1E+2", 100.0},
      {"1_000.000_1e1_0", 10000001000000.0},
      {"inf", kInf},
      {"-Infinity", -kInf},
      {"1e400", kInf},
      {"-1e9999999999999999999999", -kInf},
      {"1e-400", 0.0},
      {"1e-9999999999999999999999", 0.0},
      {"0e9999999999999999999999", 0.0},
      {"1.7976931348623158e308", 1.7976931348623157e308},
      {"1.7976931348623159e308", kInf},
      {"2.4703282292062327e-324", 0.0},
      {"2.4703282292062328e-324", 5e-324},
      {"0.1000000000000000055511151231257827021181583404541015625", 0.1},
      {"9007199254740993", 9007199254740992.0},
      {"9007199254740993.00000000000000000001", 9007199254740994.0},
  };
  for (const ParseCase& item : kCases) {
    double value = -99;
    ASSERT_TRUE(ParseFloat(item.text, &value)) << item.text;
    EXPECT_EQ(value, item.value) << item.text;
  }
  double value;
  ASSERT_TRUE(ParseFloat("-0", &value));
  EXPECT_TRUE(std::signbit(value));
  ASSERT_TRUE(ParseFloat("-1e-400", &value));
  EXPECT_TRUE(std::signbit(value));
  ASSERT_TRUE(ParseFloat("nAn", &value));
  EXPECT_TRUE(std::isnan(value));
  ASSERT_TRUE(ParseFloat("1" + std::string(1000, '0') + "e-1000", &value));
  EXPECT_EQ(value, 1.0);
  ASSERT_TRUE(ParseFloat("0." + std::string(1000, '0') + "1e1001", &value));
  EXPECT_EQ(value, 1.0);
}

TEST(FloatTextTest, RefusesWhatIsNoNumber) {
  for (const char* text : {"",    ".",    "-",    "+-1",  "--1",  "e5",      ".e5",    "1e",
                           "1e+", "1.5.", "1 ",   " 1",   "0x10", "infinit", "nan(1)", "infinityx",
                           "_1",  "1_",   "1__0", "1_.0", "1._0", "1_e5",    "1e_5",   "i_nf"}) {
    double value;
    EXPECT_FALSE(ParseFloat(text, &value)) << text;
  }
  double value;
  EXPECT_FALSE(ParseFloat(std::string_view("1\0", 2), &value));
}

TEST(FloatTextTest, PrefixStopsWhereTheNumberEnds) {
  double value;
  EXPECT_EQ(ParseFloatPrefix("1.5e3+2j", &value), 5u);
  EXPECT_EQ(value, 1500.0);
  EXPECT_EQ(ParseFloatPrefix("1e+j", &value), 1u);
  EXPECT_EQ(ParseFloatPrefix("-infj", &value), 4u);
  EXPECT_EQ(ParseFloatPrefix("j", &value), 0u);
  EXPECT_EQ(ParseFloatPrefix("1_0", &value), 1u);
}

TEST(FloatTextTest, ReprReadsBackAsTheSameDouble) {
  uint64_t bits = 0x123456789ABCDEF;
  for (int i = 0; i < 100'000; ++i) {
    bits = bits * 6364136223846793005 + 1442695040888963407;
    double value = std::bit_cast<double>(bits);
    if (std::isnan(value)) continue;
    double back;
    ASSERT_TRUE(ParseFloat(FloatRepr(value), &back));
    ASSERT_EQ(std::bit_cast<uint64_t>(back), bits) << FloatRepr(value);
  }
}

TEST(FloatTextTest, SplitGivesAnOddMantissa) {
  struct {
    double value;
    int64_t mantissa;
    int exponent;
  } constexpr kCases[] = {
      {0.0, 0, 0},
      {-0.0, 0, 0},
      {1.0, 1, 0},
      {-0.75, -3, -2},
      {96.0, 3, 5},
      {5e-324, 1, -1074},
      {0.1, 3602879701896397, -55},
      {-1e300, -1681218273811815, 946},
      {1.7976931348623157e308, 9007199254740991, 971},
  };
  for (const auto& item : kCases) {
    FloatParts parts = SplitFloat(item.value);
    EXPECT_EQ(std::ldexp(static_cast<double>(parts.mantissa), parts.exponent), item.value);
    EXPECT_EQ(parts.exponent, item.exponent) << item.value;
    EXPECT_EQ(parts.mantissa, item.mantissa) << item.value;
  }
}

}  // namespace
}  // namespace krait
