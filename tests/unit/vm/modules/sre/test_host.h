#pragma once

#include <cstddef>
#include <cstdlib>

#include "vm/modules/sre/host.h"

namespace krait::sre {

/// malloc memory under a limit, and polls that stop an operation after some number of them.
class TestHost final : public Host {
 public:
  void* Resize(void* block, size_t old_bytes, size_t new_bytes) override {
    if (fail_after == 0 || used - old_bytes + new_bytes > limit) return nullptr;
    --fail_after;
    void* grown = std::realloc(block, new_bytes);
    if (grown != nullptr) used += new_bytes - old_bytes;
    if (used > most_used) most_used = used;
    return grown;
  }
  void Free(void* block, size_t bytes) override {
    std::free(block);
    used -= bytes;
  }
  bool Poll() override { return ++polls < stop_at; }

  size_t limit = size_t{1} << 30;
  size_t fail_after = ~size_t{0};  // how many more Resize calls succeed
  size_t used = 0;
  size_t most_used = 0;
  size_t polls = 0;
  size_t stop_at = ~size_t{0};  // the poll that stops
};

}  // namespace krait::sre
