#pragma once

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "krait/krait.h"

namespace krait {

/// The bytes of the .pyc file that CPython makes of `source`.
inline std::string CompilePython(const std::string& source) {
  char folder[] = "/tmp/krait-api-test-XXXXXX";
  if (mkdtemp(folder) == nullptr) ADD_FAILURE() << "no temporary folder";
  const std::string base = std::string(folder) + "/program";
  {
    std::ofstream file(base + ".py");
    file << source;
  }
  const std::string command = std::string(KRAIT_PYTHON) +
                              " -c 'import py_compile, sys; py_compile.compile(sys.argv[1], "
                              "sys.argv[2], dfile=\"program.py\", doraise=True)' " +
                              base + ".py " + base + ".pyc";
  EXPECT_EQ(std::system(command.c_str()), 0) << source;
  std::ifstream file(base + ".pyc", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  std::remove((base + ".py").c_str());
  std::remove((base + ".pyc").c_str());
  std::remove(folder);
  return bytes;
}

/// A VM with a module made of `source`.
struct Program {
  explicit Program(const std::string& source, Options options = {})
      : vm(Vm::Create(std::move(options)).value()),
        code(Code::Load(vm, CompilePython(source), "program.pyc").value()) {}

  absl::StatusOr<Value> Run() { return vm.RunModule(code, "program"); }
  /// The module, run without an error.
  Value Module() {
    absl::StatusOr<Value> module = Run();
    if (!module.ok()) ADD_FAILURE() << module.status();
    return module.ok() ? *module : Value();
  }

  Vm vm;
  Code code;
};

/// The exception that `status` carries; fails the test if there is none.
inline PythonError ErrorOf(const absl::Status& status) {
  std::optional<PythonError> error = PythonError::From(status);
  if (!error.has_value()) ADD_FAILURE() << "no PythonError in " << status;
  return error.value_or(PythonError{});
}

}  // namespace krait
