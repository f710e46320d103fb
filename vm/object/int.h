#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/number/bigint.h"

namespace krait {

class Thread;
class Type;

/// An int that needs more than 61 bits, or any instance of an int subclass: sign and magnitude in
/// 64-bit limbs, least significant first, no leading zero limb.
///
/// An exact int that fits 61 bits is always immediate, so exact ints are equal words or unequal
/// numbers unless both are cells.
class Int : public Object {
 public:
  static constexpr Layout kLayout = Layout::kInt;

  /// Room for `capacity` limbs, to be filled by an IntOut and passed to Finish.
  static Result<Int*> NewUninitialized(Thread& t, size_t capacity);
  /// The exact int for what `out` wrote into `cell`: immediate when it fits.
  static Value Finish(Int* cell, const IntOut& out);
  IntOut out() { return {limbs(), capacity_, 0, false}; }

  static Result<Value> From(Thread& t, int64_t value) {
    if (Value::FitsInt(value)) [[likely]]
      return Value::FromInt(value);
    return FromSlow(t, value);
  }
  static Result<Value> FromUnsigned(Thread& t, uint64_t value);
  static Result<Value> FromView(Thread& t, const IntView& view);
  /// An instance of `cls`, an int subclass.
  static Result<Value> NewOfType(Thread& t, Type* cls, const IntView& view);

  IntView view() const { return {limbs(), size_, negative_}; }
  Limb* limbs() { return reinterpret_cast<Limb*>(this + 1); }
  const Limb* limbs() const { return reinterpret_cast<const Limb*>(this + 1); }
  size_t capacity() const { return capacity_; }

 private:
  static Result<Value> FromSlow(Thread& t, int64_t value);

  uint32_t size_;
  bool negative_;
  size_t capacity_;
};

/// True for int, bool and their subclasses' instances.
inline bool IsIntLike(Value value) { return value.IsInt() || value.IsBool() || Is<Int>(value); }

/// Any int-like Value as an IntView; holds the limb of an immediate one.
class IntOperand {
 public:
  explicit IntOperand(Value value);
  IntOperand(const IntOperand&) = delete;
  IntOperand& operator=(const IntOperand&) = delete;
  operator const IntView&() const { return view_; }  // NOLINT(google-explicit-constructor)
  const IntView& view() const { return view_; }

 private:
  Limb storage_;
  IntView view_;
};

/// The int64 of an int-like Value; false when it does not fit.
bool ToInt64(Value value, int64_t* out);

/// Like ToInt64, but beyond the range gives the nearest int64.
int64_t ClampToInt64(Value value);

}  // namespace krait
