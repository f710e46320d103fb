#pragma once

#include <cstddef>
#include <cstdint>

#include "vm/core/value.h"

namespace krait {

class Tuple;

/// The arguments of one call: `count` positional values, then one value per name in
/// `keyword_names` (null: no keywords). The caller owns the storage and keeps it alive and, being
/// on a frame or the native stack, visible to the collector.
struct Args {
  const Value* values = nullptr;
  uint32_t count = 0;
  Tuple* keyword_names = nullptr;

  Value operator[](size_t index) const { return values[index]; }
  bool has_keywords() const { return keyword_names != nullptr; }
  /// Without the first positional argument.
  Args Rest() const { return {values + 1, count - 1, keyword_names}; }
};

}  // namespace krait
