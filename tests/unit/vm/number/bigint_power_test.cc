#include "vm/number/bigint_power.h"

#include <gtest/gtest.h>

#include "tests/unit/vm/number/bigint_testing.h"
#include "vm/number/bigint_bits.h"

namespace krait::bigint {
namespace {

std::string Raised(const Number& base, const Number& exponent) {
  size_t limbs = 0;
  EXPECT_EQ(PowerSize(base, exponent, limbs), IntStatus::kOk);
  GuardedScratch scratch;
  Result result(limbs);
  EXPECT_EQ(Power(base, exponent, result.out, scratch), IntStatus::kOk);
  return result.Hex();
}

TEST(BigintPowerTest, RaisesSmallBases) {
  EXPECT_EQ(Raised(Number(0), Number(0)), "0x1");
  EXPECT_EQ(Raised(Number(0), Number(5)), "0x0");
  EXPECT_EQ(Raised(Number(7), Number(0)), "0x1");
  EXPECT_EQ(Raised(Number(-7), Number(1)), "-0x7");
  EXPECT_EQ(Raised(Number(-7), Number(2)), "0x31");
  EXPECT_EQ(Raised(Number(10), Number(20)), "0x56bc75e2d63100000");
  EXPECT_EQ(Raised(Number(-2), Number(127)), "-" + PowerOfTwo(127).Hex());
  EXPECT_EQ(Raised(PowerOfTwo(64), Number(3)), PowerOfTwo(192).Hex());
  EXPECT_EQ(Raised(PowerOfTwo(64, -1), Number(2)), "0xfffffffffffffffe0000000000000001");
}

TEST(BigintPowerTest, TrivialBasesTakeAnyExponent) {
  Number huge = PowerOfTwo(500);
  EXPECT_EQ(Raised(Number(0), huge), "0x0");
  EXPECT_EQ(Raised(Number(1), huge), "0x1");
  EXPECT_EQ(Raised(Number(-1), huge), "0x1");
  EXPECT_EQ(Raised(Number(-1), PowerOfTwo(500, 1)), "-0x1");
}

TEST(BigintPowerTest, SizeIsCloseToTheResult) {
  for (int64_t base : {2, 3, 10, 12, 255, 256, 1000000007}) {
    for (int64_t exponent : {1, 2, 63, 64, 65, 1000, 54321}) {
      size_t limbs = 0;
      ASSERT_EQ(PowerSize(Number(base), Number(exponent), limbs), IntStatus::kOk);
      GuardedScratch scratch;
      Result result(limbs);
      ASSERT_EQ(Power(Number(base), Number(exponent), result.out, scratch), IntStatus::kOk);
      EXPECT_LE(limbs, result.out.size + 3) << base << " ** " << exponent;
    }
  }
}

TEST(BigintPowerTest, HugeResultsAreReportedNotTried) {
  size_t limbs = 0;
  EXPECT_EQ(PowerSize(Number(2), PowerOfTwo(37), limbs), IntStatus::kNoMemory);
  EXPECT_EQ(PowerSize(Number(3), PowerOfTwo(63), limbs), IntStatus::kNoMemory);
  EXPECT_EQ(PowerSize(Number(-2), PowerOfTwo(64), limbs), IntStatus::kNoMemory);
  EXPECT_EQ(PowerSize(PowerOfTwo(5000), PowerOfTwo(5000), limbs), IntStatus::kNoMemory);
}

TEST(BigintPowerTest, EveryRefusedRequestIsReported) {
  size_t limbs = 0;
  ASSERT_EQ(PowerSize(Number(6), Number(30000), limbs), IntStatus::kOk);
  for (int fail_at = 1;; ++fail_at) {
    GuardedScratch scratch(fail_at);
    Result result(limbs);
    IntStatus status = Power(Number(6), Number(30000), result.out, scratch);
    if (scratch.requests() < fail_at) {
      EXPECT_EQ(status, IntStatus::kOk);
      EXPECT_GT(fail_at, 2);
      break;
    }
    EXPECT_EQ(status, IntStatus::kNoMemory);
  }
}

TEST(BigintPowerTest, StopsWhenAsked) {
  size_t limbs = 0;
  ASSERT_EQ(PowerSize(Number(3), Number(1 << 20), limbs), IntStatus::kOk);
  GuardedScratch scratch;
  scratch.StopAfter(5);
  Result result(limbs);
  EXPECT_EQ(Power(Number(3), Number(1 << 20), result.out, scratch), IntStatus::kStopped);
}

}  // namespace
}  // namespace krait::bigint
