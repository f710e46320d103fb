#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/unit/vm/compiler/parse/parse_fixture.h"
#include "tests/unit/vm/compiler/parse/wrong_texts.h"

namespace krait::compiler {
namespace {

using DiagnosisTest = ParseTest;

TEST_F(DiagnosisTest, TellsOfWrongTextsAsCPythonDoes) {
  CompareWithCPython(absl::StrSplit(kWrongTexts, "---\n"), {});
}

TEST_F(DiagnosisTest, TellsOfLongNumbers) {
  const std::string digits(4301, '1');
  CompareWithCPython({"x = " + digits, "x = 0x" + digits, "f(" + digits + " b)",
                      "f(a b, " + digits + ")", "x = " + digits + "\ny = '", digits.substr(1),
                      "match x:\n case -" + digits + ": pass", "x = f'{" + digits + "}'",
                      digits + "j", digits + ".0", "(1\n+" + digits + ") = 2", "(" + digits},
                     {});
}

TEST_F(DiagnosisTest, BearsHostileTexts) {
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
  CompareWithCPython(texts, {});
}

/// Texts and outcomes, in turn.
class MutantsTest : public ParseTest {
 protected:
  void Compare(const Request& request) {
    // KRAIT_MUTANTS is how many, and where chance begins.
    const char* const wish = std::getenv("KRAIT_MUTANTS");
    const char* const which = wish != nullptr                               ? wish
                              : std::getenv("KRAIT_ALL_SOURCES") != nullptr ? "10000 1"
                                                                            : "200 1";
    const Lines mutants =
        AskOracle(absl::StrCat("parse/problems_oracle.py mutants ", request.mode, " ", which), "");
    size_t wrong = 0;
    for (size_t i = 0; i + 1 < mutants.size(); i += 2) {
      const std::string source = absl::HexStringToBytes(mutants[i]);
      const std::string mine = OutcomeOf(source, request);
      if (mine == mutants[i + 1]) continue;
      constexpr size_t kMostShown = 40;
      if (++wrong > kMostShown) continue;
      std::printf("---\n%s\n  here:    %s\n  CPython: %s\n", source.c_str(), mine.c_str(),
                  mutants[i + 1].c_str());
    }
    std::printf("%zu of %zu mutants differ\n", wrong, mutants.size() / 2);
    ASSERT_FALSE(mutants.empty());
    EXPECT_LE(wrong * 1000, mutants.size() / 2);
  }
};

TEST_F(MutantsTest, AreFilesAsForCPython) { Compare({.trees = true}); }

TEST_F(MutantsTest, AreSingleStatementsAsForCPython) {
  Compare({.mode = "single", .source_mode = SourceMode::kSingle, .trees = true});
}

TEST_F(MutantsTest, AreExpressionsAsForCPython) {
  Compare({.mode = "eval", .source_mode = SourceMode::kExpression, .trees = true});
}

}  // namespace
}  // namespace krait::compiler
