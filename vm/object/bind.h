#pragma once

#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/object/args.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/method.h"
#include "vm/object/native_object.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait {

/// An argument that may be missing: parameters with a default that is no None, bool or int.
template <typename T>
struct Opt {
  bool given = false;
  T value{};

  explicit operator bool() const { return given; }
  const T& operator*() const { return value; }
  T value_or(T fallback) const { return given ? value : fallback; }
};

/// An index or count: __index__, OverflowError beyond int64.
struct Index {
  int64_t value = 0;

  /// As a position in a sequence of `size` items: negative counts from the end, then clamped to
  /// [0, size].
  int64_t ClampedTo(int64_t size) const {
    int64_t at = value < 0 ? value + size : value;
    if (at < 0) at = 0;
    return at > size ? size : at;
  }
};

/// A slice bound: None, or anything with __index__, clamped to int64.
struct SliceIndex {
  bool is_none = true;
  int64_t value = 0;
  int64_t value_or(int64_t fallback) const { return is_none ? fallback : value; }
};

/// What an argument is called in messages: "argument 2", or "argument" for the only one.
struct ArgumentPlace {
  const Method& method;
  int index;  // among the parameters, 0-based

  /// Fails with "f() argument 1 must be X, not Y".
  Raised Mismatch(Thread& t, std::string_view expected, Value actual) const;
};

/// Converts one argument to the C++ type a native function takes. Specialise for a new type.
template <typename T>
struct ArgumentAs;

template <>
struct ArgumentAs<Value> {
  static Result<Value> From(Thread&, const ArgumentPlace&, Value value) { return value; }
};
template <>
struct ArgumentAs<bool> {
  static Result<bool> From(Thread& t, const ArgumentPlace&, Value value) {
    return IsTrue(t, value);
  }
};
template <>
struct ArgumentAs<Index> {
  static Result<Index> From(Thread& t, const ArgumentPlace&, Value value) {
    if (value.IsInt()) return Index{value.AsInt()};
    return Index{TRY(ToIndexSsize(t, value))};
  }
};
template <>
struct ArgumentAs<SliceIndex> {
  static Result<SliceIndex> From(Thread& t, const ArgumentPlace&, Value value) {
    if (value.IsNone()) return SliceIndex{};
    return SliceIndex{false, TRY(ToSliceIndex(t, value, 0))};
  }
};
template <>
struct ArgumentAs<int64_t> {
  static Result<int64_t> From(Thread& t, const ArgumentPlace&, Value value) {
    return ToCInteger(t, value, INT64_MIN, INT64_MAX, "long");
  }
};
template <>
struct ArgumentAs<int> {
  static Result<int> From(Thread& t, const ArgumentPlace&, Value value) {
    return static_cast<int>(TRY(ToCInteger(t, value, INT32_MIN, INT32_MAX, "int")));
  }
};
template <>
struct ArgumentAs<double> {
  static Result<double> From(Thread& t, const ArgumentPlace&, Value value) {
    return ToDouble(t, value);
  }
};
/// A heap class (subclass instances count). Its Python name comes from T::kPythonName.
template <typename T>
  requires std::is_base_of_v<Object, T>
struct ArgumentAs<T*> {
  static Result<T*> From(Thread& t, const ArgumentPlace& place, Value value) {
    if constexpr (requires { T::kClass; }) {
      if (T* object = TryCastNative<T>(value)) return object;
      return place.Mismatch(t, T::kClass.name, value);
    } else {
      if (T* object = TryCast<T>(value)) return object;
      return place.Mismatch(t, NameOfLayout(T::kLayout), value);
    }
  }
  static std::string_view NameOfLayout(Layout layout);
};
template <typename T>
struct ArgumentAs<Opt<T>> {
  static Result<Opt<T>> From(Thread& t, const ArgumentPlace& place, Value value) {
    if (value.IsUnbound()) return Opt<T>{};
    return Opt<T>{true, TRY(ArgumentAs<T>::From(t, place, value))};
  }
};

/// The Python name of what a layout holds: "str", "list".
std::string_view PythonNameOf(Layout layout);

template <typename T>
  requires std::is_base_of_v<Object, T>
std::string_view ArgumentAs<T*>::NameOfLayout(Layout layout) {
  return PythonNameOf(layout);
}

namespace bind_internal {

/// What a native function returns, as a Value: Result<None> gives None, Result<bool> a bool, ...
inline Result<Value> ToValue(Thread&, Result<Value> result) { return result; }
inline Result<Value> ToValue(Thread&, Result<None> result) {
  if (!result.ok()) return Raised{};
  return Value::None();
}
inline Result<Value> ToValue(Thread&, Result<bool> result) {
  if (!result.ok()) return Raised{};
  return Value::FromBool(*result);
}
inline Result<Value> ToValue(Thread& t, Result<int64_t> result) {
  if (!result.ok()) return Raised{};
  return Int::From(t, *result);
}
inline Result<Value> ToValue(Thread& t, Result<double> result) {
  if (!result.ok()) return Raised{};
  return Float::From(t, *result);
}
template <typename T>
  requires std::is_base_of_v<Object, T>
Result<Value> ToValue(Thread&, Result<T*> result) {
  if (!result.ok()) return Raised{};
  return Value::FromObject(*result);
}

/// The receiver was checked by whoever bound the method: no conversion can fail.
template <typename T>
T Receiver(Value self) {
  if constexpr (std::is_pointer_v<T>) {
    return static_cast<T>(self.AsObject());
  } else if constexpr (std::is_same_v<T, Value>) {
    return self;
  } else {
    // A first parameter of another type is an argument: that trampoline is never taken.
    __builtin_unreachable();
  }
}

template <auto kFunction, typename Signature>
struct Trampoline;

template <auto kFunction, typename R, typename... P>
struct Trampoline<kFunction, R (*)(Thread&, P...)> {
  using Parameters = std::tuple<P...>;
  static constexpr size_t kCount = sizeof...(P);
  template <size_t kIndex>
  using Parameter = std::tuple_element_t<kIndex, Parameters>;
  // A function that ends with Args takes whatever it is given, but keywords only where the
  // signature has them.
  static constexpr bool kTakesArgs = [] {
    if constexpr (kCount == 0) {
      return false;
    } else {
      return std::is_same_v<Parameter<kCount - 1>, Args>;
    }
  }();

  template <bool kHasReceiver>
  static Result<Value> Enter(Thread& t, const Method& method, Value self, Args args) {
    constexpr size_t kReceivers = kHasReceiver ? 1 : 0;
    if constexpr (kCount < kReceivers + kTakesArgs || (kTakesArgs && kCount > kReceivers + 1)) {
      // Bind makes both forms of a trampoline and takes the one that the signature tells.
      __builtin_unreachable();
    } else if constexpr (kTakesArgs) {
      if (args.has_keywords()) TRY(CheckKeywords(t, method, args, self));
      if constexpr (kHasReceiver) {
        return ToValue(t, kFunction(t, Receiver<Parameter<0>>(self), args));
      } else {
        return ToValue(t, kFunction(t, args));
      }
    } else {
      constexpr size_t kArguments = kCount - kReceivers;
      if (args.count == kArguments && !args.has_keywords() &&
          method.signature.positional == kArguments) [[likely]] {
        return Convert<kReceivers>(t, method, self, args.values,
                                   std::make_index_sequence<kArguments>());
      }
      Value bound[kArguments + 1];
      TRY(BindArguments(t, method, args, bound, self));
      return Convert<kReceivers>(t, method, self, bound, std::make_index_sequence<kArguments>());
    }
  }

  template <size_t kReceivers, size_t... kIndex>
  static Result<Value> Convert(Thread& t, const Method& method, Value self, const Value* values,
                               std::index_sequence<kIndex...>) {
    // Braces make the conversions run left to right; the first failure stops the others.
    std::tuple<std::remove_cvref_t<Parameter<kIndex + kReceivers>>...> converted;
    bool ok = true;
    (void)values;
    (void)method;
    (void)self;
    ((ok = ok && Store(t, ArgumentPlace{method, static_cast<int>(kIndex)}, values[kIndex],
                       std::get<kIndex>(converted))),
     ...);
    if (!ok) return Raised{};
    if constexpr (kReceivers == 1) {
      return ToValue(t, kFunction(t, Receiver<Parameter<0>>(self), std::get<kIndex>(converted)...));
    } else {
      return ToValue(t, kFunction(t, std::get<kIndex>(converted)...));
    }
  }

  template <typename T>
  static bool Store(Thread& t, const ArgumentPlace& place, Value value, T& out) {
    auto result = ArgumentAs<T>::From(t, place, value);
    if (!result.ok()) return false;
    out = *result;
    return true;
  }
};

}  // namespace bind_internal

/// A line of a method table: `kFunction(Thread&, [receiver,] arguments...)` under a Python name and
/// text signature. `$self` in the signature says that the first C++ parameter is the receiver; a
/// `$module` is not passed on.
template <auto kFunction>
consteval Method Bind(const char* name, const char* text_signature) {
  using T = bind_internal::Trampoline<kFunction, decltype(kFunction)>;
  Method method;
  method.name = name;
  method.text_signature = text_signature;
  method.signature = Signature::Parse(text_signature);
  const std::string_view text(text_signature);
  const bool receiver =
      text.starts_with("($self") || text.starts_with("($cls") || text.starts_with("($type");
  method.entry = receiver ? &T::template Enter<true> : &T::template Enter<false>;
  return method;
}

}  // namespace krait
