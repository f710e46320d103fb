#include "jit/trace.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace krait::jit {
namespace {

constexpr const char* kCount =
    "%0 = slot 1\n"
    "%1 = Require<SmallInt> %0 exit 0\n"
    "%2 = constant int 10\n"
    "loop\n"
    "%3 = phi %1\n"
    "%4 = CompareInt<CompareOp::kLt> %3 %2 is true exit 1\n"
    "%5 = AddInt %3 %2 branch 1\n"
    "back %5\n"
    "branch 1\n"
    "%6 = store 3 %3\n"
    "%7 = SubtractInt %3 %2 exit 1\n"
    "back %7\n"
    "exit 0 at 12\n"
    "exit 1 at 14: 1 <- %3, 2 <- %2\n";

std::string ProblemOf(const std::string& text) {
  const std::variant<Trace, std::string> parsed = Parse(text);
  return std::holds_alternative<Trace>(parsed) ? "" : std::get<std::string>(parsed);
}

TEST(TraceTest, PrintsWhatItParses) {
  const std::variant<Trace, std::string> parsed = Parse(kCount);
  ASSERT_TRUE(std::holds_alternative<Trace>(parsed)) << std::get<std::string>(parsed);
  EXPECT_EQ(Print(std::get<Trace>(parsed)), kCount);
}

TEST(TraceTest, PrintsConstantsWithAllTheirBits) {
  const std::string text =
      "%0 = constant int -1152921504606846976\n"
      "%1 = constant bits 0xa\n"
      "%2 = float 0.10000000000000001\n"
      "%3 = float -0\n"
      "%4 = float inf\n";
  const std::variant<Trace, std::string> parsed = Parse(text);
  ASSERT_TRUE(std::holds_alternative<Trace>(parsed)) << std::get<std::string>(parsed);
  EXPECT_EQ(Print(std::get<Trace>(parsed)), text);
}

TEST(TraceTest, PrintsWhatExitsSayOfTheFrame) {
  const std::string text =
      "%0 = slot 0\n"
      "%1 = RequireBound %0 exit 0\n"
      "%2 = RequireBound %0 exit 1\n"
      "%3 = leave exit 2\n"
      "exit 0 at 1 raises\n"
      "exit 1 at 2 anywhere\n"
      "exit 2 at 3 returns\n";
  const std::variant<Trace, std::string> parsed = Parse(text);
  ASSERT_TRUE(std::holds_alternative<Trace>(parsed)) << std::get<std::string>(parsed);
  EXPECT_EQ(Print(std::get<Trace>(parsed)), text);
}

TEST(TraceTest, PrintsObjectsThatExitsMake) {
  const std::string text =
      "%0 = slot 0\n"
      "%1 = leave exit 0\n"
      "exit 0 at 12: 1 <- new 0, 2 <- %0; new 0: %0 or made by 0x10, StoreField 16 new 1, SetShape "
      "3; new 1: made by 0x20, StoreCell %0\n";
  const std::variant<Trace, std::string> parsed = Parse(text);
  ASSERT_TRUE(std::holds_alternative<Trace>(parsed)) << std::get<std::string>(parsed);
  EXPECT_EQ(Print(std::get<Trace>(parsed)), text);
}

TEST(TraceTest, NamesAllOperations) {
  for (uint16_t number = 0; number < kMicroOpCount; ++number) {
    EXPECT_EQ(NumberOfName(NameOf(number)), number) << NameOf(number);
  }
  EXPECT_EQ(NumberOfName("phi"), NumberOf(TraceOperation::kPhi));
  EXPECT_FALSE(NumberOfName("Nothing").has_value());
}

TEST(TraceTest, FindsMistakes) {
  EXPECT_EQ(ProblemOf("%0 = AddInt %0 %0 exit 0\nexit 0 at 1\n"),
            "%0 = AddInt: %0 is not made yet");
  EXPECT_EQ(ProblemOf("%0 = slot 0\n%1 = AddFloat %0 %0\n"),
            "%1 = AddFloat: %0 is in the wrong kind of register");
  EXPECT_EQ(ProblemOf("%0 = slot 0\n%1 = AddInt %0 %0\n"),
            "%1 = AddInt: it may leave, but has no exit");
  EXPECT_EQ(ProblemOf("%0 = slot 0\n%1 = AndInt %0 %0 exit 0\nexit 0 at 1\n"),
            "%1 = AndInt: it has an exit, but never leaves");
  EXPECT_EQ(ProblemOf("%0 = slot 0\n%1 = AddInt %0 %0 exit 1\nexit 0 at 1\n"),
            "%1 = AddInt: there is no exit 1");
  EXPECT_EQ(ProblemOf("%0 = slot 0\n%1 = AddInt %0 %0 exit 0\nexit 0 at 1: 0 <- %1\n"),
            "%1 = AddInt: exit 0 needs %1, which is not made yet");
  std::string many = "exit 0 at 1";
  for (size_t i = 0; i <= Exit::kMostObjects; ++i) {
    absl::StrAppend(&many, i == 0 ? ": " : ", ", i, " <- new ", i);
  }
  for (size_t i = 0; i <= Exit::kMostObjects; ++i) {
    absl::StrAppend(&many, "; new ", i, ": made by 0x10");
  }
  EXPECT_EQ(ProblemOf(absl::StrCat("%0 = slot 0\n%1 = AddInt %0 %0 exit 0\n", many, "\n")),
            "%1 = AddInt: exit 0 makes too many objects");
  EXPECT_EQ(ProblemOf("%0 = slot 0\n%1 = phi %0\n"), "%1 = phi: a phi is not where a loop begins");
  EXPECT_EQ(ProblemOf("loop\n%0 = slot 0\n%1 = phi %0\n"),
            "%1 = phi: a phi stands behind other steps");
  EXPECT_EQ(ProblemOf("%0 = slot 0\n%1 = AndInt %0 %0 is true exit 0\nexit 0 at 1\n"),
            "%1 = AndInt: only of a bool can anything be required");
  EXPECT_EQ(ProblemOf("%0 = slot 0\n%1 = Operate<BinaryOperator::kAdd> %0 %0\n"),
            "%1 = Operate<BinaryOperator::kAdd>: it has no stencils");
  EXPECT_EQ(ProblemOf("%0 = slot 0\nloop\n"), "the loop is empty");
}

TEST(TraceTest, SaysWhatItCannotRead) {
  EXPECT_EQ(ProblemOf("%1 = slot 0\n"), "cannot read: %1 = slot 0");
  EXPECT_EQ(ProblemOf("%0 = nothing\n"), "cannot read: %0 = nothing");
  EXPECT_EQ(ProblemOf("%0 = constant int x\n"), "cannot read: %0 = constant int x");
  EXPECT_EQ(ProblemOf("%0 = slot 0 1\n"), "cannot read: %0 = slot 0 1");
  EXPECT_EQ(ProblemOf("exit 0 at\n"), "cannot read: exit 0 at");
  EXPECT_EQ(ProblemOf("hello\n"), "cannot read: hello");
}

}  // namespace
}  // namespace krait::jit
