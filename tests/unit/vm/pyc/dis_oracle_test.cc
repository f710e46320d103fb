// Line tables, exception tables and stack depths, compared with what CPython's dis says.

#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "tests/unit/vm/pyc/pyc_fixture.h"
#include "vm/code/line_table.h"
#include "vm/object/bytes.h"
#include "vm/object/tuple.h"
#include "vm/pyc/definite_assignment.h"
#include "vm/pyc/exception_table.h"
#include "vm/pyc/pyc_file.h"
#include "vm/pyc/verifier.h"

namespace krait {
namespace {

const std::string kFolder = std::string(KRAIT_SOURCE_DIR) + "/tests/unit/vm/pyc/";

/// All lines that dis_oracle.py prints of one code object, but for the effects.
class Describer {
 public:
  explicit Describer(const Code* code) : code_(code) {}

  std::vector<std::string> Run() {
    lines_.push_back(absl::StrCat("code ", code_->qualname()->ToUtf8()));
    Lines();
    Positions();
    Handlers();
    return lines_;
  }

 private:
  void Lines() {
    LineTableReader reader(code_);
    LineEntry entry;
    while (reader.Next(&entry)) {
      lines_.push_back(
          absl::StrCat("line ", entry.begin, " ", entry.end, " ", entry.position.line));
    }
  }

  void Positions() {
    LineTableReader reader(code_);
    LineEntry entry;
    LineEntry merged;
    bool any = false;
    while (reader.Next(&entry)) {
      if (any && entry.position == merged.position) {
        merged.end = entry.end;
        continue;
      }
      if (any) Position(merged);
      merged = entry;
      any = true;
    }
    if (any) Position(merged);
  }

  void Position(const LineEntry& e) {
    const CodePosition& p = e.position;
    lines_.push_back(
        absl::StrCat("position ", e.begin, " ", e.end, " ", p.line, " ", p.end_line, " ") +
        absl::StrCat(p.column, " ", p.end_column));
  }

  void Handlers() {
    ExceptionTableReader reader(code_->exceptiontable()->span());
    ExceptionEntry e;
    while (reader.Next(&e)) {
      lines_.push_back(absl::StrCat("handler ", e.begin, " ", e.end, " ", e.target, " ") +
                       absl::StrCat(e.depth, " ", int{e.push_lasti}));
    }
  }

  const Code* code_;
  std::vector<std::string> lines_;
};

class DisOracleTest : public PycTest {
 protected:
  /// Checks the lines from `at` on, which describe this code object, and goes on behind them.
  void Compare(Code* code, const std::vector<std::string>& expected, size_t& at) {
    for (const std::string& line : Describer(code).Run()) {
      ASSERT_LT(at, expected.size());
      ASSERT_EQ(line, expected[at++]);
    }
    CompareDepths(code, expected, at);
    for (Value constant : code->consts()->values()) {
      if (Is<Code>(constant)) Compare(Cast<Code>(constant), expected, at);
      if (HasFatalFailure()) return;
    }
  }

  void CompareDepths(Code* code, const std::vector<std::string>& expected, size_t& at) {
    StackCode stack;
    ASSERT_TRUE(DecodeAndVerify(t, code->fields(), &stack).ok());
    for (size_t i = 0; i < stack.instructions.size(); ++i) {
      const StackInstruction& in = stack.instructions[i];
      ASSERT_LT(at, expected.size());
      const std::vector<std::string> words = absl::StrSplit(expected[at++], ' ');
      ASSERT_EQ(words.size(), 4u);
      ASSERT_EQ(words[1], std::to_string(in.offset));
      // CPython does not count what RETURN_GENERATOR leaves for the POP_TOP behind it.
      if (stack.depths[i] < 0 || in.op == StackOp::RETURN_GENERATOR) continue;
      int fall, jump;
      ASSERT_TRUE(absl::SimpleAtoi(words[2], &fall) && absl::SimpleAtoi(words[3], &jump));
      if (!EndsFlow(in.op)) EXPECT_EQ(stack.depths[i + 1], stack.depths[i] + fall) << words[1];
      if (in.target >= 0) EXPECT_EQ(stack.depths[in.target], stack.depths[i] + jump) << words[1];
      ++compared_;
    }
    EXPECT_LE(stack.max_depth, code->stacksize());
  }

  int compared_ = 0;
};

TEST_F(DisOracleTest, TablesAndDepthsAreAsDisSays) {
  const std::string cache = ::testing::TempDir() + "/krait_stdlib_pycs";
  const std::vector<std::string> all = absl::StrSplit(
      RunPython(absl::StrCat(kFolder, "stdlib_pycs.py '", cache, "'")), '\n', absl::SkipEmpty());
  std::vector<std::string> sample;
  for (size_t i = 0; i < all.size(); ++i) {
    bool wanted = i % 40 == 0;
    for (const char* name : {"test_grammar", "test_coroutines", "test_except_star", "test_patma",
                             "test_with", "/typing.", "/dataclasses.", "/inspect.", "/argparse."}) {
      wanted |= all[i].find(name) != std::string::npos;
    }
    if (wanted) sample.push_back(all[i]);
  }
  ASSERT_GT(sample.size(), 40u);
  const std::vector<std::string> expected = absl::StrSplit(
      RunPython(absl::StrCat(kFolder, "dis_oracle.py '", absl::StrJoin(sample, "' '"), "'")), '\n',
      absl::SkipEmpty());
  size_t at = 0;
  for (const std::string& path : sample) {
    ASSERT_LT(at, expected.size());
    ASSERT_EQ(expected[at++], "file " + path);
    const Result<Code*> code = LoadPyc(t, ReadFile(path), path);
    ASSERT_TRUE(code.ok()) << TakeError(t);
    Compare(*code, expected, at);
    if (HasFailure()) FAIL() << path;
  }
  EXPECT_EQ(at, expected.size());
  EXPECT_GT(compared_, 100'000);
}

}  // namespace
}  // namespace krait
