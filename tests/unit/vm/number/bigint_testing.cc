#include "tests/unit/vm/number/bigint_testing.h"

#include <gmp.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>

namespace krait {
namespace {

constexpr Limb kGuard = 0x5a5aa5a5c3c33c3c;
constexpr size_t kGuardBytes = 64;

class Mpz {
 public:
  Mpz() { mpz_init(value_); }
  ~Mpz() { mpz_clear(value_); }
  mpz_t& operator*() { return value_; }

 private:
  mpz_t value_;
};

std::string Text(IntView view, int base) {
  Mpz number;
  mpz_import(*number, view.size, -1, sizeof(Limb), 0, 0, view.limbs);
  std::string text(mpz_sizeinbase(*number, base) + 2, '\0');
  mpz_get_str(text.data(), base, *number);
  return (view.negative ? "-" : "") + std::string(base == 16 ? "0x" : "") + text.c_str();
}

void FillGuard(void* guard) { std::memset(guard, 0xa7, kGuardBytes); }
bool GuardIntact(const void* guard) {
  uint8_t expected[kGuardBytes];
  FillGuard(expected);
  return std::memcmp(guard, expected, kGuardBytes) == 0;
}

}  // namespace

Number::Number(const std::string& text) {
  Mpz number;
  size_t sign = text.starts_with('+') || text.starts_with('-') ? 1 : 0;
  EXPECT_EQ(mpz_set_str(*number, text.c_str() + sign, 0), 0) << text;
  limbs_.resize(mpz_size(*number));
  for (size_t i = 0; i < limbs_.size(); ++i) limbs_[i] = mpz_getlimbn(*number, i);
  negative_ = text.starts_with('-') && !limbs_.empty();
}

Number::Number(int64_t value) {
  Limb storage;
  *this = Number(IntView::FromInt64(value, storage));
}

Number::Number(std::vector<Limb> limbs, bool negative) : limbs_(std::move(limbs)) {
  while (!limbs_.empty() && limbs_.back() == 0) limbs_.pop_back();
  negative_ = negative && !limbs_.empty();
}

Number::Number(IntView view)
    : limbs_(view.limbs, view.limbs + view.size), negative_(view.negative) {
  EXPECT_TRUE(view.size == 0 ? !view.negative : view.limbs[view.size - 1] != 0) << "not normalised";
}

std::string Number::Hex() const { return Text(view(), 16); }
std::string Number::Decimal() const { return Text(view(), 10); }

Number PowerOfTwo(uint64_t exponent, int64_t addend) {
  Mpz number;
  mpz_setbit(*number, exponent);
  if (addend >= 0) {
    mpz_add_ui(*number, *number, static_cast<unsigned long>(addend));
  } else {
    mpz_sub_ui(*number, *number, static_cast<unsigned long>(-addend));
  }
  std::vector<Limb> limbs(mpz_size(*number));
  for (size_t i = 0; i < limbs.size(); ++i) limbs[i] = mpz_getlimbn(*number, i);
  return {limbs, false};
}

GuardedScratch::~GuardedScratch() {
  EXPECT_EQ(used_, 0u) << "memory or reservations not given back";
  EXPECT_EQ(blocks_, 0);
}

bool GuardedScratch::Grant(size_t bytes) {
  if (++requests_ == fail_at_ || bytes > limit_ - used_) return false;
  used_ += bytes;
  return true;
}

void* GuardedScratch::Allocate(size_t bytes) {
  if (!Grant(bytes)) return nullptr;
  ++blocks_;
  auto* block = static_cast<uint8_t*>(std::malloc(bytes + 2 * kGuardBytes));
  FillGuard(block);
  std::memset(block + kGuardBytes, 0xee, bytes);
  FillGuard(block + kGuardBytes + bytes);
  return block + kGuardBytes;
}

void GuardedScratch::Free(void* memory, size_t bytes) {
  auto* block = static_cast<uint8_t*>(memory) - kGuardBytes;
  EXPECT_TRUE(GuardIntact(block)) << "write before a block of " << bytes;
  EXPECT_TRUE(GuardIntact(block + kGuardBytes + bytes)) << "write beyond a block of " << bytes;
  std::free(block);
  used_ -= bytes;
  --blocks_;
}

bool GuardedScratch::Reserve(size_t bytes) { return Grant(bytes); }
void GuardedScratch::Unreserve(size_t bytes) { used_ -= bytes; }

Result::Result(size_t capacity) : storage_(capacity + 2, kGuard) {
  out.limbs = storage_.data();
  out.capacity = capacity;
}

Result::~Result() {
  EXPECT_EQ(storage_[storage_.size() - 2], kGuard) << "write beyond " << out.capacity << " limbs";
  EXPECT_EQ(storage_[storage_.size() - 1], kGuard);
}

}  // namespace krait
