#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <random>

namespace krait::fuzz {

/// Choices that follow from a seed.
class Chance {
 public:
  explicit Chance(uint32_t seed) : random_(seed) {}
  uint32_t Word() { return static_cast<uint32_t>(random_()); }
  int Below(size_t bound) { return bound == 0 ? 0 : static_cast<int>(random_() % bound); }
  bool OneIn(int n) { return Below(n) == 0; }
  template <typename C>
  const auto& AnyOf(const C& choices) {
    return std::data(choices)[Below(std::size(choices))];
  }

 private:
  std::minstd_rand random_;
};

}  // namespace krait::fuzz
