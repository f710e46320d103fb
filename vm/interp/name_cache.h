#pragma once

#include <cstdint>

namespace krait::interp {

/// A cache word of LOAD_GLOBAL: the version of a dict's keys, and which entry of these a name has.
struct CachedEntry {
  static constexpr uint32_t kAbsent = INT32_MAX;

  uint32_t version = 0;  // 0: nothing is cached
  uint32_t entry = 0;    // kAbsent: the keys do not have the name

  bool IsEmpty() const { return version == 0; }
  bool IsAbsent() const { return entry == kAbsent; }

  // The entry is shifted: bit 0 would mean a record (see kCacheRecordBit).
  static CachedEntry Of(uint64_t word) {
    return {static_cast<uint32_t>(word >> 32), static_cast<uint32_t>(word) >> 1};
  }
  uint64_t Pack() const { return uint64_t{version} << 32 | uint64_t{entry} << 1; }
};

}  // namespace krait::interp
