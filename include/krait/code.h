#pragma once

#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "krait/value.h"

namespace krait::inline v1 {

class Vm;

/// The code of a module, loaded into a VM.
class Code {
 public:
  /// Reads the bytes of a .pyc file that CPython 3.11 wrote. They need not be trusted: a
  /// PythonError (ImportError, EOFError, ValueError...) says what is wrong with them. `filename`
  /// stands for the file in error messages.
  static absl::StatusOr<Code> Load(Vm& vm, absl::string_view pyc, absl::string_view filename);

  /// Compiles the text of a module: UTF-8, or the encoding that a comment in it names. A
  /// PythonError (SyntaxError, ValueError...) says what is wrong with it. `filename` is its
  /// co_filename.
  static absl::StatusOr<Code> Compile(Vm& vm, absl::string_view source, absl::string_view filename);

  /// The Python code object.
  const Value& value() const { return value_; }

 private:
  explicit Code(Value value) : value_(std::move(value)) {}
  Value value_;
};

}  // namespace krait::inline v1
