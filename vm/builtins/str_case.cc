#include "vm/builtins/str_method_functions.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/unicode/properties.h"

/// Case mapping of str, by the full mappings of Unicode.
namespace krait::str_methods {
namespace {

uint8_t AsciiUpper(uint8_t c) { return c >= 'a' && c <= 'z' ? c - 32 : c; }
uint8_t AsciiLower(uint8_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }

/// map(characters, index, out) gives the code points that stand for one character.
template <typename F>
Result<Value> MapAll(Thread& t, const Str* self, F map) {
  StrWriter writer(t);
  writer.Reserve(self->length());
  WithCharacters(self, [&](const auto* characters) {
    char32_t mapped[kMaxCaseMapping];
    for (size_t i = 0; i < self->length(); ++i) {
      const size_t count = map(characters, i, mapped);
      for (size_t k = 0; k < count; ++k) writer.Append(mapped[k]);
    }
  });
  return writer.Finish(t);
}

/// ASCII text maps byte by byte.
template <typename F>
Result<Value> MapAscii(Thread& t, const Str* self, F map) {
  Str* result = TRY(Str::NewUninitialized(t, self->length(), 1, true));
  auto* out = static_cast<uint8_t*>(const_cast<void*>(result->data()));
  const uint8_t* in = self->data1();
  for (size_t i = 0; i < self->length(); ++i) out[i] = map(in[i]);
  return result;
}

template <typename Char>
size_t LowerAt(const Char* text, size_t size, size_t index, char32_t* out) {
  if (text[index] != kCapitalSigma) return ToLower(text[index], out);
  out[0] = LowerSigma(text, size, index);
  return 1;
}

}  // namespace

Result<Value> Upper(Thread& t, Str* self) {
  if (self->is_ascii()) return MapAscii(t, self, AsciiUpper);
  return MapAll(t, self,
                [](const auto* text, size_t i, char32_t* out) { return ToUpper(text[i], out); });
}

Result<Value> Lower(Thread& t, Str* self) {
  if (self->is_ascii()) return MapAscii(t, self, AsciiLower);
  return MapAll(t, self, [self](const auto* text, size_t i, char32_t* out) {
    return LowerAt(text, self->length(), i, out);
  });
}

Result<Value> Casefold(Thread& t, Str* self) {
  if (self->is_ascii()) return MapAscii(t, self, AsciiLower);
  return MapAll(t, self,
                [](const auto* text, size_t i, char32_t* out) { return ToFolded(text[i], out); });
}

Result<Value> Title(Thread& t, Str* self) {
  bool within_word = false;
  return MapAll(t, self, [&](const auto* text, size_t i, char32_t* out) {
    const size_t count =
        within_word ? LowerAt(text, self->length(), i, out) : ToTitle(text[i], out);
    within_word = IsCased(text[i]);
    return count;
  });
}

Result<Value> Capitalize(Thread& t, Str* self) {
  return MapAll(t, self, [&](const auto* text, size_t i, char32_t* out) {
    return i == 0 ? ToTitle(text[i], out) : LowerAt(text, self->length(), i, out);
  });
}

Result<Value> Swapcase(Thread& t, Str* self) {
  return MapAll(t, self, [&](const auto* text, size_t i, char32_t* out) {
    if (IsUpper(text[i])) return LowerAt(text, self->length(), i, out);
    if (IsLower(text[i])) return ToUpper(text[i], out);
    out[0] = text[i];
    return size_t{1};
  });
}

}  // namespace krait::str_methods
