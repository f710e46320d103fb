#pragma once

#include <array>
#include <cstdint>

#include "vm/core/value.h"

namespace krait {

class Str;

/// Remembers what a name resolves to along a type's MRO, keyed by the type's version, which no two
/// types share and every change renews. One per thread, so it needs no order with other threads;
/// emptied at each collection, so its entries keep nothing alive.
class LookupCache {
 public:
  struct Entry {
    uint64_t version = 0;
    const Str* name = nullptr;
    uint64_t value_bits = 0;  // Unbound: known to be absent
  };

  Entry& At(uint64_t version, const Str* name) {
    const uint64_t mix = version * 0x9E3779B97F4A7C15u ^ (reinterpret_cast<uintptr_t>(name) >> 4);
    return entries_[mix % entries_.size()];
  }
  void Clear() { entries_.fill(Entry{}); }

 private:
  std::array<Entry, 1024> entries_;
};

}  // namespace krait
