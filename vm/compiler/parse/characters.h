#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace krait::compiler {

namespace characters_internal {

enum Class : uint8_t { kNameStart = 1, kDigit = 2, kHexDigit = 4 };

/// Any byte of a multi-byte character may be part of a name, until that is looked at as a whole.
constexpr std::array<uint8_t, 256> kClasses = [] {
  std::array<uint8_t, 256> classes{};
  for (int c = 0; c < 256; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter || c == '_' || c >= 0x80) classes[c] |= kNameStart;
    if (c >= '0' && c <= '9') classes[c] |= kDigit | kHexDigit;
    if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) classes[c] |= kHexDigit;
  }
  return classes;
}();

constexpr bool Is(char c, int classes) {
  return (kClasses[static_cast<uint8_t>(c)] & classes) != 0;
}

}  // namespace characters_internal

constexpr bool IsNameStart(char c) {
  return characters_internal::Is(c, characters_internal::kNameStart);
}
constexpr bool IsNameCharacter(char c) {
  return characters_internal::Is(c, characters_internal::kNameStart | characters_internal::kDigit);
}
constexpr bool IsDigit(char c) { return characters_internal::Is(c, characters_internal::kDigit); }
constexpr bool IsHexDigit(char c) {
  return characters_internal::Is(c, characters_internal::kHexDigit);
}

/// The code point that begins at `at` in good UTF-8; returns its bytes.
constexpr size_t CodePointAt(std::string_view text, size_t at, char32_t* c) {
  const auto lead = static_cast<uint8_t>(text[at]);
  const size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  *c = size == 1 ? lead : lead & (0x7F >> size);
  for (size_t i = 1; i < size; ++i) *c = *c << 6 | (static_cast<uint8_t>(text[at + i]) & 0x3F);
  return size;
}

}  // namespace krait::compiler
