#include "vm/number/format_text.h"

#include <algorithm>
#include <utility>

#include "vm/unicode/utf.h"

namespace krait {
namespace {

const uint8_t* Bytes(const std::string& text) {
  return reinterpret_cast<const uint8_t*>(text.data());
}

bool StartsCodePoint(char byte) { return (byte & 0xC0) != 0x80; }

/// The limit of DecodeScan, also for text with surrogates.
char32_t LimitOf(const std::string& text) {
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

FormattedText::FormattedText(std::string text, size_t pad_place, char32_t fill, Padding padding)
    : text_(std::move(text)),
      text_length_(text_.size()),
      pad_place_(pad_place),
      padding_(padding),
      fill_(fill) {
  if (!text_.empty()) limit_ = LimitOf(text_);
  if (limit_ != 0x7F) text_length_ = std::count_if(text_.begin(), text_.end(), StartsCodePoint);
  if (padding.left + padding.right == 0 || fill <= limit_) return;
  limit_ = fill < 0x100 ? 0xFF : fill < 0x10000 ? 0xFFFF : 0x10FFFF;
}

template <typename Char>
void FormattedText::Write(Char* out) const {
  out = std::copy_n(Bytes(text_), pad_place_, out);
  out = std::fill_n(out, padding_.left, static_cast<Char>(fill_));
  DecodeUtf8(Bytes(text_) + pad_place_, text_.size() - pad_place_, out);
  out += text_length_ - pad_place_;
  std::fill_n(out, padding_.right, static_cast<Char>(fill_));
}

template void FormattedText::Write(uint8_t*) const;
template void FormattedText::Write(char16_t*) const;
template void FormattedText::Write(char32_t*) const;

}  // namespace krait
