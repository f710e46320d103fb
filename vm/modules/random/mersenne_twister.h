#pragma once

#include <array>
#include <cstdint>

#include "absl/types/span.h"

namespace krait {

/// MT19937, the generator of Matsumoto and Nishimura: 32 random bits at a time, period 2**19937
/// - 1. All zeros, as a new cell of the heap is, it gives zeros.
class MersenneTwister {
 public:
  static constexpr uint32_t kWords = 624;

  /// Starts the sequence that belongs to `key`, which is not empty.
  void Seed(absl::Span<const uint32_t> key);

  uint32_t Next() {
    if (index_ >= kWords) Generate();
    uint32_t y = state_[index_++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >> 18);
  }

  /// In [0, 1), from 53 random bits.
  double NextDouble() {
    const uint32_t high = Next() >> 5;
    const uint32_t low = Next() >> 6;
    return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
  }

  // What a program can save and restore; the index is at most kWords.
  const std::array<uint32_t, kWords>& state() const { return state_; }
  uint32_t index() const { return index_; }
  void Restore(const std::array<uint32_t, kWords>& state, uint32_t index) {
    state_ = state;
    index_ = index;
  }

 private:
  void SeedFromOne(uint32_t seed);
  void Generate();

  std::array<uint32_t, kWords> state_;
  uint32_t index_;
};

}  // namespace krait
