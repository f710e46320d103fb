#pragma once

#include <functional>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "krait/convert.h"
#include "krait/function.h"
#include "krait/module.h"
#include "krait/value.h"

namespace krait::inline v1 {

namespace internal {

/// Stands for a C++ type at run time.
using TypeTag = const void*;
template <typename T>
inline constexpr char kTypeTag = 0;
template <typename T>
constexpr TypeTag TagOf() {
  return &kTypeTag<std::remove_cv_t<T>>;
}

using Constructor =
    std::function<absl::StatusOr<std::shared_ptr<void>>(absl::Span<const Value> arguments)>;

/// A Python class for a C++ type. An empty constructor: Python can not make instances.
absl::StatusOr<Value> NewClass(const VmRef& vm, absl::string_view module, absl::string_view name,
                               TypeTag tag);
absl::Status SetConstructor(const Value& type, Constructor constructor);
/// A method of `type`; its function's first argument is the receiver.
absl::Status AddMethod(const Value& type, absl::string_view name, HostFunction function);
/// An attribute computed by functions; an empty `set`: read-only.
absl::Status AddProperty(const Value& type, absl::string_view name, HostFunction get,
                         HostFunction set);
/// A Python object that shares `object`. kFailedPrecondition when the VM has no Class for `tag`.
absl::StatusOr<Value> WrapObject(const VmRef& vm, TypeTag tag, std::shared_ptr<void> object);
/// The C++ object inside `value`. kInvalidArgument when it is none of that type.
absl::StatusOr<std::shared_ptr<void>> UnwrapObject(const Value& value, TypeTag tag);

}  // namespace internal

/// A C++ class that Python code can use. Instances are held by std::shared_ptr, so they live for as
/// long as either side needs them; the collector decides when Python's side no longer does, and
/// then destroys them on any thread, inside a collection: destructors must not call into the VM.
///
///   krait::Class<Account> account = *krait::Class<Account>::Create(bank, "Account");
///   account.Constructor<std::string>().IgnoreError();
///   account.Method("deposit", &Account::Deposit).IgnoreError();
///   account.Property("balance", &Account::balance).IgnoreError();
///
/// From then on std::shared_ptr<Account> converts to and from Python.
template <typename T>
class Class {
 public:
  /// Adds the class to `module`. Python code may derive from it.
  static absl::StatusOr<Class> Create(Module& module, absl::string_view name) {
    absl::StatusOr<std::string> home =
        internal::ConvertResult<std::string>(module.value().GetAttribute("__name__"));
    if (!home.ok()) return home.status();
    absl::StatusOr<Value> type = internal::NewClass(internal::Access::StateOf(module.value()),
                                                    *home, name, internal::TagOf<T>());
    if (!type.ok()) return type.status();
    absl::Status status = module.Add(name, *type);
    if (!status.ok()) return status;
    return Class(*std::move(type), std::string(name));
  }

  /// Lets Python make instances with T(P...). A std::exception that it throws becomes RuntimeError.
  template <typename... P>
  absl::Status Constructor() {
    return ConstructWith([](const P&... arguments) { return std::make_shared<T>(arguments...); });
  }
  /// The same with a function that returns std::shared_ptr<T> or absl::StatusOr of one.
  template <typename F>
  absl::Status ConstructWith(F function) {
    using Parameters = typename internal::Callable<F>::Parameters;
    return internal::SetConstructor(
        type_, [name = name_, function = std::move(function)](absl::Span<const Value> arguments) {
          return Construct<Parameters>(name, function, arguments);
        });
  }

  /// A member function, or any callable whose first parameter is T& or const T&.
  template <typename M>
  absl::Status Method(absl::string_view name, M method) {
    return internal::AddMethod(type_, name, MakeMethod(std::string(name), std::move(method)));
  }
  /// A read-only attribute: a member function or callable without arguments, or a data member.
  template <typename G>
  absl::Status Property(absl::string_view name, G get) {
    return internal::AddProperty(type_, name, MakeMethod(std::string(name), std::move(get)), {});
  }
  /// An attribute with a setter that takes the new value.
  template <typename G, typename S>
  absl::Status Property(absl::string_view name, G get, S set) {
    return internal::AddProperty(type_, name, MakeMethod(std::string(name), std::move(get)),
                                 MakeMethod(std::string(name), std::move(set)));
  }

  /// The Python class.
  const Value& value() const { return type_; }

 private:
  Class(Value type, std::string name) : type_(std::move(type)), name_(std::move(name)) {}

  template <typename Parameters, typename F>
  static absl::StatusOr<std::shared_ptr<void>> Construct(const std::string& name, const F& function,
                                                         absl::Span<const Value> arguments) {
    std::shared_ptr<void> made;
    const auto keep = [&](auto&&... values) -> absl::Status {
      auto result = function(std::forward<decltype(values)>(values)...);
      if constexpr (internal::IsStatusOr<decltype(result)>::value) {
        if (!result.ok()) return result.status();
        made = *std::move(result);
      } else {
        made = std::move(result);
      }
      return absl::OkStatus();
    };
    absl::StatusOr<Value> done = internal::Apply<Parameters>(nullptr, name, arguments, keep);
    if (!done.ok()) return done.status();
    return made;
  }

  template <typename M>
  static HostFunction MakeMethod(std::string name, M method) {
    return [name = std::move(name), method = std::move(method)](
               const VmRef& vm, absl::Span<const Value> arguments) -> absl::StatusOr<Value> {
      absl::StatusOr<std::shared_ptr<void>> held =
          internal::UnwrapObject(arguments[0], internal::TagOf<T>());
      if (!held.ok()) return held.status();
      T& self = *static_cast<T*>(held->get());
      const absl::Span<const Value> rest = arguments.subspan(1);
      if constexpr (std::is_member_object_pointer_v<M>) {
        return krait::ToPython(vm, self.*method);
      } else if constexpr (std::is_member_function_pointer_v<M>) {
        return internal::Apply<typename internal::Callable<M>::Parameters>(
            vm, name, rest, [&](auto&&... values) -> decltype(auto) {
              return (self.*method)(std::forward<decltype(values)>(values)...);
            });
      } else {
        return ApplyWithSelf(vm, name, rest, method, self,
                             static_cast<typename internal::Callable<M>::Parameters*>(nullptr));
      }
    };
  }

  template <typename M, typename S, typename... P>
  static absl::StatusOr<Value> ApplyWithSelf(const VmRef& vm, const std::string& name,
                                             absl::Span<const Value> arguments, const M& method,
                                             T& self, std::tuple<S, P...>*) {
    static_assert(std::is_same_v<S, T>, "a method's first parameter is T& or const T&");
    return internal::Apply<std::tuple<P...>>(
        vm, name, arguments, [&](auto&&... values) -> decltype(auto) {
          return method(self, std::forward<decltype(values)>(values)...);
        });
  }

  Value type_;
  std::string name_;
};

/// Instances of a Class<T>. A null pointer is None.
template <typename T>
struct Convert<std::shared_ptr<T>> {
  static absl::StatusOr<Value> ToPython(const VmRef& vm, const std::shared_ptr<T>& object) {
    if (object == nullptr) return Value();
    return internal::WrapObject(vm, internal::TagOf<T>(), object);
  }
  static absl::StatusOr<std::shared_ptr<T>> FromPython(const Value& value) {
    if (value.IsNone()) return std::shared_ptr<T>();
    absl::StatusOr<std::shared_ptr<void>> held =
        internal::UnwrapObject(value, internal::TagOf<T>());
    if (!held.ok()) return held.status();
    return std::static_pointer_cast<T>(*std::move(held));
  }
};

}  // namespace krait::inline v1
