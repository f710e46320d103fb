#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "vm/number/bigint.h"

/// CPython's hash values. Numbers that are equal hash equally, whatever their type: the hash of
/// a rational number is its value modulo 2^61 - 1. -1 means an error in CPython's C interface, so
/// no hash is -1: it becomes -2.
namespace krait {

using HashValue = int64_t;

inline constexpr uint64_t kHashModulus = (uint64_t{1} << 61) - 1;
inline constexpr HashValue kHashInfinity = 314159;
inline constexpr uint64_t kHashImaginary = 1000003;

inline constexpr HashValue AvoidMinusOne(HashValue hash) { return hash == -1 ? -2 : hash; }

inline HashValue HashInt64(int64_t value) {
  uint64_t magnitude = value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  auto hash = static_cast<HashValue>(magnitude % kHashModulus);
  return AvoidMinusOne(value < 0 ? -hash : hash);
}

HashValue HashInt(IntView a);

/// `nan_hash` is the answer for NaN, which hashes by identity.
HashValue HashDouble(double value, HashValue nan_hash);

inline HashValue HashComplex(double real, double imaginary, HashValue nan_hash) {
  auto high = static_cast<uint64_t>(HashDouble(imaginary, nan_hash)) * kHashImaginary;
  auto low = static_cast<uint64_t>(HashDouble(real, nan_hash));
  return AvoidMinusOne(static_cast<HashValue>(low + high));
}

/// The hash of an object by identity. The low bits of addresses are always zero and move up.
inline HashValue HashPointer(const void* pointer) {
  return AvoidMinusOne(static_cast<HashValue>(std::rotr(reinterpret_cast<uintptr_t>(pointer), 4)));
}

/// Combines the hashes of a tuple's items, in order.
class TupleHasher {
 public:
  void Add(HashValue item) {
    accumulator_ += static_cast<uint64_t>(item) * kPrime2;
    accumulator_ = std::rotl(accumulator_, 31) * kPrime1;
    ++count_;
  }
  HashValue Finish() const {
    uint64_t hash = accumulator_ + (count_ ^ (kPrime5 ^ 3527539));
    return hash == ~uint64_t{0} ? 1546275796 : static_cast<HashValue>(hash);
  }

 private:
  // The primes of xxHash.
  static constexpr uint64_t kPrime1 = 11400714785074694791u;
  static constexpr uint64_t kPrime2 = 14029467366897019727u;
  static constexpr uint64_t kPrime5 = 2870177450012600261u;

  uint64_t accumulator_ = kPrime5;
  uint64_t count_ = 0;
};

/// Combines the hashes of a frozenset's items, in any order.
class FrozenSetHasher {
 public:
  void Add(HashValue item) {
    auto hash = static_cast<uint64_t>(item);
    // Neighbours must not cancel out under the exclusive or.
    combined_ ^= ((hash ^ 89869747) ^ (hash << 16)) * 3644798167;
    ++count_;
  }
  HashValue Finish() const {
    uint64_t hash = combined_ ^ (count_ + 1) * 1927868237;
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash * 69069 + 907133923;
    return hash == ~uint64_t{0} ? 590923713 : static_cast<HashValue>(hash);
  }

 private:
  uint64_t combined_ = 0;
  uint64_t count_ = 0;
};

/// What makes the hashes of str and bytes differ from VM to VM.
struct StringHashKey {
  uint64_t low = 0;
  uint64_t high = 0;

  /// The key that CPython derives from PYTHONHASHSEED; 0 turns randomisation off.
  static StringHashKey FromSeed(uint32_t seed);
  /// A key of random bytes.
  static StringHashKey FromBytes(const uint8_t (&bytes)[16]);
};

/// SipHash-1-3 of bytes: of a bytes object's content, or of a str's code points as stored with 1, 2
/// or 4 bytes each, the fewest that fit. The empty string hashes to 0.
HashValue HashBytes(const void* data, size_t size, const StringHashKey& key);

}  // namespace krait
