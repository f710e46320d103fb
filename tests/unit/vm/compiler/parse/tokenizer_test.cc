#include "vm/compiler/parse/tokenizer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "tests/unit/vm/compiler/oracle.h"

namespace krait::compiler {
namespace {

std::string Describe(const Token& token) {
  switch (token.kind) {
    case TokenKind::kEndMarker:
      return "end";
    case TokenKind::kNewline:
      return "newline";
    case TokenKind::kIndent:
      return "indent";
    case TokenKind::kDedent:
      return "dedent";
    default:
      return absl::StrCat(token.begin.line, " ", token.begin.column, " ", token.end.line, " ",
                          token.end.column, " ",
                          absl::BytesToHexString({token.text.data(), token.text.size()}));
  }
}

Lines TokensOf(const std::string& text) {
  Tokenizer tokenizer(text, {});
  Lines lines;
  for (Token token;;) {
    if (!tokenizer.Next(&token)) {
      lines.push_back(absl::StrCat("problem: ", tokenizer.problem().message));
      return lines;
    }
    lines.push_back(Describe(token));
    if (token.kind == TokenKind::kEndMarker) return lines;
  }
}

std::string ProblemOf(const std::string& text) {
  Tokenizer tokenizer(text, {});
  Token token;
  do {
    if (!tokenizer.Next(&token)) {
      const Problem& problem = tokenizer.problem();
      const char* const type = problem.kind == Problem::Kind::kTab           ? "TabError"
                               : problem.kind == Problem::Kind::kIndentation ? "IndentationError"
                                                                             : "SyntaxError";
      return absl::StrCat(type, " ", problem.line, " ", problem.offset, " ", problem.end_offset,
                          " ", problem.message);
    }
  } while (token.kind != TokenKind::kEndMarker);
  return "none";
}

TEST(TokenizerTest, TakesTheStandardLibraryAsCPythonDoes) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator("/usr/lib/python3.11")) {
    if (entry.path().extension() == ".py") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  // KRAIT_ALL_SOURCES takes all of them, not one in five.
  const size_t step = std::getenv("KRAIT_ALL_SOURCES") != nullptr ? 1 : 5;
  ASSERT_GT(paths.size(), step);
  for (size_t i = 0; i < paths.size(); i += step) {
    std::ifstream file(paths[i], std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    const Lines mine = TokensOf(WholeLines(text));
    const Lines wanted = AskOracle("parse/tokenizer_oracle.py tokens", paths[i].string() + "\n");
    for (size_t k = 0; k < std::max(mine.size(), wanted.size()); ++k) {
      ASSERT_EQ(k < mine.size() ? mine[k] : "nothing", k < wanted.size() ? wanted[k] : "nothing")
          << paths[i] << ", token " << k;
    }
  }
}

TEST(TokenizerTest, TellsProblemsAsCPythonDoes) {
  std::string nested;
  for (int i = 0; i < 100; ++i) absl::StrAppend(&nested, std::string(i, ' '), "if x:\n");
  const Lines sources = {
      "if 1:\n\tx\n        y\n",
      "if 1:\n    x\n  y\n",
      "if 1:\n\tx\n    if y:\n        z\n",
      nested + std::string(100, ' ') + "x\n",
      "if 1:\n  \\\n    x\n y\n",
      "x = 1 \\",
      "x = \\\n",
      "\\",
      "\\x",
      "x = \\ \n",
      "x\x01y",
      "x = \x7f",
      "\u00e9 = 1\x02",
      "a\u00a0b",
      "x = \u2028",
      "\u00e9\u20ac",
      "\U0001f600",
      "x = 'a\nb'\n",
      "f('''\nab\n",
      "x = '\u00e9",
      "'\\",
      "'\\\n",
      "rb'''\n",
      "0_",
      "00_",
      "0_7",
      "08",
      "007.",
      "0777e",
      "0x_",
      "0x1_",
      "0xg",
      "0x1g",
      "0b_2",
      "0b2",
      "0b12",
      "0b1a",
      "0o",
      "0o8",
      "0o18",
      "0b",
      "0x",
      "1_a",
      "1__0",
      "1.2_",
      "1.2_j",
      "1e5_",
      "1e+",
      "1.e",
      "1.e+x",
      "1j2",
      "1_000_",
      "5a",
      "1.5abc",
      "1\u00e9",
      ")",
      "(\n)]",
      "(\n]",
      "(]",
      "{[)",
      "(\n\n}",
      std::string(201, '('),
      // Nothing is wrong with these.
      "1if 2else 3",
      "1_0in x",
      "0b1and x",
      "0xfor x",
      "1.0or 2",
      "1not in x",
      "1..real",
      "00",
      "0_0",
      "0.0_1",
      "00.5",
      "09.5",
      "09e1",
      "09j",
      "x = (\n  # c\n\n 1)",
      "#\\",
      "\n\n#x",
      "rb'a', Rb'b', bR'c'",
      "Fr'd', rF'e', u'f'",
      "\f",
      "'a\\\nb'",
      "if 1:\n\tx\n\ty\n",
  };
  std::string input;
  for (const std::string& source : sources) {
    input += "'";
    for (char c : source) {
      if (c == '\n' || c == '\\' || c == '\'' || static_cast<uint8_t>(c) < ' ') {
        absl::StrAppend(&input, "\\x", absl::Hex(static_cast<uint8_t>(c), absl::kZeroPad2));
      } else {
        input += c;
      }
    }
    input += "'\n";
  }
  const Lines wanted = AskOracle("parse/tokenizer_oracle.py problems", input);
  ASSERT_EQ(wanted.size(), sources.size());
  for (size_t i = 0; i < sources.size(); ++i) {
    EXPECT_EQ(ProblemOf(WholeLines(sources[i])), wanted[i]) << sources[i];
  }
}

TEST(TokenizerTest, AsksForTypeComments) {
  const std::string text =
      "x = []  # type: List[int]\n"
      "# type: ignore[some]\n"
      "y = 1  # type: ignore\n"
      "z = 2  # types: no\n";
  Tokenizer tokenizer(text, {.type_comments = true});
  Lines found;
  Token token;
  do {
    ASSERT_TRUE(tokenizer.Next(&token));
    if (token.kind == TokenKind::kTypeComment)
      found.push_back(absl::StrCat("comment ", std::string(token.text)));
    if (token.kind == TokenKind::kTypeIgnore)
      found.push_back(absl::StrCat("ignore ", std::string(token.text)));
  } while (token.kind != TokenKind::kEndMarker);
  EXPECT_EQ(found, (Lines{"comment List[int]", "ignore [some]", "ignore "}));
}

TEST(TokenizerTest, WarnsOfNumbersThatTouchKeywords) {
  Tokenizer tokenizer("0xfor x\n", {});
  Lines heard;
  tokenizer.SetListener({[](void* context, const Caution& caution) {
                           static_cast<Lines*>(context)->push_back(
                               absl::StrCat(caution.line, " ", caution.message));
                           return true;
                         },
                         &heard});
  Token token;
  do {
    ASSERT_TRUE(tokenizer.Next(&token));
  } while (token.kind != TokenKind::kEndMarker);
  EXPECT_EQ(heard, (Lines{"1 invalid hexadecimal literal"}));
}

}  // namespace
}  // namespace krait::compiler
