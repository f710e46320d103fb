#include "vm/number/percent_format.h"

#include <gtest/gtest.h>

#include <charconv>
#include <limits>
#include <string>
#include <string_view>

// The expected texts are those of CPython 3.11's % operator.

namespace krait {
namespace {

constexpr PercentDialect kStr = PercentDialect::kStr;
constexpr PercentDialect kBytes = PercentDialect::kBytes;
constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

PercentConversion Parse(std::u32string_view text, size_t place = 0, PercentDialect dialect = kStr) {
  return ParsePercent(text.data(), text.size(), place, dialect);
}

PercentConversion ParseBytes(std::string_view text) {
  return ParsePercent(reinterpret_cast<const uint8_t*>(text.data()), text.size(), 0, kBytes);
}

/// The rendered conversion and the rest of the format.
std::string Joined(const FormattedText& text, std::u32string_view format,
                   const PercentConversion& conversion) {
  std::string result(text.length(), '\0');
  text.Write(reinterpret_cast<uint8_t*>(result.data()));
  for (char32_t c : format.substr(conversion.end)) result += static_cast<char>(c);
  return result;
}

struct IntCase {
  std::u32string_view format;
  int64_t value;
  std::string_view text;
};

TEST(PercentFormatTest, Ints) {
  constexpr IntCase kCases[] = {
      {U"%d", 5, "5"},
      {U"%5d|", -5, "   -5|"},
      {U"%-5d|", 5, "5    |"},
      {U"%05d", -5, "-0005"},
      {U"%-05d|", 5, "5    |"},
      {U"%+d", 5, "+5"},
      {U"% d", 5, " 5"},
      {U"%+ d", 5, "+5"},
      {U"%.5d", -3, "-00003"},
      {U"%08.5d", -3, "-0000003"},
      {U"%x", 255, "ff"},
      {U"%#X", 255, "0XFF"},
      {U"%#o", 8, "0o10"},
      {U"%#010x", 255, "0x000000ff"},
      {U"%-#10x|", 255, "0xff      |"},
      {U"%#08.5x", -3, "-0x00003"},
      {U"%#.0x", 0, "0x0"},
      {U"%hd", 7, "7"},
      {U"%5.d", 4, "    4"},
      {U"%u", 9, "9"},
      {U"%i", -9, "-9"},
  };
  for (const IntCase& item : kCases) {
    PercentConversion conversion = Parse(item.format);
    ASSERT_FALSE(conversion.error);
    char buffer[80];
    uint64_t magnitude = item.value < 0 ? -static_cast<uint64_t>(item.value) : item.value;
    char* end = std::to_chars(buffer, buffer + 80, magnitude, PercentBase(conversion.type)).ptr;
    FormattedText out;
    ASSERT_FALSE(RenderPercentInt(conversion, item.value < 0, std::string_view(buffer, end),
                                  FormatLimits{}, &out));
    EXPECT_EQ(Joined(out, item.format, conversion), item.text) << &item - kCases;
  }
}

struct FloatCase {
  std::u32string_view format;
  double value;
  std::string_view text;
};

TEST(PercentFormatTest, Floats) {
  constexpr FloatCase kCases[] = {
      {U"%f", 1.5, "1.500000"},
      {U"%.0f", 2.5, "2"},
      {U"%#.0f", 2.5, "2."},
      {U"%010.3e", -1234.5, "-1.234e+03"},
      {U"%-12G|", 1e-10, "1E-10       |"},
      {U"%#g", 1.0, "1.00000"},
      {U"%+.3g", 1234567.0, "+1.23e+06"},
      {U"% 8.2F", 3.14159, "    3.14"},
      {U"%010f", kInf, "0000000inf"},
      {U"%-8F|", kNan, "NAN     |"},
      {U"%.1f", -0.01, "-0.0"},
  };
  for (const FloatCase& item : kCases) {
    PercentConversion conversion = Parse(item.format);
    ASSERT_FALSE(conversion.error);
    FormattedText out;
    ASSERT_FALSE(RenderPercentFloat(conversion, item.value, FormatLimits{}, &out));
    EXPECT_EQ(Joined(out, item.format, conversion), item.text) << &item - kCases;
  }
}

TEST(PercentFormatTest, BytesKnowTheFlagZ) {
  PercentConversion conversion = ParseBytes("%z.0f");
  ASSERT_FALSE(conversion.error);
  FormattedText out;
  ASSERT_FALSE(RenderPercentFloat(conversion, -0.1, FormatLimits{}, &out));
  EXPECT_EQ(Joined(out, U"%z.0f", conversion), "0");
  EXPECT_EQ(Parse(U"%z.0f").type, U'z');
}

TEST(PercentFormatTest, StringsAndCharacters) {
  StringLayout layout = LayOutPercentString(Parse(U"%010.3s"), 5);
  EXPECT_EQ(layout.kept, 3u);
  EXPECT_EQ(layout.padding.left, 7u);
  EXPECT_EQ(layout.padding.right, 0u);
  layout = LayOutPercentString(Parse(U"%-4s"), 5);
  EXPECT_EQ(layout.kept, 5u);
  EXPECT_EQ(layout.padding.right, 0u);
  EXPECT_EQ(LayOutPercentChar(Parse(U"%05c")).left, 4u);
  EXPECT_EQ(LayOutPercentChar(Parse(U"%-5c")).right, 4u);
}

TEST(PercentFormatTest, KeysMayHoldParentheses) {
  PercentConversion conversion = Parse(U"x%(a(b)c)-5.2s|", 1);
  ASSERT_FALSE(conversion.error);
  EXPECT_TRUE(conversion.has_key);
  EXPECT_EQ(conversion.key_start, 3u);
  EXPECT_EQ(conversion.key_end, 8u);
  EXPECT_TRUE(conversion.left_adjust);
  EXPECT_EQ(conversion.width, 5);
  EXPECT_EQ(conversion.precision, 2);
  EXPECT_EQ(conversion.type, U's');
  EXPECT_EQ(conversion.type_place, 13u);
  EXPECT_EQ(conversion.end, 14u);
  conversion = Parse(U"%()d");
  EXPECT_TRUE(conversion.key_closed);
  EXPECT_EQ(conversion.key_start, conversion.key_end);
}

TEST(PercentFormatTest, StarsAreFilledInLater) {
  PercentConversion conversion = Parse(U"%*.*f");
  ASSERT_FALSE(conversion.error);
  EXPECT_TRUE(conversion.star_width);
  EXPECT_TRUE(conversion.star_precision);
  conversion.SetWidth(-8);
  conversion.SetPrecision(-1);
  EXPECT_TRUE(conversion.left_adjust);
  EXPECT_EQ(conversion.width, 8);
  EXPECT_EQ(conversion.precision, 0);
  conversion.SetWidth(std::numeric_limits<int64_t>::min());
  EXPECT_EQ(conversion.width, std::numeric_limits<int64_t>::max());
}

TEST(PercentFormatTest, OnlyADoubledPercentIsLiteral) {
  EXPECT_TRUE(Parse(U"%%").is_literal);
  EXPECT_EQ(Parse(U"%%").end, 2u);
  EXPECT_FALSE(Parse(U"%5%").is_literal);
  EXPECT_EQ(Parse(U"%5%").type, U'%');
}

struct ErrorCase {
  std::u32string_view format;
  PercentDialect dialect;
  std::string_view message;
};

TEST(PercentFormatTest, ErrorsAreCPythons) {
  constexpr ErrorCase kCases[] = {
      {U"%", kStr, "incomplete format"},
      {U"%5", kStr, "incomplete format"},
      {U"%-", kStr, "incomplete format"},
      {U"%.", kStr, "incomplete format"},
      {U"%*", kStr, "incomplete format"},
      {U"%.*", kStr, "incomplete format"},
      {U"%l", kBytes, "incomplete format"},
      {U"%(a)", kStr, "incomplete format"},
      {U"%(a", kStr, "incomplete format key"},
      {U"%(a(b)", kBytes, "incomplete format key"},
      {U"%9223372036854775808d", kStr, "width too big"},
      {U"%9223372036854775808d", kBytes, "width too big"},
      {U"%.2147483648d", kStr, "precision too big"},
      {U"%.2147483648d", kBytes, "prec too big"},
  };
  for (const ErrorCase& item : kCases) {
    PercentConversion conversion = Parse(item.format, 0, item.dialect);
    ASSERT_TRUE(conversion.error) << item.message;
    EXPECT_EQ(conversion.error->type, FormatError::Type::kValueError);
    EXPECT_EQ(conversion.error->message, item.message);
  }
  EXPECT_TRUE(Parse(U"%(a").has_key) << "the values must be a mapping before the key is looked at";
  EXPECT_FALSE(Parse(U"%(a").key_closed);
  EXPECT_TRUE(Parse(U"%(a)").key_closed) << "its value is taken before the error is raised";
  EXPECT_TRUE(Parse(U"%*").star_width) << "the width is taken before the error is raised";
}

TEST(PercentFormatTest, UnsupportedTypes) {
  auto message = [](const PercentConversion& conversion, PercentDialect dialect) {
    return UnsupportedPercentType(conversion, dialect).message;
  };
  EXPECT_EQ(message(Parse(U"%y"), kStr), "unsupported format character 'y' (0x79) at index 1");
  EXPECT_EQ(message(Parse(U"%lld"), kStr), "unsupported format character 'l' (0x6c) at index 2");
  EXPECT_EQ(message(Parse(U"%\u20AC"), kStr),
            "unsupported format character '?' (0x20ac) at index 1");
  EXPECT_EQ(message(Parse(U"%\x7F"), kStr), "unsupported format character '?' (0x7f) at index 1");
  EXPECT_EQ(message(ParseBytes("%\x7F"), kBytes),
            "unsupported format character '\x7F' (0x7f) at index 1");
  EXPECT_EQ(message(ParseBytes("%5\xE9"), kBytes),
            "unsupported format character '\xC3\xA9' (0xe9) at index 2");
}

TEST(PercentFormatTest, TypeErrors) {
  auto message = [](std::u32string_view format, PercentDialect dialect, const char* name) {
    return PercentTypeError(Parse(format), dialect, name);
  };
  EXPECT_EQ(message(U"%d", kStr, "str"), "%d format: a real number is required, not str");
  EXPECT_EQ(message(U"%i", kStr, "str"), "%i format: a real number is required, not str");
  EXPECT_EQ(message(U"%i", kBytes, "bytes"), "%d format: a real number is required, not bytes");
  EXPECT_EQ(message(U"%x", kStr, "float"), "%x format: an integer is required, not float");
  EXPECT_EQ(message(U"%f", kStr, "str"), "must be real number, not str");
  EXPECT_EQ(message(U"%G", kBytes, "bytes"), "float argument required, not bytes");
  EXPECT_EQ(message(U"%c", kStr, "str"), "%c requires int or char");
  EXPECT_EQ(message(U"%c", kBytes, "str"), "%c requires an integer in range(256) or a single byte");
  EXPECT_EQ(PercentCharRange(kStr), "%c arg not in range(0x110000)");
  EXPECT_EQ(PercentCharRange(kBytes), "%c arg not in range(256)");
}

TEST(PercentFormatTest, TooMuchIsRefused) {
  FormattedText out;
  FormatFailure failure =
      RenderPercentInt(Parse(U"%.2147483647d"), false, "1", FormatLimits{}, &out);
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->type, FormatError::Type::kOverflowError);
  EXPECT_EQ(failure->message, "precision too large");
  const FormatLimits limits = {.max_size = 1000};
  for (std::u32string_view format : {U"%.5000d", U"%05000d"}) {
    failure = RenderPercentInt(Parse(format), false, "1", limits, &out);
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->type, FormatError::Type::kMemoryError);
  }
  failure = RenderPercentFloat(Parse(U"%.5000f"), 1.0, limits, &out);
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->type, FormatError::Type::kMemoryError);
}

}  // namespace
}  // namespace krait
