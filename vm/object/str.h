#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/types/span.h"
#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"

namespace krait {

class Marker;
class StrBuffer;
class Thread;
class Type;

/// A Python str: immutable code points stored in 1, 2 or 4 bytes each, the narrowest that holds
/// them all. Characters lie inside the cell, or in a StrBuffer shared along a chain of `s += t`.
class Str : public Object {
 public:
  static constexpr Layout kLayout = Layout::kStr;
  /// Longest str in code points; a request beyond it raises MemoryError.
  static constexpr size_t kMaxLength = size_t{1} << 46;

  /// Uninitialised characters of `width` bytes (1, 2, 4) for the caller to fill at once; the
  /// caller guarantees that some character needs that width, and says whether all are ASCII.
  static Result<Str*> NewUninitialized(Thread& t, size_t length, int width, bool ascii);
  /// From UTF-8 that is known to be valid (C++ literals, already checked text).
  static Result<Str*> FromUtf8(Thread& t, std::string_view utf8);
  static Result<Str*> FromLatin1(Thread& t, std::string_view bytes);
  /// Narrows to the smallest width that holds every code point. Surrogates are allowed.
  static Result<Str*> FromCodePoints(Thread& t, absl::Span<const char32_t> code_points);
  static Result<Str*> FromCodePoint(Thread& t, char32_t code_point);
  /// An instance of `cls`, a str subclass, with the characters of `value`.
  static Result<Str*> NewOfType(Thread& t, Type* cls, const Str* value);
  /// `str` itself if it is exactly a str, else a copy that is.
  static Result<Str*> Exact(Thread& t, Str* str);
  /// `begin` <= `end` <= length.
  static Result<Str*> Substring(Thread& t, Str* str, size_t begin, size_t end);
  /// Amortised linear when `left` is the last string of its buffer.
  static Result<Str*> Concat(Thread& t, Str* left, Str* right);

  size_t length() const { return length_; }
  int width() const { return flags() & kWidthMask; }
  bool is_ascii() const { return (flags() & kAscii) != 0; }
  bool is_interned() const { return (flags() & kInterned) != 0; }
  const void* data() const { return data_; }
  const uint8_t* data1() const { return static_cast<const uint8_t*>(data_); }
  const uint16_t* data2() const { return static_cast<const uint16_t*>(data_); }
  const uint32_t* data4() const { return static_cast<const uint32_t*>(data_); }
  size_t byte_size() const { return length_ * width(); }
  char32_t At(size_t index) const {
    return width() == 1 ? data1()[index] : width() == 2 ? data2()[index] : data4()[index];
  }
  /// Only of ASCII strings.
  std::string_view AsciiView() const { return {static_cast<const char*>(data_), length_}; }
  /// For messages: UTF-8, lone surrogates as \udcxx text.
  std::string ToUtf8() const;

  /// CPython's hash of the same string under the VM's hash secret. Cached.
  int64_t Hash(Thread& t);
  bool Equals(const Str* other) const;
  bool EqualsAscii(std::string_view ascii) const;
  /// Code point order: negative, zero or positive.
  static int Compare(const Str* a, const Str* b);

  /// The VM's one string with these characters. (An instance of a subclass gives a plain str;
  /// should there be no memory for it, the instance itself.)
  static Str* Intern(Thread& t, Str* str);
  static Result<Str*> InternUtf8(Thread& t, std::string_view utf8);

  void Trace(Marker& marker);

 private:
  friend class StrWriter;
  friend class InternTable;
  static constexpr uint8_t kWidthMask = 7;
  static constexpr uint8_t kAscii = 8;
  static constexpr uint8_t kInterned = 16;
  static constexpr uint8_t kShared = 32;  // data_ points into buffer(), not into this cell

  /// A str of these one-byte characters.
  static Result<Str*> NewNarrow(Thread& t, std::string_view bytes, bool ascii);
  /// A str without characters yet, to be pointed into a buffer.
  static Result<Str*> NewShared(Thread& t, size_t length, int width, bool ascii);
  void Initialize(size_t length, int width, bool ascii);
  Field<StrBuffer*>& buffer() { return *reinterpret_cast<Field<StrBuffer*>*>(this + 1); }

  size_t length_;
  std::atomic<int64_t> hash_;  // 0: not computed yet (no hash is 0 but the empty string's)
  void* data_;
};

/// Runs `f` with a typed pointer to the characters: f(const uint8_t*), f(const uint16_t*) or
/// f(const uint32_t*).
template <typename F>
decltype(auto) WithCharacters(const Str* str, F f) {
  switch (str->width()) {
    case 1:
      return f(str->data1());
    case 2:
      return f(str->data2());
    default:
      return f(str->data4());
  }
}

}  // namespace krait
