#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "absl/types/span.h"
#include "vm/core/result.h"

namespace krait {

class Bytes;
class Thread;

/// Builds bytes piece by piece, as StrWriter builds text: in malloc memory of its own that never
/// grows beyond the heap limit. When memory runs out the writer goes quiet, and Finish says so.
class ByteWriter {
 public:
  explicit ByteWriter(Thread& t);
  ~ByteWriter();
  ByteWriter(const ByteWriter&) = delete;
  ByteWriter& operator=(const ByteWriter&) = delete;

  size_t size() const { return size_; }
  bool failed() const { return failed_; }
  absl::Span<const uint8_t> span() const { return {data_, size_}; }

  /// Room for `count` more bytes, to be filled at once; null when there is none.
  uint8_t* Extend(size_t count);
  void Append(uint8_t byte) {
    if (size_ < capacity_) [[likely]] {
      data_[size_++] = byte;
    } else if (uint8_t* place = Extend(1)) {
      *place = byte;
    }
  }
  void Append(absl::Span<const uint8_t> bytes);
  void Append(std::string_view bytes) {
    Append({reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()});
  }
  void Fill(uint8_t byte, size_t count);
  /// Gives up what is behind the first `size` bytes.
  void Truncate(size_t size) {
    if (size < size_) size_ = size;
  }

  /// The bytes so far. MemoryError when a piece did not fit.
  Result<Bytes*> Finish(Thread& t);

 private:
  static constexpr size_t kInlineBytes = 256;

  bool Grow(size_t size);

  uint8_t* data_ = inline_;
  size_t size_ = 0;
  size_t capacity_ = kInlineBytes;
  size_t max_bytes_;
  bool failed_ = false;
  uint8_t inline_[kInlineBytes];
};

}  // namespace krait
