#include "vm/number/format_number.h"

#include <gtest/gtest.h>

#include <charconv>
#include <limits>
#include <string>
#include <string_view>

// The expected texts are those of CPython 3.11's format().

namespace krait {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::u32string Text(const FormattedText& text) {
  std::u32string result(text.length(), U'\0');
  text.Write(result.data());
  return result;
}

FormatSpec Parse(std::u32string_view text, FormatKind kind) {
  FormatSpec spec;
  FormatFailure failure =
      ParseFormatSpec(text.data(), text.size(), kind, [] { return std::string(); }, &spec);
  EXPECT_FALSE(failure.has_value()) << failure->message;
  return spec;
}

FormatFailure FormatInt(int64_t value, std::u32string_view text, FormattedText* out,
                        const NumberLocale& locale = {}) {
  FormatSpec spec = Parse(text, FormatKind::kInt);
  if (spec.type == 'c') return RenderChar(spec, value, out);
  char buffer[80];
  uint64_t magnitude = value < 0 ? -static_cast<uint64_t>(value) : value;
  char* end = std::to_chars(buffer, buffer + 80, magnitude, IntegerBase(spec.type)).ptr;
  std::string_view digits(buffer, end - buffer);
  return RenderInt(spec, value < 0, digits, locale, FormatLimits{}, out);
}

struct IntCase {
  int64_t value;
  std::u32string_view spec;
  std::u32string_view text;
};

TEST(FormatNumberTest, Ints) {
  constexpr IntCase kCases[] = {
      {0, U"", U"0"},
      {-5, U"", U"-5"},
      {42, U"d", U"42"},
      {42, U"5", U"   42"},
      {42, U"<5", U"42   "},
      {42, U"^5", U" 42  "},
      {42, U"*^6", U"**42**"},
      {-42, U"=6", U"-   42"},
      {-42, U"06", U"-00042"},
      {-42, U"<06", U"-42000"},
      {42, U"+", U"+42"},
      {42, U" ", U" 42"},
      {42, U"x<06", U"42xxxx"},
      {255, U"x", U"ff"},
      {255, U"#X", U"0XFF"},
      {-255, U"#010x", U"-0x00000ff"},
      {5, U"#b", U"0b101"},
      {8, U"#o", U"0o10"},
      {1234567, U",", U"1,234,567"},
      {1234567, U"_", U"1_234_567"},
      {-1234567, U"+,d", U"-1,234,567"},
      {1234567, U"015,", U"000,001,234,567"},
      {1234567, U"014,", U"00,001,234,567"},
      {12, U"04,", U"0,012"},
      {12, U"05,", U"0,012"},
      {123, U"05,", U"0,123"},
      {305419896, U"_x", U"1234_5678"},
      {305419896, U"#012_x", U"0x0_1234_5678"},
      {43690, U"022_b", U"00_1010_1010_1010_1010"},
      {7, U"n", U"7"},
      {3, U"\u0663", U"  3"},
      {9, U"\u20AC>4", U"\u20AC\u20AC\u20AC9"},
      {9, U"\U0001F600^4", U"\U0001F6009\U0001F600\U0001F600"},
      {65, U"c", U"A"},
      {65, U"^5c", U"  A  "},
      {65, U"05c", U"0000A"},
      {8364, U"*<3c", U"\u20AC**"},
      {128512, U"3c", U"  \U0001F600"},
      {0, U"=+5", U"+   0"},
      {1, U"-5", U"    1"},
  };
  for (const IntCase& item : kCases) {
    FormattedText out;
    ASSERT_FALSE(FormatInt(item.value, item.spec, &out));
    EXPECT_EQ(Text(out), item.text) << &item - kCases;
  }
}

struct FloatCase {
  double value;
  std::u32string_view spec;
  std::u32string_view text;
};

TEST(FormatNumberTest, Floats) {
  constexpr FloatCase kCases[] = {
      {1.0, U"", U"1.0"},
      {1e+16, U"", U"1e+16"},
      {1.5, U"8", U"     1.5"},
      {1.5, U"<8", U"1.5     "},
      {-1.5, U"08", U"-00001.5"},
      {3.14159, U".2f", U"3.14"},
      {3.14159, U".3", U"3.14"},
      {1.0, U".0", U"1e+00"},
      {1e+20, U"020,.2f", U"100,000,000,000,000,000,000.00"},
      {1234567.891, U",.2f", U"1,234,567.89"},
      {1234567.891, U"_", U"1_234_567.891"},
      {1234.5, U"010,.1f", U"0,001,234.5"},
      {0.256, U".1%", U"25.6%"},
      {1e+308, U"%", U"inf%"},
      {-0.001, U"z.1f", U"0.0"},
      {-0.0, U"z", U"0.0"},
      {1.0, U"#.0f", U"1."},
      {1.0, U"#g", U"1.00000"},
      {1.0, U"n", U"1"},
      {12345678.0, U"n", U"1.23457e+07"},
      {12345678.0, U"g", U"1.23457e+07"},
      {kInf, U"010", U"0000000inf"},
      {-kInf, U"=10", U"-      inf"},
      {kNan, U"+F", U"+NAN"},
      {kInf, U"%", U"inf%"},
      {1e+100, U"e", U"1.000000e+100"},
      {1e+100, U".3E", U"1.000E+100"},
      {0.0, U"e", U"0.000000e+00"},
      {123456.0, U"+.3g", U"+1.23e+05"},
      {1e-10, U"G", U"1E-10"},
  };
  for (const FloatCase& item : kCases) {
    FormattedText out;
    FormatSpec spec = Parse(item.spec, FormatKind::kFloat);
    ASSERT_FALSE(RenderFloat(spec, item.value, NumberLocale{}, FormatLimits{}, &out));
    EXPECT_EQ(Text(out), item.text) << &item - kCases;
  }
}

struct ComplexCase {
  double real;
  double imaginary;
  std::u32string_view spec;
  std::u32string_view text;
};

TEST(FormatNumberTest, ComplexNumbers) {
  constexpr ComplexCase kCases[] = {
      {0.0, 1.0, U"", U"1j"},
      {1.0, 2.0, U"", U"(1+2j)"},
      {0.0, 2.0, U"", U"2j"},
      {1.0, -2.0, U".2f", U"1.00-2.00j"},
      {1.0, 2.0, U">20", U"              (1+2j)"},
      {1.0, 2.0, U"^20.1e", U"  1.0e+00+2.0e+00j  "},
      {1234.5, 1000000.0, U",.1f", U"1,234.5+1,000,000.0j"},
      {0.0, 1.0, U"+", U"+1j"},
      {0.0, 1.0, U"g", U"0+1j"},
      {0.0, 1.0, U"#", U"1.j"},
      {kNan, 0.0, U".1f", U"nan+0.0j"},
      {3.0, 4.0, U"<12n", U"3+4j        "},
  };
  for (const ComplexCase& item : kCases) {
    FormattedText out;
    FormatSpec spec = Parse(item.spec, FormatKind::kComplex);
    ASSERT_FALSE(RenderComplex(spec, item.real, item.imaginary, {}, FormatLimits{}, &out));
    EXPECT_EQ(Text(out), item.text) << &item - kCases;
  }
}

struct StringCase {
  std::u32string_view value;
  std::u32string_view spec;
  std::u32string_view text;
};

TEST(FormatNumberTest, Strings) {
  constexpr StringCase kCases[] = {
      {U"abc", U"", U"abc"},
      {U"abc", U"6", U"abc   "},
      {U"abc", U">6", U"   abc"},
      {U"abc", U"^6", U" abc  "},
      {U"abc", U"*^8", U"**abc***"},
      {U"abc", U".2", U"ab"},
      {U"abc", U"5.2s", U"ab   "},
      {U"abc", U"06", U"abc000"},
      {U"abc", U"\u20AC<5", U"abc\u20AC\u20AC"},
      {U"\u20ACx", U"4", U"\u20ACx  "},
  };
  for (const StringCase& item : kCases) {
    FormatSpec spec = Parse(item.spec, FormatKind::kString);
    StringLayout layout = LayOutString(spec, item.value.size());
    std::u32string text(layout.padding.left, spec.fill);
    text += item.value.substr(0, layout.kept);
    text.append(layout.padding.right, spec.fill);
    EXPECT_EQ(text, item.text) << &item - kCases;
  }
}

TEST(FormatNumberTest, LimitIsThatOfTextAndFill) {
  FormattedText out;
  ASSERT_FALSE(FormatInt(5, U"9", &out));
  EXPECT_EQ(out.limit(), 0x7Fu);
  ASSERT_FALSE(FormatInt(5, U"\u00E9>9", &out));
  EXPECT_EQ(out.limit(), 0xFFu);
  uint8_t narrow[9];
  out.Write(narrow);
  EXPECT_EQ(narrow[7], 0xE9);
  EXPECT_EQ(narrow[8], '5');
  ASSERT_FALSE(FormatInt(12, U"\u20AC>2", &out));
  EXPECT_EQ(out.limit(), 0x7Fu) << "the fill is not used";
  ASSERT_FALSE(FormatInt(0x1F600, U"\u20AC>2c", &out));
  EXPECT_EQ(out.limit(), 0x10FFFFu);
  ASSERT_FALSE(FormatInt(0xD800, U"2c", &out));
  EXPECT_EQ(out.limit(), 0xFFFFu);
  EXPECT_EQ(Text(out), std::u32string({' ', 0xD800}));
}

TEST(FormatNumberTest, LocaleGroupsTypeN) {
  // Indian grouping with a separator of several bytes.
  const NumberLocale locale = {
      .decimal_point = ",", .separator = "\xE2\x80\xAF", .grouping = "\3\2"};
  FormattedText out;
  ASSERT_FALSE(FormatInt(123456789, U"n", &out, locale));
  EXPECT_EQ(Text(out), U"12\u202F34\u202F56\u202F789");
  EXPECT_EQ(out.length(), 12u);
  ASSERT_FALSE(FormatInt(123456789, U"014n", &out, locale));
  EXPECT_EQ(Text(out), U"0\u202F12\u202F34\u202F56\u202F789");
  ASSERT_FALSE(FormatInt(1234, U"d", &out, locale));
  EXPECT_EQ(Text(out), U"1234");
  FormatSpec spec = Parse(U".8n", FormatKind::kFloat);
  ASSERT_FALSE(RenderFloat(spec, 123456.5, locale, FormatLimits{}, &out));
  EXPECT_EQ(Text(out), U"1\u202F23\u202F456,5");
  // 0x7F ends grouping.
  const NumberLocale once = {.decimal_point = ".", .separator = ".", .grouping = "\3\x7F"};
  ASSERT_FALSE(FormatInt(123456789, U"n", &out, once));
  EXPECT_EQ(Text(out), U"123456.789");
}

TEST(FormatNumberTest, WidePaddingCostsNothingUntilWritten) {
  FormattedText out;
  ASSERT_FALSE(FormatInt(5, U"9223372036854775807", &out));
  EXPECT_EQ(out.length(), size_t{9223372036854775807});
}

TEST(FormatNumberTest, TextAboveTheLimitIsRefused) {
  const FormatLimits limits = {.max_size = 1000};
  FormattedText out;
  auto refuses = [](const FormatFailure& failure) {
    return failure.has_value() && failure->type == FormatError::Type::kMemoryError;
  };
  FormatSpec spec = Parse(U"05000,", FormatKind::kInt);
  EXPECT_TRUE(refuses(RenderInt(spec, false, "5", {}, limits, &out)));
  spec = Parse(U".2000f", FormatKind::kFloat);
  EXPECT_TRUE(refuses(RenderFloat(spec, 1.5, {}, limits, &out)));
  EXPECT_TRUE(refuses(RenderComplex(spec, 1.5, 2, {}, limits, &out)));
  spec = Parse(U".2000g", FormatKind::kFloat);
  EXPECT_FALSE(RenderFloat(spec, 1.5, {}, limits, &out));
  EXPECT_EQ(Text(out), U"1.5");
}

TEST(FormatNumberTest, ErrorsOfValues) {
  FormattedText out;
  for (int64_t value : {int64_t{-1}, int64_t{0x110000}}) {
    FormatFailure failure = FormatInt(value, U"c", &out);
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->type, FormatError::Type::kOverflowError);
    EXPECT_EQ(failure->message, "%c arg not in range(0x110000)");
  }
  FormatSpec spec = Parse(U".2147483648", FormatKind::kFloat);
  FormatFailure failure = RenderFloat(spec, 1.0, {}, FormatLimits{}, &out);
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->type, FormatError::Type::kValueError);
  EXPECT_EQ(failure->message, "precision too big");
}

}  // namespace
}  // namespace krait
