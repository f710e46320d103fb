#include "vm/modules/hashing/keccak.h"

#include <bit>

namespace krait::hashing {
namespace {

constexpr int kRounds = 24;

/// The constants of the rounds, from a shift register.
constexpr std::array<uint64_t, kRounds> MakeRoundConstants() {
  std::array<uint64_t, kRounds> constants{};
  uint32_t bits = 1;
  for (uint64_t& constant : constants) {
    for (int j = 0; j <= 6; ++j) {
      if ((bits & 1) != 0) constant |= uint64_t{1} << ((1 << j) - 1);
      bits = bits << 1 ^ ((bits & 0x80) != 0 ? 0x171 : 0);
    }
  }
  return constants;
}
constexpr std::array<uint64_t, kRounds> kRoundConstants = MakeRoundConstants();
static_assert(kRoundConstants[1] == 0x8082 && kRoundConstants[23] == 0x8000000080008008);

/// How the lanes change places, starting at lane 1, and how far each is turned.
struct Walk {
  std::array<uint8_t, 24> lane{};
  std::array<uint8_t, 24> turn{};
};
constexpr Walk MakeWalk() {
  Walk walk;
  int x = 1;
  int y = 0;
  for (int i = 0; i < 24; ++i) {
    walk.turn[i] = static_cast<uint8_t>((i + 1) * (i + 2) / 2 % 64);
    const int next = (2 * x + 3 * y) % 5;
    x = y;
    y = next;
    walk.lane[i] = static_cast<uint8_t>(x + 5 * y);
  }
  return walk;
}
constexpr Walk kWalk = MakeWalk();

}  // namespace

void Keccak::Permute() {
  std::array<uint64_t, kLanes> s = state_;
  for (uint64_t constant : kRoundConstants) {
    uint64_t columns[5];
    for (int x = 0; x < 5; ++x) columns[x] = s[x] ^ s[x + 5] ^ s[x + 10] ^ s[x + 15] ^ s[x + 20];
#pragma clang loop unroll(full)
    for (int x = 0; x < 5; ++x) {
      const uint64_t mixed = columns[(x + 4) % 5] ^ std::rotl(columns[(x + 1) % 5], 1);
      for (int y = 0; y < 25; y += 5) s[x + y] ^= mixed;
    }
    uint64_t moving = s[1];
#pragma clang loop unroll(full)
    for (int i = 0; i < 24; ++i) {
      const uint64_t next = s[kWalk.lane[i]];
      s[kWalk.lane[i]] = std::rotl(moving, kWalk.turn[i]);
      moving = next;
    }
#pragma clang loop unroll(full)
    for (int y = 0; y < 25; y += 5) {
      const uint64_t row[] = {s[y], s[y + 1], s[y + 2], s[y + 3], s[y + 4]};
      for (int x = 0; x < 5; ++x) s[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
    }
    s[0] ^= constant;
  }
  state_ = s;
}

void Keccak::Update(ByteSpan data) {
  while (!data.empty()) {
    if (position_ == 0 && data.size() >= rate_) {
      for (size_t i = 0; i < rate_ / 8; ++i) {
        state_[i] ^= LoadWord<uint64_t, ByteOrder::kLittle>(data.data() + 8 * i);
      }
      data.remove_prefix(rate_);
      Permute();
      continue;
    }
    const size_t taken = std::min(data.size(), rate_ - position_);
    for (size_t i = 0; i < taken; ++i) XorByte(position_ + i, data[i]);
    data.remove_prefix(taken);
    position_ += taken;
    if (position_ == rate_) {
      Permute();
      position_ = 0;
    }
  }
}

void Keccak::Digest(absl::Span<uint8_t> out) const {
  Keccak copy = *this;
  copy.XorByte(copy.position_, suffix_);
  copy.XorByte(rate_ - 1, 0x80);
  while (!out.empty()) {
    copy.Permute();
    const size_t given = std::min(out.size(), rate_);
    for (size_t i = 0; i < given; ++i) {
      out[i] = static_cast<uint8_t>(copy.state_[i / 8] >> (i % 8 * 8));
    }
    out.remove_prefix(given);
  }
}

}  // namespace krait::hashing
