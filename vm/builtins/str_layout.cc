#include <algorithm>
#include <type_traits>

#include "absl/strings/str_cat.h"
#include "vm/builtins/str_method_functions.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_copy.h"
#include "vm/object/str_writer.h"
#include "vm/unicode/properties.h"

/// Padding and stripping of str.
namespace krait::str_methods {
namespace {

Result<char32_t> FillCharacter(Thread& t, Opt<Value> fill) {
  if (!fill) return U' ';
  if (!Is<Str>(*fill)) {
    return RaiseTypeError(t, absl::StrCat("The fill character must be a unicode character, not ",
                                          TypeName(t, *fill)));
  }
  const Str* text = Cast<Str>(*fill);
  if (text->length() != 1) {
    return RaiseTypeError(t, "The fill character must be exactly one character long");
  }
  return text->At(0);
}

Result<Value> Pad(Thread& t, Str* self, size_t left, size_t right, char32_t fill) {
  if (left == 0 && right == 0) return Str::Exact(t, self);
  const size_t length = self->length();
  if (length == 0 && left + right == 1) return Str::FromCodePoint(t, fill);
  // Both are surely in the result: its width follows.
  const int width = std::max(self->width(), WidthFor(fill));
  if (left > Str::kMaxLength || right > Str::kMaxLength) return RaiseMemoryError(t);
  const bool ascii = (self->is_ascii() || length == 0) && IsAsciiLimit(fill);
  Str* result = TRY(Str::NewUninitialized(t, left + length + right, width, ascii));
  WithWidth(width, const_cast<void*>(result->data()), [&](auto* to) {
    using Char = std::remove_pointer_t<decltype(to)>;
    to = std::fill_n(to, left, static_cast<Char>(fill));
    WithCharacters(self, [&](const auto* from) { CopyCharacters(to, from, length); });
    std::fill_n(to + length, right, static_cast<Char>(fill));
  });
  return result;
}

/// How many characters are missing to `width`.
size_t Missing(const Str* self, int64_t width) {
  const auto length = static_cast<int64_t>(self->length());
  return width > length ? static_cast<size_t>(width - length) : 0;
}

Result<Value> StripBoth(Thread& t, const char* method, Str* self, Value chars, bool left,
                        bool right) {
  if (!chars.IsNone() && !Is<Str>(chars)) {
    return RaiseTypeError(t, absl::StrCat(method, " arg must be None or str"));
  }
  const Str* set = chars.IsNone() ? nullptr : Cast<Str>(chars);
  const auto strips = [&](char32_t c) {
    if (set == nullptr) return IsSpace(c);
    for (size_t i = 0; i < set->length(); ++i) {
      if (set->At(i) == c) return true;
    }
    return false;
  };
  size_t begin = 0;
  size_t end = self->length();
  while (left && begin < end && strips(self->At(begin))) ++begin;
  while (right && end > begin && strips(self->At(end - 1))) --end;
  return Str::Substring(t, self, begin, end);
}

}  // namespace

Result<Value> Center(Thread& t, Str* self, struct Index width, Opt<Value> fill) {
  const char32_t c = TRY(FillCharacter(t, fill));
  const size_t missing = Missing(self, width.value);
  // The odd one goes to the left when the width is odd.
  const size_t left = missing / 2 + (missing & static_cast<size_t>(width.value) & 1);
  return Pad(t, self, left, missing - left, c);
}

Result<Value> Ljust(Thread& t, Str* self, struct Index width, Opt<Value> fill) {
  const char32_t c = TRY(FillCharacter(t, fill));
  return Pad(t, self, 0, Missing(self, width.value), c);
}

Result<Value> Rjust(Thread& t, Str* self, struct Index width, Opt<Value> fill) {
  const char32_t c = TRY(FillCharacter(t, fill));
  return Pad(t, self, Missing(self, width.value), 0, c);
}

Result<Value> Zfill(Thread& t, Str* self, struct Index width) {
  const size_t zeros = Missing(self, width.value);
  const bool has_sign = self->length() > 0 && (self->At(0) == '+' || self->At(0) == '-');
  if (zeros == 0 || !has_sign) return Pad(t, self, zeros, 0, U'0');
  StrWriter writer(t);
  writer.Append(self->At(0));
  writer.Fill(U'0', zeros);
  writer.AppendRange(self, 1, self->length());
  return writer.Finish(t);
}

Result<Value> Expandtabs(Thread& t, Str* self, int tabsize) {
  StrWriter writer(t);
  writer.Reserve(self->length());
  int64_t column = 0;
  for (size_t i = 0; i < self->length(); ++i) {
    const char32_t c = self->At(i);
    if (c == '\t') {
      if (tabsize <= 0) continue;
      const int64_t count = tabsize - column % tabsize;
      writer.Fill(U' ', static_cast<size_t>(count));
      column += count;
    } else {
      writer.Append(c);
      column = c == '\n' || c == '\r' ? 0 : column + 1;
    }
  }
  return writer.Finish(t);
}

Result<Value> Strip(Thread& t, Str* self, Value chars) {
  return StripBoth(t, "strip", self, chars, true, true);
}
Result<Value> Lstrip(Thread& t, Str* self, Value chars) {
  return StripBoth(t, "lstrip", self, chars, true, false);
}
Result<Value> Rstrip(Thread& t, Str* self, Value chars) {
  return StripBoth(t, "rstrip", self, chars, false, true);
}

}  // namespace krait::str_methods
