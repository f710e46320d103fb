#pragma once

#include <atomic>
#include <cstdint>
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

/// A Python bytes: immutable. Like Str, a concatenation may share an over-allocated buffer.
class Bytes : public Object {
 public:
  static constexpr Layout kLayout = Layout::kBytes;

  static Result<Bytes*> NewUninitialized(Thread& t, size_t size);
  static Result<Bytes*> From(Thread& t, absl::Span<const uint8_t> bytes);
  static Result<Bytes*> From(Thread& t, std::string_view bytes) {
    return From(t, {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()});
  }
  /// An instance of `cls`, a bytes subclass.
  static Result<Bytes*> NewOfType(Thread& t, Type* cls, absl::Span<const uint8_t> value);
  /// `bytes` itself if it is exactly a bytes, else a copy that is.
  static Result<Bytes*> Exact(Thread& t, Bytes* bytes);
  static Result<Bytes*> Concat(Thread& t, Bytes* left, Bytes* right);

  size_t size() const { return size_; }
  const uint8_t* data() const { return data_; }
  /// Only before Python can see the object.
  uint8_t* mutable_data() { return data_; }
  absl::Span<const uint8_t> span() const { return {data_, size_}; }
  std::string_view view() const { return {reinterpret_cast<const char*>(data_), size_}; }
  int64_t Hash(Thread& t);

  void Trace(Marker& marker);

 private:
  static constexpr uint8_t kShared = 32;
  void Initialize(size_t size);
  Field<StrBuffer*>& buffer() { return *reinterpret_cast<Field<StrBuffer*>*>(this + 1); }

  size_t size_;
  std::atomic<int64_t> hash_;
  uint8_t* data_;
};

/// Raw bytes in the heap that Python never sees: the storage of bytearray and array.
class RawArray : public Object {
 public:
  static constexpr Layout kLayout = Layout::kRawArray;
  /// Zeroed.
  static Result<RawArray*> New(Thread& t, size_t capacity);
  size_t capacity() const { return capacity_; }
  uint8_t* data() { return reinterpret_cast<uint8_t*>(this + 1); }

 private:
  size_t capacity_;
};

}  // namespace krait
