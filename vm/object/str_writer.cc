#include "vm/object/str_writer.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "vm/heap/heap.h"
#include "vm/heap/thread.h"
#include "vm/number/format_text.h"
#include "vm/object/str.h"
#include "vm/object/str_copy.h"
#include "vm/unicode/utf.h"

namespace krait {

StrWriter::StrWriter(Thread& t) : max_bytes_(t.heap().options().limit_bytes) {}

StrWriter::~StrWriter() {
  if (data_ != inline_) std::free(data_);
}

bool StrWriter::Resize(size_t capacity, int width) {
  const size_t bytes = capacity * static_cast<size_t>(width);
  uint8_t* data = inline_;
  if (bytes > kInlineBytes || data_ == inline_) {
    data = bytes > max_bytes_ ? nullptr : static_cast<uint8_t*>(std::malloc(bytes));
    if (data == nullptr) return false;
  }
  CopyCharacters(data, width, data_, width_, length_);
  if (data_ != inline_) std::free(data_);
  data_ = data;
  SetWidth(capacity, width);
  return true;
}

void StrWriter::SetWidth(size_t capacity, int width) {
  capacity_ = capacity;
  width_ = width;
  limit_ = width == 1 ? 0xFF : width == 2 ? 0xFFFF : 0xFFFFFFFF;
}

/// Spreads the characters inside the writer, which have room there.
void StrWriter::WidenInPlace(int width) {
  alignas(8) uint8_t narrow[kInlineBytes];
  std::memcpy(narrow, inline_, length_ * static_cast<size_t>(width_));
  CopyCharacters(inline_, width, narrow, width_, length_);
  SetWidth(kInlineBytes / static_cast<size_t>(width), width);
}

bool StrWriter::MakeRoom(size_t count, char32_t largest) {
  if (failed_) return false;
  const size_t length = length_ + count;
  const int width = std::max(width_, WidthFor(largest));
  if (count > Str::kMaxLength || length > Str::kMaxLength) {
    failed_ = true;
  } else if (data_ == inline_ && length <= kInlineBytes / static_cast<size_t>(width)) {
    WidenInPlace(width);
  } else if (length > capacity_ || width > width_) {
    const size_t grown = std::max<size_t>(length + length / 2, kInlineBytes);
    // The spare room may be what does not fit.
    failed_ = !Resize(grown, width) && !Resize(length, width);
  }
  if (failed_) capacity_ = length_;  // so that every character comes here
  return !failed_;
}

void StrWriter::Reserve(size_t length) {
  if (failed_ || length <= capacity_ || length > Str::kMaxLength) return;
  (void)Resize(length, width_);
}

void StrWriter::AppendAscii(std::string_view text) {
  if (!Prepare(text.size(), 0)) return;
  WithWidth(width_, At(length_), [&](auto* to) {
    CopyCharacters(to, reinterpret_cast<const uint8_t*>(text.data()), text.size());
  });
  length_ += text.size();
}

void StrWriter::AppendUtf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  while (true) {
    const size_t ascii = AsciiPrefix(bytes, text.size());
    AppendAscii(text.substr(0, ascii));
    text.remove_prefix(ascii);
    bytes += ascii;
    if (text.empty()) return;
    size_t size = 1;  // of the sequence that starts here
    while (size < text.size() && (bytes[size] & 0xC0) == 0x80) ++size;
    char32_t c;
    DecodeUtf8(bytes, size, &c);
    Append(c);
    text.remove_prefix(size);
    bytes += size;
  }
}

void StrWriter::Append(const Str* str) { AppendRange(str, 0, str->length()); }

void StrWriter::AppendRange(const Str* str, size_t begin, size_t end) {
  const size_t count = end - begin;
  if (str->is_ascii() && width_ == 1) [[likely]] {
    if (count != 0 && Prepare(count, 0)) {
      std::memcpy(data_ + length_, str->data1() + begin, count);
      length_ += count;
    }
    return;
  }
  char32_t all = 0;
  if (!str->is_ascii()) {
    all = WithCharacters(str, [&](const auto* from) { return OrAll(from + begin, count); });
  }
  if (!Prepare(count, all)) return;
  WithCharacters(str, [&](const auto* from) {
    WithWidth(width_, At(length_), [&](auto* to) { CopyCharacters(to, from + begin, count); });
  });
  length_ += count;
  seen_ |= all;
}

void StrWriter::Append(const FormattedText& text) {
  const size_t count = text.length();
  if (!Prepare(count, text.limit())) return;
  switch (width_) {
    case 1:
      text.Write(data_ + length_);
      break;
    case 2:
      text.Write(static_cast<char16_t*>(At(length_)));
      break;
    default:
      text.Write(static_cast<char32_t*>(At(length_)));
  }
  length_ += count;
  seen_ |= text.limit();
}

void StrWriter::Fill(char32_t c, size_t count) {
  if (count == 0 || !Prepare(count, c)) return;
  WithWidth(width_, At(length_), [&](auto* to) {
    std::fill_n(to, count, static_cast<std::remove_pointer_t<decltype(to)>>(c));
  });
  length_ += count;
  seen_ |= c;
}

Result<Str*> StrWriter::Finish(Thread& t) {
  if (failed_) return RaiseMemoryError(t);
  if (length_ == 1)
    return Str::FromCodePoint(t, width_ == 1   ? data_[0]
                                 : width_ == 2 ? *static_cast<uint16_t*>(At(0))
                                               : *static_cast<uint32_t*>(At(0)));
  Str* str = TRY(Str::NewUninitialized(t, length_, width_, IsAsciiLimit(seen_)));
  CopyCharacters(str->data_, width_, data_, width_, length_);
  return str;
}

}  // namespace krait
