#include "vm/object/int.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

#include "tests/unit/vm/object/vm_fixture.h"
#include "vm/object/float.h"
#include "vm/object/int_arithmetic.h"

namespace krait {
namespace {

using IntTest = VmTest;

using Wide = __int128;

/// The value of an exact int of up to two limbs.
Wide WideOf(Value value) {
  const IntOperand operand(value);
  const IntView& view = operand.view();
  unsigned __int128 magnitude = view.size > 0 ? view.limbs[0] : 0;
  if (view.size > 1) magnitude |= static_cast<unsigned __int128>(view.limbs[1]) << 64;
  return view.negative ? -static_cast<Wide>(magnitude) : static_cast<Wide>(magnitude);
}

TEST_F(IntTest, ImmediateIfAndOnlyIfItFits) {
  for (int64_t value : {int64_t{0}, int64_t{-1}, Value::kMaxInt, Value::kMinInt, Value::kMaxInt + 1,
                        Value::kMinInt - 1, INT64_MAX, INT64_MIN}) {
    const Value made = *Int::From(t, value);
    EXPECT_EQ(made.IsInt(), Value::FitsInt(value)) << value;
    int64_t back = 7;
    EXPECT_TRUE(ToInt64(made, &back));
    EXPECT_EQ(back, value);
    EXPECT_EQ(ClampToInt64(made), value);
  }
  EXPECT_TRUE((*Int::FromUnsigned(t, 5)).IsInt());
  EXPECT_EQ(WideOf(*Int::FromUnsigned(t, UINT64_MAX)), static_cast<Wide>(UINT64_MAX));
}

TEST_F(IntTest, BeyondInt64) {
  const Limb limbs[] = {1, 2};
  for (bool negative : {false, true}) {
    const Value big = *Int::FromView(t, {limbs, 2, negative});
    int64_t out;
    EXPECT_FALSE(ToInt64(big, &out));
    EXPECT_EQ(ClampToInt64(big), negative ? INT64_MIN : INT64_MAX);
    EXPECT_EQ(IntSign(big), negative ? -1 : 1);
  }
}

TEST_F(IntTest, BoolsAreInts) {
  EXPECT_TRUE(IsIntLike(Value::True()));
  int64_t out;
  EXPECT_TRUE(ToInt64(Value::True(), &out));
  EXPECT_EQ(out, 1);
  EXPECT_EQ(IntCompare(Value::False(), Value::FromInt(0)), 0);
  EXPECT_FALSE(IsIntLike(Value::None()));
}

TEST_F(IntTest, ArithmeticMatchesWideInts) {
  std::mt19937_64 random(9);
  auto operand = [&]() -> int64_t {
    const int64_t edges[] = {0, 1, -1, Value::kMaxInt, Value::kMinInt, INT64_MAX, INT64_MIN + 1};
    if (random() % 3 == 0) return edges[random() % std::size(edges)];
    return static_cast<int64_t>(random()) >> (random() % 64);
  };
  for (int i = 0; i < 20'000; ++i) {
    const Wide a = operand(), b = operand();
    const Value x = *Int::From(t, static_cast<int64_t>(a));
    const Value y = *Int::From(t, static_cast<int64_t>(b));
    ASSERT_TRUE(WideOf(*IntAdd(t, x, y)) == a + b);
    ASSERT_TRUE(WideOf(*IntSubtract(t, x, y)) == a - b);
    ASSERT_TRUE(WideOf(*IntMultiply(t, x, y)) == a * b);
    ASSERT_EQ(IntCompare(x, y), a < b ? -1 : a > b);
    if (b == 0) continue;
    const Wide quotient = a / b - ((a % b != 0) && ((a < 0) != (b < 0)) ? 1 : 0);
    ASSERT_TRUE(WideOf(*IntFloorDivide(t, x, y)) == quotient);
    ASSERT_TRUE(WideOf(*IntModulo(t, x, y)) == a - quotient * b);
    for (const Wide result : {a + b, a - b}) {
      const bool fits = result >= Value::kMinInt && result <= Value::kMaxInt;
      ASSERT_EQ((*(result == a + b ? IntAdd(t, x, y) : IntSubtract(t, x, y))).IsInt(), fits);
    }
  }
}

TEST_F(IntTest, FloatsAreImmediateOrBoxed) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  for (double value : {0.0, -0.0, 1.5, -3e9, 1e300, 1e-300, kInfinity, -kInfinity}) {
    const Value made = *Float::From(t, value);
    EXPECT_EQ(FloatOf(made), value);
    EXPECT_EQ(std::signbit(FloatOf(made)), std::signbit(value));
    EXPECT_TRUE(IsFloatLike(made));
    EXPECT_EQ(made.IsFloat(), Value::FitsFloat(value));
  }
  EXPECT_TRUE(std::isnan(FloatOf(*Float::From(t, NAN))));
  Complex* complex = *Complex::New(t, 1.5, -2.5);
  EXPECT_EQ(complex->real(), 1.5);
  EXPECT_EQ(complex->imag(), -2.5);
}

}  // namespace
}  // namespace krait
