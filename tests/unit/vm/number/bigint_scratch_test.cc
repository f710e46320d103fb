#include "vm/number/bigint_scratch.h"

#include <gmp.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <random>
#include <vector>

#include "vm/number/bigint.h"

namespace krait {
namespace {

TEST(MallocScratchTest, KeepsToItsLimit) {
  MallocScratch scratch(1000);
  void* memory = scratch.Allocate(600);
  ASSERT_NE(memory, nullptr);
  EXPECT_EQ(scratch.Allocate(401), nullptr);
  EXPECT_FALSE(scratch.Reserve(SIZE_MAX));
  EXPECT_TRUE(scratch.Reserve(400));
  EXPECT_EQ(scratch.used(), 1000u);
  scratch.Unreserve(400);
  scratch.Free(memory, 600);
  EXPECT_EQ(scratch.used(), 0u);
}

TEST(LimbBufferTest, SmallOnesNeedNoMemory) {
  MallocScratch none(0);
  bigint::LimbBuffer buffer(none);
  ASSERT_TRUE(buffer.Allocate(32));
  buffer.data()[31] = 1;
  EXPECT_FALSE(buffer.Allocate(33));
  EXPECT_FALSE(buffer.Allocate(SIZE_MAX / 2));
}

TEST(LimbBufferTest, GivesMemoryBack) {
  MallocScratch scratch(1 << 20);
  {
    bigint::LimbBuffer buffer(scratch);
    ASSERT_TRUE(buffer.Allocate(1000));
    EXPECT_EQ(scratch.used(), 8000u);
    ASSERT_TRUE(buffer.Allocate(100));
    EXPECT_EQ(scratch.used(), 800u);
  }
  EXPECT_EQ(scratch.used(), 0u);
}

// What GMP takes from its allocation functions, which a process can replace but not parametrise.
struct GmpMemory {
  static inline size_t used = 0;
  static inline size_t peak = 0;

  static void Grow(size_t bytes) { peak = std::max(peak, used += bytes); }
  static void* Allocate(size_t bytes) {
    Grow(bytes);
    return std::malloc(bytes);
  }
  static void* Reallocate(void* memory, size_t old_bytes, size_t bytes) {
    used -= old_bytes;
    Grow(bytes);
    return std::realloc(memory, bytes);
  }
  static void Free(void* memory, size_t bytes) {
    used -= bytes;
    std::free(memory);
  }
};

class GmpHeapTest : public testing::Test {
 protected:
  void SetUp() override {
    mp_get_memory_functions(&allocate_, &reallocate_, &free_);
    mp_set_memory_functions(GmpMemory::Allocate, GmpMemory::Reallocate, GmpMemory::Free);
  }
  void TearDown() override { mp_set_memory_functions(allocate_, reallocate_, free_); }

  template <typename Call>
  static size_t Peak(Call call) {
    GmpMemory::used = GmpMemory::peak = 0;
    call();
    return GmpMemory::peak;
  }

  // Sizes of all magnitudes alike.
  size_t RandomSize(size_t limit) {
    std::uniform_real_distribution<double> exponent(0, std::log2(static_cast<double>(limit)));
    return static_cast<size_t>(std::exp2(exponent(random_)));
  }

  // Odd at both ends, as mpn_gcd wants it.
  std::vector<Limb> RandomLimbs(size_t size) {
    std::vector<Limb> limbs(size);
    for (Limb& limb : limbs) limb = random_();
    limbs.front() |= 1;
    limbs.back() |= Limb{1} << (random_() % 64);
    return limbs;
  }

  std::mt19937_64 random_{20240229};

 private:
  void* (*allocate_)(size_t);
  void* (*reallocate_)(void*, size_t, size_t);
  void (*free_)(void*, size_t);
};

TEST_F(GmpHeapTest, Multiplication) {
  std::vector<Limb> product(200'000);
  for (int i = 0; i < 400; ++i) {
    std::vector<Limb> a = RandomLimbs(RandomSize(60'000));
    std::vector<Limb> b = RandomLimbs(i % 4 == 0 ? a.size() : RandomSize(a.size()));
    auto a_size = static_cast<mp_size_t>(a.size());
    auto b_size = static_cast<mp_size_t>(b.size());
    size_t peak = Peak([&] { mpn_mul(product.data(), a.data(), a_size, b.data(), b_size); });
    EXPECT_LE(peak, bigint::MultiplyHeap(a.size(), b.size())) << a_size << " * " << b_size;
    peak = Peak([&] { mpn_sqr(product.data(), a.data(), a_size); });
    EXPECT_LE(peak, bigint::MultiplyHeap(a.size(), a.size())) << a_size << " squared";
  }
}

TEST_F(GmpHeapTest, Division) {
  std::vector<Limb> quotient(200'000);
  std::vector<Limb> remainder(200'000);
  for (int i = 0; i < 400; ++i) {
    std::vector<Limb> a = RandomLimbs(RandomSize(60'000));
    std::vector<Limb> b = RandomLimbs(i % 2 == 0 ? 1 + random_() % a.size() : RandomSize(a.size()));
    auto a_size = static_cast<mp_size_t>(a.size());
    auto b_size = static_cast<mp_size_t>(b.size());
    size_t peak = Peak([&] {
      mpn_tdiv_qr(quotient.data(), remainder.data(), 0, a.data(), a_size, b.data(), b_size);
    });
    EXPECT_LE(peak, bigint::DivideHeap(a.size())) << a_size << " / " << b_size;
  }
}

TEST_F(GmpHeapTest, SquareRoot) {
  std::vector<Limb> root(200'000);
  for (int i = 0; i < 200; ++i) {
    std::vector<Limb> a = RandomLimbs(RandomSize(60'000));
    auto a_size = static_cast<mp_size_t>(a.size());
    size_t peak = Peak([&] { mpn_sqrtrem(root.data(), nullptr, a.data(), a_size); });
    EXPECT_LE(peak, bigint::SqrtHeap(a.size())) << a_size;
  }
}

TEST_F(GmpHeapTest, Gcd) {
  std::vector<Limb> gcd(200'000);
  std::vector<Limb> cofactor(200'000);
  for (int i = 0; i < 150; ++i) {
    std::vector<Limb> a = RandomLimbs(RandomSize(8'000));
    std::vector<Limb> b = RandomLimbs(i % 2 == 0 ? a.size() : RandomSize(a.size()));
    std::vector<Limb> u = a;
    std::vector<Limb> v = b;
    auto a_size = static_cast<mp_size_t>(a.size());
    auto b_size = static_cast<mp_size_t>(b.size());
    size_t peak = Peak([&] { mpn_gcd(gcd.data(), u.data(), a_size, v.data(), b_size); });
    EXPECT_LE(peak, bigint::GcdHeap(a.size())) << a_size << ", " << b_size;
    mp_size_t cofactor_size = 0;
    peak = Peak([&] {
      mpn_gcdext(gcd.data(), cofactor.data(), &cofactor_size, a.data(), a_size, b.data(), b_size);
    });
    EXPECT_LE(peak, bigint::GcdExtHeap(a.size())) << a_size << ", " << b_size;
  }
}

TEST_F(GmpHeapTest, RadixConversion) {
  std::vector<Limb> back(100'000);
  for (int i = 0; i < 200; ++i) {
    std::vector<Limb> a = RandomLimbs(RandomSize(20'000));
    int base = i % 2 == 0 ? 10 : 3 + i % 34;
    if ((base & (base - 1)) == 0) continue;
    auto a_size = static_cast<mp_size_t>(a.size());
    std::vector<unsigned char> digits(mpn_sizeinbase(a.data(), a_size, base) + 1);
    size_t count = 0;
    size_t peak = Peak([&] { count = mpn_get_str(digits.data(), base, a.data(), a_size); });
    EXPECT_LE(peak, bigint::RadixHeap(a.size())) << a_size << " limbs to base " << base;
    peak = Peak([&] { mpn_set_str(back.data(), digits.data(), count, base); });
    EXPECT_LE(peak, bigint::RadixHeap(a.size())) << a_size << " limbs from base " << base;
  }
}

}  // namespace
}  // namespace krait
