#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>

#include "absl/base/attributes.h"

// Search for single characters and pairs, several at a time.

namespace krait::sre {

namespace find_internal {

inline constexpr size_t kVectorBytes = 16;

template <typename C>
struct Vector {
  static constexpr ptrdiff_t kLanes = kVectorBytes / sizeof(C);
  using Type __attribute__((vector_size(kVectorBytes))) = C;
  using Hits __attribute__((ext_vector_type(kLanes))) = bool;

  static Type Load(const C* p) {
    Type v;
    std::memcpy(&v, p, sizeof(v));
    return v;
  }
  /// One bit for each lane that is not zero.
  template <typename Lanes>
  static uint32_t Bits(Lanes lanes) {
    Hits hits = __builtin_convertvector(lanes, Hits);
    if constexpr (kLanes == 16) {
      return __builtin_bit_cast(uint16_t, hits);
    } else {
      uint8_t bits = __builtin_bit_cast(uint8_t, hits);
      return bits & ((1u << kLanes) - 1);
    }
  }
};

}  // namespace find_internal

/// The first position in [at, stop) whose character `test` says yes to, or `stop`. `test` takes a
/// vector of characters as well as one.
template <typename C, typename Test>
ABSL_ATTRIBUTE_ALWAYS_INLINE inline const C* FindFirst(const C* at, const C* stop, Test test) {
  using Vector = find_internal::Vector<C>;
  for (; stop - at >= Vector::kLanes; at += Vector::kLanes) {
    uint32_t bits = Vector::Bits(test(Vector::Load(at)));
    if (bits != 0) return at + __builtin_ctz(bits);
  }
  while (at < stop && !test(*at)) ++at;
  return at;
}

template <typename C>
inline const C* FindChar(const C* at, const C* stop, uint32_t c) {
  if (c > std::numeric_limits<C>::max()) return stop;
  const C wanted = static_cast<C>(c);
  return FindFirst(at, stop, [wanted](auto v) { return v == wanted; });
}

/// The first position of either.
template <typename C>
inline const C* FindEither(const C* at, const C* stop, uint32_t a, uint32_t b) {
  if (a > std::numeric_limits<C>::max()) return FindChar(at, stop, b);
  if (b > std::numeric_limits<C>::max()) return FindChar(at, stop, a);
  const C first = static_cast<C>(a);
  const C second = static_cast<C>(b);
  return FindFirst(at, stop, [=](auto v) { return (v == first) | (v == second); });
}

/// The first position p in [at, stop) with `a` at p and `b` at p + distance, or `stop`. Characters
/// up to stop + distance must exist.
template <typename C>
inline const C* FindPair(const C* at, const C* stop, C a, C b, size_t distance) {
  using Vector = find_internal::Vector<C>;
  for (; stop - at >= Vector::kLanes; at += Vector::kLanes) {
    auto hits = (Vector::Load(at) == a) & (Vector::Load(at + distance) == b);
    uint32_t bits = Vector::Bits(hits);
    if (bits != 0) return at + __builtin_ctz(bits);
  }
  while (at < stop && !(at[0] == a && at[distance] == b)) ++at;
  return at;
}

}  // namespace krait::sre
