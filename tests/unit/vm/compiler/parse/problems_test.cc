#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/unit/vm/builtins/builtins_fixture.h"
#include "tests/unit/vm/compiler/parse/oracle.h"
#include "tests/unit/vm/compiler/parse/wrong_texts.h"
#include "vm/compiler/parse/parser.h"

namespace krait::compiler {
namespace {

class ProblemsTest : public BuiltinsTest {
 protected:
  /// As problems_oracle.py says it.
  std::string ProblemOf(const std::string& source) {
    ast::Tree tree(t);
    const std::string text = WholeLines(source);
    Parser parser(t, tree, text, {});
    if (parser.File().ok()) return "none";
    if (t.HasPending()) {
      const std::string error = TakeError(t);
      return error.substr(0, error.find(':'));
    }
    const Problem& problem = parser.problem();
    const char* const type = problem.kind == Problem::Kind::kTab           ? "TabError"
                             : problem.kind == Problem::Kind::kIndentation ? "IndentationError"
                                                                           : "SyntaxError";
    return absl::StrCat(type, " ", problem.line, " ", problem.offset, " ", problem.end_line, " ",
                        problem.end_offset, " ", problem.message);
  }

  void CompareWithCPython(const Lines& texts) {
    std::string input;
    for (const std::string& text : texts) {
      absl::StrAppend(&input, absl::BytesToHexString(text), "\n");
    }
    const Lines wanted = AskOracle("problems_oracle.py exec", input);
    ASSERT_EQ(wanted.size(), texts.size());
    for (size_t i = 0; i < texts.size(); ++i) EXPECT_EQ(ProblemOf(texts[i]), wanted[i]) << texts[i];
  }
};

TEST_F(ProblemsTest, TellsOfWrongTextsAsCPythonDoes) {
  CompareWithCPython(absl::StrSplit(kWrongTexts, "---\n"));
}

TEST_F(ProblemsTest, BearsHostileTexts) {
  const auto repeat = [](const std::string& text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
  };
  Lines texts;
  for (const NestedText& text : kNestedTexts) {
    texts.push_back(absl::StrCat(text.before, repeat(text.open, text.depth), text.inner,
                                 repeat(text.close, text.closed), "\n"));
  }
  constexpr int kBlocks = 95;
  for (const char* header : kBlockHeaders) {
    std::string text;
    for (int i = 0; i < kBlocks; ++i) {
      absl::StrAppend(&text, std::string(static_cast<size_t>(i), ' '), header, "\n");
    }
    texts.push_back(absl::StrCat(text, std::string(kBlocks, ' '), "x y\n"));
  }
  CompareWithCPython(texts);
}

TEST_F(ProblemsTest, TellsOfMutantsAsCPythonDoes) {
  // KRAIT_MUTANTS is how many, and where chance begins.
  const char* const wish = std::getenv("KRAIT_MUTANTS");
  const std::string which = wish != nullptr                               ? wish
                            : std::getenv("KRAIT_ALL_SOURCES") != nullptr ? "10000 1"
                                                                          : "300 1";
  const Lines mutants = AskOracle("problems_oracle.py mutants " + which, "");
  size_t wrong = 0;
  for (size_t i = 0; i + 1 < mutants.size(); i += 2) {
    const std::string source = absl::HexStringToBytes(mutants[i]);
    const std::string mine = ProblemOf(source);
    if (mine == mutants[i + 1]) continue;
    if (++wrong <= 40) {
      std::printf("---\n%s\n  here:    %s\n  CPython: %s\n", source.c_str(), mine.c_str(),
                  mutants[i + 1].c_str());
    }
  }
  std::printf("%zu of %zu mutants differ\n", wrong, mutants.size() / 2);
  EXPECT_LE(wrong * 1000, mutants.size() / 2);
}

}  // namespace
}  // namespace krait::compiler
