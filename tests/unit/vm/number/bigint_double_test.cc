#include "vm/number/bigint_double.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/unit/vm/number/bigint_testing.h"
#include "vm/number/bigint_bits.h"

namespace krait::bigint {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

double Double(const Number& a) {
  double result = kNan;
  EXPECT_EQ(ToDouble(a, result), IntStatus::kOk) << a.Hex();
  return result;
}

TEST(BigintDoubleTest, RoundsToNearestTiesToEven) {
  EXPECT_EQ(Double(Number(0)), 0.0);
  EXPECT_EQ(Double(Number(-5)), -5.0);
  EXPECT_EQ(Double(PowerOfTwo(53, 1)), 0x1p53);
  EXPECT_EQ(Double(PowerOfTwo(53, 3)), 0x1.0000000000002p53);
  EXPECT_EQ(Double(PowerOfTwo(64, -1)), 0x1p64);
  EXPECT_EQ(Double(PowerOfTwo(117, 0)), 0x1p117);
  EXPECT_EQ(Double(Number("0x8000000000000400")), 0x1p63);
  EXPECT_EQ(Double(Number("0x80000000000004000000000000000000")), 0x1p127);
  EXPECT_EQ(Double(Number("0x80000000000004000000000000000001")), 0x1.0000000000001p127);
  EXPECT_EQ(Double(Number("-0x8000000000000c000000000000000000")), -0x1.0000000000002p127);
}

TEST(BigintDoubleTest, OverflowsWhereRoundingReachesTheNextPower) {
  double result;
  Number largest("0x" + std::string("fffffffffffff8") + std::string(242, '0'));
  EXPECT_EQ(Double(largest), std::numeric_limits<double>::max());
  Number below_half("0x" + std::string("fffffffffffffb") + std::string(242, 'f'));
  EXPECT_EQ(Double(below_half), std::numeric_limits<double>::max());
  Number half("0x" + std::string("fffffffffffffc") + std::string(242, '0'));
  EXPECT_EQ(ToDouble(half, result), IntStatus::kFloatOverflow);
  EXPECT_EQ(ToDouble(-half, result), IntStatus::kFloatOverflow);
  EXPECT_EQ(ToDouble(PowerOfTwo(1024), result), IntStatus::kFloatOverflow);
  EXPECT_EQ(ToDouble(PowerOfTwo(100000), result), IntStatus::kFloatOverflow);
}

std::string Truncated(double value) {
  Result result(kDoubleLimbs);
  EXPECT_EQ(FromDouble(value, result.out), IntStatus::kOk) << value;
  return result.Hex();
}

TEST(BigintDoubleTest, CutsOffFractions) {
  EXPECT_EQ(Truncated(-0.0), "0x0");
  EXPECT_EQ(Truncated(0.999), "0x0");
  EXPECT_EQ(Truncated(-1.999), "-0x1");
  EXPECT_EQ(Truncated(5e-324), "0x0");
  EXPECT_EQ(Truncated(2251799813685249.5), "0x8000000000001");
  EXPECT_EQ(Truncated(-0x1p63), "-0x8000000000000000");
  EXPECT_EQ(Truncated(0x1.fffffffffffffp63), "0xfffffffffffff800");
  EXPECT_EQ(Truncated(std::numeric_limits<double>::max()),
            "0x" + std::string("fffffffffffff8") + std::string(242, '0'));
  Result result(kDoubleLimbs);
  EXPECT_EQ(FromDouble(kNan, result.out), IntStatus::kFloatNan);
  EXPECT_EQ(FromDouble(-kInfinity, result.out), IntStatus::kFloatInfinity);
}

TEST(BigintDoubleTest, ComparesExactValues) {
  using Order = std::partial_ordering;
  EXPECT_EQ(CompareWithDouble(Number(0), kNan), Order::unordered);
  EXPECT_EQ(CompareWithDouble(Number(0), -0.0), Order::equivalent);
  EXPECT_EQ(CompareWithDouble(Number(0), 5e-324), Order::less);
  EXPECT_EQ(CompareWithDouble(Number(0), -5e-324), Order::greater);
  EXPECT_EQ(CompareWithDouble(Number(1), 0.5), Order::greater);
  EXPECT_EQ(CompareWithDouble(Number(-1), -0.5), Order::less);
  EXPECT_EQ(CompareWithDouble(Number(3), 3.5), Order::less);
  EXPECT_EQ(CompareWithDouble(Number(-3), -3.5), Order::greater);
  EXPECT_EQ(CompareWithDouble(PowerOfTwo(53, 1), 0x1p53), Order::greater);
  EXPECT_EQ(CompareWithDouble(-PowerOfTwo(53, 1), -0x1p53), Order::less);
  EXPECT_EQ(CompareWithDouble(PowerOfTwo(64, -1), 0x1p64), Order::less);
  EXPECT_EQ(CompareWithDouble(PowerOfTwo(1000), 0x1p1000), Order::equivalent);
  EXPECT_EQ(CompareWithDouble(PowerOfTwo(1000, 1), 0x1p1000), Order::greater);
  EXPECT_EQ(CompareWithDouble(PowerOfTwo(1000, -1), 0x1p1000), Order::less);
  EXPECT_EQ(CompareWithDouble(PowerOfTwo(100000), kInfinity), Order::less);
  EXPECT_EQ(CompareWithDouble(-PowerOfTwo(100000), -kInfinity), Order::greater);
  EXPECT_EQ(CompareWithDouble(-PowerOfTwo(100000), kInfinity), Order::less);
  EXPECT_EQ(CompareWithDouble(PowerOfTwo(1024), std::numeric_limits<double>::max()),
            Order::greater);
}

double Divided(const Number& a, const Number& b) {
  GuardedScratch scratch;
  double result = kNan;
  EXPECT_EQ(TrueDivide(a, b, result, scratch), IntStatus::kOk);
  return result;
}

IntStatus DivideStatus(const Number& a, const Number& b) {
  GuardedScratch scratch;
  double result = kNan;
  return TrueDivide(a, b, result, scratch);
}

TEST(BigintDoubleTest, TrueDivisionRoundsOnce) {
  EXPECT_EQ(Divided(Number(1), Number(3)), 1.0 / 3.0);
  EXPECT_TRUE(std::signbit(Divided(Number(0), Number(-5))));
  EXPECT_EQ(Divided(PowerOfTwo(53, 1), Number(1)), 0x1p53);
  EXPECT_EQ(Divided(PowerOfTwo(2000), PowerOfTwo(1000)), 0x1p1000);
  EXPECT_EQ(Divided(-PowerOfTwo(3000, 1), PowerOfTwo(3000)), -1.0);
  EXPECT_EQ(Divided(PowerOfTwo(3000), PowerOfTwo(3000, 1)), 1.0);
  EXPECT_EQ(Divided(PowerOfTwo(100000, -1), PowerOfTwo(99000)), 0x1p1000);
}

TEST(BigintDoubleTest, TrueDivisionUnderflowsGradually) {
  EXPECT_EQ(Divided(Number(1), PowerOfTwo(1074)), 5e-324);
  EXPECT_EQ(Divided(Number(1), PowerOfTwo(1075)), 0.0);
  EXPECT_EQ(Divided(PowerOfTwo(1000, 1), PowerOfTwo(2075)), 5e-324);
  EXPECT_EQ(Divided(Number(3), PowerOfTwo(1075)), 1e-323);
  EXPECT_EQ(Divided(PowerOfTwo(60, -1), PowerOfTwo(1082)), 0x1p-1022);
  EXPECT_EQ(Divided(Number(1), PowerOfTwo(100000)), 0.0);
  EXPECT_TRUE(std::signbit(Divided(Number(-1), PowerOfTwo(100000))));
}

TEST(BigintDoubleTest, TrueDivisionErrors) {
  EXPECT_EQ(DivideStatus(PowerOfTwo(3000), Number(0)), IntStatus::kTrueDivisionByZero);
  EXPECT_EQ(DivideStatus(PowerOfTwo(1024), Number(1)), IntStatus::kQuotientOverflow);
  EXPECT_EQ(DivideStatus(PowerOfTwo(1024, -1), Number(1)), IntStatus::kQuotientOverflow);
  EXPECT_EQ(DivideStatus(PowerOfTwo(1025, -1), Number(2)), IntStatus::kQuotientOverflow);
  EXPECT_EQ(DivideStatus(PowerOfTwo(5000), Number(-3)), IntStatus::kQuotientOverflow);
  EXPECT_EQ(Divided(PowerOfTwo(1024), PowerOfTwo(1)), 0x1p1023);
  GuardedScratch scratch(/*fail_at=*/1);
  double result;
  EXPECT_EQ(TrueDivide(PowerOfTwo(9000), PowerOfTwo(8999, -1), result, scratch),
            IntStatus::kNoMemory);
}

TEST(BigintDoubleTest, SplitsLikeFrexp) {
  Fraction zero = Frexp(Number(0));
  EXPECT_EQ(zero.mantissa, 0.0);
  EXPECT_EQ(zero.exponent, 0);
  Fraction power = Frexp(-PowerOfTwo(100000));
  EXPECT_EQ(power.mantissa, -0.5);
  EXPECT_EQ(power.exponent, 100001);
  Fraction rounded_up = Frexp(PowerOfTwo(100000, -1));
  EXPECT_EQ(rounded_up.mantissa, 0.5);
  EXPECT_EQ(rounded_up.exponent, 100001);
  Fraction small = Frexp(Number(3));
  EXPECT_EQ(small.mantissa, 0.75);
  EXPECT_EQ(small.exponent, 2);
}

}  // namespace
}  // namespace krait::bigint
