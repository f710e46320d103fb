#include "vm/number/hash.h"

#include <cmath>
#include <cstring>

#include "vm/number/siphash.h"

namespace krait {
namespace {

constexpr unsigned kHashBits = 61;

// value * 2^count modulo 2^61 - 1, for value below it: a rotation of 61 bits.
uint64_t RotateHash(uint64_t value, unsigned count) {
  return ((value << count) & kHashModulus) | (value >> (kHashBits - count));
}

uint64_t ReduceHash(uint64_t value) { return value >= kHashModulus ? value - kHashModulus : value; }

// The state of SipHash: four words, and one round that mixes them.
class SipState {
 public:
  explicit SipState(const StringHashKey& key)
      : v0_(key.low ^ 0x736f6d6570736575),
        v1_(key.high ^ 0x646f72616e646f6d),
        v2_(key.low ^ 0x6c7967656e657261),
        v3_(key.high ^ 0x7465646279746573) {}

  void Absorb(uint64_t word) {
    v3_ ^= word;
    Round();
    v0_ ^= word;
  }

  uint64_t Finish() {
    v2_ ^= 0xff;
    for (int round = 0; round < 3; ++round) Round();
    return v0_ ^ v1_ ^ v2_ ^ v3_;
  }

 private:
  void Round() {
    v0_ += v1_;
    v2_ += v3_;
    v1_ = std::rotl(v1_, 13) ^ v0_;
    v3_ = std::rotl(v3_, 16) ^ v2_;
    v0_ = std::rotl(v0_, 32);
    v2_ += v1_;
    v0_ += v3_;
    v1_ = std::rotl(v1_, 17) ^ v2_;
    v3_ = std::rotl(v3_, 21) ^ v0_;
    v2_ = std::rotl(v2_, 32);
  }

  uint64_t v0_;
  uint64_t v1_;
  uint64_t v2_;
  uint64_t v3_;
};

static_assert(std::endian::native == std::endian::little);

uint64_t LoadWord(const uint8_t* bytes, size_t size) {
  uint64_t word = 0;
  std::memcpy(&word, bytes, size);
  return word;
}

}  // namespace

HashValue HashInt(IntView a) {
  // 2^64 is 2^3 modulo 2^61 - 1.
  uint64_t hash = 0;
  for (size_t i = a.size; i-- > 0;) {
    Limb limb = a.limbs[i];
    hash = RotateHash(hash, 3) + (limb & kHashModulus);
    hash = ReduceHash(ReduceHash(hash) + (limb >> kHashBits));
  }
  auto signed_hash = static_cast<HashValue>(hash);
  return AvoidMinusOne(a.negative ? -signed_hash : signed_hash);
}

HashValue HashDouble(double value, HashValue nan_hash) {
  if (std::isnan(value)) return nan_hash;
  if (std::isinf(value)) return value > 0 ? kHashInfinity : -kHashInfinity;
  int exponent = 0;
  double fraction = std::frexp(std::fabs(value), &exponent);
  // The 53 bits of the mantissa as an integer; the power of two is a rotation.
  uint64_t hash = static_cast<uint64_t>(std::ldexp(fraction, 53));
  int rotation = (exponent - 53) % static_cast<int>(kHashBits);
  if (rotation < 0) rotation += kHashBits;
  auto signed_hash = static_cast<HashValue>(RotateHash(hash, static_cast<unsigned>(rotation)));
  return AvoidMinusOne(value < 0 ? -signed_hash : signed_hash);
}

StringHashKey StringHashKey::FromBytes(const uint8_t (&bytes)[16]) {
  return {LoadWord(bytes, 8), LoadWord(bytes + 8, 8)};
}

StringHashKey StringHashKey::FromSeed(uint32_t seed) {
  uint8_t bytes[16] = {};
  if (seed != 0) {
    uint32_t state = seed;
    for (uint8_t& byte : bytes) {
      state = state * 214013 + 2531011;
      byte = static_cast<uint8_t>(state >> 16);
    }
  }
  return FromBytes(bytes);
}

uint64_t SipHash13(const void* data, size_t size, const StringHashKey& key) {
  SipState state(key);
  const auto* bytes = static_cast<const uint8_t*>(data);
  const uint8_t* tail = bytes + size / 8 * 8;
  for (; bytes != tail; bytes += 8) state.Absorb(LoadWord(bytes, 8));
  state.Absorb(static_cast<uint64_t>(size) << 56 | LoadWord(tail, size % 8));
  return state.Finish();
}

HashValue HashBytes(const void* data, size_t size, const StringHashKey& key) {
  if (size == 0) return 0;
  return AvoidMinusOne(static_cast<HashValue>(SipHash13(data, size, key)));
}

}  // namespace krait
