#include "vm/modules/io/bytes_io.h"

#include <algorithm>
#include <cstring>

#include "vm/heap/marker.h"
#include "vm/object/exception.h"
#include "vm/object/vm.h"

namespace krait {

const NativeClass BytesIO::kClass = {"_io.BytesIO", &BytesIO::TraceBytes, nullptr};

void BytesIO::TraceBytes(Object* object, Marker& marker) {
  auto* stream = static_cast<BytesIO*>(object);
  marker.Visit(stream->storage_);
  marker.Visit(stream->value_);
}

Result<Value> BytesIO::New(Thread& t, Type* cls, Args) { return NewNative<BytesIO>(t, cls); }

void BytesIO::Reset() {
  storage_.Store(this, nullptr);
  value_.Store(this, nullptr);
  size_ = position_ = 0;
  closed_ = false;
}

absl::Span<const uint8_t> BytesIO::content() const {
  if (RawArray* storage = storage_.Load()) return {storage->data(), size_};
  if (const Bytes* value = value_.Load()) return value->span();
  return {};
}

absl::Span<const uint8_t> BytesIO::Take(int64_t limit) {
  if (position_ >= size_) return {};
  size_t count = size_ - position_;
  if (limit >= 0) count = std::min(count, static_cast<size_t>(limit));
  const absl::Span<const uint8_t> taken = content().subspan(position_, count);
  position_ += count;
  return taken;
}

absl::Span<const uint8_t> BytesIO::TakeLine(int64_t limit) {
  if (position_ >= size_) return {};
  const absl::Span<const uint8_t> rest = content().subspan(position_);
  size_t count = rest.size();
  if (limit >= 0) count = std::min(count, static_cast<size_t>(limit));
  const void* newline = count == 0 ? nullptr : std::memchr(rest.data(), '\n', count);
  if (newline != nullptr) {
    count = static_cast<size_t>(static_cast<const uint8_t*>(newline) - rest.data()) + 1;
  }
  position_ += count;
  return rest.subspan(0, count);
}

/// Room for `capacity` bytes in storage of its own, with the content in it.
Result<None> BytesIO::Reserve(Thread& t, size_t capacity) {
  RawArray* old = storage_.Load();
  if (old != nullptr && old->capacity() >= capacity) return None{};
  if (old != nullptr) capacity = std::max(capacity, old->capacity() + old->capacity() / 2);
  RawArray* grown = TRY(RawArray::New(t, std::max<size_t>(capacity, 64)));
  const absl::Span<const uint8_t> present = content();
  if (!present.empty()) std::memcpy(grown->data(), present.data(), present.size());
  storage_.Store(this, grown);
  return None{};
}

Result<None> BytesIO::Write(Thread& t, absl::Span<const uint8_t> bytes) {
  if (bytes.empty()) return None{};
  if (position_ > SIZE_MAX / 2 - bytes.size())
    return RaiseOverflowError(t, "new buffer size too large");
  const size_t end = position_ + bytes.size();
  TRY(Reserve(t, std::max(end, size_)));
  value_.Store(this, nullptr);
  uint8_t* data = storage_.Load()->data();
  // What a seek left out is zero.
  if (position_ > size_) std::memset(data + size_, 0, position_ - size_);
  std::memmove(data + position_, bytes.data(), bytes.size());
  position_ = end;
  size_ = std::max(size_, end);
  return None{};
}

Result<None> BytesIO::Truncate(Thread& t, size_t size) {
  if (size >= size_) return None{};
  TRY(Reserve(t, size));
  value_.Store(this, nullptr);
  size_ = size;
  return None{};
}

void BytesIO::Adopt(Bytes* bytes) {
  storage_.Store(this, nullptr);
  value_.Store(this, bytes);
  size_ = bytes->size();
}

Result<Bytes*> BytesIO::GetValue(Thread& t) {
  // A view may change the content behind our back.
  const bool stable = exports_.load(std::memory_order_relaxed) == 0;
  Bytes* value = value_.Load();
  if (value != nullptr && stable) return value;
  value = TRY(Bytes::From(t, content()));
  if (stable) value_.Store(this, value);
  return value;
}

Result<uint8_t*> BytesIO::MutableData(Thread& t) {
  TRY(Reserve(t, size_));
  value_.Store(this, nullptr);
  return storage_.Load()->data();
}

Result<None> BytesIO::CheckExports(Thread& t) const {
  if (exports_.load(std::memory_order_relaxed) == 0) return None{};
  return Raise(t, &BuiltinTypes::BufferError,
               "Existing exports of data: object cannot be re-sized");
}

}  // namespace krait
