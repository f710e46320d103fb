#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "vm/core/object.h"
#include "vm/core/result.h"

namespace krait {

class Thread;

/// Characters or bytes shared along a chain of concatenations, so that repeated `s += t` is linear
/// in the end. Its front is taken by strings that all begin at data(); only the one that ends at
/// the fill mark can be extended in place, and the mark moves by compare-and-swap, so that what is
/// below it never changes again.
class StrBuffer : public Object {
 public:
  static constexpr Layout kLayout = Layout::kStrBuffer;
  /// A shorter result, in bytes, is copied at once rather than given a buffer.
  static constexpr size_t kMinResult = 256;

  /// A buffer for a result of `size` bytes, which count as filled, with room for more: little, or
  /// much if the result is `chained` to a concatenation before.
  static Result<StrBuffer*> New(Thread& t, size_t size, bool chained);

  uint8_t* data() { return reinterpret_cast<uint8_t*>(this + 1); }
  size_t capacity() const { return capacity_; }

  /// Takes the `added` bytes at `end` if the fill mark is there and there is room for them.
  bool Extend(const void* end, size_t added);

 private:
  size_t capacity_;
  std::atomic<size_t> fill_;
};

}  // namespace krait
