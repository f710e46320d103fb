#pragma once

#include <concepts>
#include <cstddef>
#include <functional>
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
#include "krait/value.h"

namespace krait::inline v1 {

/// A C++ function as Python calls it: the positional arguments in, the result or an error out. A
/// status that carries a PythonError raises that exception; others raise ValueError
/// (kInvalidArgument), KeyError (kNotFound), IndexError (kOutOfRange), PermissionError
/// (kPermissionDenied), TimeoutError (kDeadlineExceeded), MemoryError (kResourceExhausted),
/// NotImplementedError (kUnimplemented) or RuntimeError, with the status's message. A
/// std::exception becomes RuntimeError with its what().
using HostFunction =
    std::function<absl::StatusOr<Value>(const VmRef& vm, absl::Span<const Value> arguments)>;

/// A Python function made of any C++ callable: `MakeFunction(vm.ref(), "area", [](double w, double
/// h) { return w * h; })`. Parameters are taken by value or const reference, and wrong arguments
/// raise TypeError; the result may be a value, absl::StatusOr of one, absl::Status or void.
/// The callable is kept as long as the VM. Python threads may call it at the same time in a VM
/// without a GIL.
template <typename F>
absl::StatusOr<Value> MakeFunction(const VmRef& vm, absl::string_view name, F&& function);

namespace internal {

absl::StatusOr<Value> NewFunction(const VmRef& vm, absl::string_view name, HostFunction function);
/// TypeError "f() takes 2 positional arguments but 1 was given".
absl::Status WrongArgumentCount(absl::string_view name, size_t wanted, size_t given);
/// TypeError "f() argument 1: ..." for an argument that did not convert.
absl::Status WrongArgument(absl::string_view name, size_t index, const absl::Status& status);

template <typename F>
struct Callable : Callable<decltype(&std::decay_t<F>::operator())> {};
template <typename R, typename... P>
struct Callable<R (*)(P...)> {
  using Result = R;
  using Parameters = std::tuple<std::remove_cvref_t<P>...>;
};
template <typename R, typename... P>
struct Callable<R(P...)> : Callable<R (*)(P...)> {};
template <typename C, typename R, typename... P>
struct Callable<R (C::*)(P...)> : Callable<R (*)(P...)> {
  using Class = C;
};
template <typename C, typename R, typename... P>
struct Callable<R (C::*)(P...) const> : Callable<R (*)(P...)> {
  using Class = C;
};
template <typename C, typename R, typename... P>
struct Callable<R (C::*)(P...) noexcept> : Callable<R (*)(P...)> {
  using Class = C;
};
template <typename C, typename R, typename... P>
struct Callable<R (C::*)(P...) const noexcept> : Callable<R (*)(P...)> {
  using Class = C;
};

template <typename T>
struct IsStatusOr : std::false_type {};
template <typename T>
struct IsStatusOr<absl::StatusOr<T>> : std::true_type {};

/// Calls `invoke()` and makes its result a Python object.
template <typename Invoke>
absl::StatusOr<Value> ResultOf(const VmRef& vm, Invoke&& invoke) {
  using R = std::remove_cvref_t<decltype(invoke())>;
  if constexpr (std::is_void_v<R>) {
    invoke();
    return Value();
  } else if constexpr (std::same_as<R, absl::Status>) {
    absl::Status status = invoke();
    if (!status.ok()) return status;
    return Value();
  } else if constexpr (IsStatusOr<R>::value) {
    R result = invoke();
    if (!result.ok()) return result.status();
    return krait::ToPython(vm, *result);
  } else {
    return krait::ToPython(vm, invoke());
  }
}

/// Converts `arguments` to the types of the tuple `Parameters` and applies `function` to them.
template <typename Parameters, typename F>
absl::StatusOr<Value> Apply(const VmRef& vm, const std::string& name,
                            absl::Span<const Value> arguments, F&& function) {
  constexpr size_t kCount = std::tuple_size_v<Parameters>;
  if (arguments.size() != kCount) return WrongArgumentCount(name, kCount, arguments.size());
  return [&]<size_t... kIndex>(std::index_sequence<kIndex...>) -> absl::StatusOr<Value> {
    auto converted = std::tuple<absl::StatusOr<std::tuple_element_t<kIndex, Parameters>>...>{
        Convert<std::tuple_element_t<kIndex, Parameters>>::FromPython(arguments[kIndex])...};
    absl::Status status;
    const auto check = [&](size_t index, const absl::Status& one) {
      if (!one.ok()) status = WrongArgument(name, index, one);
      return one.ok();
    };
    (void)(check(kIndex, std::get<kIndex>(converted).status()) && ...);
    if (!status.ok()) return status;
    return ResultOf(vm,
                    [&]() -> decltype(auto) { return function(*std::get<kIndex>(converted)...); });
  }(std::make_index_sequence<kCount>());
}

}  // namespace internal

template <typename F>
absl::StatusOr<Value> MakeFunction(const VmRef& vm, absl::string_view name, F&& function) {
  if constexpr (std::convertible_to<F, HostFunction>) {
    return internal::NewFunction(vm, name, std::forward<F>(function));
  } else {
    using Parameters = typename internal::Callable<std::decay_t<F>>::Parameters;
    return internal::NewFunction(
        vm, name,
        [name = std::string(name), function = std::decay_t<F>(std::forward<F>(function))](
            const VmRef& home, absl::Span<const Value> arguments) {
          return internal::Apply<Parameters>(home, name, arguments, function);
        });
  }
}

}  // namespace krait::inline v1
