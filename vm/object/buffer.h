#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "vm/core/result.h"
#include "vm/core/value.h"

namespace krait {

class Thread;

/// What a taker of a buffer can cope with.
enum BufferFlag : int {
  kBufferSimple = 0,    // contiguous bytes
  kBufferWritable = 1,  // that can be changed
  kBufferShaped = 2,    // any format, shape and strides
};

/// Memory that an object lets others see: what TypeSlots::buffer fills in. Whoever holds a view
/// keeps `owner` where the collector sees it and calls `release` once.
struct BufferView {
  uint8_t* data = nullptr;
  int64_t size = 0;  // in bytes
  int64_t item_size = 1;
  bool readonly = true;
  const char* format = "B";  // lives as long as the owner
  int dimensions = 1;
  /// As long as the owner. Null: one dimension of size / item_size items, side by side.
  const int64_t* shape = nullptr;
  const int64_t* strides = nullptr;
  Value owner;
  void (*release)(Value owner) = nullptr;  // null: nothing to do
};

/// Fills in a view of plain bytes. BufferError when it must be writable and is not.
Result<None> FillBufferView(Thread& t, Value owner, uint8_t* data, size_t size, bool readonly,
                            int flags, BufferView* out);

bool HasBuffer(Thread& t, Value object);

/// A view for the span of a C++ scope, on the native stack.
class Buffer {
 public:
  explicit Buffer(Thread& t) : t_(t) {}
  ~Buffer() { Release(); }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  /// TypeError "a bytes-like object is required, not 'X'" for what has none.
  Result<None> Take(Value object, int flags = kBufferSimple);
  void Release();

  const BufferView& view() const { return view_; }
  absl::Span<const uint8_t> span() const { return {view_.data, static_cast<size_t>(view_.size)}; }

 private:
  Thread& t_;
  BufferView view_;
};

}  // namespace krait
