#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "absl/types/span.h"

namespace krait::hashing {

using ByteSpan = absl::Span<const uint8_t>;

enum class ByteOrder : bool { kLittle, kBig };

template <typename Word, ByteOrder kOrder>
Word LoadWord(const uint8_t* bytes) {
  Word word;
  std::memcpy(&word, bytes, sizeof(word));
  if constexpr (kOrder == ByteOrder::kLittle) return word;
  if constexpr (sizeof(Word) == 8) {
    return __builtin_bswap64(word);
  } else {
    return __builtin_bswap32(word);
  }
}
template <typename Word, ByteOrder kOrder>
void StoreWord(uint8_t* bytes, Word word) {
  word = LoadWord<Word, kOrder>(reinterpret_cast<const uint8_t*>(&word));
  std::memcpy(bytes, &word, sizeof(word));
}

/// A hash function that takes its input block by block and the input's length at the end (Merkle
/// and Damgard). A Core has Word, kOrder, kBlockSize, kDigestSize, state() (an array of Word) and
/// Compress(const uint8_t*), and starts out ready.
template <typename Core>
class BlockHash {
 public:
  static constexpr size_t kBlockSize = Core::kBlockSize;
  static constexpr size_t kDigestSize = Core::kDigestSize;

  void Update(ByteSpan data) {
    length_ += data.size();
    if (pending_ != 0) {
      const size_t taken = std::min(data.size(), kBlockSize - pending_);
      std::memcpy(block_.data() + pending_, data.data(), taken);
      pending_ += taken;
      data.remove_prefix(taken);
      if (pending_ < kBlockSize) return;
      core_.Compress(block_.data());
      pending_ = 0;
    }
    for (; data.size() >= kBlockSize; data.remove_prefix(kBlockSize)) core_.Compress(data.data());
    if (!data.empty()) std::memcpy(block_.data(), data.data(), data.size());
    pending_ = data.size();
  }

  /// Writes kDigestSize bytes; the input may go on.
  void Digest(uint8_t* out) const {
    BlockHash copy = *this;
    copy.Finish();
    using Word = typename Core::Word;
    constexpr size_t kWords = (kDigestSize + sizeof(Word) - 1) / sizeof(Word);
    uint8_t bytes[kWords * sizeof(Word)];
    for (size_t i = 0; i < kWords; ++i) {
      StoreWord<Word, Core::kOrder>(bytes + i * sizeof(Word), copy.core_.state()[i]);
    }
    std::memcpy(out, bytes, kDigestSize);
  }

 private:
  /// A one bit, zeros, and the length in bits at the end of a block.
  void Finish() {
    constexpr size_t kLengthSize = 2 * sizeof(typename Core::Word);
    block_[pending_++] = 0x80;
    if (pending_ > kBlockSize - kLengthSize) {
      std::memset(block_.data() + pending_, 0, kBlockSize - pending_);
      core_.Compress(block_.data());
      pending_ = 0;
    }
    std::memset(block_.data() + pending_, 0, kBlockSize - pending_);
    const uint64_t bits = length_ * 8;
    if constexpr (Core::kOrder == ByteOrder::kLittle) {
      StoreWord<uint64_t, ByteOrder::kLittle>(block_.data() + kBlockSize - 8, bits);
    } else {
      StoreWord<uint64_t, ByteOrder::kBig>(block_.data() + kBlockSize - 8, bits);
      if constexpr (kLengthSize == 16) block_[kBlockSize - 9] = static_cast<uint8_t>(length_ >> 61);
    }
    core_.Compress(block_.data());
  }

  Core core_;
  uint64_t length_ = 0;
  size_t pending_ = 0;
  std::array<uint8_t, kBlockSize> block_{};
};

}  // namespace krait::hashing
