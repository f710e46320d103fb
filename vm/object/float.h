#pragma once

#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/heap/thread.h"

namespace krait {

class Type;

/// A float too large, too small or too special for the word itself (inf, nan, 1e300), or an
/// instance of a float subclass.
class Float : public Object {
 public:
  static constexpr Layout kLayout = Layout::kFloat;

  static Result<Value> From(Thread& t, double value) {
    const Value word = Value::FromFloat(value);
    if (word.IsFloat()) [[likely]]
      return word;
    return FromSlow(t, value);
  }
  static Result<Value> NewOfType(Thread& t, Type* cls, double value);

  double value() const { return value_; }

 private:
  static Result<Value> FromSlow(Thread& t, double value);
  double value_;
};

/// True for floats and instances of float's subclasses.
inline bool IsFloatLike(Value value) { return value.IsFloat() || Is<Float>(value); }
/// The double of a float-like Value.
inline double FloatOf(Value value) {
  return value.IsFloat() ? value.AsFloat() : Cast<Float>(value)->value();
}

class Complex : public Object {
 public:
  static constexpr Layout kLayout = Layout::kComplex;

  static Result<Complex*> New(Thread& t, double real, double imag);
  static Result<Value> NewOfType(Thread& t, Type* cls, double real, double imag);

  double real() const { return real_; }
  double imag() const { return imag_; }

 private:
  double real_;
  double imag_;
};

}  // namespace krait
