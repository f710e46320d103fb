#include "vm/compiler/parse/parser.h"

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
#include "vm/compiler/ast/print.h"

namespace krait::compiler {
namespace {

class ParserTest : public BuiltinsTest {
 protected:
  /// The tree's text, or what is wrong.
  std::string Parse(const std::string& source, bool places = false) {
    ast::Tree tree(t);
    Parser parser(t, tree, source, {});
    const Result<ast::ModNode*> module = parser.Parse();
    if (!module.ok()) {
      const std::string error = TakeError(t);
      return error.empty() ? parser.problem().message : error;
    }
    Result<std::string> text = ast::Print(t, tree, *module, {.places = places});
    return text.ok() ? *std::move(text) : TakeError(t);
  }

  void CompareWithCPython(std::vector<std::string> paths) {
    std::sort(paths.begin(), paths.end());
    const Lines wanted = AskOracle("parse/parser_oracle.py", absl::StrJoin(paths, "\n") + "\n");
    ASSERT_EQ(wanted.size(), paths.size());
    for (size_t i = 0; i < paths.size(); ++i) {
      if (wanted[i].empty()) continue;
      std::ifstream file(paths[i], std::ios::binary);
      const std::string source((std::istreambuf_iterator<char>(file)), {});
      const std::string mine = Parse(WholeLines(source), true);
      const auto [a, b] =
          std::mismatch(mine.begin(), mine.end(), wanted[i].begin(), wanted[i].end());
      if (a == mine.end() && b == wanted[i].end()) continue;
      const size_t from = std::max<ptrdiff_t>(a - mine.begin() - 100, 0);
      ADD_FAILURE() << paths[i] << "\n  here:    " << mine.substr(from, 200)
                    << "\n  CPython: " << wanted[i].substr(from, 200);
    }
  }
};

TEST_F(ParserTest, MakesCPythonsTreesOfTheStandardLibrary) {
  CompareWithCPython(SourcesIn("/usr/lib/python3.11", 40));
}

TEST_F(ParserTest, MakesCPythonsTreesOfThePrograms) {
  if (!std::filesystem::exists("tests/programs")) GTEST_SKIP() << "Bazel's sandbox leaves them out";
  CompareWithCPython(SourcesIn("tests/programs", 8));
}

TEST_F(ParserTest, RefusesWrongTexts) {
  for (const char* text : {"x = = 1\n",
                           "if x\n",
                           "def f(:\n  pass\n",
                           "f(x for x in y, 1)\n",
                           "a b\n",
                           "1 = 2 +\n",
                           "class\n",
                           "for x y:\n",
                           "(a, b\n",
                           "f'{'\n",
                           "f'{}'\n",
                           "f'}'\n",
                           "f'{a b}'\n",
                           "b'a' 'b'\n",
                           "'\\x1'\n",
                           "match x:\n case 1: pass\n case +: pass\n",
                           "with a as 1: pass\n",
                           "*a\n= 1\n",
                           "del f()\n",
                           "try:\n  pass\n",
                           "import a.\n",
                           "from . import\n",
                           "return = 1\n",
                           "lambda *: 1\n",
                           "def f(a=1, b): pass\n",
                           "@\nx\n",
                           "async x\n",
                           "\\",
                           "x\n  y\n",
                           "'"}) {
    const std::string said = Parse(WholeLines(text));
    EXPECT_FALSE(said.starts_with("Module(")) << text << said;
    EXPECT_NE(said, "") << text;
  }
}

TEST_F(ParserTest, GoesBackWhereWordsAreNotKeywords) {
  EXPECT_EQ(Parse("match = case = 1\nmatch[x: 1]\nmatch(x)\nmatch.x\nmatch * x\n").substr(0, 7),
            "Module(");
  EXPECT_EQ(Parse("with (a, b): pass\n"),
            "Module(body=[With(items=[withitem(context_expr=Name(id='a', ctx=Load())), "
            "withitem(context_expr=Name(id='b', ctx=Load()))], body=[Pass()])], type_ignores=[])");
  EXPECT_EQ(Parse("with (a, b) as c: pass\n"),
            "Module(body=[With(items=[withitem(context_expr=Tuple(elts=[Name(id='a', ctx=Load()), "
            "Name(id='b', ctx=Load())], ctx=Load()), optional_vars=Name(id='c', ctx=Store()))], "
            "body=[Pass()])], type_ignores=[])");
}

TEST_F(ParserTest, BearsDeepNesting) {
  const auto repeat = [](const std::string& text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
  };
  constexpr int kMany = 300'000;
  const auto head = [&](const std::string& text) { return Parse(text).substr(0, 11); };
  EXPECT_EQ(head(repeat("-", kMany) + "1\n"), "MemoryError");
  EXPECT_EQ(head(repeat("not ", kMany) + "1\n"), "MemoryError");
  EXPECT_EQ(head(repeat("lambda: ", kMany) + "1\n"), "MemoryError");
  EXPECT_EQ(head(repeat("a if b else ", kMany) + "1\n"), "MemoryError");
  EXPECT_EQ(head(repeat("a ** ", kMany) + "1\n"), "MemoryError");
  EXPECT_EQ(head("if a: pass\n" + repeat("elif a: pass\n", kMany)), "MemoryError");
  EXPECT_EQ(head(repeat("(", kMany) + "\n"), "too many ne");
  EXPECT_EQ(head(repeat("[", 150) + repeat("]", 150) + "\n"), "Module(body");
  EXPECT_EQ(head("a = " + repeat("a = ", 1000) + "1\n"), "Module(body");
}

}  // namespace
}  // namespace krait::compiler
