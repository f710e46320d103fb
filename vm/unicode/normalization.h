#pragma once

#include <cstddef>
#include <cstdint>

#include "vm/unicode/ucd.h"

// Normalization on text of any code unit that holds whole code points: uint8_t (Latin-1), char16_t
// (no surrogate pairs) or char32_t. Nothing here allocates in proportion to the text: the caller
// asks for the size, gives the space, and decides what happens if there is none.
//
//   size_t size = DecomposedSize(text, length, form);
//   char32_t* out = ...;  // room for `size`
//   Decompose(text, length, form, out);
//   if (IsComposing(form)) size = Compose(out, size);

namespace krait {

constexpr bool IsComposing(NormalizationForm form) {
  return form == NormalizationForm::kNfc || form == NormalizationForm::kNfkc;
}

/// How many code points Decompose writes. At most 18 times `size`.
template <typename Char>
size_t DecomposedSize(const Char* text, size_t size, NormalizationForm form);

/// Writes the full decomposition in canonical order: compatibility decomposition for the NFK forms.
template <typename Char>
void Decompose(const Char* text, size_t size, NormalizationForm form, char32_t* out);

/// Puts each run of non-starters in the order of their combining classes, as Decompose does.
void PutInCanonicalOrder(char32_t* text, size_t size);

/// Composes decomposed text in place and returns its new size.
size_t Compose(char32_t* text, size_t size);

/// Whether text is normalized. After kMaybe only normalizing and comparing will tell.
template <typename Char>
QuickCheck QuickCheckText(const Char* text, size_t size, NormalizationForm form);

}  // namespace krait
