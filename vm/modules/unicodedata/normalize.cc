#include "vm/modules/unicodedata/normalize.h"

#include "vm/object/bytes.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/unicode/normalization.h"
#include "vm/unicode/ucd_3_2.h"

namespace krait::unicodedata {
namespace {

/// Calls f with the characters as an array of the types that normalization knows.
template <typename F>
decltype(auto) WithCodeUnits(const Str* text, F f) {
  switch (text->width()) {
    case 1:
      return f(text->data1());
    case 2:
      return f(reinterpret_cast<const char16_t*>(text->data2()));
    default:
      return f(reinterpret_cast<const char32_t*>(text->data4()));
  }
}

/// A decomposition in the making: its characters in heap memory that nobody else knows.
struct Characters {
  char32_t* data;
  size_t size;
};

Result<Characters> NewCharacters(Thread& t, size_t size) {
  RawArray* array = TRY(RawArray::New(t, size * sizeof(char32_t)));
  return Characters{reinterpret_cast<char32_t*>(array->data()), size};
}

Result<Characters> DecomposeNow(Thread& t, const Str* text, NormalizationForm form) {
  const size_t length = text->length();
  const size_t size =
      WithCodeUnits(text, [&](const auto* from) { return DecomposedSize(from, length, form); });
  const Characters result = TRY(NewCharacters(t, size));
  WithCodeUnits(text, [&](const auto* from) { Decompose(from, length, form, result.data); });
  return result;
}

/// One character by Unicode 3.2, not in canonical order yet: writes to `out` unless that is null,
/// and returns how many.
size_t DecomposeOld(char32_t c, NormalizationForm form, char32_t* out) {
  if (const char32_t mistaken = unicode_3_2::MistakenDecomposition(c)) c = mistaken;
  if (!unicode_3_2::IsKnown(c)) {
    if (out != nullptr) *out = c;
    return 1;
  }
  if (out != nullptr) Decompose(&c, 1, form, out);
  return DecomposedSize(&c, 1, form);
}

Result<Characters> DecomposeByOld(Thread& t, const Str* text, NormalizationForm form) {
  size_t size = 0;
  for (size_t i = 0; i < text->length(); ++i) size += DecomposeOld(text->At(i), form, nullptr);
  const Characters result = TRY(NewCharacters(t, size));
  size_t at = 0;
  for (size_t i = 0; i < text->length(); ++i) {
    at += DecomposeOld(text->At(i), form, result.data + at);
  }
  PutInCanonicalOrder(result.data, size);
  return result;
}

QuickCheck Check(const Str* text, NormalizationForm form, bool old) {
  if (text->length() == 0 || text->is_ascii()) return QuickCheck::kYes;
  if (old) return QuickCheck::kMaybe;
  return WithCodeUnits(text, [&](const auto* characters) {
    return QuickCheckText(characters, text->length(), form);
  });
}

Result<Str*> NormalizeAnyway(Thread& t, Str* text, NormalizationForm form, bool old) {
  Characters result = TRY(old ? DecomposeByOld(t, text, form) : DecomposeNow(t, text, form));
  if (IsComposing(form)) result.size = Compose(result.data, result.size);
  return Str::FromCodePoints(t, {result.data, result.size});
}

}  // namespace

Result<Str*> Normalize(Thread& t, Str* text, NormalizationForm form, bool old) {
  if (Check(text, form, old) == QuickCheck::kYes) return text;
  return NormalizeAnyway(t, text, form, old);
}

Result<bool> IsNormalized(Thread& t, Str* text, NormalizationForm form, bool old) {
  const QuickCheck check = Check(text, form, old);
  if (check != QuickCheck::kMaybe) return check == QuickCheck::kYes;
  const Str* normalized = TRY(NormalizeAnyway(t, text, form, old));
  return normalized->Equals(text);
}

}  // namespace krait::unicodedata
