#include "vm/number/bigint_modular.h"

#include <gtest/gtest.h>

#include "tests/unit/vm/number/bigint_testing.h"
#include "vm/number/bigint_residue.h"

namespace krait::bigint {
namespace {

IntStatus Status(const Number& base, const Number& exponent, const Number& modulus) {
  GuardedScratch scratch;
  Result result(ResidueSize(modulus));
  return PowerModulo(base, exponent, modulus, result.out, scratch);
}

std::string Raised(const Number& base, const Number& exponent, const Number& modulus) {
  GuardedScratch scratch;
  Result result(ResidueSize(modulus));
  EXPECT_EQ(PowerModulo(base, exponent, modulus, result.out, scratch), IntStatus::kOk);
  return result.Decimal();
}

TEST(BigintModularTest, TakesTheSignOfTheModulus) {
  EXPECT_EQ(Raised(Number(2), Number(10), Number(1000)), "24");
  EXPECT_EQ(Raised(Number(2), Number(10), Number(-1000)), "-976");
  EXPECT_EQ(Raised(Number(-2), Number(3), Number(7)), "6");
  EXPECT_EQ(Raised(Number(0), Number(0), Number(-5)), "-4");
  EXPECT_EQ(Raised(Number(10), Number(3), Number(-10)), "0");
}

TEST(BigintModularTest, ModulusOneComesBeforeTheInverse) {
  EXPECT_EQ(Raised(Number(0), Number(0), Number(1)), "0");
  EXPECT_EQ(Raised(Number(0), Number(-1), Number(-1)), "0");
}

TEST(BigintModularTest, NegativeExponentsRaiseTheInverse) {
  EXPECT_EQ(Raised(Number(3), Number(-1), Number(7)), "5");
  EXPECT_EQ(Raised(Number(3), Number(-1), Number(-7)), "-2");
  EXPECT_EQ(Raised(Number(38), Number(-1), Number(97)), "23");
  EXPECT_EQ(Raised(Number(38), Number(-2), Number(97)), "44");
  EXPECT_EQ(Raised(Number(3), Number(-1), PowerOfTwo(128)),
            "226854911280625642308916404954512140971");
  EXPECT_EQ(Status(Number(2), Number(-1), Number(4)), IntStatus::kNotInvertible);
  EXPECT_EQ(Status(Number(0), Number(-1), Number(5)), IntStatus::kNotInvertible);
  EXPECT_EQ(Status(PowerOfTwo(70), Number(-3), PowerOfTwo(128)), IntStatus::kNotInvertible);
}

TEST(BigintModularTest, ModulusZeroIsAnError) {
  IntStatus status = Status(Number(2), Number(-1), Number(0));
  EXPECT_EQ(status, IntStatus::kModulusZero);
  EXPECT_STREQ(ErrorOf(status).text, "pow() 3rd argument cannot be 0");
}

// Fermat's little theorem at each way of computing: 2^61 - 1 in one limb, Mersenne primes of many,
// and, on the far side of kMontgomeryLimbs, 2^11213 - 1.
TEST(BigintModularTest, FermatHoldsForMersennePrimes) {
  for (uint64_t bits : {61, 89, 521, 1279, 11213}) {
    Number prime = PowerOfTwo(bits, -1);
    EXPECT_EQ(Raised(Number(3), PowerOfTwo(bits, -2), prime), "1") << bits;
    EXPECT_EQ(Raised(Number(3), prime, prime), "3") << bits;
  }
  static_assert(11213 > 64 * kMontgomeryLimbs);
}

TEST(BigintModularTest, EvenModuli) {
  EXPECT_EQ(Raised(Number(7), Number(100), PowerOfTwo(64)), "3728452490685454945");
  EXPECT_EQ(Raised(Number(7), Number(1), PowerOfTwo(640)), "7");
  EXPECT_EQ(Raised(Number(2), Number(640), PowerOfTwo(640)), "0");
}

TEST(BigintModularTest, NegatedInverseOfOddLimbs) {
  for (Limb odd : {Limb{1}, Limb{3}, ~Limb{0}, Limb{0x8000000000000001}, Limb{12345}}) {
    EXPECT_EQ(odd * NegatedInverse(odd), ~Limb{0});
  }
}

TEST(BigintModularTest, EveryRefusedRequestIsReported) {
  for (int64_t offset : {1, 2}) {  // Montgomery's way and division
    Number modulus = PowerOfTwo(64 * 150, offset);
    for (int fail_at = 1;; ++fail_at) {
      GuardedScratch scratch(fail_at);
      Result result(ResidueSize(modulus));
      IntStatus status =
          PowerModulo(PowerOfTwo(5000, 1), Number(-65537), modulus, result.out, scratch);
      if (scratch.requests() < fail_at) {
        EXPECT_EQ(status, IntStatus::kOk);
        EXPECT_GT(fail_at, 3);
        break;
      }
      EXPECT_EQ(status, IntStatus::kNoMemory);
    }
  }
}

TEST(BigintModularTest, StopsWhenAsked) {
  GuardedScratch scratch;
  scratch.StopAfter(100);
  Number modulus = PowerOfTwo(4096, 1);
  Result result(ResidueSize(modulus));
  EXPECT_EQ(PowerModulo(Number(3), PowerOfTwo(4096, -1), modulus, result.out, scratch),
            IntStatus::kStopped);
}

}  // namespace
}  // namespace krait::bigint
