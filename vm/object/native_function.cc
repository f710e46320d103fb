#include "vm/object/native_function.h"

#include "absl/strings/str_cat.h"
#include "vm/heap/marker.h"
#include "vm/object/allocate.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/recursion.h"
#include "vm/object/str.h"
#include "vm/object/vm.h"

namespace krait {

Result<NativeFunction*> NativeFunction::New(Thread& t, const Method* method, Value self,
                                            Value module_name) {
  auto* function = TRY(AllocateExact<NativeFunction>(t, types(t).builtin_function_or_method,
                                                     sizeof(NativeFunction)));
  function->method_ = method;
  function->self_.Store(function, self);
  function->module_name_.Store(function, module_name);
  return function;
}

void NativeFunction::Trace(Marker& marker) {
  marker.Visit(self_);
  marker.Visit(module_name_);
}

Result<MethodDescriptor*> MethodDescriptor::New(Thread& t, Type* owner, const Method* method) {
  Type* type = method->kind == Method::Kind::kClass ? types(t).classmethod_descriptor
                                                    : types(t).method_descriptor;
  auto* descriptor = TRY(AllocateExact<MethodDescriptor>(t, type, sizeof(MethodDescriptor)));
  descriptor->method_ = method;
  descriptor->owner_.Store(descriptor, owner);
  return descriptor;
}

void MethodDescriptor::Trace(Marker& marker) { marker.Visit(owner_); }

Result<None> MethodDescriptor::CheckClass(Thread& t, Value cls) const {
  const std::string owner_name = owner()->FullName(t);
  if (!Is<Type>(cls)) {
    return RaiseTypeError(t,
                          absl::StrCat("descriptor '", method().name, "' for type '", owner_name,
                                       "' needs a type, not a '", TypeName(t, cls), "' as arg 2"));
  }
  if (Cast<Type>(cls)->IsSubtypeOf(owner())) return None{};
  return RaiseTypeError(
      t, absl::StrCat("descriptor '", method().name, "' requires a subtype of '", owner_name,
                      "' but received '", Cast<Type>(cls)->FullName(t), "'"));
}

Result<Value> MethodDescriptor::Call(Thread& t, Args args) {
  const Method& m = method();
  if (m.kind == Method::Kind::kClass) {
    if (args.count == 0) {
      return RaiseTypeError(t, absl::StrCat("descriptor '", m.name, "' of '", owner()->FullName(t),
                                            "' object needs an argument"));
    }
    TRY(CheckClass(t, args[0]));
    return m.entry(t, m, args[0], args.Rest());
  }
  if (args.count == 0) {
    return RaiseTypeError(t, absl::StrCat("unbound method ", owner()->name()->ToUtf8(), ".", m.name,
                                          "() needs an argument"));
  }
  const RecursionScope level(t);
  TRY(level.Check(" while calling a Python object"));
  const Value self = args[0];
  if (!TypeOf(t, self)->IsSubtypeOf(owner())) {
    return RaiseTypeError(
        t, absl::StrCat("descriptor '", m.name, "' for '", owner()->FullName(t),
                        "' objects doesn't apply to a '", TypeName(t, self), "' object"));
  }
  return m.entry(t, m, self, args.Rest());
}

}  // namespace krait
