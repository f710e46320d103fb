#include "vm/unicode/normalization.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace krait {
namespace {

struct Composition {
  uint32_t second;
  uint32_t first;
  uint32_t composite;
};

// Hangul syllables are laid out by arithmetic: lead, vowel, optional trail.
constexpr char32_t kSyllableBase = 0xAC00;
constexpr char32_t kLeadBase = 0x1100;
constexpr char32_t kVowelBase = 0x1161;
constexpr char32_t kTrailBase = 0x11A7;  // one before the first: 0 means no trail
constexpr uint32_t kLeads = 19;
constexpr uint32_t kVowels = 21;
constexpr uint32_t kTrails = 28;
constexpr uint32_t kSyllables = kLeads * kVowels * kTrails;

}  // namespace

#include "vm/unicode/composition_tables.inc"

namespace {

constexpr bool IsSyllable(char32_t c) { return c - kSyllableBase < kSyllables; }

/// Calls emit(code point) for the full decomposition of `c`, one level at a time: the database
/// nests them three deep at most.
template <typename Emit>
void ExpandCharacter(char32_t c, bool compatible, const Emit& emit) {
  if (c < 0xA0) return emit(c);
  if (IsSyllable(c)) {
    uint32_t index = c - kSyllableBase;
    emit(kLeadBase + index / (kVowels * kTrails));
    emit(kVowelBase + index / kTrails % kVowels);
    if (index % kTrails != 0) emit(kTrailBase + index % kTrails);
    return;
  }
  Decomposition decomposition = CharDecomposition(c);
  if (decomposition.code_points.empty() || (!compatible && !decomposition.tag.empty())) {
    return emit(c);
  }
  for (uint32_t part : decomposition.code_points) ExpandCharacter(part, compatible, emit);
}

bool IsCompatible(NormalizationForm form) {
  return form == NormalizationForm::kNfkd || form == NormalizationForm::kNfkc;
}

bool ClassLess(char32_t a, char32_t b) { return CombiningClass(a) < CombiningClass(b); }

/// Merges two sorted neighbours in place, equal ones in order.
void MergeByClass(char32_t* first, char32_t* middle, char32_t* last) {
  if (first == middle || middle == last || !ClassLess(*middle, middle[-1])) return;
  if (last - first == 2) return std::swap(*first, *middle);
  char32_t* left = first + (middle - first) / 2;
  char32_t* right = middle + (last - middle) / 2;
  if (middle - first > last - middle) {
    right = std::lower_bound(middle, last, *left, ClassLess);
  } else {
    left = std::upper_bound(first, middle, *right, ClassLess);
  }
  char32_t* new_middle = std::rotate(left, middle, right);
  MergeByClass(first, left, new_middle);
  MergeByClass(new_middle, right, last);
}

/// A stable sort without memory of its own, and no slower than n log^2 n: std::stable_sort
/// allocates, and hostile text is one long run.
void SortByClass(char32_t* first, char32_t* last) {
  if (last - first < 2) return;
  char32_t* middle = first + (last - first) / 2;
  SortByClass(first, middle);
  SortByClass(middle, last);
  MergeByClass(first, middle, last);
}

/// The primary composite of two code points, 0 if there is none.
char32_t ComposePair(char32_t first, char32_t second) {
  if (CharQuickCheck(second, NormalizationForm::kNfc) == QuickCheck::kYes) return 0;
  if (first - kLeadBase < kLeads) {
    if (second - kVowelBase >= kVowels) return 0;
    return kSyllableBase + ((first - kLeadBase) * kVowels + (second - kVowelBase)) * kTrails;
  }
  if (IsSyllable(first) && (first - kSyllableBase) % kTrails == 0) {
    uint32_t trail = second - kTrailBase;
    return trail > 0 && trail < kTrails ? first + trail : 0;
  }
  uint64_t key = uint64_t{second} << 32 | first;
  const Composition* found =
      std::lower_bound(std::begin(kCompositions), std::end(kCompositions), key,
                       [](const Composition& composition, uint64_t wanted) {
                         return (uint64_t{composition.second} << 32 | composition.first) < wanted;
                       });
  bool matches =
      found != std::end(kCompositions) && found->second == second && found->first == first;
  return matches ? found->composite : 0;
}

}  // namespace

void PutInCanonicalOrder(char32_t* text, size_t size) {
  size_t place = 0;
  while (place < size) {
    if (text[place] < 0x300 || CombiningClass(text[place]) == 0) {
      ++place;
      continue;
    }
    size_t end = place + 1;
    while (end < size && CombiningClass(text[end]) != 0) ++end;
    SortByClass(text + place, text + end);
    place = end;
  }
}

template <typename Char>
size_t DecomposedSize(const Char* text, size_t size, NormalizationForm form) {
  size_t total = 0;
  bool compatible = IsCompatible(form);
  for (size_t i = 0; i < size; ++i) {
    ExpandCharacter(text[i], compatible, [&](char32_t) { ++total; });
  }
  return total;
}

template <typename Char>
void Decompose(const Char* text, size_t size, NormalizationForm form, char32_t* out) {
  char32_t* end = out;
  bool compatible = IsCompatible(form);
  for (size_t i = 0; i < size; ++i) {
    ExpandCharacter(text[i], compatible, [&](char32_t c) { *end++ = c; });
  }
  PutInCanonicalOrder(out, end - out);
}

size_t Compose(char32_t* text, size_t size) {
  size_t out = 0;
  size_t starter = 0;
  bool has_starter = false;
  uint8_t last_class = 0;
  for (size_t i = 0; i < size; ++i) {
    char32_t c = text[i];
    uint8_t combining = CombiningClass(c);
    bool reaches = has_starter && (out == starter + 1 || last_class < combining);
    char32_t composite = reaches ? ComposePair(text[starter], c) : 0;
    if (composite != 0) {
      text[starter] = composite;
      continue;
    }
    if (combining == 0) {
      starter = out;
      has_starter = true;
    }
    last_class = combining;
    text[out++] = c;
  }
  return out;
}

template <typename Char>
QuickCheck QuickCheckText(const Char* text, size_t size, NormalizationForm form) {
  QuickCheck result = QuickCheck::kYes;
  uint8_t last_class = 0;
  for (size_t i = 0; i < size; ++i) {
    char32_t c = text[i];
    if (c < 0xA0) {
      last_class = 0;
      continue;
    }
    uint8_t combining = CombiningClass(c);
    if (combining != 0 && combining < last_class) return QuickCheck::kNo;
    last_class = combining;
    result = std::max(result, CharQuickCheck(c, form));
    if (result == QuickCheck::kNo) return result;
  }
  return result;
}

template size_t DecomposedSize(const uint8_t*, size_t, NormalizationForm);
template size_t DecomposedSize(const char16_t*, size_t, NormalizationForm);
template size_t DecomposedSize(const char32_t*, size_t, NormalizationForm);
template void Decompose(const uint8_t*, size_t, NormalizationForm, char32_t*);
template void Decompose(const char16_t*, size_t, NormalizationForm, char32_t*);
template void Decompose(const char32_t*, size_t, NormalizationForm, char32_t*);
template QuickCheck QuickCheckText(const uint8_t*, size_t, NormalizationForm);
template QuickCheck QuickCheckText(const char16_t*, size_t, NormalizationForm);
template QuickCheck QuickCheckText(const char32_t*, size_t, NormalizationForm);

}  // namespace krait
