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

/// Found by tests/fuzz/source.
constexpr const char* kTexts[] = {
    "if u if 1 else r:\n  z\n",
    "if (u if p\n else q\n) if 1 else r:\n  z\n",
    "if (q if 0 else u) if 1 else r:\n  z;z;z;z\nv\n",
    "while (u if p else (v or w)) if 1 else r:\n  z\n",
    "if not (u and v) if 1 else 0:\n  z\n",
    "while x:\n y\nelse:\n  for f in g: assert __debug__, (c)\n",
    "try: a\nfinally:\n 11 or z\n from g import *\n",
    "x = '%05sx%9s%1a' % ({}, (y := z), [])\n",
    "for x in y:\n  try: '%r%05s' % ('', a if d else d) | y\n  finally: z\n",
    "from __future__ import annotations\nx: (0xFFFFFFFFFFFFFFFFFF)._Q__p\n",
    "from __future__ import annotations\nx: (lambda*y: 0, lambda *, k: 2, lambda x, *y: 3)\n",
    "from __future__ import annotations\nx: f(**(a in b), **(lambda: 1), y=(not z))\n",
    "a((b), fr'''{(\"\"\"\n\"\"\") or x > y}''')\n",
    "x[*not a, *b if c else d:e] if f else g\n",
};

TEST_F(CompileTest, MakesCPythonsCodeOfStrangeTexts) {
  const std::filesystem::path folder = testing::TempDir() + "krait_strange_texts";
  std::filesystem::create_directories(folder);
  std::vector<std::string> paths;
  for (const char* text : kTexts) {
    paths.push_back(folder / absl::StrCat(paths.size(), ".py"));
    std::ofstream(paths.back(), std::ios::binary) << text;
  }
  CompareWithCPython(paths);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace krait::compiler
