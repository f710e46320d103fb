#include "vm/number/bigint_bytes.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/vm/number/bigint_testing.h"

namespace krait::bigint {
namespace {

constexpr auto kUnsigned = Signedness::kUnsigned;
constexpr auto kSigned = Signedness::kSigned;

struct BytesCase {
  const char* value;
  std::vector<uint8_t> big_endian;
  Signedness signedness;
};

const std::vector<BytesCase>& RoundTrips() {
  static const auto* cases = new std::vector<BytesCase>{
      {"0", {}, kUnsigned},
      {"0", {}, kSigned},
      {"0", {0, 0}, kSigned},
      {"255", {0xff}, kUnsigned},
      {"256", {1, 0}, kUnsigned},
      {"256", {0, 0, 1, 0}, kUnsigned},
      {"-1", {0xff}, kSigned},
      {"-1", std::vector<uint8_t>(17, 0xff), kSigned},
      {"127", {0x7f}, kSigned},
      {"128", {0, 0x80}, kSigned},
      {"-128", {0x80}, kSigned},
      {"-129", {0xff, 0x7f}, kSigned},
      {"-256", {0xff, 0}, kSigned},
      {"0xffffffffffffffff", {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, kUnsigned},
      {"-0x8000000000000000", {0x80, 0, 0, 0, 0, 0, 0, 0}, kSigned},
      {"0x102030405060708090a", {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, kUnsigned},
      {"-0x10000000000000000", {0xff, 0, 0, 0, 0, 0, 0, 0, 0}, kSigned},
  };
  return *cases;
}

TEST(BigintBytesTest, RoundTripsInBothOrders) {
  for (const BytesCase& c : RoundTrips()) {
    SCOPED_TRACE(c.value);
    std::vector<uint8_t> expected = c.big_endian;
    for (ByteOrder order : {ByteOrder::kBig, ByteOrder::kLittle}) {
      std::vector<uint8_t> bytes(expected.size(), 0xcc);
      EXPECT_EQ(ToBytes(Number(c.value), order, c.signedness, bytes), IntStatus::kOk);
      EXPECT_EQ(bytes, expected);
      Result result(BytesSize(bytes.size()));
      FromBytes(bytes, order, c.signedness, result.out);
      EXPECT_EQ(result.Hex(), Number(c.value).Hex());
      expected.assign(c.big_endian.rbegin(), c.big_endian.rend());
    }
  }
}

struct ErrorCase {
  const char* value;
  size_t count;
  Signedness signedness;
  IntStatus status;
};

constexpr ErrorCase kErrorCases[] = {
    {"-1", 8, kUnsigned, IntStatus::kNegativeToUnsigned},
    {"-1", 0, kUnsigned, IntStatus::kNegativeToUnsigned},
    {"1", 0, kUnsigned, IntStatus::kTooBigToConvert},
    {"256", 1, kUnsigned, IntStatus::kTooBigToConvert},
    {"128", 1, kSigned, IntStatus::kTooBigToConvert},
    {"-129", 1, kSigned, IntStatus::kTooBigToConvert},
    {"-256", 1, kSigned, IntStatus::kTooBigToConvert},
    {"-256", 0, kSigned, IntStatus::kTooBigToConvert},
    {"1", 0, kSigned, IntStatus::kTooBigToConvert},
    // As in CPython.
    {"-1", 0, kSigned, IntStatus::kOk},
    {"0x8000000000000000", 8, kSigned, IntStatus::kTooBigToConvert},
    {"-0x8000000000000001", 8, kSigned, IntStatus::kTooBigToConvert},
    {"0x10000000000000000", 8, kUnsigned, IntStatus::kTooBigToConvert},
};

TEST(BigintBytesTest, ReportsWhatDoesNotFit) {
  for (const ErrorCase& c : kErrorCases) {
    std::vector<uint8_t> bytes(c.count);
    EXPECT_EQ(ToBytes(Number(c.value), ByteOrder::kBig, c.signedness, bytes), c.status)
        << c.value << " in " << c.count;
  }
}

}  // namespace
}  // namespace krait::bigint
