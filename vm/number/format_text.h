#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "vm/number/text_buffer.h"

namespace krait {

/// Fills on either side of something formatted.
struct Padding {
  size_t left = 0;
  size_t right = 0;
};

/// The padding that brings `length` to `width` (negative: none wanted): all on the right for align
/// '<', split for '^', otherwise on the left.
Padding PaddingFor(size_t length, int64_t width, char align);

/// A rendered value whose padding is not yet spelled out, so that the caller can check the length
/// and write the text where it shall go.
class FormattedText {
 public:
  FormattedText() = default;

  /// Empties it, for its text to be appended: UTF-8 (lone surrogates are encoded like any other
  /// code point). A call of Pad must follow.
  TextBuffer& Begin() {
    text_.Clear();
    return text_;
  }
  /// Ends the text. `is_ascii` says that all of it is known to be ASCII. The left padding goes in
  /// at `pad_place`, a byte offset with only ASCII before it.
  void Pad(bool is_ascii, size_t pad_place, char32_t fill, int64_t width, char align);

  /// In code points. Does not overflow, since widths have 63 bits.
  size_t length() const { return text_length_ + padding_.left + padding_.right; }
  /// No code point is above this: 0x7F, 0xFF, 0xFFFF or 0x10FFFF, the least that holds.
  char32_t limit() const { return limit_; }

  /// Writes length() code points. Char is uint8_t, char16_t or char32_t, and holds limit().
  template <typename Char>
  void Write(Char* out) const;

 private:
  TextBuffer text_;
  size_t text_length_ = 0;
  size_t pad_place_ = 0;
  Padding padding_;
  char32_t fill_ = ' ';
  char32_t limit_ = 0x7F;
};

}  // namespace krait
