#include "vm/builtins/byte_methods.h"
#include "vm/builtins/byte_values.h"
#include "vm/object/byte_writer.h"

/// Case mapping and classification of bytes: ASCII only.
namespace krait::byte_methods {
namespace {

bool IsLowerByte(uint8_t c) { return c >= 'a' && c <= 'z'; }
bool IsUpperByte(uint8_t c) { return c >= 'A' && c <= 'Z'; }
bool IsAlphaByte(uint8_t c) { return IsLowerByte(c) || IsUpperByte(c); }
bool IsDigitByte(uint8_t c) { return c >= '0' && c <= '9'; }
bool IsAlnumByte(uint8_t c) { return IsAlphaByte(c) || IsDigitByte(c); }
bool IsSpaceByte(uint8_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
uint8_t ToUpperByte(uint8_t c) { return IsLowerByte(c) ? c - 32 : c; }
uint8_t ToLowerByte(uint8_t c) { return IsUpperByte(c) ? c + 32 : c; }

template <typename F>
Result<Value> Map(Thread& t, Value self, F map) {
  ByteWriter out(t);
  const ByteSpan bytes = SpanOf(self);
  uint8_t* place = out.Extend(bytes.size());
  if (place == nullptr) return RaiseMemoryError(t);
  for (size_t i = 0; i < bytes.size(); ++i) place[i] = map(bytes[i]);
  return NewLike(t, self, out.span());
}

template <typename F>
bool AllOfSome(Value self, F holds) {
  const ByteSpan bytes = SpanOf(self);
  for (uint8_t c : bytes) {
    if (!holds(c)) return false;
  }
  return !bytes.empty();
}

/// No letter is of the other case, and there are letters.
bool AllCased(Value self, bool (*wanted)(uint8_t), bool (*other)(uint8_t)) {
  bool cased = false;
  for (uint8_t c : SpanOf(self)) {
    if (other(c)) return false;
    cased = cased || wanted(c);
  }
  return cased;
}

}  // namespace

Result<Value> Upper(Thread& t, Value self) { return Map(t, self, ToUpperByte); }
Result<Value> Lower(Thread& t, Value self) { return Map(t, self, ToLowerByte); }

Result<Value> Swapcase(Thread& t, Value self) {
  return Map(t, self, [](uint8_t c) { return IsLowerByte(c) ? ToUpperByte(c) : ToLowerByte(c); });
}

Result<Value> Title(Thread& t, Value self) {
  bool within_word = false;
  return Map(t, self, [&](uint8_t c) {
    const uint8_t mapped = within_word ? ToLowerByte(c) : ToUpperByte(c);
    within_word = IsAlphaByte(c);
    return mapped;
  });
}

Result<Value> Capitalize(Thread& t, Value self) {
  bool first = true;
  return Map(t, self, [&](uint8_t c) {
    const uint8_t mapped = first ? ToUpperByte(c) : ToLowerByte(c);
    first = false;
    return mapped;
  });
}

Result<bool> Isalnum(Thread&, Value self) { return AllOfSome(self, IsAlnumByte); }
Result<bool> Isalpha(Thread&, Value self) { return AllOfSome(self, IsAlphaByte); }
Result<bool> Isdigit(Thread&, Value self) { return AllOfSome(self, IsDigitByte); }
Result<bool> Isspace(Thread&, Value self) { return AllOfSome(self, IsSpaceByte); }
Result<bool> Islower(Thread&, Value self) { return AllCased(self, IsLowerByte, IsUpperByte); }
Result<bool> Isupper(Thread&, Value self) { return AllCased(self, IsUpperByte, IsLowerByte); }

Result<bool> Isascii(Thread&, Value self) {
  return SpanOf(self).empty() || AllOfSome(self, [](uint8_t c) { return c < 0x80; });
}

Result<bool> Istitle(Thread&, Value self) {
  bool cased = false;
  bool within_word = false;
  for (uint8_t c : SpanOf(self)) {
    if ((IsUpperByte(c) && within_word) || (IsLowerByte(c) && !within_word)) return false;
    within_word = IsAlphaByte(c);
    cased = cased || within_word;
  }
  return cased;
}

}  // namespace krait::byte_methods
