#pragma once

#include <sys/uio.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "vm/heap/rooted.h"
#include "vm/object/buffer.h"

namespace krait {

/// Buffers for one system call, held until this dies. On the native stack.
class IoVector {
 public:
  explicit IoVector(Thread& t) : t_(t) {}

  /// TypeError for what is no buffer, BufferError when it must be writable and is not.
  Result<None> Add(Value item, bool writable) {
    held_.push_back(std::make_unique<Buffer>(t_));
    roots_.push_back(item);
    TRY(held_.back()->Take(item, writable ? kBufferWritable : kBufferSimple));
    const auto span = held_.back()->span();
    roots_.push_back(held_.back()->view().owner);
    parts_.push_back({const_cast<uint8_t*>(span.data()), span.size()});
    return None{};
  }
  iovec* data() { return parts_.data(); }
  int size() const { return static_cast<int>(parts_.size()); }

 private:
  Thread& t_;
  RootedVector roots_{t_};
  std::vector<std::unique_ptr<Buffer>> held_;
  std::vector<iovec> parts_;
};

}  // namespace krait
