#pragma once

#include <bit>
#include <cstdint>

#include "vm/uop/immediate.h"
#include "vm/uop/machine.h"

/// What micro-ops return, as the words that compiled code holds: bits of Values, but of doubles
/// their own.
namespace krait::uop {

inline uint64_t WordOf(Value value) { return value.bits(); }
inline uint64_t WordOf(Done) { return 0; }
inline uint64_t WordOf(bool value) { return Value::FromBool(value).bits(); }
inline uint64_t WordOf(SmallInt value) { return static_cast<uint64_t>(value.shifted); }
inline uint64_t WordOf(Double value) { return std::bit_cast<uint64_t>(value.value); }
template <typename T>
uint64_t WordOf(Exact<T> value) {
  return Value::FromObject(value.pointer).bits();
}
template <typename T>
uint64_t WordOf(Any<T> value) {
  return Value::FromObject(value.pointer).bits();
}

}  // namespace krait::uop
