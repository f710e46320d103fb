#pragma once

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/object/method.h"

namespace krait {

class Marker;
class Str;
class Thread;
class Type;

/// builtin_function_or_method: a module's function, or a native method bound to its receiver.
class NativeFunction : public Object {
 public:
  static constexpr Layout kLayout = Layout::kNativeFunction;

  /// `method` must outlive the VM (it is a table line). `self` is the receiver, or the module;
  /// `module_name` (a str, or None) is what __module__ says.
  static Result<NativeFunction*> New(Thread& t, const Method* method, Value self,
                                     Value module_name);

  const Method& method() const { return *method_; }
  Value self() const { return self_.Load(); }
  Value module_name() const { return module_name_.Load(); }
  void set_module_name(Value name) { module_name_.Store(this, name); }

  Result<Value> Call(Thread& t, Args args) { return method_->entry(t, *method_, self(), args); }

  void Trace(Marker& marker);

 private:
  const Method* method_;
  Field<Value> self_;
  Field<Value> module_name_;
};

/// method_descriptor and classmethod_descriptor: a native method in its type's dict.
class MethodDescriptor : public Object {
 public:
  static constexpr Layout kLayout = Layout::kMethodDescriptor;

  static Result<MethodDescriptor*> New(Thread& t, Type* owner, const Method* method);

  const Method& method() const { return *method_; }
  Type* owner() const { return owner_.Load(); }

  /// TypeError unless `cls` is a class below owner(): what a class method can be bound to.
  Result<None> CheckClass(Thread& t, Value cls) const;
  /// Calls with the receiver as the first positional argument, checking its type.
  Result<Value> Call(Thread& t, Args args);

  void Trace(Marker& marker);

 private:
  const Method* method_;
  Field<Type*> owner_;
};

}  // namespace krait
