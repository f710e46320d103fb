#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "krait/value.h"

namespace krait::inline v1 {

/// How a C++ type becomes a Python object and back. Specialise it to teach Krait a type:
///
///   template <>
///   struct krait::Convert<Point> {
///     static absl::StatusOr<krait::Value> ToPython(const krait::VmRef& vm, const Point& p) {
///       return krait::ToPython(vm, std::pair(p.x, p.y));
///     }
///     static absl::StatusOr<Point> FromPython(const krait::Value& value);
///   };
template <typename T>
struct Convert;

/// Says in which VM an object is to be made.
using VmRef = std::shared_ptr<internal::VmState>;

/// Raw bytes, for Python's `bytes`. Plain strings become `str`.
struct Bytes {
  std::string data;
};

template <typename T>
absl::StatusOr<Value> ToPython(const VmRef& vm, const T& value) {
  return Convert<std::decay_t<const T>>::ToPython(vm, value);
}

template <>
struct Convert<Value> {
  static absl::StatusOr<Value> ToPython(const VmRef& vm, const Value& value) {
    const VmRef& home = internal::Access::StateOf(value);
    if (home != nullptr && home != vm) {
      return absl::InvalidArgumentError("the value belongs to another VM");
    }
    return value;
  }
  static absl::StatusOr<Value> FromPython(const Value& value) { return value; }
};

template <>
struct Convert<std::nullptr_t> {
  static absl::StatusOr<Value> ToPython(const VmRef&, std::nullptr_t) { return Value(); }
};

template <>
struct Convert<bool> {
  static absl::StatusOr<Value> ToPython(const VmRef& vm, bool value) {
    return internal::Access::FromBool(vm, value);
  }
  static absl::StatusOr<bool> FromPython(const Value& value) {
    return internal::Access::ToBool(value);
  }
};

template <std::integral T>
struct Convert<T> {
  static absl::StatusOr<Value> ToPython(const VmRef& vm, T value) {
    if constexpr (std::is_signed_v<T>) return internal::Access::FromInt(vm, value);
    return internal::Access::FromUnsigned(vm, value);
  }
  static absl::StatusOr<T> FromPython(const Value& value) {
    using Limits = std::numeric_limits<T>;
    if constexpr (std::is_signed_v<T>) {
      absl::StatusOr<int64_t> wide = internal::Access::ToInt(value, Limits::min(), Limits::max());
      if (!wide.ok()) return wide.status();
      return static_cast<T>(*wide);
    } else {
      absl::StatusOr<uint64_t> wide = internal::Access::ToUnsigned(value, Limits::max());
      if (!wide.ok()) return wide.status();
      return static_cast<T>(*wide);
    }
  }
};

template <std::floating_point T>
struct Convert<T> {
  static absl::StatusOr<Value> ToPython(const VmRef& vm, T value) {
    return internal::Access::FromDouble(vm, static_cast<double>(value));
  }
  static absl::StatusOr<T> FromPython(const Value& value) {
    absl::StatusOr<double> number = internal::Access::ToDouble(value);
    if (!number.ok()) return number.status();
    return static_cast<T>(*number);
  }
};

namespace internal {

/// What can be viewed as characters: literals, std::string, both kinds of string_view.
template <typename T>
concept IsText = std::convertible_to<const T&, std::string_view> ||
                 std::convertible_to<const T&, absl::string_view>;

}  // namespace internal

template <internal::IsText T>
struct Convert<T> {
  static absl::StatusOr<Value> ToPython(const VmRef& vm, const T& value) {
    if constexpr (std::convertible_to<const T&, absl::string_view>) {
      return internal::Access::FromText(vm, value);
    } else {
      const std::string_view text(value);
      return internal::Access::FromText(vm, absl::string_view(text.data(), text.size()));
    }
  }
  static absl::StatusOr<std::string> FromPython(const Value& value)
    requires std::same_as<T, std::string>
  {
    return internal::Access::ToText(value);
  }
};

template <>
struct Convert<Bytes> {
  static absl::StatusOr<Value> ToPython(const VmRef& vm, const Bytes& value) {
    return internal::Access::FromBytes(vm, value.data);
  }
  static absl::StatusOr<Bytes> FromPython(const Value& value) {
    absl::StatusOr<std::string> data = internal::Access::ToBytes(value);
    if (!data.ok()) return data.status();
    return Bytes{*std::move(data)};
  }
};

template <typename T>
struct Convert<std::optional<T>> {
  static absl::StatusOr<Value> ToPython(const VmRef& vm, const std::optional<T>& value) {
    if (!value.has_value()) return Value();
    return krait::ToPython(vm, *value);
  }
  static absl::StatusOr<std::optional<T>> FromPython(const Value& value) {
    if (value.IsNone()) return std::optional<T>();
    absl::StatusOr<T> inner = Convert<T>::FromPython(value);
    if (!inner.ok()) return inner.status();
    return std::optional<T>(*std::move(inner));
  }
};

template <typename T>
struct Convert<std::vector<T>> {
  static absl::StatusOr<Value> ToPython(const VmRef& vm, const std::vector<T>& values) {
    internal::Attached attached(vm);
    std::vector<Value> items;
    items.reserve(values.size());
    for (const T& value : values) {
      absl::StatusOr<Value> item = krait::ToPython(vm, value);
      if (!item.ok()) return item.status();
      items.push_back(*std::move(item));
    }
    return internal::Access::NewList(vm, items);
  }
  static absl::StatusOr<std::vector<T>> FromPython(const Value& value) {
    internal::Attached attached(internal::Access::StateOf(value));
    absl::StatusOr<std::vector<Value>> items = value.Items();
    if (!items.ok()) return items.status();
    if constexpr (std::same_as<T, Value>) {
      return items;
    } else {
      std::vector<T> values;
      values.reserve(items->size());
      for (const Value& item : *items) {
        absl::StatusOr<T> converted = Convert<T>::FromPython(item);
        if (!converted.ok()) return converted.status();
        values.push_back(*std::move(converted));
      }
      return values;
    }
  }
};

namespace internal {

/// std::pair and std::tuple.
template <typename Tuple>
struct ConvertTuple {
  static constexpr size_t kSize = std::tuple_size_v<Tuple>;

  static absl::StatusOr<Value> ToPython(const VmRef& vm, const Tuple& values) {
    Attached attached(vm);
    std::array<Value, kSize> items;
    absl::Status status = Fill(vm, values, items, std::make_index_sequence<kSize>());
    if (!status.ok()) return status;
    return Access::NewTuple(vm, items);
  }
  static absl::StatusOr<Tuple> FromPython(const Value& value) {
    Attached attached(Access::StateOf(value));
    absl::StatusOr<std::vector<Value>> items = value.Items();
    if (!items.ok()) return items.status();
    if (items->size() != kSize) {
      return absl::InvalidArgumentError(
          absl::StrCat("expected ", kSize, " items, got ", items->size()));
    }
    Tuple values;
    absl::Status status = Take(*items, values, std::make_index_sequence<kSize>());
    if (!status.ok()) return status;
    return values;
  }

 private:
  template <size_t... kIndex>
  static absl::Status Fill(const VmRef& vm, const Tuple& values, std::array<Value, kSize>& items,
                           std::index_sequence<kIndex...>) {
    absl::Status status;
    (void)(FillOne(status, vm, std::get<kIndex>(values), items[kIndex]) && ...);
    return status;
  }
  template <typename T>
  static bool FillOne(absl::Status& status, const VmRef& vm, const T& value, Value& item) {
    absl::StatusOr<Value> made = krait::ToPython(vm, value);
    if (made.ok()) {
      item = *std::move(made);
    } else {
      status = made.status();
    }
    return status.ok();
  }
  template <size_t... kIndex>
  static absl::Status Take(const std::vector<Value>& items, Tuple& values,
                           std::index_sequence<kIndex...>) {
    absl::Status status;
    (void)(TakeOne(status, items[kIndex], std::get<kIndex>(values)) && ...);
    return status;
  }
  template <typename T>
  static bool TakeOne(absl::Status& status, const Value& item, T& value) {
    absl::StatusOr<T> converted = Convert<T>::FromPython(item);
    if (converted.ok()) {
      value = *std::move(converted);
    } else {
      status = converted.status();
    }
    return status.ok();
  }
};

/// Maps of the C++ library and those of abseil.
template <typename Map>
struct ConvertMap {
  using K = typename Map::key_type;
  using V = typename Map::mapped_type;

  static absl::StatusOr<Value> ToPython(const VmRef& vm, const Map& map) {
    Attached attached(vm);
    std::vector<std::pair<Value, Value>> items;
    items.reserve(map.size());
    for (const auto& [key, value] : map) {
      absl::StatusOr<Value> python_key = krait::ToPython(vm, key);
      if (!python_key.ok()) return python_key.status();
      absl::StatusOr<Value> python_value = krait::ToPython(vm, value);
      if (!python_value.ok()) return python_value.status();
      items.emplace_back(*std::move(python_key), *std::move(python_value));
    }
    return Access::NewDict(vm, items);
  }
  static absl::StatusOr<Map> FromPython(const Value& value) {
    Attached attached(Access::StateOf(value));
    absl::StatusOr<std::vector<std::pair<Value, Value>>> items = Access::ToPairs(value);
    if (!items.ok()) return items.status();
    Map map;
    for (const auto& [python_key, python_value] : *items) {
      absl::StatusOr<K> key = Convert<K>::FromPython(python_key);
      if (!key.ok()) return key.status();
      absl::StatusOr<V> mapped = Convert<V>::FromPython(python_value);
      if (!mapped.ok()) return mapped.status();
      map.insert_or_assign(*std::move(key), *std::move(mapped));
    }
    return map;
  }
};

template <typename T>
concept IsMap = requires(T map) {
  typename T::mapped_type;
  map.insert_or_assign(std::declval<typename T::key_type>(),
                       std::declval<typename T::mapped_type>());
};

}  // namespace internal

template <typename... T>
struct Convert<std::tuple<T...>> : internal::ConvertTuple<std::tuple<T...>> {};
template <typename A, typename B>
struct Convert<std::pair<A, B>> : internal::ConvertTuple<std::pair<A, B>> {};
template <internal::IsMap T>
struct Convert<T> : internal::ConvertMap<T> {};

template <typename T>
absl::StatusOr<T> Value::To() const {
  return Convert<T>::FromPython(*this);
}

template <typename T>
absl::Status Value::SetAttribute(absl::string_view name, const T& value) const {
  internal::Attached attached(state_);
  absl::StatusOr<Value> python = ToPython(state_, value);
  if (!python.ok()) return python.status();
  return internal::Access::SetAttribute(*this, name, *python);
}

template <typename K>
absl::StatusOr<Value> Value::GetItem(const K& key) const {
  internal::Attached attached(state_);
  absl::StatusOr<Value> python_key = ToPython(state_, key);
  if (!python_key.ok()) return python_key.status();
  return internal::Access::GetItem(*this, *python_key);
}

template <typename K, typename T>
absl::Status Value::SetItem(const K& key, const T& value) const {
  internal::Attached attached(state_);
  absl::StatusOr<Value> python_key = ToPython(state_, key);
  if (!python_key.ok()) return python_key.status();
  absl::StatusOr<Value> python_value = ToPython(state_, value);
  if (!python_value.ok()) return python_value.status();
  return internal::Access::SetItem(*this, *python_key, *python_value);
}

namespace internal {

/// The arguments of a call as Values.
template <typename... A>
absl::Status PackArguments(const VmRef& vm, Value* out, const A&... arguments) {
  absl::Status status;
  const auto pack = [&](const auto& argument) {
    absl::StatusOr<Value> value = krait::ToPython(vm, argument);
    if (value.ok()) {
      *out++ = *std::move(value);
    } else {
      status = value.status();
    }
    return status.ok();
  };
  (void)(pack(arguments) && ...);
  return status;
}

template <typename R>
absl::StatusOr<R> ConvertResult(absl::StatusOr<Value> result) {
  if constexpr (std::same_as<R, Value>) {
    return result;
  } else {
    if (!result.ok()) return result.status();
    return Convert<R>::FromPython(*result);
  }
}

}  // namespace internal

template <typename R, typename... A>
absl::StatusOr<R> Value::Call(const A&... arguments) const {
  internal::Attached attached(state_);
  std::array<Value, sizeof...(A)> values;
  absl::Status status = internal::PackArguments(state_, values.data(), arguments...);
  if (!status.ok()) return status;
  return internal::ConvertResult<R>(CallWith(values));
}

template <typename R, typename... A>
absl::StatusOr<R> Value::CallMethod(absl::string_view name, const A&... arguments) const {
  internal::Attached attached(state_);
  std::array<Value, sizeof...(A)> values;
  absl::Status status = internal::PackArguments(state_, values.data(), arguments...);
  if (!status.ok()) return status;
  return internal::ConvertResult<R>(internal::Access::CallMethod(*this, name, values));
}

}  // namespace krait::inline v1
