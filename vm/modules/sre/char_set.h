#pragma once

#include <cstdint>

#include "vm/modules/sre/char_predicate.h"

namespace krait::sre {

/// A set of things that can stand next in the subject: exactly which of the first 256 characters,
/// whether any character above, and whether the end of the subject. As an upper bound it says what
/// some part of a pattern may start with.
struct CharSet {
  uint64_t bits[4] = {0, 0, 0, 0};
  bool wide = false;
  bool end = false;

  static CharSet All() { return {{~0ull, ~0ull, ~0ull, ~0ull}, true, true}; }

  bool Has(uint32_t c) const { return c < 256 ? (bits[c >> 6] >> (c & 63)) & 1 : wide; }
  void Add(uint32_t c) {
    if (c < 256) {
      bits[c >> 6] |= 1ull << (c & 63);
    } else {
      wide = true;
    }
  }

  CharSet& operator|=(const CharSet& other) {
    for (int i = 0; i < 4; ++i) bits[i] |= other.bits[i];
    wide |= other.wide;
    end |= other.end;
    return *this;
  }
  CharSet& operator&=(const CharSet& other) {
    for (int i = 0; i < 4; ++i) bits[i] &= other.bits[i];
    wide &= other.wide;
    end &= other.end;
    return *this;
  }

  bool SameBits(const CharSet& other) const {
    for (int i = 0; i < 4; ++i) {
      if (bits[i] != other.bits[i]) return false;
    }
    return true;
  }
  int CountBits() const {
    int count = 0;
    for (uint64_t word : bits) count += __builtin_popcountll(word);
    return count;
  }
  /// The least of the first 256 characters in the set, which must have one.
  uint32_t FirstBit() const {
    int i = 0;
    while (bits[i] == 0) ++i;
    return static_cast<uint32_t>(i * 64 + __builtin_ctzll(bits[i]));
  }
  bool IsAll() const { return wide && end && CountBits() == 256; }
  bool Intersects(const CharSet& other) const {
    CharSet common = *this;
    common &= other;
    return common.wide || common.end || common.CountBits() != 0;
  }
};

/// What `predicate` can match. Whatever the locale decides counts as possible.
CharSet CharSetOf(const CharPredicate& predicate);

}  // namespace krait::sre
