#pragma once

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"

namespace krait {

class Marker;
class Thread;
class Tuple;

/// A types.UnionType: int | str.
class UnionType : public Object {
 public:
  static constexpr Layout kLayout = Layout::kUnionType;

  /// `args` are flat and without duplicates; None is there as its type.
  static Result<UnionType*> New(Thread& t, Tuple* args);

  Tuple* args() const { return args_.Load(); }
  /// The type variables among the arguments; null until somebody asked.
  Tuple* parameters() const { return parameters_.Load(); }
  void set_parameters(Tuple* parameters) { parameters_.Store(this, parameters); }

  void Trace(Marker& marker);

 private:
  Field<Tuple*> args_;
  Field<Tuple*> parameters_;
};

}  // namespace krait
