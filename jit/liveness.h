#pragma once

#include <vector>

#include "jit/trace.h"

namespace krait::jit {

/// How long values are needed.
class Liveness {
 public:
  explicit Liveness(const Trace& trace);

  /// The last step that uses the value, or the number of steps if the loop does when it goes on;
  /// the value's own step if none does.
  uint32_t LastUse(ValueId value) const { return last_use_[value]; }
  /// The next use at or behind step `at`; UINT32_MAX if there is none.
  uint32_t NextUse(ValueId value, uint32_t at) const;

 private:
  void Use(ValueId value, uint32_t at);
  void Add(ValueId value, uint32_t at, uint32_t needed_until);

  const Trace& trace_;
  std::vector<uint32_t> last_use_;
  std::vector<std::vector<uint32_t>> uses_;
};

}  // namespace krait::jit
