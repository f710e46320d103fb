#pragma once

#include <cstdint>

#include "absl/types/span.h"

namespace krait {

/// An entry of CPython's exception table, in code units.
struct ExceptionEntry {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t target = 0;
  uint32_t depth = 0;  // of the stack, below what the handler is given
  bool push_lasti = false;
};

/// Walks co_exceptiontable. A malformed entry ends the walk, and malformed() tells.
class ExceptionTableReader {
 public:
  explicit ExceptionTableReader(absl::Span<const uint8_t> table)
      : at_(table.data()), end_(table.data() + table.size()) {}

  /// False at the end.
  bool Next(ExceptionEntry* entry);
  bool malformed() const { return malformed_; }

 private:
  uint32_t ReadVarint(bool first);

  const uint8_t* at_;
  const uint8_t* end_;
  bool malformed_ = false;
};

}  // namespace krait
