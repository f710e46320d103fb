#include "vm/unicode/utf.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace krait {
namespace {

using std::string_view_literals::operator""sv;

constexpr ByteOrder kLittle = ByteOrder::kLittle;
constexpr ByteOrder kBig = ByteOrder::kBig;

const uint8_t* Bytes(std::string_view text) {
  return reinterpret_cast<const uint8_t*>(text.data());
}

enum class Encoding { kUtf8, kUtf16Le, kUtf16Be, kUtf32Le, kUtf32Be };

DecodeScan Scan(Encoding encoding, std::string_view text, bool final) {
  switch (encoding) {
    case Encoding::kUtf8:
      return ScanUtf8(Bytes(text), text.size(), final);
    case Encoding::kUtf16Le:
      return ScanUtf16(Bytes(text), text.size(), kLittle, final);
    case Encoding::kUtf16Be:
      return ScanUtf16(Bytes(text), text.size(), kBig, final);
    case Encoding::kUtf32Le:
      return ScanUtf32(Bytes(text), text.size(), kLittle, final);
    case Encoding::kUtf32Be:
      return ScanUtf32(Bytes(text), text.size(), kBig, final);
  }
  return {};
}

struct BadInput {
  Encoding encoding;
  std::string_view bytes;
  size_t start;
  size_t end;
  std::string_view reason;
};

constexpr std::string_view kStart = "invalid start byte";
constexpr std::string_view kContinuation = "invalid continuation byte";
constexpr std::string_view kEnd = "unexpected end of data";

// UnicodeDecodeError's start, end and reason in CPython 3.11.
constexpr BadInput kBadInputs[] = {
    {Encoding::kUtf8, "\x80"sv, 0, 1, kStart},
    {Encoding::kUtf8, "ab\xC0\x80"sv, 2, 3, kStart},
    {Encoding::kUtf8, "\xC2"sv, 0, 1, kEnd},
    {Encoding::kUtf8, "\xC2 "sv, 0, 1, kContinuation},
    {Encoding::kUtf8, "\xE0\x80\x80"sv, 0, 1, kContinuation},
    {Encoding::kUtf8, "\xE2\x82"sv, 0, 2, kEnd},
    {Encoding::kUtf8, "\xE2\x82 "sv, 0, 2, kContinuation},
    {Encoding::kUtf8, "\xED\xA0\x80"sv, 0, 1, kContinuation},
    {Encoding::kUtf8, "\xED\xA0"sv, 0, 1, kContinuation},
    {Encoding::kUtf8, "\xF0\x80\x80\x80"sv, 0, 1, kContinuation},
    {Encoding::kUtf8, "\xF0\x90\x80"sv, 0, 3, kEnd},
    {Encoding::kUtf8, "\xF0\x90\x80 "sv, 0, 3, kContinuation},
    {Encoding::kUtf8, "\xF4\x90\x80\x80"sv, 0, 1, kContinuation},
    {Encoding::kUtf8, "\xF5\x80"sv, 0, 1, kStart},
    {Encoding::kUtf8, "\xFF"sv, 0, 1, kStart},
    {Encoding::kUtf16Le, "\x00"sv, 0, 1, "truncated data"},
    {Encoding::kUtf16Le, "\x00\xD8"sv, 0, 2, kEnd},
    {Encoding::kUtf16Le, "a\x00\x00\xD8\x00"sv, 2, 5, kEnd},
    {Encoding::kUtf16Le, "\x00\xDC"sv, 0, 2, "illegal encoding"},
    {Encoding::kUtf16Be, "\xD8\x00\x00\x61"sv, 0, 2, "illegal UTF-16 surrogate"},
    {Encoding::kUtf32Le, "a\x00\x00\x00\x61"sv, 4, 5, "truncated data"},
    {Encoding::kUtf32Le, "\x00\x00\x11\x00"sv, 0, 4, "code point not in range(0x110000)"},
    {Encoding::kUtf32Be, "\x00\x00\xD8\x00"sv, 0, 4,
     "code point in surrogate code point range(0xd800, 0xe000)"},
};

TEST(UtfTest, DecodingErrorsAreCPythons) {
  for (const BadInput& input : kBadInputs) {
    DecodeScan scan = Scan(input.encoding, input.bytes, true);
    ASSERT_NE(scan.error.reason, nullptr) << &input - kBadInputs;
    EXPECT_EQ(scan.error.reason, input.reason) << &input - kBadInputs;
    EXPECT_EQ(scan.error.start, input.start) << &input - kBadInputs;
    EXPECT_EQ(scan.error.end, input.end) << &input - kBadInputs;
    EXPECT_EQ(scan.bytes, input.start) << &input - kBadInputs;
  }
}

TEST(UtfTest, InputThatIsNotFinalMayEndAnywhere) {
  for (const BadInput& input : kBadInputs) {
    if (input.reason != kEnd && input.reason != "truncated data") continue;
    DecodeScan scan = Scan(input.encoding, input.bytes, false);
    EXPECT_EQ(scan.error.reason, nullptr) << &input - kBadInputs;
    EXPECT_EQ(scan.bytes, input.start) << &input - kBadInputs;
  }
  // The first two bytes of a surrogate wait for the third.
  EXPECT_EQ(Scan(Encoding::kUtf8, "\xED\xA0", false).error.reason, nullptr);
  EXPECT_NE(Scan(Encoding::kUtf8, "\xED\xA0\x80", false).error.reason, nullptr);
}

std::u32string AllCodePoints() {
  std::u32string text;
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c < 0xD800 || c > 0xDFFF) text += c;
  }
  return text;
}

TEST(UtfTest, AllCodePointsRoundTrip) {
  const std::u32string text = AllCodePoints();
  std::u32string back(text.size(), U'\0');

  EncodeScan measure = ScanForUtf8(text.data(), text.size());
  ASSERT_EQ(measure.error.reason, nullptr);
  std::vector<uint8_t> bytes(measure.bytes);
  ASSERT_EQ(EncodeUtf8(text.data(), text.size(), bytes.data()), bytes.data() + bytes.size());
  DecodeScan scan = ScanUtf8(bytes.data(), bytes.size(), true);
  ASSERT_EQ(scan.code_points, text.size());
  ASSERT_EQ(scan.bytes, bytes.size());
  DecodeUtf8(bytes.data(), bytes.size(), back.data());
  EXPECT_EQ(back, text);

  for (ByteOrder order : {kLittle, kBig}) {
    bytes.resize(ScanForUtf16(text.data(), text.size()).bytes);
    ASSERT_EQ(EncodeUtf16(text.data(), text.size(), order, bytes.data()),
              bytes.data() + bytes.size());
    ASSERT_EQ(ScanUtf16(bytes.data(), bytes.size(), order, true).code_points, text.size());
    back.assign(text.size(), U'\0');
    DecodeUtf16(bytes.data(), bytes.size(), order, back.data());
    EXPECT_EQ(back, text);

    bytes.resize(ScanForUtf32(text.data(), text.size()).bytes);
    EncodeUtf32(text.data(), text.size(), order, bytes.data());
    ASSERT_EQ(ScanUtf32(bytes.data(), bytes.size(), order, true).code_points, text.size());
    back.assign(text.size(), U'\0');
    DecodeUtf32(bytes.data(), bytes.size(), order, back.data());
    EXPECT_EQ(back, text);
  }
}

TEST(UtfTest, LimitIsTheLeastThatHolds) {
  EXPECT_EQ(Scan(Encoding::kUtf8, "", true).limit, 0x7Fu);
  EXPECT_EQ(Scan(Encoding::kUtf8, "abc\x7F", true).limit, 0x7Fu);
  EXPECT_EQ(Scan(Encoding::kUtf8, "a\xC3\xBF", true).limit, 0xFFu);
  EXPECT_EQ(Scan(Encoding::kUtf8, "a\xC4\x80", true).limit, 0xFFFFu);
  EXPECT_EQ(Scan(Encoding::kUtf8, "\xEF\xBF\xBF", true).limit, 0xFFFFu);
  EXPECT_EQ(Scan(Encoding::kUtf8, "\xF0\x90\x80\x80", true).limit, 0x10FFFFu);
  EXPECT_EQ(Scan(Encoding::kUtf16Le, "\x00\xD8\x00\xDC"sv, true).limit, 0x10FFFFu);
  EXPECT_EQ(Scan(Encoding::kUtf16Le, "\xFF\x00"sv, true).limit, 0xFFu);
  EXPECT_EQ(Scan(Encoding::kUtf32Be, "\x00\x00\x01\x00"sv, true).limit, 0xFFFFu);
}

TEST(UtfTest, NarrowTextDecodesAndEncodes) {
  uint8_t narrow[3];
  DecodeUtf8(Bytes("a\xC3\xA9z"), 4, narrow);
  EXPECT_EQ(narrow[1], 0xE9);
  EncodeScan scan = ScanForUtf8(narrow, 3);
  EXPECT_EQ(scan.bytes, 4u);
  uint8_t out[4];
  EncodeUtf8(narrow, 3, out);
  EXPECT_EQ(std::string(out, out + 4), "a\xC3\xA9z");

  char16_t wide[2];
  DecodeUtf8(Bytes("\xE2\x82\xAC!"), 4, wide);
  EXPECT_EQ(std::u16string(wide, 2), u"\x20AC!");
}

TEST(UtfTest, EncodingRefusesSurrogates) {
  const char32_t text[] = {'a', 0xD800, 0xDC00, 0xDFFF, 'b'};
  EncodeScan utf8 = ScanForUtf8(text, 5);
  EXPECT_EQ(utf8.code_points, 1u);
  EXPECT_EQ(utf8.error.start, 1u);
  EXPECT_EQ(utf8.error.end, 4u);
  EXPECT_STREQ(utf8.error.reason, "surrogates not allowed");
  EXPECT_EQ(ScanForUtf16(text, 5).error.end, 2u);
  EXPECT_EQ(ScanForUtf32(text, 5).error.end, 2u);
  // For "surrogatepass" they are encoded like any other code point.
  uint8_t out[3];
  EXPECT_EQ(EncodeUtf8(text + 1, 1, out), out + 3);
  EXPECT_EQ(std::string(out, out + 3), "\xED\xA0\x80");
}

TEST(UtfTest, PrefixesStopAtTheFirstOther) {
  for (size_t size = 0; size < 80; ++size) {
    for (size_t place = 0; place <= size; ++place) {
      std::string text(size, 'x');
      if (place < size) text[place] = '\x80';
      EXPECT_EQ(AsciiPrefix(Bytes(text), size), place);
      EXPECT_EQ(PrefixBelow(Bytes(text), size, 0x80), place);
    }
  }
  const char32_t wide[] = {'a', 0xFF, 0x100};
  EXPECT_EQ(PrefixBelow(wide, 3, 0x100), 2u);
}

}  // namespace
}  // namespace krait
