#pragma once

#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "vm/core/value.h"
#include "vm/heap/rooted.h"

namespace krait::compiler {

/// Text that two constants share if and only if they are the same. Code objects are the same if
/// they are one object.
std::string ConstantKey(Value constant);

/// co_consts while it is made: each constant once. Constants are the same when their types are, and
/// their values to the last bit.
class ConstantTable {
 public:
  explicit ConstantTable(Thread& t) : values_(t) {}

  /// Its index.
  int Add(Value constant);
  Value operator[](int index) const { return values_[static_cast<size_t>(index)]; }
  size_t size() const { return values_.size(); }
  void Truncate(size_t size) { values_.resize(size); }
  absl::Span<const Value> values() const { return {values_.data(), values_.size()}; }

 private:
  RootedVector values_;
  absl::flat_hash_map<std::string, int> index_;
};

}  // namespace krait::compiler
