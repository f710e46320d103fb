#pragma once

#include <cassert>
#include <concepts>
#include <type_traits>
#include <utility>

#include "vm/core/value.h"

namespace krait {

/// "An exception is pending on the thread": converts to every failed Result.
struct [[nodiscard]] Raised {};

/// The value of a Result that carries nothing.
struct None {};

/// A T, or nothing with the exception pending on the thread. Use TRY to take the T out.
template <typename T>
class [[nodiscard]] Result {
 public:
  constexpr Result(Raised) : ok_(false) {}  // NOLINT(google-explicit-constructor)
  template <typename U>
    requires std::convertible_to<U, T> && (!std::same_as<std::remove_cvref_t<U>, Raised>)
  constexpr Result(U&& value) : value_(std::forward<U>(value)), ok_(true) {}  // NOLINT

  constexpr bool ok() const { return ok_; }
  constexpr const T& operator*() const {
    assert(ok_);
    return value_;
  }
  constexpr T& operator*() { return value_; }
  constexpr T* operator->() { return &value_; }

 private:
  T value_{};
  bool ok_;
};

/// One register: a failed Result<Value> is the word Value::Raised().
template <>
class [[nodiscard]] Result<Value> {
 public:
  constexpr Result(Raised) : value_(Value::Raised()) {}  // NOLINT(google-explicit-constructor)
  constexpr Result(Value value) : value_(value) {}       // NOLINT(google-explicit-constructor)
  /// Any heap object type converts: its address becomes the Value.
  template <typename T>
    requires std::derived_from<T, Object>
  Result(T* object) : value_(Value::FromObject(object)) {}  // NOLINT(google-explicit-constructor)
  /// A failed or successful pointer Result converts as a whole.
  template <typename T>
    requires std::derived_from<T, Object>
  Result(Result<T*> other)  // NOLINT(google-explicit-constructor)
      : value_(other.ok() ? Value::FromObject(*other) : Value::Raised()) {}

  constexpr bool ok() const { return !value_.IsRaised(); }
  constexpr Value operator*() const {
    assert(ok());
    return value_;
  }
  /// The word itself, Value::Raised() included.
  constexpr Value raw() const { return value_; }
  static constexpr Result FromRaw(Value value) { return Result(value); }

 private:
  Value value_;
};

/// One register: a failed Result<T*> is null.
template <typename T>
class [[nodiscard]] Result<T*> {
 public:
  constexpr Result(Raised) : pointer_(nullptr) {}  // NOLINT(google-explicit-constructor)
  template <typename U>
    requires std::convertible_to<U*, T*>
  constexpr Result(U* pointer) : pointer_(pointer) {  // NOLINT(google-explicit-constructor)
    assert(pointer != nullptr);
  }
  template <typename U>
    requires std::convertible_to<U*, T*> && (!std::same_as<U, T>)
  constexpr Result(Result<U*> other)  // NOLINT(google-explicit-constructor)
      : pointer_(other.ok() ? *other : nullptr) {}

  constexpr bool ok() const { return pointer_ != nullptr; }
  constexpr T* operator*() const {
    assert(ok());
    return pointer_;
  }
  constexpr T* operator->() const { return pointer_; }

 private:
  T* pointer_;
};

static_assert(sizeof(Result<Value>) == 8);

}  // namespace krait

/// Evaluates to the value of a Result, or returns Raised{} from the enclosing function.
#define TRY(expression)                   \
  ({                                      \
    auto try_result_ = (expression);      \
    if (!try_result_.ok()) [[unlikely]] { \
      return ::krait::Raised{};           \
    }                                     \
    *try_result_;                         \
  })
