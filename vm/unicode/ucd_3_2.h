#pragma once

#include <cstdint>
#include <string_view>

/// The character database as it was in Unicode 3.2: unicodedata.ucd_3_2_0, which internationalised
/// domain names go by. Told by how it differs from the present one.
namespace krait::unicode_3_2 {

/// Whether 3.2 knew the character, or does not know it even now.
bool IsKnown(char32_t c);

std::string_view Category(char32_t c);
std::string_view Bidirectional(char32_t c);
std::string_view EastAsianWidth(char32_t c);
uint8_t CombiningClass(char32_t c);
bool IsMirrored(char32_t c);
/// 0 to 9, or -1.
int DecimalValue(char32_t c);

/// What a few ideographs were taken for by mistake: their decomposition, where normalization
/// differs; 0 for all other characters.
char32_t MistakenDecomposition(char32_t c);

}  // namespace krait::unicode_3_2
