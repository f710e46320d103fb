#pragma once

#include <string_view>

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/object/builtin_types.h"

namespace krait {

class Marker;
class Str;
class Thread;
class Tuple;
class Type;

/// An instance of BaseException or of any type below it.
class Exception : public Object {
 public:
  static constexpr Layout kLayout = Layout::kException;
  /// Type-specific attributes, in the order of KRAIT_EXCEPTION_TYPES (a base's come first).
  static constexpr int kMaxFields = 8;

  /// Skips __new__ and __init__ of Python-level subclasses: for built-in types.
  static Result<Exception*> New(Thread& t, Type* type, Tuple* args);

  /// Sets every field to what a fresh exception has. For New and for subclasses' __new__.
  void Initialize(Tuple* args);

  Tuple* args() const { return args_.Load(); }
  void set_args(Tuple* args) { args_.Store(this, args); }
  /// None where there is none.
  Value traceback() const { return traceback_.Load(); }
  void set_traceback(Value traceback) { traceback_.Store(this, traceback); }
  Value context() const { return context_.Load(); }
  void set_context(Value context) { context_.Store(this, context); }
  Value cause() const { return cause_.Load(); }
  void set_cause(Value cause) { cause_.Store(this, cause); }
  bool suppress_context() const { return (flags() & kSuppressContext) != 0; }
  void set_suppress_context(bool suppress) {
    set_flags(
        static_cast<uint8_t>((flags() & ~kSuppressContext) | (suppress ? kSuppressContext : 0)));
  }
  Value field(int index) const { return fields_[index].Load(); }
  void set_field(int index, Value value) { fields_[index].Store(this, value); }

  void Trace(Marker& marker);

 private:
  static constexpr uint8_t kSuppressContext = 1;

  Field<Object*> attributes_;  // AttributeSlots or Dict; see Type::attributes_offset
  Field<Tuple*> args_;
  Field<Value> traceback_;
  Field<Value> context_;
  Field<Value> cause_;
  Field<Value> fields_[kMaxFields];
};

/// Makes an exception with one str argument pending. `type` is one of the VM's built-in ones:
/// `return Raise(t, &BuiltinTypes::ValueError, absl::StrCat("bad ", x));`
Raised Raise(Thread& t, Type* BuiltinTypes::* type, std::string_view message);
inline Raised RaiseTypeError(Thread& t, std::string_view message) {
  return Raise(t, &BuiltinTypes::TypeError, message);
}
inline Raised RaiseValueError(Thread& t, std::string_view message) {
  return Raise(t, &BuiltinTypes::ValueError, message);
}
inline Raised RaiseOverflowError(Thread& t, std::string_view message) {
  return Raise(t, &BuiltinTypes::OverflowError, message);
}
inline Raised RaiseSystemError(Thread& t, std::string_view message) {
  return Raise(t, &BuiltinTypes::SystemError, message);
}
/// With any one argument: KeyError(key), StopIteration(value).
Raised RaiseWithArgument(Thread& t, Type* BuiltinTypes::* type, Value argument);
/// OSError or the subclass that stands for `error`, an errno.
Type* OSErrorTypeFor(Thread& t, int error);
/// OSError, or the subclass that `error` (an errno) stands for; `filename` may be Unbound.
Raised RaiseOSError(Thread& t, int error, Value filename = Value::Unbound());
/// Makes `exception` (an instance of BaseException) pending, chaining __context__ to what is being
/// handled, as `raise` does.
Raised RaiseException(Thread& t, Value exception);

/// True when something is pending and is an instance of `type`.
bool PendingIs(Thread& t, Type* BuiltinTypes::* type);
/// Drops the pending exception if it is an instance of `type`; returns whether it was.
bool ClearPendingIf(Thread& t, Type* BuiltinTypes::* type);

/// Reports the pending exception, which nobody can handle, through sys.unraisablehook and drops it.
/// `where` completes "Exception ignored "; `object` is what it was raised in, or Unbound.
void WriteUnraisable(Thread& t, std::string_view where, Value object);

/// Takes the pending exception aside and puts it back: for clean-up code that runs Python.
class PendingScope {
 public:
  explicit PendingScope(Thread& t);
  ~PendingScope();
  PendingScope(const PendingScope&) = delete;
  PendingScope& operator=(const PendingScope&) = delete;

 private:
  Thread& thread_;
  Value saved_;
};

}  // namespace krait
