#include "vm/compiler/compile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/unit/vm/builtins/builtins_fixture.h"
#include "tests/unit/vm/compiler/oracle.h"
#include "vm/code/layouts.h"
#include "vm/compiler/parse/parser.h"
#include "vm/object/bytes.h"
#include "vm/object/str.h"
#include "vm/pyc/marshal_writer.h"

namespace krait::compiler {
namespace {

class CompileTest : public BuiltinsTest {
 protected:
  CompileTest() : BuiltinsTest(Options()) {}

  static VmOptions Options() {
    VmOptions options;
    options.add_layouts = AddCodeLayouts;
    return options;
  }

  /// The code object in marshal's form, or what is wrong after a '!'.
  std::string Compile(const std::string& source, const std::string& filename) {
    ast::Tree tree(t);
    Parser parser(t, tree, source, {});
    const Result<ast::ModNode*> module = parser.Parse();
    if (!module.ok()) return "!" + (t.HasPending() ? TakeError(t) : parser.problem().message);
    Problem problem;
    CompileOptions options;
    options.filename = *Str::FromUtf8(t, filename);
    const Result<Code*> code = CompileTree(t, tree, *module, options, &problem);
    if (!code.ok()) return "!" + (t.HasPending() ? TakeError(t) : problem.message);
    MarshalWriter writer(t);
    if (!writer.Write(Value::FromObject(*code)).ok()) return "!" + TakeError(t);
    return std::string((*writer.Finish())->view());
  }

  /// Each of these sources, compiled here and by CPython.
  void CompareWithCPython(std::vector<std::string> paths) {
    std::sort(paths.begin(), paths.end());
    const std::filesystem::path folder = testing::TempDir() + "krait_compile_test";
    std::filesystem::create_directories(folder);
    for (size_t i = 0; i < paths.size(); ++i) {
      std::ifstream file(paths[i], std::ios::binary);
      const std::string source((std::istreambuf_iterator<char>(file)), {});
      std::ofstream(folder / absl::StrCat(i), std::ios::binary)
          << Compile(WholeLines(source), paths[i]);
    }
    const Lines differences = AskOracle(absl::StrCat("compile_oracle.py ", folder.string()),
                                        absl::StrJoin(paths, "\n") + "\n");
    std::filesystem::remove_all(folder);
    ASSERT_FALSE(differences.empty());
    EXPECT_EQ(differences.back(), absl::StrCat(paths.size(), " sources"));
    for (size_t i = 0; i + 1 < differences.size(); ++i) ADD_FAILURE() << differences[i];
  }
};

TEST_F(CompileTest, MakesCPythonsCodeOfTheStandardLibrary) {
  CompareWithCPython(SourcesIn("/usr/lib/python3.11", 40));
}

TEST_F(CompileTest, MakesCPythonsCodeOfThePrograms) {
  if (!std::filesystem::exists("tests/programs")) GTEST_SKIP() << "Bazel's sandbox leaves them out";
  CompareWithCPython(SourcesIn("tests/programs", 8));
}

}  // namespace
}  // namespace krait::compiler
