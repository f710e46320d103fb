#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

// The character database behind the module unicodedata, Unicode 14.0. Every function accepts any
// 32-bit value; those above U+10FFFF count as unassigned.

namespace krait {

inline constexpr std::string_view kUnicodeVersion = "14.0.0";

/// The abbreviations of the standard: "Lu", "Cn", ...
std::string_view CharCategory(char32_t c);
/// "L", "EN", ...; empty if the database has none.
std::string_view CharBidirectional(char32_t c);
/// "F", "H", "W", "Na", "A" or "N".
std::string_view CharEastAsianWidth(char32_t c);
/// The canonical combining class, 0 for starters.
uint8_t CombiningClass(char32_t c);
bool IsMirrored(char32_t c);

/// A character's decomposition by one level, as the database gives it. Hangul syllables have none
/// here: they decompose by arithmetic.
struct Decomposition {
  std::string_view tag;                   // "<compat>", "<font>", ...; empty if canonical
  std::span<const uint32_t> code_points;  // empty if there is no decomposition
};
Decomposition CharDecomposition(char32_t c);

enum class NormalizationForm : uint8_t { kNfd, kNfkd, kNfc, kNfkc };

enum class QuickCheck : uint8_t { kYes, kMaybe, kNo };

/// Whether the character may stand in normalized text; kMaybe: depending on what precedes it.
QuickCheck CharQuickCheck(char32_t c, NormalizationForm form);

}  // namespace krait
