#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace krait {

/// What formatting refuses, as the Python exception to raise.
struct FormatError {
  enum class Type : uint8_t { kValueError, kOverflowError, kMemoryError };

  Type type = Type::kValueError;
  /// UTF-8, except that a lone surrogate of the format is encoded like any other code point. Empty:
  /// the exception has no argument.
  std::string message;
};

/// Nothing, or why there is no result. As long as nothing fails it costs one word.
class FormatFailure {
 public:
  FormatFailure() = default;
  FormatFailure(std::nullopt_t) {}  // NOLINT(google-explicit-constructor)
  FormatFailure(FormatError error)  // NOLINT(google-explicit-constructor)
      : error_(std::make_unique<FormatError>(std::move(error))) {}

  bool has_value() const { return error_ != nullptr; }
  explicit operator bool() const { return has_value(); }
  const FormatError& operator*() const { return *error_; }
  const FormatError* operator->() const { return error_.get(); }

 private:
  std::unique_ptr<FormatError> error_;
};

}  // namespace krait
