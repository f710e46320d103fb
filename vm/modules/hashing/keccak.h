#pragma once

#include <array>
#include <cstdint>

#include "vm/modules/hashing/block_hash.h"

namespace krait::hashing {

/// The sponge of FIPS 202. Zeroed, and given its rate and suffix, it is ready.
class Keccak {
 public:
  /// `rate`: bytes taken in or given out at a time; `suffix`: what stands behind the input.
  void Start(size_t rate, uint8_t suffix) {
    state_ = {};
    rate_ = rate;
    suffix_ = suffix;
    position_ = 0;
  }
  void Update(ByteSpan data);
  /// Writes as many bytes as are wanted; the input may go on.
  void Digest(absl::Span<uint8_t> out) const;

 private:
  static constexpr size_t kLanes = 25;
  void Permute();
  void XorByte(size_t at, uint8_t byte) { state_[at / 8] ^= uint64_t{byte} << (at % 8 * 8); }

  std::array<uint64_t, kLanes> state_;
  size_t rate_;
  size_t position_;
  uint8_t suffix_;
};

}  // namespace krait::hashing
