#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "vm/core/result.h"

namespace krait {

class FormattedText;
class Str;
class Thread;

/// Builds a str piece by piece: for repr, format, join. Lives on the native stack and keeps the
/// characters in malloc memory of its own, which counts against the heap limit only in Finish (but
/// never grows beyond it). When memory runs out the writer goes quiet, and Finish says so: pieces
/// need no checks.
class StrWriter {
 public:
  explicit StrWriter(Thread& t);
  ~StrWriter();
  StrWriter(const StrWriter&) = delete;
  StrWriter& operator=(const StrWriter&) = delete;

  size_t length() const { return length_; }

  void Append(char32_t c) {
    if (length_ == capacity_ || c > limit_) [[unlikely]] {
      if (!Prepare(1, c)) return;
    }
    Put(length_++, c);
    seen_ |= c;
  }
  void AppendAscii(std::string_view text);
  /// Valid UTF-8.
  void AppendUtf8(std::string_view text);
  void Append(const Str* str);
  /// The characters of `str` from `begin` up to, not including, `end`.
  void AppendRange(const Str* str, size_t begin, size_t end);
  void Append(const FormattedText& text);
  void Fill(char32_t c, size_t count);

  /// Makes room, so that what follows need not grow.
  void Reserve(size_t length);

  /// The str so far. MemoryError when a piece did not fit.
  Result<Str*> Finish(Thread& t);

 private:
  static constexpr size_t kInlineBytes = 256;

  /// Makes room for `count` more characters, none above `largest`; false when there is none.
  bool Prepare(size_t count, char32_t largest) {
    if (count <= capacity_ - length_ && largest <= limit_) [[likely]]
      return !failed_;
    return MakeRoom(count, largest);
  }
  bool MakeRoom(size_t count, char32_t largest);
  bool Resize(size_t capacity, int width);
  void WidenInPlace(int width);
  void SetWidth(size_t capacity, int width);
  void* At(size_t index) { return data_ + index * width_; }
  void Put(size_t index, char32_t c) {
    if (width_ == 1) {
      data_[index] = static_cast<uint8_t>(c);
    } else if (width_ == 2) {
      reinterpret_cast<uint16_t*>(data_)[index] = static_cast<uint16_t>(c);
    } else {
      reinterpret_cast<uint32_t*>(data_)[index] = c;
    }
  }

  uint8_t* data_ = inline_;
  size_t length_ = 0;
  size_t capacity_ = kInlineBytes;  // in characters
  size_t max_bytes_;
  char32_t limit_ = 0xFF;  // the largest character of the present width
  char32_t seen_ = 0;      // all characters or'ed
  int width_ = 1;
  bool failed_ = false;
  alignas(8) uint8_t inline_[kInlineBytes];
};

}  // namespace krait
