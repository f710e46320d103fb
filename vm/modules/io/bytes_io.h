#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "vm/core/field.h"
#include "vm/core/result.h"
#include "vm/object/args.h"
#include "vm/object/bytes.h"
#include "vm/object/native_object.h"

namespace krait {

/// _io.BytesIO: a stream over bytes in memory. Each method holds the object's lock while it works.
class BytesIO : public NativeObject {
 public:
  static const NativeClass kClass;

  static Result<Value> New(Thread& t, Type* cls, Args args);
  /// Empty and open, at the start.
  void Reset();

  bool closed() const { return closed_; }
  size_t size() const { return size_; }
  size_t position() const { return position_; }
  void set_position(size_t position) { position_ = position; }
  void Close() {
    Reset();
    closed_ = true;
  }

  // The caller holds the lock and has checked that the stream is open.
  absl::Span<const uint8_t> content() const;
  /// The bytes from the position on, at most `limit` (negative: all); moves the position.
  absl::Span<const uint8_t> Take(int64_t limit);
  absl::Span<const uint8_t> TakeLine(int64_t limit);
  Result<None> Write(Thread& t, absl::Span<const uint8_t> bytes);
  Result<None> Truncate(Thread& t, size_t size);
  /// The content becomes `bytes`, without a copy.
  void Adopt(Bytes* bytes);
  Result<Bytes*> GetValue(Thread& t);
  /// Memory that views can change.
  Result<uint8_t*> MutableData(Thread& t);

  Result<None> CheckExports(Thread& t) const;
  void AddExport() { exports_.fetch_add(1, std::memory_order_relaxed); }
  void RemoveExport() { exports_.fetch_sub(1, std::memory_order_relaxed); }

 private:
  static void TraceBytes(Object* object, Marker& marker);
  Result<None> Reserve(Thread& t, size_t capacity);

  Field<RawArray*> storage_;  // null: the content is value_'s, or empty
  Field<Bytes*> value_;       // null, or a bytes equal to the content
  size_t size_;
  size_t position_;  // may be beyond the end
  std::atomic<int64_t> exports_;
  bool closed_;
};

}  // namespace krait
