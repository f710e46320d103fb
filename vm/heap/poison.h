#pragma once

#include <cstddef>

#if __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#endif

/// AddressSanitizer is told which cells of a block are free: a use of a collected cell, or of the
/// one behind an array's end, is then reported as it would be of malloc memory. Without the
/// sanitizer these do nothing.
namespace krait {

#if __has_feature(address_sanitizer)
inline constexpr bool kPoisonsFreeCells = true;

inline void PoisonCells(const void* begin, const void* end) {
  __asan_poison_memory_region(
      begin, static_cast<size_t>(static_cast<const char*>(end) - static_cast<const char*>(begin)));
}
inline void UnpoisonCells(const void* begin, const void* end) {
  __asan_unpoison_memory_region(
      begin, static_cast<size_t>(static_cast<const char*>(end) - static_cast<const char*>(begin)));
}
inline bool IsPoisonedCell(const void* cell) { return __asan_address_is_poisoned(cell) != 0; }
#else
inline constexpr bool kPoisonsFreeCells = false;

inline void PoisonCells(const void*, const void*) {}
inline void UnpoisonCells(const void*, const void*) {}
inline bool IsPoisonedCell(const void*) { return false; }
#endif

}  // namespace krait
