#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace krait::compiler {

/// Memory for what one compilation makes, freed as a whole. Nothing in it is destroyed.
class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  /// Zeroed, 8-byte aligned; null when there is no memory.
  void* Allocate(size_t size);

  /// Bytes taken from the system.
  size_t size() const { return size_; }

 private:
  std::vector<std::unique_ptr<uint64_t[]>> chunks_;
  char* next_ = nullptr;
  char* end_ = nullptr;
  size_t size_ = 0;
};

}  // namespace krait::compiler
