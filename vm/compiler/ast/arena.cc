#include "vm/compiler/ast/arena.h"

#include <algorithm>
#include <new>
#include <utility>

namespace krait::compiler {

void* Arena::Allocate(size_t size) {
  constexpr size_t kChunk = size_t{64} << 10;
  size = (size + 7) & ~size_t{7};
  if (size > static_cast<size_t>(end_ - next_)) {
    const size_t bytes = std::max(size, kChunk);
    std::unique_ptr<uint64_t[]> chunk(new (std::nothrow) uint64_t[bytes / 8]());
    if (chunk == nullptr) return nullptr;
    next_ = reinterpret_cast<char*>(chunk.get());
    end_ = next_ + bytes;
    size_ += bytes;
    chunks_.push_back(std::move(chunk));
  }
  return std::exchange(next_, next_ + size);
}

}  // namespace krait::compiler
