#pragma once

#include <cstdint>

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"

namespace krait {

class Marker;
class Thread;

/// A Python range: start, stop and step are exact ints of any size.
class Range : public Object {
 public:
  static constexpr Layout kLayout = Layout::kRange;

  /// ValueError for a step of zero. The bounds are exact ints: convert with ToIndex before.
  static Result<Range*> New(Thread& t, Value start, Value stop, Value step);

  Value start() const { return start_.Load(); }
  Value stop() const { return stop_.Load(); }
  Value step() const { return step_.Load(); }
  /// The number of elements, an exact int.
  Value length() const { return length_.Load(); }

  /// True when all fields but the length are immediate: then so is every element.
  bool IsSmall() const;

  /// The element at `index`, an exact int that the caller has found to be in [0, length].
  Result<Value> At(Thread& t, Value index) const;
  /// The index of `value`, an exact int, or Unbound.
  Result<Value> IndexOf(Thread& t, Value value) const;
  /// The same elements from the last to the first: range[::-1].
  Result<Range*> Reversed(Thread& t) const;

  void Trace(Marker& marker);

 private:
  Field<Value> start_;
  Field<Value> stop_;
  Field<Value> step_;
  Field<Value> length_;
};

}  // namespace krait
