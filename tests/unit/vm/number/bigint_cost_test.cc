#include "vm/number/bigint_cost.h"

#include <gtest/gtest.h>

#include "tests/unit/vm/number/bigint_testing.h"

namespace krait::bigint {
namespace {

// Only sizes are looked at, so that huge operands need no memory.
IntView OfSize(size_t size) {
  static constexpr Limb kOne = 1;
  return {&kOne, size, false};
}

TEST(BigintCostTest, CommonSizesAreShort) {
  for (size_t size : {0, 1, 2, 3, 10, 60}) {
    IntView a = OfSize(size);
    EXPECT_FALSE(PassIsLong(size));
    EXPECT_FALSE(MultiplyIsLong(a, a));
    EXPECT_FALSE(DivideIsLong(a, a));
    EXPECT_FALSE(PowerIsLong(size));
    EXPECT_FALSE(GcdIsLong(a, a));
    EXPECT_FALSE(SquareRootIsLong(a));
  }
  EXPECT_FALSE(RadixIsLong(4300));
  EXPECT_FALSE(PowerModuloIsLong(Number(3), PowerOfTwo(60), PowerOfTwo(61, -1)));
}

TEST(BigintCostTest, LargeSizesAreLong) {
  for (size_t size : {size_t{200'000}, kMaxLimbs}) {
    IntView a = OfSize(size);
    EXPECT_TRUE(PassIsLong(size));
    EXPECT_TRUE(MultiplyIsLong(a, a));
    EXPECT_TRUE(DivideIsLong(a, OfSize(size / 2)));
    EXPECT_TRUE(DivideIsLong(OfSize(1), a));
    EXPECT_TRUE(DivideIsLong(a, OfSize(1)));
    EXPECT_TRUE(PowerIsLong(size));
    EXPECT_TRUE(GcdIsLong(a, a));
    EXPECT_TRUE(GcdIsLong(OfSize(1), a));
    EXPECT_TRUE(SquareRootIsLong(a));
    EXPECT_TRUE(RadixIsLong(size * 19));
  }
  // A long exponent, a long modulus, a long base.
  EXPECT_TRUE(PowerModuloIsLong(Number(3), PowerOfTwo(10'000), Number(7)));
  EXPECT_TRUE(PowerModuloIsLong(Number(3), PowerOfTwo(4096), PowerOfTwo(4096)));
  EXPECT_TRUE(PowerModuloIsLong(OfSize(200'000), Number(1), Number(7)));
}

}  // namespace
}  // namespace krait::bigint
