#pragma once

#include "absl/types/span.h"
#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"

namespace krait {

class Marker;
class Thread;
class Type;

/// A Python tuple (or struct sequence: the same layout under another type).
class Tuple : public Object {
 public:
  static constexpr Layout kLayout = Layout::kTuple;

  /// Items start as int 0; the caller fills all of them before Python can see the tuple.
  static Result<Tuple*> New(Thread& t, size_t size);
  static Result<Tuple*> NewOfType(Thread& t, Type* cls, size_t size);
  /// `values` must be visible to the collector.
  static Result<Tuple*> From(Thread& t, absl::Span<const Value> values);
  template <typename... V>
  static Result<Tuple*> Of(Thread& t, V... values) {
    const Value array[] = {values...};
    return From(t, array);
  }
  /// The VM's one empty tuple.
  static Tuple* Empty(Thread& t);

  size_t size() const { return size_; }
  Value At(size_t index) const { return items()[index].Load(); }
  void Set(size_t index, Value value) { items()[index].Store(this, value); }
  /// Tuples do not change: their items can be read as plain Values.
  absl::Span<const Value> values() const {
    return {reinterpret_cast<const Value*>(items()), size_};
  }

  void Trace(Marker& marker);

 private:
  void Initialize(size_t size);
  Field<Value>* items() { return reinterpret_cast<Field<Value>*>(this + 1); }
  const Field<Value>* items() const { return reinterpret_cast<const Field<Value>*>(this + 1); }

  size_t size_;
};

}  // namespace krait
