#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

// Names of characters, as unicodedata.name and unicodedata.lookup know them.

namespace krait {

/// Longest name there is, in characters; CPython calls longer ones "name too long".
inline constexpr size_t kMaxCharName = 256;

/// Writes the character's name, in ASCII and without a final NUL, to `out` and returns its length:
/// 0 if it has none, as control characters and Tangut ideographs.
size_t CharName(char32_t c, char out[kMaxCharName]);

inline constexpr size_t kMaxNamedSequence = 4;

/// What a name stands for: one code point, or the several of a named sequence.
struct NamedText {
  char32_t code_points[kMaxNamedSequence];
  size_t size;  // 0: there is no such name
};

/// Finds a name or alias in upper or lower case, a named sequence, a Hangul syllable, or a CJK
/// ideograph (the last two in upper case only, as CPython). `\N{...}` takes no sequences: refuse
/// sizes above 1 there.
NamedText LookupCharName(std::string_view name);

}  // namespace krait
