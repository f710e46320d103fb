#pragma once

#include <cstdint>

#include "vm/modules/sre/array.h"
#include "vm/modules/sre/char_set.h"
#include "vm/modules/sre/program.h"

namespace krait::sre {

/// The tables of a program that is being made.
class ColumnTables {
 public:
  explicit ColumnTables(Host& host) : bytes_(host), sets_(host) {}

  /// Sets `column` to one for the first 256 characters of `set`, without flags, sharing it with an
  /// equal set if one came lately. False if memory or room for tables ran out.
  [[nodiscard]] bool Add(const CharSet& set, uint32_t& column);

  const Array<uint8_t>& bytes() const { return bytes_; }

 private:
  static constexpr size_t kSetsPerTable = 8;
  static constexpr size_t kRemembered = 64;

  Array<uint8_t> bytes_;
  Array<CharSet> sets_;
};

}  // namespace krait::sre
