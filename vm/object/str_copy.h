#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace krait {

/// How a str stores its characters, told by the largest one (or by all of them, or'ed).
inline constexpr int WidthFor(char32_t limit) {
  return limit < 0x100 ? 1 : limit < 0x10000 ? 2 : 4;
}
inline constexpr bool IsAsciiLimit(char32_t limit) { return limit < 0x80; }

/// All characters or'ed together: at least as large as each, and of the same width as the largest.
template <typename Char>
char32_t OrAll(const Char* characters, size_t count) {
  Char all = 0;
  for (size_t i = 0; i < count; ++i) all |= characters[i];
  return static_cast<char32_t>(all);
}

/// Copies between widths; every character must fit into `To`. The ranges do not overlap.
template <typename To, typename From>
void CopyCharacters(To* to, const From* from, size_t count) {
  if constexpr (sizeof(To) == sizeof(From)) {
    if (count != 0) std::memcpy(to, from, count * sizeof(To));
  } else {
    for (size_t i = 0; i < count; ++i) to[i] = static_cast<To>(from[i]);
  }
}

/// Calls f with `data` as an array of uint8_t, uint16_t or uint32_t.
template <typename F>
decltype(auto) WithWidth(int width, void* data, F f) {
  switch (width) {
    case 1:
      return f(static_cast<uint8_t*>(data));
    case 2:
      return f(static_cast<uint16_t*>(data));
    default:
      return f(static_cast<uint32_t*>(data));
  }
}
template <typename F>
decltype(auto) WithWidth(int width, const void* data, F f) {
  return WithWidth(width, const_cast<void*>(data), [&](auto* characters) {
    return f(static_cast<const std::remove_pointer_t<decltype(characters)>*>(characters));
  });
}

/// CopyCharacters for widths known at run time.
inline void CopyCharacters(void* to, int to_width, const void* from, int from_width, size_t count) {
  if (to_width == from_width) {
    if (count != 0) std::memcpy(to, from, count * static_cast<size_t>(to_width));
    return;
  }
  WithWidth(to_width, to, [&](auto* target) {
    WithWidth(from_width, from, [&](const auto* source) { CopyCharacters(target, source, count); });
  });
}

}  // namespace krait
