#include "vm/number/bigint_division.h"

#include <gtest/gtest.h>

#include "tests/unit/vm/number/bigint_testing.h"

namespace krait::bigint {
namespace {

struct DivisionCase {
  const char* a;
  const char* b;
  const char* quotient;
  const char* remainder;
};

constexpr DivisionCase kDivisions[] = {
    {"0", "5", "0x0", "0x0"},
    {"0", "-5", "0x0", "0x0"},
    {"7", "2", "0x3", "0x1"},
    {"-7", "2", "-0x4", "0x1"},
    {"7", "-2", "-0x4", "-0x1"},
    {"-7", "-2", "0x3", "-0x1"},
    {"6", "-2", "-0x3", "0x0"},
    {"1", "-0x10000000000000000", "-0x1", "-0xffffffffffffffff"},
    {"-1", "0x10000000000000000", "-0x1", "0xffffffffffffffff"},
    {"-0x8000000000000000", "-1", "0x8000000000000000", "0x0"},
    {"0x10000000000000000", "0x10000000000000000", "0x1", "0x0"},
    // Rounding down carries into one more limb.
    {"-0xffffffffffffffffffffffffffffffff", "0x10000000000000000", "-0x10000000000000000", "0x1"},
    {"0xffffffffffffffffffffffffffffffff", "-0x10000000000000000", "-0x10000000000000000", "-0x1"},
    {"-0xffffffffffffffff", "0x8000000000000000", "-0x2", "0x1"},
    {"0x123456789abcdef0123456789abcdef0", "0xfedcba987654321", "0x1249249249249237f",
     "0xea0ea0ea0ea0e91"},
};

TEST(BigintDivisionTest, RoundsDownWithTheDivisorsSign) {
  for (const DivisionCase& c : kDivisions) {
    SCOPED_TRACE(std::string(c.a) + " // " + c.b);
    Number a(c.a);
    Number b(c.b);
    GuardedScratch scratch;
    Result quotient(QuotientSize(a, b));
    Result remainder(RemainderSize(b));
    EXPECT_EQ(FloorDivide(a, b, quotient.out, scratch), IntStatus::kOk);
    EXPECT_EQ(quotient.Hex(), c.quotient);
    EXPECT_EQ(Modulo(a, b, remainder.out, scratch), IntStatus::kOk);
    EXPECT_EQ(remainder.Hex(), c.remainder);
    Result both_quotient(QuotientSize(a, b));
    Result both_remainder(RemainderSize(b));
    EXPECT_EQ(DivMod(a, b, both_quotient.out, both_remainder.out, scratch), IntStatus::kOk);
    EXPECT_EQ(both_quotient.Hex(), c.quotient);
    EXPECT_EQ(both_remainder.Hex(), c.remainder);
  }
}

TEST(BigintDivisionTest, ZeroDivides) {
  GuardedScratch scratch;
  Result quotient(4);
  Result remainder(4);
  for (const Number& a : {Number(0), Number(1), PowerOfTwo(100)}) {
    IntStatus status = FloorDivide(a, Number(0), quotient.out, scratch);
    EXPECT_EQ(status, IntStatus::kDivisionByZero);
    EXPECT_STREQ(ErrorOf(status).text, "integer division or modulo by zero");
    status = Modulo(a, Number(0), remainder.out, scratch);
    EXPECT_EQ(status, IntStatus::kModuloByZero);
    EXPECT_STREQ(ErrorOf(status).text, "integer modulo by zero");
    EXPECT_EQ(DivMod(a, Number(0), quotient.out, remainder.out, scratch),
              IntStatus::kDivisionByZero);
  }
}

// GMP's ways of multiplying and dividing change with the size.
TEST(BigintDivisionTest, UndoesMultiplicationAtAllSizes) {
  GuardedScratch scratch;
  for (size_t size : {10, 100, 1000, 4000, 20000}) {
    std::vector<Limb> limbs(size);
    for (size_t i = 0; i < size; ++i) limbs[i] = (i + 1) * 0x9e3779b97f4a7c15;
    Number factor(limbs, true);
    Number divisor(std::vector<Limb>(limbs.begin() + static_cast<ptrdiff_t>(size / 3), limbs.end()),
                   false);
    Result product(ProductSize(factor, divisor));
    ASSERT_EQ(Multiply(factor, divisor, product.out, scratch), IntStatus::kOk);
    Result dividend(product.out.size + 1);
    Add(product.out.View(), Number(12345), dividend.out);
    Result quotient(QuotientSize(dividend.out.View(), divisor));
    Result remainder(RemainderSize(divisor));
    ASSERT_EQ(DivMod(dividend.out.View(), divisor, quotient.out, remainder.out, scratch),
              IntStatus::kOk);
    EXPECT_TRUE(Equal(quotient.out.View(), factor)) << size;
    EXPECT_EQ(remainder.Decimal(), "12345") << size;
  }
}

TEST(BigintDivisionTest, EveryRefusedRequestIsReported) {
  Number a = PowerOfTwo(64 * 3000, 12345);
  Number b = PowerOfTwo(64 * 1000, 678);
  for (int fail_at = 1;; ++fail_at) {
    GuardedScratch scratch(fail_at);
    Result quotient(QuotientSize(a, b));
    IntStatus status = FloorDivide(a, b, quotient.out, scratch);
    if (scratch.requests() < fail_at) {
      EXPECT_EQ(status, IntStatus::kOk);
      EXPECT_EQ(fail_at, 3) << "one block, one reservation";
      break;
    }
    EXPECT_EQ(status, IntStatus::kNoMemory);
  }
}

}  // namespace
}  // namespace krait::bigint
