#pragma once

#include <array>
#include <cstdint>

#include "vm/modules/hashing/block_hash.h"

namespace krait::hashing {

/// What a BLAKE2 hash can be made with. Salt and person are padded with zeros.
struct Blake2Options {
  uint8_t digest_size = 0;
  uint8_t key_size = 0;
  uint8_t fanout = 1;
  uint8_t depth = 1;
  uint32_t leaf_size = 0;
  uint64_t node_offset = 0;
  uint8_t node_depth = 0;
  uint8_t inner_size = 0;
  bool last_node = false;
  std::array<uint8_t, 64> key{};
  std::array<uint8_t, 16> salt{};
  std::array<uint8_t, 16> person{};
};

/// RFC 7693: BLAKE2b with words of 64 bits, BLAKE2s with words of 32.
template <typename Word>
class Blake2 {
 public:
  static constexpr bool kIsB = sizeof(Word) == 8;
  static constexpr size_t kBlockSize = 16 * sizeof(Word);
  static constexpr size_t kMaxDigestSize = 8 * sizeof(Word);
  static constexpr size_t kMaxKeySize = kMaxDigestSize;
  static constexpr size_t kSaltSize = 2 * sizeof(Word);

  void Start(const Blake2Options& options);
  void Update(ByteSpan data);
  /// Writes digest_size() bytes; the input may go on.
  void Digest(uint8_t* out) const;
  size_t digest_size() const { return digest_size_; }

 private:
  void Compress(const uint8_t* block, size_t counted, bool last);

  std::array<Word, 8> state_;
  std::array<Word, 2> counter_;
  size_t pending_;  // in block_: a full block waits for what follows
  std::array<uint8_t, kBlockSize> block_;
  uint8_t digest_size_;
  bool last_node_;
};

extern template class Blake2<uint64_t>;
extern template class Blake2<uint32_t>;

}  // namespace krait::hashing
