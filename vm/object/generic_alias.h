#pragma once

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"

namespace krait {

class Marker;
class Thread;
class Tuple;
class Type;

/// A types.GenericAlias: list[int], or, starred, *tuple[int, str].
class GenericAlias : public Object {
 public:
  static constexpr Layout kLayout = Layout::kGenericAlias;

  /// An instance of `cls`, types.GenericAlias or a subclass.
  static Result<GenericAlias*> New(Thread& t, Type* cls, Value origin, Tuple* args, bool starred);

  Value origin() const { return origin_.Load(); }
  Tuple* args() const { return args_.Load(); }
  bool starred() const { return flags() != 0; }
  /// The type variables among the arguments; null until somebody asked.
  Tuple* parameters() const { return parameters_.Load(); }
  void set_parameters(Tuple* parameters) { parameters_.Store(this, parameters); }

  void Trace(Marker& marker);

 private:
  Field<Value> origin_;
  Field<Tuple*> args_;
  Field<Tuple*> parameters_;
};

}  // namespace krait
