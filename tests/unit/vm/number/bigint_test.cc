#include "vm/number/bigint.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/unit/vm/number/bigint_testing.h"

namespace krait::bigint {
namespace {

std::string Sum(const Number& a, const Number& b) {
  Result result(SumSize(a, b));
  Add(a, b, result.out);
  return result.Hex();
}

std::string Difference(const Number& a, const Number& b) {
  Result result(SumSize(a, b));
  Subtract(a, b, result.out);
  return result.Hex();
}

std::string Product(const Number& a, const Number& b) {
  GuardedScratch scratch;
  Result result(ProductSize(a, b));
  EXPECT_EQ(Multiply(a, b, result.out, scratch), IntStatus::kOk);
  return result.Hex();
}

struct ArithmeticCase {
  const char* a;
  const char* b;
  const char* sum;
  const char* difference;
  const char* product;
};

// Carries, borrows, cancellation and signs at the edges of the 61-bit immediate ints and the limbs.
constexpr ArithmeticCase kArithmetic[] = {
    {"0", "0", "0x0", "0x0", "0x0"},
    {"0", "-5", "-0x5", "0x5", "0x0"},
    {"7", "-7", "0x0", "0xe", "-0x31"},
    {"0xfffffffffffffff", "1", "0x1000000000000000", "0xffffffffffffffe", "0xfffffffffffffff"},
    {"-0x1000000000000000", "-1", "-0x1000000000000001", "-0xfffffffffffffff",
     "0x1000000000000000"},
    {"0x7fffffffffffffff", "1", "0x8000000000000000", "0x7ffffffffffffffe", "0x7fffffffffffffff"},
    {"0xffffffffffffffff", "1", "0x10000000000000000", "0xfffffffffffffffe", "0xffffffffffffffff"},
    {"0xffffffffffffffff", "0xffffffffffffffff", "0x1fffffffffffffffe", "0x0",
     "0xfffffffffffffffe0000000000000001"},
    {"0x10000000000000000", "-1", "0xffffffffffffffff", "0x10000000000000001",
     "-0x10000000000000000"},
    {"-0x100000000000000000000000000000000", "1", "-0xffffffffffffffffffffffffffffffff",
     "-0x100000000000000000000000000000001", "-0x100000000000000000000000000000000"},
    {"0xffffffffffffffffffffffffffffffff", "-0xffffffffffffffff",
     "0xffffffffffffffff0000000000000000", "0x10000000000000000fffffffffffffffe",
     "-0xfffffffffffffffeffffffffffffffff0000000000000001"},
    {"0x123456789abcdef0123456789abcdef0123456789abcdef0", "0xfedcba9876543210fedcba9876543210",
     "0x123456789abcdef111111111111111011111111111111100",
     "0x123456789abcdeef13579be02468acdf13579be02468ace0",
     "0x121fa00ad77d742247acc9140513b7446b1a52125b2c864458fab20783af1222236d88fe5618cf00"},
};

TEST(BigintTest, AddsSubtractsMultiplies) {
  for (const ArithmeticCase& c : kArithmetic) {
    SCOPED_TRACE(std::string(c.a) + ", " + c.b);
    Number a(c.a);
    Number b(c.b);
    EXPECT_EQ(Sum(a, b), c.sum);
    EXPECT_EQ(Sum(b, a), c.sum);
    EXPECT_EQ(Sum(-a, -b), (-Number(c.sum)).Hex());
    EXPECT_EQ(Difference(a, b), c.difference);
    EXPECT_EQ(Difference(b, a), (-Number(c.difference)).Hex());
    EXPECT_EQ(Product(a, b), c.product);
    EXPECT_EQ(Product(b, a), c.product);
    EXPECT_EQ(Product(-a, b), (-Number(c.product)).Hex());
  }
}

TEST(BigintTest, SumMayOverwriteAnOperand) {
  for (size_t limbs : {1, 2, 4, 5, 40}) {
    std::vector<Limb> ones(limbs, ~Limb{0});
    Number a(ones, false);
    std::vector<Limb> buffer = ones;
    buffer.push_back(0);
    IntOut out{buffer.data(), buffer.size()};
    Add({buffer.data(), limbs, false}, a, out);
    EXPECT_EQ(Number(out.View()).Hex(), Sum(a, a));

    std::copy(ones.begin(), ones.end(), buffer.begin());
    Subtract(Number(5), {buffer.data(), limbs, false}, out);
    EXPECT_EQ(Number(out.View()).Hex(), Difference(Number(5), a));
  }
}

TEST(BigintTest, SquaresWhereOperandsShareLimbs) {
  for (size_t limbs : {1, 3, 4, 5, 300, 3000}) {
    std::vector<Limb> digits(limbs);
    for (size_t i = 0; i < limbs; ++i) digits[i] = i * 0x9e3779b97f4a7c15 + 1;
    Number a(digits, true);
    Number same_value(digits, true);
    EXPECT_EQ(Product(a, a), Product(a, same_value)) << limbs;
  }
}

TEST(BigintTest, MultiplicationReportsRefusedMemory) {
  Number a(std::vector<Limb>(2000, 3), false);
  GuardedScratch scratch(/*fail_at=*/1);
  Result result(ProductSize(a, a));
  EXPECT_EQ(Multiply(a, a, result.out, scratch), IntStatus::kNoMemory);
}

TEST(BigintTest, ComparesInOrder) {
  std::vector<Number> ascending = {-PowerOfTwo(128),    -PowerOfTwo(64, 1), -PowerOfTwo(64),
                                   -PowerOfTwo(63),     Number(-1),         Number(0),
                                   Number(1),           PowerOfTwo(60, -1), PowerOfTwo(60),
                                   PowerOfTwo(63, -1),  PowerOfTwo(64, -1), PowerOfTwo(64),
                                   PowerOfTwo(128, -1), PowerOfTwo(128)};
  for (size_t i = 0; i < ascending.size(); ++i) {
    for (size_t j = 0; j < ascending.size(); ++j) {
      EXPECT_EQ(Compare(ascending[i], ascending[j]), i <=> j) << i << " " << j;
      EXPECT_EQ(Equal(ascending[i], ascending[j]), i == j);
    }
  }
}

TEST(BigintTest, ConvertsTo64BitsOrSaysNo) {
  constexpr int64_t kMin = std::numeric_limits<int64_t>::min();
  constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
  for (int64_t value : {kMin, kMin + 1, int64_t{-1}, int64_t{0}, int64_t{1}, kMax}) {
    EXPECT_EQ(ToInt64(Number(value)), value);
    EXPECT_EQ(ToUint64(Number(value)).has_value(), value >= 0);
  }
  EXPECT_EQ(Number(kMin).Hex(), "-0x8000000000000000");
  EXPECT_EQ(ToInt64(PowerOfTwo(63)), std::nullopt);
  EXPECT_EQ(ToInt64(-PowerOfTwo(63, 1)), std::nullopt);
  EXPECT_EQ(ToInt64(PowerOfTwo(64, 3)), std::nullopt);
  EXPECT_EQ(ToUint64(PowerOfTwo(64, -1)), ~uint64_t{0});
  EXPECT_EQ(ToUint64(PowerOfTwo(64)), std::nullopt);
}

TEST(IntStatusTest, ErrorsCarryCPythonsWords) {
  EXPECT_EQ(ErrorOf(IntStatus::kOk).type, IntErrorType::kNone);
  EXPECT_EQ(ErrorOf(IntStatus::kNoMemory).type, IntErrorType::kMemoryError);
  EXPECT_EQ(ErrorOf(IntStatus::kTooManyDigits).type, IntErrorType::kOverflowError);
  EXPECT_STREQ(ErrorOf(IntStatus::kTooManyDigits).text, "too many digits in integer");
  EXPECT_STREQ(ErrorOf(IntStatus::kTooBigToConvert).text, "int too big to convert");
}

}  // namespace
}  // namespace krait::bigint
