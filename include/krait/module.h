#pragma once

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "krait/function.h"
#include "krait/value.h"
#include "krait/vm.h"

namespace krait::inline v1 {

/// A module made of C++ functions, classes and values.
///
///   absl::StatusOr<krait::Module> geometry = krait::Module::Create(vm, "geometry");
///   geometry->AddFunction("area", [](double w, double h) { return w * h; }).IgnoreError();
class Module {
 public:
  /// An empty module that `import name` finds from now on. It replaces one of the same name.
  static absl::StatusOr<Module> Create(Vm& vm, absl::string_view name);

  template <typename F>
  absl::Status AddFunction(absl::string_view name, F&& function) {
    absl::StatusOr<Value> made =
        MakeFunction(internal::Access::StateOf(value_), name, std::forward<F>(function));
    if (!made.ok()) return made.status();
    return value_.SetAttribute(name, *made);
  }
  template <typename T>
  absl::Status Add(absl::string_view name, const T& value) {
    return value_.SetAttribute(name, value);
  }

  /// The Python module.
  const Value& value() const { return value_; }

 private:
  explicit Module(Value value) : value_(std::move(value)) {}
  Value value_;
};

}  // namespace krait::inline v1
