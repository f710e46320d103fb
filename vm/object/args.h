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

  constexpr Args() = default;
  constexpr Args(const Value* values, uint32_t count, Tuple* keyword_names = nullptr)
      : values(values), count(count), keyword_names(keyword_names) {}
  // Not trivial, so that calls pass an address: a copy by value reads in one piece what was just
  // written in several, and waits for it.
  constexpr Args(const Args& other)
      : values(other.values), count(other.count), keyword_names(other.keyword_names) {}
  constexpr Args& operator=(const Args&) = default;

  Value operator[](size_t index) const { return values[index]; }
  bool has_keywords() const { return keyword_names != nullptr; }
  /// Without the first positional argument.
  Args Rest() const { return {values + 1, count - 1, keyword_names}; }
};

}  // namespace krait
