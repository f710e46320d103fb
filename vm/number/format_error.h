#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace krait {

/// What formatting refuses, as the Python exception to raise.
struct FormatError {
  enum class Type : uint8_t { kValueError, kOverflowError, kMemoryError };

  Type type = Type::kValueError;
  /// UTF-8, except that a lone surrogate of the format is encoded like any other code point. Empty:
  /// the exception has no argument.
  std::string message;
};

/// Nothing, or why there is no result.
using FormatFailure = std::optional<FormatError>;

}  // namespace krait
