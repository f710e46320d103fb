#include "vm/number/bigint_bits.h"

#include <gtest/gtest.h>

#include "tests/unit/vm/number/bigint_testing.h"

namespace krait::bigint {
namespace {

using Operation = void (*)(IntView, IntView, IntOut&);

std::string Apply(Operation operation, const Number& a, const Number& b) {
  Result result(BitwiseSize(a, b));
  operation(a, b, result.out);
  return result.Hex();
}

std::string Inverted(const Number& a) {
  Result result(a.view().size + 1);
  Invert(a, result.out);
  return result.Hex();
}

struct BitwiseCase {
  const char* a;
  const char* b;
  const char* both;
  const char* either;
  const char* different;
};

constexpr BitwiseCase kBitwise[] = {
    {"0", "0", "0x0", "0x0", "0x0"},
    {"12", "10", "0x8", "0xe", "0x6"},
    {"-1", "0x123456789abcdef0123456789abcdef", "0x123456789abcdef0123456789abcdef", "-0x1",
     "-0x123456789abcdef0123456789abcdf0"},
    {"-12", "-10", "-0xc", "-0xa", "0x2"},
    {"0xffffffffffffffff", "-0x10000000000000000", "0x0", "-0x1", "-0x1"},
    {"-0xffffffffffffffff", "-0x10000000000000000", "-0x10000000000000000", "-0xffffffffffffffff",
     "0x1"},
    // The result needs a limb more than either operand.
    {"-0xffffffffffffffff", "-2", "-0x10000000000000000", "-0x1", "0xffffffffffffffff"},
    {"-0xc000000000000000", "0x4000000000000000", "0x4000000000000000", "-0xc000000000000000",
     "-0x10000000000000000"},
};

TEST(BigintBitsTest, NegativeNumbersActAsEndlessTwosComplement) {
  for (const BitwiseCase& c : kBitwise) {
    SCOPED_TRACE(std::string(c.a) + ", " + c.b);
    Number a(c.a);
    Number b(c.b);
    EXPECT_EQ(Apply(And, a, b), c.both);
    EXPECT_EQ(Apply(And, b, a), c.both);
    EXPECT_EQ(Apply(Or, a, b), c.either);
    EXPECT_EQ(Apply(Or, b, a), c.either);
    EXPECT_EQ(Apply(Xor, a, b), c.different);
    EXPECT_EQ(Apply(Xor, b, a), c.different);
  }
}

TEST(BigintBitsTest, InvertIsMinusOneMinusA) {
  EXPECT_EQ(Inverted(Number(0)), "-0x1");
  EXPECT_EQ(Inverted(Number(-1)), "0x0");
  EXPECT_EQ(Inverted(PowerOfTwo(64, -1)), "-0x10000000000000000");
  EXPECT_EQ(Inverted(-PowerOfTwo(64)), "0xffffffffffffffff");
}

TEST(BigintBitsTest, CountsBitsOfTheMagnitude) {
  EXPECT_EQ(BitLength(Number(0)), 0u);
  EXPECT_EQ(BitLength(Number(-1)), 1u);
  EXPECT_EQ(BitLength(PowerOfTwo(64, -1)), 64u);
  EXPECT_EQ(BitLength(PowerOfTwo(64)), 65u);
  EXPECT_EQ(BitCount(Number(0)), 0u);
  EXPECT_EQ(BitCount(-PowerOfTwo(200, -1)), 200u);
  EXPECT_EQ(TrailingZeros(PowerOfTwo(200)), 200u);
  EXPECT_FALSE(AnyBitBelow(PowerOfTwo(200), 200));
  EXPECT_TRUE(AnyBitBelow(PowerOfTwo(200), 201));
}

IntStatus LeftStatus(const Number& a, const Number& count) {
  size_t limbs = 0;
  return LeftShiftSize(a, count, limbs);
}

std::string Left(const Number& a, const Number& count) {
  size_t limbs = 0;
  EXPECT_EQ(LeftShiftSize(a, count, limbs), IntStatus::kOk);
  Result result(limbs);
  LeftShift(a, count, result.out);
  return result.Hex();
}

std::string Right(const Number& a, const Number& count) {
  Result result(RightShiftSize(a, count));
  EXPECT_EQ(RightShift(a, count, result.out), IntStatus::kOk);
  return result.Hex();
}

TEST(BigintBitsTest, ShiftsLeft) {
  EXPECT_EQ(Left(Number(0), Number(1000)), "0x0");
  EXPECT_EQ(Left(Number(0), PowerOfTwo(1000)), "0x0");
  EXPECT_EQ(Left(Number(-3), Number(0)), "-0x3");
  EXPECT_EQ(Left(Number(-3), Number(63)), "-0x18000000000000000");
  EXPECT_EQ(Left(Number(5), Number(64)), "0x50000000000000000");
  EXPECT_EQ(Left(PowerOfTwo(64, -1), Number(65)), "0x1fffffffffffffffe0000000000000000");
}

TEST(BigintBitsTest, ShiftsRightRoundingDown) {
  EXPECT_EQ(Right(Number(5), Number(1)), "0x2");
  EXPECT_EQ(Right(Number(-5), Number(1)), "-0x3");
  EXPECT_EQ(Right(Number(-4), Number(1)), "-0x2");
  EXPECT_EQ(Right(Number(-1), Number(1)), "-0x1");
  EXPECT_EQ(Right(Number(-1), PowerOfTwo(200)), "-0x1");
  EXPECT_EQ(Right(PowerOfTwo(300), PowerOfTwo(200)), "0x0");
  EXPECT_EQ(Right(PowerOfTwo(300), Number(300)), "0x1");
  EXPECT_EQ(Right(-PowerOfTwo(300), Number(300)), "-0x1");
  EXPECT_EQ(Right(-PowerOfTwo(300, 1), Number(300)), "-0x2");
  EXPECT_EQ(Right(-PowerOfTwo(128, -1), Number(64)), "-0x10000000000000000");
  EXPECT_EQ(Right(-PowerOfTwo(128, -1), Number(0)), "-0xffffffffffffffffffffffffffffffff");
}

TEST(BigintBitsTest, NegativeCountsAreErrors) {
  Result result(4);
  EXPECT_EQ(LeftStatus(Number(1), Number(-1)), IntStatus::kNegativeShift);
  EXPECT_EQ(LeftStatus(Number(0), -PowerOfTwo(100)), IntStatus::kNegativeShift);
  EXPECT_EQ(RightShift(Number(1), Number(-1), result.out), IntStatus::kNegativeShift);
}

// Where CPython changes from MemoryError to OverflowError: beyond 2^61 - 7 digits of 30 bits.
TEST(BigintBitsTest, HugeCountsAreReportedNotTried) {
  Number last("0x3bfffffffffffff10");  // 30 * (2^61 - 8)
  EXPECT_EQ(LeftStatus(Number(1), last), IntStatus::kNoMemory);
  Result next(3);
  Add(last, Number(1), next.out);
  EXPECT_EQ(LeftStatus(Number(1), Number(next.out.View())), IntStatus::kTooManyDigits);
  EXPECT_EQ(LeftStatus(PowerOfTwo(30), last), IntStatus::kTooManyDigits);
  EXPECT_EQ(LeftStatus(Number(1), PowerOfTwo(62)), IntStatus::kNoMemory);
  EXPECT_EQ(LeftStatus(Number(1), PowerOfTwo(64)), IntStatus::kNoMemory);
  EXPECT_EQ(LeftStatus(Number(1), PowerOfTwo(66)), IntStatus::kTooManyDigits);
  EXPECT_EQ(LeftStatus(Number(1), PowerOfTwo(1000)), IntStatus::kTooManyDigits);
  EXPECT_EQ(LeftStatus(Number(1), Number(64 * (int64_t{kMaxLimbs} - 1))), IntStatus::kOk);
  EXPECT_EQ(LeftStatus(Number(1), Number(64 * int64_t{kMaxLimbs})), IntStatus::kNoMemory);
}

}  // namespace
}  // namespace krait::bigint
