#include "vm/modules/random/mersenne_twister.h"

#include <algorithm>

namespace krait {
namespace {

constexpr uint32_t kMiddle = 397;
constexpr uint32_t kMatrix = 0x9908b0df;
constexpr uint32_t kUpperBit = 0x80000000;

/// The next word of the state from the top bit of one, the rest of its neighbour, and a third.
constexpr uint32_t Twist(uint32_t upper, uint32_t lower, uint32_t far) {
  const uint32_t y = (upper & kUpperBit) | (lower & ~kUpperBit);
  return far ^ (y >> 1) ^ ((y & 1) != 0 ? kMatrix : 0);
}

}  // namespace

void MersenneTwister::SeedFromOne(uint32_t seed) {
  state_[0] = seed;
  for (uint32_t i = 1; i < kWords; ++i) {
    state_[i] = 1812433253u * (state_[i - 1] ^ (state_[i - 1] >> 30)) + i;
  }
  index_ = kWords;
}

void MersenneTwister::Seed(absl::Span<const uint32_t> key) {
  SeedFromOne(19650218);
  size_t i = 1;
  size_t j = 0;
  const auto mixed = [this](size_t at) { return state_[at - 1] ^ (state_[at - 1] >> 30); };
  const auto advance = [&] {
    if (++i < kWords) return;
    state_[0] = state_[kWords - 1];
    i = 1;
  };
  for (size_t k = std::max<size_t>(kWords, key.size()); k > 0; --k) {
    state_[i] = (state_[i] ^ (mixed(i) * 1664525u)) + key[j] + static_cast<uint32_t>(j);
    advance();
    if (++j == key.size()) j = 0;
  }
  for (size_t k = kWords - 1; k > 0; --k) {
    state_[i] = (state_[i] ^ (mixed(i) * 1566083941u)) - static_cast<uint32_t>(i);
    advance();
  }
  state_[0] = kUpperBit;  // so that the state is never all zeros
}

void MersenneTwister::Generate() {
  uint32_t i = 0;
  for (; i < kWords - kMiddle; ++i) {
    state_[i] = Twist(state_[i], state_[i + 1], state_[i + kMiddle]);
  }
  for (; i < kWords - 1; ++i) {
    state_[i] = Twist(state_[i], state_[i + 1], state_[i + kMiddle - kWords]);
  }
  state_[i] = Twist(state_[i], state_[0], state_[kMiddle - 1]);
  index_ = 0;
}

}  // namespace krait
