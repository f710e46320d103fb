#include <utility>

#include "vm/builtins/str_method_functions.h"
#include "vm/object/str.h"
#include "vm/object/str_copy.h"
#include "vm/object/str_writer.h"
#include "vm/unicode/properties.h"

/// Case mapping of str, by the full mappings of Unicode.
namespace krait::str_methods {
namespace {

uint8_t AsciiUpper(uint8_t c) { return c >= 'a' && c <= 'z' ? c - 32 : c; }
uint8_t AsciiLower(uint8_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }

bool IsAsciiLetter(uint8_t c) { return AsciiUpper(c) != AsciiLower(c); }

/// MapAll where each character becomes one that needs no more and no less room, as nearly always;
/// else Unbound.
template <typename F>
Result<Value> MapOneByOne(Thread& t, const Str* self, F map) {
  const size_t length = self->length();
  if (length < 2) return Value::Unbound();
  const int width = self->width();
  Str* result = TRY(Str::NewUninitialized(t, length, width, self->is_ascii()));
  char32_t all = 0;
  const bool done = WithCharacters(self, [&](const auto* characters) {
    using Char = std::remove_const_t<std::remove_pointer_t<decltype(characters)>>;
    auto* to = static_cast<Char*>(const_cast<void*>(result->data()));
    char32_t mapped[kMaxCaseMapping];
    for (size_t i = 0; i < length; ++i) {
      if (map(characters, i, mapped) != 1) return false;
      all |= mapped[0];
      to[i] = static_cast<Char>(mapped[0]);
    }
    return true;
  });
  if (!done || WidthFor(all) != width || IsAsciiLimit(all) != self->is_ascii()) {
    return Value::Unbound();
  }
  return result;
}

/// map(characters, index, out) gives the code points that stand for one character. It is asked from
/// index 0 on, perhaps twice.
template <typename F>
Result<Value> MapAll(Thread& t, const Str* self, F map) {
  const Value quick = TRY(MapOneByOne(t, self, map));
  if (!quick.IsUnbound()) return quick;
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
  if (text[index] < 0x80) {
    out[0] = AsciiLower(static_cast<uint8_t>(text[index]));
    return 1;
  }
  if (text[index] != kCapitalSigma) return ToLower(text[index], out);
  out[0] = LowerSigma(text, size, index);
  return 1;
}

}  // namespace

Result<Value> Upper(Thread& t, Str* self) {
  if (self->is_ascii()) return MapAscii(t, self, AsciiUpper);
  return MapAll(t, self, [](const auto* text, size_t i, char32_t* out) {
    if (text[i] >= 0x80) return ToUpper(text[i], out);
    out[0] = AsciiUpper(static_cast<uint8_t>(text[i]));
    return size_t{1};
  });
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
  if (self->is_ascii()) {
    return MapAscii(t, self, [&](uint8_t c) {
      const uint8_t mapped = within_word ? AsciiLower(c) : AsciiUpper(c);
      within_word = IsAsciiLetter(c);
      return mapped;
    });
  }
  return MapAll(t, self, [&](const auto* text, size_t i, char32_t* out) {
    if (i == 0) within_word = false;
    const size_t count =
        within_word ? LowerAt(text, self->length(), i, out) : ToTitle(text[i], out);
    within_word = IsCased(text[i]);
    return count;
  });
}

Result<Value> Capitalize(Thread& t, Str* self) {
  if (self->is_ascii()) {
    bool first = true;
    return MapAscii(t, self, [&](uint8_t c) {
      return std::exchange(first, false) ? AsciiUpper(c) : AsciiLower(c);
    });
  }
  return MapAll(t, self, [&](const auto* text, size_t i, char32_t* out) {
    return i == 0 ? ToTitle(text[i], out) : LowerAt(text, self->length(), i, out);
  });
}

Result<Value> Swapcase(Thread& t, Str* self) {
  if (self->is_ascii()) {
    return MapAscii(t, self, [](uint8_t c) -> uint8_t { return IsAsciiLetter(c) ? c ^ 0x20 : c; });
  }
  return MapAll(t, self, [&](const auto* text, size_t i, char32_t* out) {
    if (IsUpper(text[i])) return LowerAt(text, self->length(), i, out);
    if (IsLower(text[i])) return ToUpper(text[i], out);
    out[0] = text[i];
    return size_t{1};
  });
}

}  // namespace krait::str_methods
