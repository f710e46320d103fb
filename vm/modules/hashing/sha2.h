#pragma once

#include <array>

#include "vm/modules/hashing/block_hash.h"

namespace krait::hashing {

using Sha2State32 = std::array<uint32_t, 8>;
using Sha2State64 = std::array<uint64_t, 8>;

// The fractions of the square roots of the first primes.
inline constexpr Sha2State64 kSha512Start = {
    0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
    0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179,
};
inline constexpr Sha2State64 kSha384Start = {
    0xCBBB9D5DC1059ED8, 0x629A292A367CD507, 0x9159015A3070DD17, 0x152FECD8F70E5939,
    0x67332667FFC00B31, 0x8EB44A8768581511, 0xDB0C2E0D64F98FA7, 0x47B5481DBEFA4FA4,
};
inline constexpr Sha2State32 kSha256Start = {
    0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19,
};
inline constexpr Sha2State32 kSha224Start = {
    0xC1059ED8, 0x367CD507, 0x3070DD17, 0xF70E5939, 0xFFC00B31, 0x68581511, 0x64F98FA7, 0xBEFA4FA4,
};

void Sha2Compress(Sha2State32& state, const uint8_t* block);
void Sha2Compress(Sha2State64& state, const uint8_t* block);

/// FIPS 180-4: one of the four by its start values and the length of its digest.
template <typename State, const State& kStart, size_t kSize>
class Sha2Core {
 public:
  using Word = typename State::value_type;
  static constexpr ByteOrder kOrder = ByteOrder::kBig;
  static constexpr size_t kBlockSize = 16 * sizeof(Word);
  static constexpr size_t kDigestSize = kSize;

  void Compress(const uint8_t* block) { Sha2Compress(state_, block); }
  const State& state() const { return state_; }

 private:
  State state_ = kStart;
};
using Sha224 = BlockHash<Sha2Core<Sha2State32, kSha224Start, 28>>;
using Sha256 = BlockHash<Sha2Core<Sha2State32, kSha256Start, 32>>;
using Sha384 = BlockHash<Sha2Core<Sha2State64, kSha384Start, 48>>;
using Sha512 = BlockHash<Sha2Core<Sha2State64, kSha512Start, 64>>;

}  // namespace krait::hashing
