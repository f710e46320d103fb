#pragma once

#include <array>

#include "vm/modules/hashing/block_hash.h"

namespace krait::hashing {

/// RFC 1321.
class Md5Core {
 public:
  using Word = uint32_t;
  static constexpr ByteOrder kOrder = ByteOrder::kLittle;
  static constexpr size_t kBlockSize = 64;
  static constexpr size_t kDigestSize = 16;

  void Compress(const uint8_t* block);
  const std::array<Word, 4>& state() const { return state_; }

 private:
  std::array<Word, 4> state_ = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476};
};
using Md5 = BlockHash<Md5Core>;

/// FIPS 180-4.
class Sha1Core {
 public:
  using Word = uint32_t;
  static constexpr ByteOrder kOrder = ByteOrder::kBig;
  static constexpr size_t kBlockSize = 64;
  static constexpr size_t kDigestSize = 20;

  void Compress(const uint8_t* block);
  const std::array<Word, 5>& state() const { return state_; }

 private:
  std::array<Word, 5> state_ = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
};
using Sha1 = BlockHash<Sha1Core>;

}  // namespace krait::hashing
