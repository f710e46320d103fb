#pragma once

#include <cstdint>

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"

namespace krait {

class Generator;
class Marker;
class Thread;
class Type;

/// The awaitables of asynchronous generators: async_generator_asend, async_generator_athrow (also
/// aclose), and async_generator_wrapped_value, which tells what an async generator yields from
/// what it awaits.
class AsyncGeneratorStep : public Object {
 public:
  static constexpr Layout kLayout = Layout::kAsyncGeneratorStep;

  enum class State : uint8_t { kInit, kIterating, kClosed };

  static Result<AsyncGeneratorStep*> New(Thread& t, Type* type, Value generator, Value value);

  /// The Generator; None for a wrapped value.
  Value generator() const { return generator_.Load(); }
  /// asend: what is sent. athrow: a tuple of throw()'s arguments, or None for aclose. Wrapped: it.
  Value value() const { return value_.Load(); }
  State state() const { return static_cast<State>(flags()); }
  void set_state(State state) { set_flags(static_cast<uint8_t>(state)); }

  void Trace(Marker& marker);

 private:
  Field<Value> generator_;
  Field<Value> value_;
};

/// coroutine_wrapper (what coroutine.__await__ returns) and anext_awaitable (anext(it, default)).
class CoroutineWrapper : public Object {
 public:
  static constexpr Layout kLayout = Layout::kCoroutineWrapper;

  static Result<CoroutineWrapper*> New(Thread& t, Type* type, Value wrapped, Value default_value);

  Value wrapped() const { return wrapped_.Load(); }
  Value default_value() const { return default_.Load(); }

  void Trace(Marker& marker);

 private:
  Field<Value> wrapped_;
  Field<Value> default_;
};

}  // namespace krait
