#pragma once

#include <cstddef>
#include <cstdint>

#include "vm/core/result.h"
#include "vm/heap/rooted.h"
#include "vm/object/value_array.h"

namespace krait::contextvars {

/// An immutable map from variables to values: a tree of which a changed copy shares all but the
/// path to the change, so that copying a context costs nothing, a change a few small nodes, and
/// readers need no lock.
///
/// Variables are told apart by their serial numbers: five bits of the number, lowest first, choose
/// the way at each node. A node is a ValueArray: one int with the number of variables below it and
/// a bit for each way that exists, then a pair per way, (variable, value) or (node, Unbound).
class VariableMap {
 public:
  VariableMap() = default;
  explicit VariableMap(ValueArray* root) : root_(root) {}

  /// Null: the empty map.
  ValueArray* root() const { return root_; }
  size_t size() const;

  /// Unbound when the variable is not there.
  Value Find(int64_t serial) const;
  /// `variable` is the ContextVar with that serial number.
  Result<VariableMap> With(Thread& t, Value variable, Value value) const;
  Result<VariableMap> Without(Thread& t, int64_t serial) const;
  /// Appends variable, value, variable, value, ...
  void List(RootedVector& out) const;

 private:
  ValueArray* root_ = nullptr;
};

}  // namespace krait::contextvars
