#pragma once

#include <cstdint>
#include <type_traits>

namespace krait::uop {

/// A number of 31 bits that compiled code holds in an instruction: always the last operand, and of
/// micro-ops that only compiled code has.
struct Immediate {
  uint32_t value = 0;
};

/// What a micro-op returns that is run for its effect, or as a guard.
struct Done {};

template <typename T>
inline constexpr bool kIsImmediate = std::is_same_v<T, Immediate>;

}  // namespace krait::uop
