#include "vm/object/byte_writer.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "vm/heap/heap.h"
#include "vm/heap/thread.h"
#include "vm/object/bytes.h"

namespace krait {

ByteWriter::ByteWriter(Thread& t)
    : max_bytes_(std::min(t.heap().options().limit_bytes, size_t{1} << 48)) {}

ByteWriter::~ByteWriter() {
  if (data_ != inline_) std::free(data_);
}

bool ByteWriter::Grow(size_t size) {
  if (size > max_bytes_) return false;
  void* data = std::malloc(size);
  if (data == nullptr) return false;
  std::memcpy(data, data_, size_);
  if (data_ != inline_) std::free(data_);
  data_ = static_cast<uint8_t*>(data);
  capacity_ = size;
  return true;
}

uint8_t* ByteWriter::Extend(size_t count) {
  if (failed_) return nullptr;
  if (count > capacity_ - size_) {
    const bool fits = count <= max_bytes_;
    const size_t size = fits ? size_ + count : 0;
    // The spare room may be what does not fit.
    failed_ = !fits || (!Grow(size + size / 2) && !Grow(size));
    if (failed_) {
      capacity_ = size_;  // so that every piece comes here
      return nullptr;
    }
  }
  uint8_t* place = data_ + size_;
  size_ += count;
  return place;
}

void ByteWriter::Append(absl::Span<const uint8_t> bytes) {
  uint8_t* place = Extend(bytes.size());
  if (place != nullptr && !bytes.empty()) std::memcpy(place, bytes.data(), bytes.size());
}

void ByteWriter::Fill(uint8_t byte, size_t count) {
  uint8_t* place = Extend(count);
  if (place != nullptr && count != 0) std::memset(place, byte, count);
}

Result<Bytes*> ByteWriter::Finish(Thread& t) {
  if (failed_) return RaiseMemoryError(t);
  return Bytes::From(t, span());
}

}  // namespace krait
