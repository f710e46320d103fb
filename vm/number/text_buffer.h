#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace krait {

/// Text under construction: in place while it is short, as the texts of numbers are, else in a
/// std::string.
class TextBuffer {
 public:
  TextBuffer() = default;
  TextBuffer(const TextBuffer&) = delete;
  TextBuffer& operator=(const TextBuffer&) = delete;

  size_t size() const { return heap_.empty() ? size_ : heap_.size(); }
  std::string_view view() const { return {data(), size()}; }

  void Clear() {
    size_ = 0;
    heap_.clear();
  }
  void Append(char c) { *Extend(1) = c; }
  void Append(std::string_view text) {
    if (!text.empty()) std::memcpy(Extend(text.size()), text.data(), text.size());
  }
  void Fill(char c, size_t count) {
    if (count != 0) std::memset(Extend(count), c, count);
  }
  /// Room for `count` more characters, at least one, to be filled before anything else is added.
  char* Extend(size_t count) {
    const size_t size = this->size();
    if (count <= kInlineSize - size_ && heap_.empty()) [[likely]] {
      size_ += count;
      return inline_ + size;
    }
    if (heap_.empty()) {
      heap_.reserve(size + count);
      heap_.assign(inline_, size);
    }
    heap_.resize(size + count);
    return heap_.data() + size;
  }
  /// Gives up what is behind the first `size` characters.
  void Truncate(size_t size) {
    if (heap_.empty()) {
      size_ = size;
    } else {
      heap_.resize(size);
      if (size == 0) size_ = 0;
    }
  }

 private:
  static constexpr size_t kInlineSize = 64;

  const char* data() const { return heap_.empty() ? inline_ : heap_.data(); }

  size_t size_ = 0;  // of what is in inline_, while heap_ is empty
  std::string heap_;
  char inline_[kInlineSize];
};

}  // namespace krait
