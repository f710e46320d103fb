#include "vm/modules/hashing/blake2.h"

#include <bit>

#include "vm/modules/hashing/sha2.h"

namespace krait::hashing {
namespace {

constexpr uint8_t kSigma[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
};

template <typename Word>
constexpr const std::array<Word, 8>& StartValues() {
  if constexpr (sizeof(Word) == 8) {
    return kSha512Start;
  } else {
    return kSha256Start;
  }
}

template <typename Word>
struct Turns {
  static constexpr int kBy[4] = {32, 24, 16, 63};
};
template <>
struct Turns<uint32_t> {
  static constexpr int kBy[4] = {16, 12, 8, 7};
};

template <typename Word>
void Mix(Word& a, Word& b, Word& c, Word& d, Word x, Word y) {
  constexpr auto& kBy = Turns<Word>::kBy;
  a += b + x;
  d = std::rotr(d ^ a, kBy[0]);
  c += d;
  b = std::rotr(b ^ c, kBy[1]);
  a += b + y;
  d = std::rotr(d ^ a, kBy[2]);
  c += d;
  b = std::rotr(b ^ c, kBy[3]);
}

}  // namespace

template <typename Word>
void Blake2<Word>::Start(const Blake2Options& options) {
  // The parameter block. BLAKE2s has 6 bytes for the node offset, BLAKE2b 8 and then 14 of zeros.
  std::array<uint8_t, 8 * sizeof(Word)> block{};
  block[0] = options.digest_size;
  block[1] = options.key_size;
  block[2] = options.fanout;
  block[3] = options.depth;
  StoreWord<uint32_t, ByteOrder::kLittle>(block.data() + 4, options.leaf_size);
  StoreWord<uint64_t, ByteOrder::kLittle>(block.data() + 8, options.node_offset);
  block[kIsB ? 16 : 14] = options.node_depth;
  block[kIsB ? 17 : 15] = options.inner_size;
  std::memcpy(block.data() + block.size() - 2 * kSaltSize, options.salt.data(), kSaltSize);
  std::memcpy(block.data() + block.size() - kSaltSize, options.person.data(), kSaltSize);
  for (size_t i = 0; i < 8; ++i) {
    state_[i] = StartValues<Word>()[i] ^
                LoadWord<Word, ByteOrder::kLittle>(block.data() + i * sizeof(Word));
  }
  counter_ = {};
  pending_ = 0;
  digest_size_ = options.digest_size;
  last_node_ = options.last_node;
  if (options.key_size == 0) return;
  std::array<uint8_t, kBlockSize> key{};
  std::memcpy(key.data(), options.key.data(), options.key_size);
  Update(key);
}

template <typename Word>
void Blake2<Word>::Compress(const uint8_t* block, size_t counted, bool last) {
  counter_[0] += static_cast<Word>(counted);
  if (counter_[0] < counted) ++counter_[1];
  Word m[16];
  for (int i = 0; i < 16; ++i) {
    m[i] = LoadWord<Word, ByteOrder::kLittle>(block + sizeof(Word) * i);
  }
  const auto& start = StartValues<Word>();
  Word v[16];
  for (int i = 0; i < 8; ++i) {
    v[i] = state_[i];
    v[i + 8] = start[i];
  }
  v[12] ^= counter_[0];
  v[13] ^= counter_[1];
  if (last) v[14] = ~v[14];
  if (last && last_node_) v[15] = ~v[15];
  constexpr int kRounds = kIsB ? 12 : 10;
  for (int round = 0; round < kRounds; ++round) {
    const uint8_t* s = kSigma[round % 10];
    Mix(v[0], v[4], v[8], v[12], m[s[0]], m[s[1]]);
    Mix(v[1], v[5], v[9], v[13], m[s[2]], m[s[3]]);
    Mix(v[2], v[6], v[10], v[14], m[s[4]], m[s[5]]);
    Mix(v[3], v[7], v[11], v[15], m[s[6]], m[s[7]]);
    Mix(v[0], v[5], v[10], v[15], m[s[8]], m[s[9]]);
    Mix(v[1], v[6], v[11], v[12], m[s[10]], m[s[11]]);
    Mix(v[2], v[7], v[8], v[13], m[s[12]], m[s[13]]);
    Mix(v[3], v[4], v[9], v[14], m[s[14]], m[s[15]]);
  }
  for (int i = 0; i < 8; ++i) state_[i] ^= v[i] ^ v[i + 8];
}

template <typename Word>
void Blake2<Word>::Update(ByteSpan data) {
  while (!data.empty()) {
    if (pending_ == kBlockSize) {
      Compress(block_.data(), kBlockSize, false);
      pending_ = 0;
    }
    const size_t taken = std::min(data.size(), kBlockSize - pending_);
    std::memcpy(block_.data() + pending_, data.data(), taken);
    pending_ += taken;
    data.remove_prefix(taken);
  }
}

template <typename Word>
void Blake2<Word>::Digest(uint8_t* out) const {
  Blake2 copy = *this;
  std::memset(copy.block_.data() + pending_, 0, kBlockSize - pending_);
  copy.Compress(copy.block_.data(), pending_, true);
  uint8_t bytes[kMaxDigestSize];
  for (size_t i = 0; i < 8; ++i) {
    StoreWord<Word, ByteOrder::kLittle>(bytes + i * sizeof(Word), copy.state_[i]);
  }
  std::memcpy(out, bytes, digest_size_);
}

template class Blake2<uint64_t>;
template class Blake2<uint32_t>;

}  // namespace krait::hashing
