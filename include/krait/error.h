#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace krait::inline v1 {

/// What a Python exception that ended a call was.
///
/// Every call into Python returns an absl::Status or StatusOr. Its code says what happened:
///   kUnknown             the Python code raised an exception; the status carries a PythonError
///   kResourceExhausted   the same for MemoryError, and without a PythonError: the VM ran out of
///                        steps and is stopped
///   kDeadlineExceeded    the call ran out of time; the VM is stopped
///   kCancelled           Vm::Stop was called
///   kInvalidArgument     a value is not of the type that was asked for
///   kFailedPrecondition  the VM is gone, or the calling thread is not attached to it
struct PythonError {
  std::string type;       ///< the class, qualified as in tracebacks: "ValueError", "app.Problem"
  std::string message;    ///< str(exception)
  std::string traceback;  ///< what the interpreter would print, ending in a newline

  /// The exception that `status` carries, if it carries one.
  static std::optional<PythonError> From(const absl::Status& status);
};

/// For a C++ function that Python calls: a status which raises the built-in exception `type`
/// ("KeyError") with `message`; RuntimeError if there is no such exception.
absl::Status RaiseInPython(absl::string_view type, absl::string_view message);

}  // namespace krait::inline v1
