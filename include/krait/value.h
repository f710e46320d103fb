#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace krait::inline v1 {

template <typename T>
struct Convert;

namespace internal {
class Access;
class VmState;
struct Root;
}  // namespace internal

/// A Python object, kept alive for as long as this handle to it.
///
/// A handle may be copied, moved and destroyed by any thread, and may outlive its Vm: then every
/// use fails with kFailedPrecondition. All other functions run in the calling thread, which must be
/// attached to the VM (see Vm), and may run Python code.
class Value {
 public:
  /// None, of no VM in particular. It can be passed to any.
  Value() = default;
  Value(const Value& other);
  Value(Value&& other) noexcept;
  Value& operator=(const Value& other);
  Value& operator=(Value&& other) noexcept;
  ~Value();

  bool IsNone() const;
  /// Python's `is`.
  bool Is(const Value& other) const;

  /// The C++ value of the object: bool, integers, floating point, std::string (of a str: UTF-8; of
  /// bytes: as they are), std::optional (None: nothing), std::vector (of any iterable),
  /// std::pair and std::tuple (of any iterable of that length), std::map and the like (of
  /// dict items), Value, and the types of a Class<T>. kInvalidArgument when the object is of
  /// another type or out of range.
  template <typename T>
  absl::StatusOr<T> To() const;

  // What Python's operators and functions of these names do.
  absl::StatusOr<Value> GetAttribute(absl::string_view name) const;
  template <typename T>
  absl::Status SetAttribute(absl::string_view name, const T& value) const;
  template <typename K>
  absl::StatusOr<Value> GetItem(const K& key) const;
  template <typename K, typename T>
  absl::Status SetItem(const K& key, const T& value) const;
  absl::StatusOr<size_t> Length() const;
  absl::StatusOr<std::string> Str() const;
  absl::StatusOr<std::string> Repr() const;
  absl::StatusOr<bool> IsTrue() const;
  absl::StatusOr<bool> Equals(const Value& other) const;
  /// The items of any iterable.
  absl::StatusOr<std::vector<Value>> Items() const;
  /// The name of the object's type, as in error messages: "int", "collections.deque".
  absl::StatusOr<std::string> TypeName() const;

  /// Calls the object with C++ values or Values as positional arguments, and converts the result.
  ///   absl::StatusOr<double> area = (*function).Call<double>(3, 4.5);
  template <typename R = Value, typename... A>
  absl::StatusOr<R> Call(const A&... arguments) const;
  /// Calls the attribute `name`.
  template <typename R = Value, typename... A>
  absl::StatusOr<R> CallMethod(absl::string_view name, const A&... arguments) const;
  /// Calls the object with arguments that are Values already, some of them by keyword.
  absl::StatusOr<Value> CallWith(
      absl::Span<const Value> positional,
      absl::Span<const std::pair<std::string, Value>> keywords = {}) const;

 private:
  friend class internal::Access;

  static constexpr uint64_t kNoneWord = 10;

  std::shared_ptr<internal::VmState> state_;
  internal::Root* root_ = nullptr;  // null: the word says it all
  uint64_t word_ = kNoneWord;
};

namespace internal {

/// What the templates of these headers stand on. Not for programs.
class Access {
 public:
  using State = std::shared_ptr<VmState>;

  static const State& StateOf(const Value& value) { return value.state_; }
  static Value Make(State state, uint64_t word);
  static uint64_t WordOf(const Value& value);

  static absl::StatusOr<Value> FromBool(const State& state, bool value);
  static absl::StatusOr<Value> FromInt(const State& state, int64_t value);
  static absl::StatusOr<Value> FromUnsigned(const State& state, uint64_t value);
  static absl::StatusOr<Value> FromDouble(const State& state, double value);
  static absl::StatusOr<Value> FromText(const State& state, absl::string_view utf8);
  static absl::StatusOr<Value> FromBytes(const State& state, absl::string_view bytes);
  static absl::StatusOr<Value> NewList(const State& state, absl::Span<const Value> items);
  static absl::StatusOr<Value> NewTuple(const State& state, absl::Span<const Value> items);
  static absl::StatusOr<Value> NewDict(const State& state,
                                       absl::Span<const std::pair<Value, Value>> items);

  static absl::StatusOr<bool> ToBool(const Value& value);
  static absl::StatusOr<int64_t> ToInt(const Value& value, int64_t low, int64_t high);
  static absl::StatusOr<uint64_t> ToUnsigned(const Value& value, uint64_t high);
  static absl::StatusOr<double> ToDouble(const Value& value);
  static absl::StatusOr<std::string> ToText(const Value& value);
  static absl::StatusOr<std::string> ToBytes(const Value& value);
  static absl::StatusOr<std::vector<std::pair<Value, Value>>> ToPairs(const Value& value);

  static absl::Status SetAttribute(const Value& object, absl::string_view name, const Value& value);
  static absl::StatusOr<Value> GetItem(const Value& object, const Value& key);
  static absl::Status SetItem(const Value& object, const Value& key, const Value& value);
  static absl::StatusOr<Value> CallMethod(const Value& object, absl::string_view name,
                                          absl::Span<const Value> arguments);
};

/// Attaches the calling thread to the VM for a scope, so that a function made of several steps
/// attaches once.
class Attached {
 public:
  explicit Attached(const std::shared_ptr<VmState>& state);
  ~Attached();
  Attached(const Attached&) = delete;
  Attached& operator=(const Attached&) = delete;

 private:
  VmState* state_ = nullptr;  // null: nothing to undo
  void* thread_ = nullptr;
};

}  // namespace internal
}  // namespace krait::inline v1

#include "krait/convert.h"  // the templates above
