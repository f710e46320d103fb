#include "vm/number/format_spec.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace krait {
namespace {

std::string_view TypeNameOf(FormatKind kind) {
  constexpr std::string_view kNames[] = {"str", "int", "float", "complex"};
  return kNames[static_cast<int>(kind)];
}

FormatFailure Parse(std::u32string_view text, FormatKind kind, FormatSpec* spec) {
  return ParseFormatSpec(
      text.data(), text.size(), kind, [&] { return std::string(TypeNameOf(kind)); }, spec);
}

struct ErrorCase {
  FormatKind kind;
  std::u32string_view text;
  std::string_view message;
};

TEST(FormatSpecTest, ErrorsAreCPythons) {
  constexpr ErrorCase kCases[] = {
      {FormatKind::kInt, U".3", "Precision not allowed in integer format specifier"},
      {FormatKind::kInt, U".3d", "Precision not allowed in integer format specifier"},
      {FormatKind::kInt, U"z",
       "Negative zero coercion (z) not allowed in integer format specifier"},
      {FormatKind::kInt, U"+c", "Sign not allowed with integer format specifier 'c'"},
      {FormatKind::kInt, U"#c", "Alternate form (#) not allowed with integer format specifier 'c'"},
      {FormatKind::kInt, U",s", "Cannot specify ',' with 's'."},
      {FormatKind::kInt, U",_", "Cannot specify both ',' and '_'."},
      {FormatKind::kInt, U"_,", "Cannot specify both ',' and '_'."},
      {FormatKind::kInt, U",n", "Cannot specify ',' with 'n'."},
      {FormatKind::kInt, U"_n", "Cannot specify '_' with 'n'."},
      {FormatKind::kInt, U",x", "Cannot specify ',' with 'x'."},
      {FormatKind::kInt, U",c", "Cannot specify ',' with 'c'."},
      {FormatKind::kInt, U",,", "Cannot specify ',' with ','."},
      {FormatKind::kInt, U"__", "Cannot specify '_' with '_'."},
      {FormatKind::kInt, U".", "Format specifier missing precision"},
      {FormatKind::kInt, U".f", "Format specifier missing precision"},
      {FormatKind::kInt, U"s", "Unknown format code 's' for object of type 'int'"},
      {FormatKind::kInt, U"y", "Unknown format code 'y' for object of type 'int'"},
      {FormatKind::kInt, U"\u00E9", "Unknown format code '\\xe9' for object of type 'int'"},
      {FormatKind::kInt, U"\U0001F600", "Unknown format code '\\x1f600' for object of type 'int'"},
      {FormatKind::kInt, U"\u0001", "Unknown format code '\\x1' for object of type 'int'"},
      {FormatKind::kInt, U"dd", "Invalid format specifier 'dd' for object of type 'int'"},
      {FormatKind::kInt, U"5x5", "Invalid format specifier '5x5' for object of type 'int'"},
      {FormatKind::kInt, U"b,", "Invalid format specifier 'b,' for object of type 'int'"},
      {FormatKind::kInt, U"\u20AC5d",
       "Invalid format specifier '\xE2\x82\xAC"
       "5d' for object of type 'int'"},
      {FormatKind::kInt, U"9223372036854775808", "Too many decimal digits in format string"},
      {FormatKind::kInt, U"#z", "Unknown format code 'z' for object of type 'int'"},
      {FormatKind::kFloat, U"d", "Unknown format code 'd' for object of type 'float'"},
      {FormatKind::kFloat, U"c", "Unknown format code 'c' for object of type 'float'"},
      {FormatKind::kFloat, U".9223372036854775808", "Too many decimal digits in format string"},
      {FormatKind::kFloat, U",n", "Cannot specify ',' with 'n'."},
      {FormatKind::kFloat, U"z+", "Unknown format code '+' for object of type 'float'"},
      {FormatKind::kFloat, U"0z", "Unknown format code 'z' for object of type 'float'"},
      {FormatKind::kComplex, U"s", "Unknown format code 's' for object of type 'complex'"},
      {FormatKind::kComplex, U"%", "Unknown format code '%' for object of type 'complex'"},
      {FormatKind::kComplex, U"05", "Zero padding is not allowed in complex format specifier"},
      {FormatKind::kComplex, U"=5",
       "'=' alignment flag is not allowed in complex format specifier"},
      {FormatKind::kComplex, U".2147483648", "precision too big"},
      {FormatKind::kString, U"d", "Unknown format code 'd' for object of type 'str'"},
      {FormatKind::kString, U"+", "Sign not allowed in string format specifier"},
      {FormatKind::kString, U" ", "Space not allowed in string format specifier"},
      {FormatKind::kString, U"z",
       "Negative zero coercion (z) not allowed in string format specifier"},
      {FormatKind::kString, U"#", "Alternate form (#) not allowed in string format specifier"},
      {FormatKind::kString, U"=5", "'=' alignment not allowed in string format specifier"},
      {FormatKind::kString, U",", "Cannot specify ',' with 's'."},
      {FormatKind::kString, U"_", "Cannot specify '_' with 's'."},
      {FormatKind::kString, U"n", "Unknown format code 'n' for object of type 'str'"},
      {FormatKind::kString, U"._", "Format specifier missing precision"},
  };
  for (const ErrorCase& item : kCases) {
    FormatSpec spec;
    FormatFailure failure = Parse(item.text, item.kind, &spec);
    ASSERT_TRUE(failure.has_value()) << item.message;
    EXPECT_EQ(failure->type, FormatError::Type::kValueError);
    EXPECT_EQ(failure->message, item.message);
  }
}

TEST(FormatSpecTest, DefaultsFollowTheKind) {
  FormatSpec spec;
  ASSERT_FALSE(Parse(U"", FormatKind::kString, &spec));
  EXPECT_EQ(spec.align, '<');
  EXPECT_EQ(spec.type, 's');
  EXPECT_EQ(spec.width, -1);
  EXPECT_EQ(spec.precision, -1);
  ASSERT_FALSE(Parse(U"", FormatKind::kInt, &spec));
  EXPECT_EQ(spec.align, '>');
  EXPECT_EQ(spec.type, 'd');
  ASSERT_FALSE(Parse(U"", FormatKind::kFloat, &spec));
  EXPECT_EQ(spec.type, '\0');
}

TEST(FormatSpecTest, AllFieldsTogether) {
  FormatSpec spec;
  ASSERT_FALSE(Parse(U"\u20AC^+z#012,.3f", FormatKind::kFloat, &spec));
  EXPECT_EQ(spec.fill, U'\u20AC');
  EXPECT_EQ(spec.align, '^');
  EXPECT_EQ(spec.sign, '+');
  EXPECT_TRUE(spec.no_negative_zero);
  EXPECT_TRUE(spec.alternate);
  EXPECT_EQ(spec.width, 12) << "with a fill given, 0 belongs to the width";
  EXPECT_EQ(spec.grouping, ',');
  EXPECT_EQ(spec.precision, 3);
  EXPECT_EQ(spec.type, 'f');
}

TEST(FormatSpecTest, ZeroSetsFillAndForNumbersAlignment) {
  FormatSpec spec;
  ASSERT_FALSE(Parse(U"05", FormatKind::kInt, &spec));
  EXPECT_EQ(spec.fill, U'0');
  EXPECT_EQ(spec.align, '=');
  EXPECT_EQ(spec.width, 5);
  ASSERT_FALSE(Parse(U"<05", FormatKind::kInt, &spec));
  EXPECT_EQ(spec.align, '<');
  EXPECT_EQ(spec.fill, U'0');
  ASSERT_FALSE(Parse(U"05", FormatKind::kString, &spec));
  EXPECT_EQ(spec.align, '<');
}

TEST(FormatSpecTest, TextOfAnyWidthParsesTheSame) {
  FormatSpec spec;
  const auto name = [] { return std::string("int"); };
  const uint8_t narrow[] = {0xE9, '>', '7', 'd'};
  ASSERT_FALSE(ParseFormatSpec(narrow, 4, FormatKind::kInt, name, &spec));
  EXPECT_EQ(spec.fill, U'\u00E9');
  EXPECT_EQ(spec.width, 7);
  const char16_t wide[] = {0x20AC, '>', 0x0667, 'd'};
  ASSERT_FALSE(ParseFormatSpec(wide, 4, FormatKind::kInt, name, &spec));
  EXPECT_EQ(spec.fill, U'\u20AC');
  EXPECT_EQ(spec.width, 7) << "digits of any script count";
}

TEST(FormatSpecTest, MessagesKeepSurrogatesAndCutLongTypeNames) {
  FormatSpec spec;
  const auto name = [] { return std::string("int"); };
  const char32_t text[] = {0xD800, 'x', 'x'};
  FormatFailure failure = ParseFormatSpec(text, 3, FormatKind::kInt, name, &spec);
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->message, "Invalid format specifier '\xED\xA0\x80xx' for object of type 'int'");
  failure =
      ParseFormatSpec(text + 1, 1, FormatKind::kFloat, [] { return std::string(300, 'T'); }, &spec);
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->message,
            "Unknown format code 'x' for object of type '" + std::string(200, 'T') + "'");
  std::string umlauts = "T";
  for (int i = 0; i < 200; ++i) umlauts += "\xC3\xA4";
  failure = ParseFormatSpec(text + 1, 1, FormatKind::kFloat, [&] { return umlauts; }, &spec);
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->message,
            "Unknown format code 'x' for object of type '" + umlauts.substr(0, 199) + "'");
}

}  // namespace
}  // namespace krait
