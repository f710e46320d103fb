#include "vm/number/int_text.h"

#include <gtest/gtest.h>

#include "tests/unit/vm/number/bigint_testing.h"
#include "vm/number/bigint_radix.h"

namespace krait {
namespace {

using enum IntLiteralError;

std::string Formatted(const Number& a, int base) {
  GuardedScratch scratch;
  std::string text(IntTextBound(a, base), '\0');
  text += '\xee';
  size_t length = 0;
  EXPECT_EQ(FormatInt(a, base, 0, text.data(), length, scratch), IntStatus::kOk);
  EXPECT_EQ(text.back(), '\xee') << "write beyond the bound";
  return text.substr(0, length);
}

std::string Parsed(std::string_view text, int base) {
  IntLiteral literal = ScanInt(text, base, kDefaultMaxStrDigits);
  if (literal.error == kInvalid) return "invalid at " + std::to_string(literal.error_offset);
  if (literal.error == kTooManyDigits) {
    return DigitLimitMessage(kDefaultMaxStrDigits, literal.digit_count);
  }
  if (literal.error == kBadBase) return std::string(kBadIntBase);
  GuardedScratch scratch;
  Result result(IntLiteralSize(literal));
  EXPECT_EQ(ConvertInt(literal, result.out, scratch), IntStatus::kOk);
  return result.Decimal();
}

TEST(IntTextTest, FormatsInEachBase) {
  EXPECT_EQ(Formatted(Number(0), 10), "0");
  EXPECT_EQ(Formatted(Number(0), 2), "0");
  EXPECT_EQ(Formatted(Number(-7), 10), "-7");
  EXPECT_EQ(Formatted(Number(99), 10), "99");
  EXPECT_EQ(Formatted(Number(100), 10), "100");
  EXPECT_EQ(Formatted(PowerOfTwo(64, -1), 10), "18446744073709551615");
  EXPECT_EQ(Formatted(-PowerOfTwo(64), 10), "-18446744073709551616");
  EXPECT_EQ(Formatted(Number("100000000000000000000000000000000000000000"), 10),
            "100000000000000000000000000000000000000000");
  EXPECT_EQ(Formatted(PowerOfTwo(64, -1), 2), std::string(64, '1'));
  EXPECT_EQ(Formatted(PowerOfTwo(65), 2), "1" + std::string(65, '0'));
  EXPECT_EQ(Formatted(-PowerOfTwo(64), 8), "-2000000000000000000000");
  EXPECT_EQ(Formatted(PowerOfTwo(70, -1), 32), "vvvvvvvvvvvvvv");
  EXPECT_EQ(Formatted(Number(35), 36), "z");
  EXPECT_EQ(Formatted(PowerOfTwo(80), 36), "5gv2rma270x9hhj4");
  EXPECT_EQ(Formatted(PowerOfTwo(80), 3), "120011012120222220121220221021201122111122110011111");
}

struct ParseCase {
  std::string_view text;
  int base;
  std::string_view result;
};

constexpr std::string_view kNulText("1\0", 2);

constexpr ParseCase kParses[] = {
    {"0", 10, "0"},
    {"-0", 10, "0"},
    {"  \t\n\v\f\r42 \n", 10, "42"},
    {"+1_000_000", 10, "1000000"},
    {"00012", 10, "12"},
    {"-18446744073709551616", 10, "-18446744073709551616"},
    {"zZ", 36, "1295"},
    {"0x1F", 16, "31"},
    {"0x1F", 0, "31"},
    {"-0b101", 0, "-5"},
    {"0o17", 8, "15"},
    {"0b1", 2, "1"},
    {"0b12", 16, "2834"},
    {"0x_f_f", 0, "255"},
    {"0x_f_f", 16, "255"},
    {"0_7", 8, "7"},
    {"0", 0, "0"},
    {"00_0", 0, "0"},
    {"1_0", 0, "10"},
    {"", 10, "invalid at 0"},
    {"  ", 10, "invalid at 2"},
    {"12a", 10, "invalid at 2"},
    {"1 2", 10, "invalid at 2"},
    {"+-1", 10, "invalid at 1"},
    {"- 1", 10, "invalid at 1"},
    {"_1", 10, "invalid at 0"},
    {"1_", 10, "invalid at 1"},
    {"1__2", 10, "invalid at 1"},
    {"0x", 0, "invalid at 2"},
    {"0x", 16, "invalid at 2"},
    {"0x_", 0, "invalid at 3"},
    {"0o__7", 8, "invalid at 3"},
    {"0x1", 2, "invalid at 1"},
    {"0b12", 0, "invalid at 3"},
    {"010", 0, "invalid at 1"},
    {"0_7", 0, "invalid at 2"},
    {"2", 2, "invalid at 0"},
    {kNulText, 10, "invalid at 1"},
    {"\x1c"
     "1",
     10, "invalid at 0"},
    {"1", 1, "int() base must be >= 2 and <= 36, or 0"},
    {"1", 37, "int() base must be >= 2 and <= 36, or 0"},
    {"1", -1, "int() base must be >= 2 and <= 36, or 0"},
};

TEST(IntTextTest, ParsesLikeInt) {
  for (const ParseCase& c : kParses) {
    EXPECT_EQ(Parsed(c.text, c.base), c.result) << '"' << c.text << "\" in base " << c.base;
  }
}

TEST(IntTextTest, RoundTripsInAllBasesAndWays) {
  // Around the sizes where the conversions change their method.
  for (size_t limbs : {1, 2, 3, 10, 61, 62, 63, 64, 130, 700}) {
    std::vector<Limb> digits(limbs);
    for (size_t i = 0; i < limbs; ++i) digits[i] = (i + 1) * 0x9e3779b97f4a7c15;
    Number number(digits, true);
    for (int base = 2; base <= 36; ++base) {
      std::string text = Formatted(number, base);
      IntLiteral literal = ScanInt(text, base, 0);
      ASSERT_EQ(literal.error, kNone);
      GuardedScratch scratch;
      Result result(IntLiteralSize(literal));
      ASSERT_EQ(ConvertInt(literal, result.out, scratch), IntStatus::kOk);
      ASSERT_EQ(result.Hex(), number.Hex()) << limbs << " limbs in base " << base;
      EXPECT_LE(IntLiteralSize(literal), limbs + 2);
    }
  }
}

TEST(IntTextTest, RoundTripsLongDecimals) {
  std::string text;
  for (int i = 1; i < 20'000; ++i) text += std::to_string(i);
  IntLiteral literal = ScanInt(text, 10, 0);
  ASSERT_EQ(literal.error, kNone);
  GuardedScratch scratch;
  Result result(IntLiteralSize(literal));
  ASSERT_EQ(ConvertInt(literal, result.out, scratch), IntStatus::kOk);
  EXPECT_EQ(result.Decimal(), text);
  EXPECT_EQ(Formatted(Number(result.out.View()), 10), text);
}

TEST(IntTextTest, LeadingZerosCostNoLimbs) {
  std::string text = std::string(4000, '0') + "1_0";
  IntLiteral literal = ScanInt(text, 10, kDefaultMaxStrDigits);
  EXPECT_EQ(literal.error, kNone);
  EXPECT_EQ(literal.digit_count, 4002u);
  EXPECT_EQ(literal.digits, "1_0");
  EXPECT_EQ(literal.significant_count, 2u);
  EXPECT_LE(IntLiteralSize(literal), 2u);
}

TEST(IntTextTest, ReadingStopsAtTheDigitLimit) {
  std::string limit(4300, '9');
  EXPECT_EQ(Parsed(limit, 10), limit);
  EXPECT_EQ(Parsed("-" + limit + "9", 10),
            "Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; "
            "use sys.set_int_max_str_digits() to increase the limit");
  // Leading zeros count, underscores do not; what follows the digits is looked at later.
  EXPECT_TRUE(Parsed(std::string(4301, '0'), 10).starts_with("Exceeds"));
  EXPECT_EQ(Parsed("1_" + std::string(4299, '0'), 10), "1" + std::string(4299, '0'));
  EXPECT_TRUE(Parsed(limit + "9x", 10).starts_with("Exceeds"));
  EXPECT_EQ(Parsed(limit + "9__1", 10), "invalid at 4301");
  EXPECT_TRUE(Parsed(std::string(4301, '2'), 3).starts_with("Exceeds"));
  EXPECT_EQ(Parsed(std::string(5000, '0') + "f", 16), "15");
}

TEST(IntTextTest, WritingStopsAtTheDigitLimit) {
  GuardedScratch scratch;
  Number nines(std::string(1000, '9'));
  Number next("1" + std::string(1000, '0'));
  std::vector<char> text(IntTextBound(next, 2));
  size_t length = 0;
  EXPECT_EQ(FormatInt(-nines, 10, 1000, text.data(), length, scratch), IntStatus::kOk);
  EXPECT_EQ(length, 1001u);
  EXPECT_EQ(FormatInt(next, 10, 1000, text.data(), length, scratch), IntStatus::kTooManyTextDigits);
  EXPECT_EQ(FormatInt(next, 10, 0, text.data(), length, scratch), IntStatus::kOk);
  EXPECT_EQ(FormatInt(next, 2, 1000, text.data(), length, scratch), IntStatus::kOk);
  EXPECT_EQ(DigitLimitMessage(4300, std::nullopt),
            "Exceeds the limit (4300 digits) for integer string conversion; use "
            "sys.set_int_max_str_digits() to increase the limit");
}

TEST(IntTextTest, TheLimitIsDecidedByTheExactNumberOfDigits) {
  for (int digits : {640, 641, 1000, 4300}) {
    Number least("1" + std::string(static_cast<size_t>(digits) - 1, '0'));
    Number most(std::string(static_cast<size_t>(digits), '9'));
    EXPECT_FALSE(ExceedsDigitLimit(least, digits));
    EXPECT_FALSE(ExceedsDigitLimit(most, digits));
    // Certain a few digits later, without converting.
    Number more("1" + std::string(static_cast<size_t>(digits) + 1, '0'));
    EXPECT_TRUE(ExceedsDigitLimit(more, digits)) << digits;
  }
  EXPECT_FALSE(ExceedsDigitLimit(PowerOfTwo(1'000'000), 0));
  EXPECT_TRUE(ExceedsDigitLimit(PowerOfTwo(1'000'000), 4300));
}

TEST(IntTextTest, LimitsThatMayBeSet) {
  EXPECT_TRUE(IsValidMaxStrDigits(0));
  EXPECT_TRUE(IsValidMaxStrDigits(640));
  EXPECT_FALSE(IsValidMaxStrDigits(639));
  EXPECT_FALSE(IsValidMaxStrDigits(-1));
}

TEST(IntTextTest, EveryRefusedRequestIsReported) {
  std::string digits(3000, '7');
  Number number(digits);
  for (int fail_at = 1; fail_at <= 2; ++fail_at) {
    GuardedScratch writing(fail_at);
    std::vector<char> text(IntTextBound(number, 10));
    size_t length = 0;
    EXPECT_EQ(FormatInt(number, 10, 0, text.data(), length, writing), IntStatus::kNoMemory);
    GuardedScratch reading(fail_at);
    IntLiteral literal = ScanInt(digits, 10, 0);
    Result result(IntLiteralSize(literal));
    EXPECT_EQ(ConvertInt(literal, result.out, reading), IntStatus::kNoMemory);
  }
}

TEST(IntTextTest, HugeTextIsSizedNotTried) {
  EXPECT_GT(bigint::DigitsSize(SIZE_MAX, 36), kMaxLimbs);
  EXPECT_GT(bigint::DigitsSize(SIZE_MAX / 2, 2), kMaxLimbs);
}

}  // namespace
}  // namespace krait
