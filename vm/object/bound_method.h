#pragma once

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/object/args.h"

namespace krait {

class Marker;
class Thread;

/// A variable shared between a function and the functions nested in it.
class Cell : public Object {
 public:
  static constexpr Layout kLayout = Layout::kCell;
  static Result<Cell*> New(Thread& t, Value content);
  Value content() const { return content_.Load(); }  // Unbound while empty
  void set_content(Value value) { content_.Store(this, value); }
  void Trace(Marker& marker);

 private:
  Field<Value> content_;
};

/// method: a callable with its first argument.
class BoundMethod : public Object {
 public:
  static constexpr Layout kLayout = Layout::kBoundMethod;
  static Result<BoundMethod*> New(Thread& t, Value function, Value self);
  Value function() const { return function_.Load(); }
  Value self() const { return self_.Load(); }
  void Trace(Marker& marker);

 private:
  Field<Value> function_;
  Field<Value> self_;
};

/// Calls `callable` with `receiver` in front of `args`: what calling a BoundMethod does.
Result<Value> CallWithReceiver(Thread& t, Value callable, Value receiver, Args args);

}  // namespace krait
