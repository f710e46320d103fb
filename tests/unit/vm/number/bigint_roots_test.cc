#include "vm/number/bigint_roots.h"

#include <gtest/gtest.h>

#include "tests/unit/vm/number/bigint_testing.h"

namespace krait::bigint {
namespace {

std::string GcdOf(const Number& a, const Number& b) {
  GuardedScratch scratch;
  Result result(GcdSize(a, b));
  EXPECT_EQ(Gcd(a, b, result.out, scratch), IntStatus::kOk);
  return result.Hex();
}

std::string LcmOf(const Number& a, const Number& b) {
  GuardedScratch scratch;
  Result result(ProductSize(a, b));
  EXPECT_EQ(Lcm(a, b, result.out, scratch), IntStatus::kOk);
  return result.Hex();
}

struct GcdCase {
  const char* a;
  const char* b;
  const char* gcd;
  const char* lcm;
};

constexpr GcdCase kGcds[] = {
    {"0", "0", "0x0", "0x0"},
    {"0", "-6", "0x6", "0x0"},
    {"4", "-6", "0x2", "0xc"},
    {"-17", "-17", "0x11", "0x11"},
    {"0x10000000000000000", "48", "0x10", "0x30000000000000000"},
    {"0x10000000000000000", "-0x100000000000000000000000000000000", "0x10000000000000000",
     "0x100000000000000000000000000000000"},
    // 9 * 2^129 and 5 * 2^74.
    {"0x1200000000000000000000000000000000", "0x14000000000000000000", "0x4000000000000000000",
     "0x5a00000000000000000000000000000000"},
    {"0x100000000000000000000000000000001", "0xffffffffffffffffffffffffffffffff", "0x1",
     "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"},
};

TEST(BigintRootsTest, GcdAndLcmAreNotNegative) {
  for (const GcdCase& c : kGcds) {
    SCOPED_TRACE(std::string(c.a) + ", " + c.b);
    Number a(c.a);
    Number b(c.b);
    EXPECT_EQ(GcdOf(a, b), c.gcd);
    EXPECT_EQ(GcdOf(b, a), c.gcd);
    EXPECT_EQ(LcmOf(a, b), c.lcm);
    EXPECT_EQ(LcmOf(b, a), c.lcm);
  }
}

std::string RootOf(const Number& a) {
  GuardedScratch scratch;
  Result result(SqrtSize(a));
  EXPECT_EQ(SquareRoot(a, result.out, scratch), IntStatus::kOk);
  return result.Hex();
}

TEST(BigintRootsTest, SquareRootRoundsDown) {
  EXPECT_EQ(RootOf(Number(0)), "0x0");
  EXPECT_EQ(RootOf(Number(15)), "0x3");
  EXPECT_EQ(RootOf(Number(16)), "0x4");
  EXPECT_EQ(RootOf(PowerOfTwo(64, -1)), "0xffffffff");
  EXPECT_EQ(RootOf(PowerOfTwo(64)), "0x100000000");
  EXPECT_EQ(RootOf(PowerOfTwo(128, -1)), "0xffffffffffffffff");
  EXPECT_EQ(RootOf(PowerOfTwo(20000)), PowerOfTwo(10000).Hex());
  EXPECT_EQ(RootOf(PowerOfTwo(20000, -1)), PowerOfTwo(10000, -1).Hex());
}

TEST(BigintRootsTest, NegativeNumbersHaveNoRoot) {
  GuardedScratch scratch;
  Result result(1);
  EXPECT_EQ(SquareRoot(Number(-1), result.out, scratch), IntStatus::kNegativeRoot);
}

TEST(BigintRootsTest, EveryRefusedRequestIsReported) {
  Number a = PowerOfTwo(64 * 400, 15);
  Number b = PowerOfTwo(64 * 300, 35);
  for (int fail_at = 1;; ++fail_at) {
    GuardedScratch scratch(fail_at);
    Result result(ProductSize(a, b));
    IntStatus status = Lcm(a, b, result.out, scratch);
    if (scratch.requests() < fail_at) {
      EXPECT_EQ(status, IntStatus::kOk);
      EXPECT_GT(fail_at, 5);
      break;
    }
    EXPECT_EQ(status, IntStatus::kNoMemory);
  }
  GuardedScratch scratch(/*fail_at=*/1);
  Result result(SqrtSize(a));
  EXPECT_EQ(SquareRoot(a, result.out, scratch), IntStatus::kNoMemory);
}

}  // namespace
}  // namespace krait::bigint
