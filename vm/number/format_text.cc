#include "vm/number/format_text.h"

#include <algorithm>

#include "vm/unicode/utf.h"

namespace krait {
namespace {

const uint8_t* Bytes(std::string_view text) {
  return reinterpret_cast<const uint8_t*>(text.data());
}

bool StartsCodePoint(char byte) { return (byte & 0xC0) != 0x80; }

/// The limit of DecodeScan, also for text with surrogates.
char32_t LimitOf(std::string_view text) {
  if (text.empty()) return 0x7F;
  uint8_t largest = *std::max_element(Bytes(text), Bytes(text) + text.size());
  if (largest < 0x80) return 0x7F;
  if (largest < 0xC4) return 0xFF;
  return largest < 0xF0 ? 0xFFFF : 0x10FFFF;
}

}  // namespace

Padding PaddingFor(size_t length, int64_t width, char align) {
  if (width < 0 || static_cast<size_t>(width) <= length) return {};
  size_t total = static_cast<size_t>(width) - length;
  switch (align) {
    case '<':
      return {.left = 0, .right = total};
    case '^':
      return {.left = total / 2, .right = total - total / 2};
    default:
      return {.left = total, .right = 0};
  }
}

void FormattedText::Pad(bool is_ascii, size_t pad_place, char32_t fill, int64_t width, char align) {
  const std::string_view text = text_.view();
  text_length_ = text.size();
  limit_ = is_ascii ? 0x7F : LimitOf(text);
  if (limit_ != 0x7F) text_length_ = std::count_if(text.begin(), text.end(), StartsCodePoint);
  pad_place_ = pad_place;
  fill_ = fill;
  padding_ = PaddingFor(text_length_, width, align);
  if (padding_.left + padding_.right == 0 || fill <= limit_) return;
  limit_ = fill < 0x100 ? 0xFF : fill < 0x10000 ? 0xFFFF : 0x10FFFF;
}

template <typename Char>
void FormattedText::Write(Char* out) const {
  const std::string_view text = text_.view();
  out = std::copy_n(Bytes(text), pad_place_, out);
  out = std::fill_n(out, padding_.left, static_cast<Char>(fill_));
  if (text_length_ == text.size()) {
    out = std::copy(Bytes(text) + pad_place_, Bytes(text) + text.size(), out);
  } else {
    DecodeUtf8(Bytes(text) + pad_place_, text.size() - pad_place_, out);
    out += text_length_ - pad_place_;
  }
  std::fill_n(out, padding_.right, static_cast<Char>(fill_));
}

template void FormattedText::Write(uint8_t*) const;
template void FormattedText::Write(char16_t*) const;
template void FormattedText::Write(char32_t*) const;

}  // namespace krait
