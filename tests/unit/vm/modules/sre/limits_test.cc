// What keeps a program's patterns from taking the machine with them: memory, depth and time.

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/unit/vm/modules/sre/code_builder.h"
#include "tests/unit/vm/modules/sre/test_host.h"
#include "vm/modules/sre/matcher.h"
#include "vm/modules/sre/translate.h"

namespace krait::sre {
namespace {

constexpr uint32_t kNoLimit = kMaxRepeat;

Status Try(TestHost& host, const Code& code, uint32_t groups, const std::string& text,
           Operation operation = Operation::kMatch) {
  Array<uint32_t> program(host);
  CodeError error;
  Status status = Translate(host, code, groups, program, error);
  if (status != Status::kMatch) return status;
  Matcher matcher(host, Program({program.data(), program.size()}), {text.data(), text.size(), 1}, 0,
                  text.size());
  return matcher.Next(operation);
}

Code Star(const Code& item) { return One(Opcode::kRepeatOne, 0, kNoLimit, item); }
Code StarLoop(const Code& body) { return Loop(Opcode::kMaxUntil, 0, kNoLimit, body); }

TEST(Limits, LongSubjectsTakeNoNativeStack) {
  TestHost host;
  const std::string text = std::string(1000000, 'a') + "b";
  Code capture = StarLoop(Group(1, Branch({Lit('a'), Text(U"ab")})));
  EXPECT_EQ(Try(host, Pattern({capture, Lit('b')}), 1, text), Status::kMatch);
  EXPECT_EQ(Try(host, Pattern({capture, Lit('c')}), 1, text), Status::kNoMatch);
  Code lazy = Loop(Opcode::kMinUntil, 2, kNoLimit, Group(1, Branch({Lit('a'), Text(U"ab")})));
  EXPECT_EQ(Try(host, Pattern({lazy, Lit('b')}), 1, text), Status::kMatch);
  Code look = StarLoop(Join({Lit('a'), Look(Opcode::kAssert, 0, Group(1, AnyAll()))}));
  EXPECT_EQ(Try(host, Pattern({look, Lit('b')}), 1, text), Status::kMatch);
  EXPECT_EQ(host.used, 0u);
}

TEST(Limits, DecidedLoopsTakeNoMemory) {
  TestHost host;
  const std::string text = "\"" + std::string(1000000, 'a') + "\"";
  Code body = Branch({Set({Negate(), Lit('"'), Lit('\\')}), Join({Lit('\\'), Any()})});
  EXPECT_EQ(Try(host, Pattern({Lit('"'), StarLoop(body), Lit('"')}), 0, text), Status::kMatch);
  EXPECT_EQ(
      Try(host, Pattern({Lit('"'), Possessive(0, kNoLimit, Branch({body, Text(U"x")}))}), 0, text),
      Status::kMatch);
  EXPECT_LT(host.most_used, 20000u);
}

TEST(Limits, DeepPatternsTakeNoNativeStack) {
  TestHost host;
  Code head;
  Code tail;
  constexpr uint32_t kDepth = 100000;
  for (uint32_t i = 0; i < kDepth; ++i) {
    uint32_t inside = (kDepth - i - 1) * 3 + 2;  // what stands between this group's brackets
    head.insert(head.end(), {Word(Opcode::kAtomicGroup), inside + 2});
    tail.push_back(Word(Opcode::kSuccess));
  }
  Code code = Pattern({head, Lit('a'), tail});
  EXPECT_EQ(Try(host, code, 0, "a"), Status::kMatch);
  EXPECT_EQ(Try(host, code, 0, "b"), Status::kNoMatch);
}

TEST(Limits, RefusedMemoryIsReported) {
  Code body = Branch({Group(1, Lit('a')), Group(2, Text(U"ab")), Atomic(Group(3, Any())),
                      Look(Opcode::kAssertNot, 0, Set({RangeItem('x', 'y')}))});
  Code code = Pattern({Loop(Opcode::kMaxUntil, 1, kNoLimit, body), Star(Any()), Lit('b')});
  const std::string text = std::string(1000, 'a') + "b";
  size_t failed = 0;
  for (size_t after = 0;; ++after) {
    TestHost host;
    host.fail_after = after;
    Status status = Try(host, code, 30, text);
    EXPECT_EQ(host.used, 0u);
    if (status == Status::kMatch) break;
    ASSERT_EQ(status, Status::kMemory) << after;
    ++failed;
  }
  EXPECT_GT(failed, 10u);

  TestHost host;
  host.limit = 100000;
  EXPECT_EQ(Try(host, code, 3, std::string(100000, 'a')), Status::kMemory);
  EXPECT_EQ(host.used, 0u);
  EXPECT_LE(host.most_used, host.limit);
}

TEST(Limits, GroupsThatNoMemoryCanHold) {
  TestHost host;
  EXPECT_EQ(Try(host, Pattern({Any()}), kMaxGroups, "a"), Status::kMemory);
  EXPECT_EQ(host.used, 0u);
}

// Each runs for ages, or for ever, unless it is stopped.
TEST(Limits, EverythingLongCanBeStopped) {
  const std::string many(200000, 'a');
  Code a_or_a = Branch({Lit('a'), Join({Lit('a'), Look(Opcode::kAssert, 0, {})})});
  struct Case {
    const char* name;
    Code code;
    uint32_t groups;
    Operation operation;
  };
  const std::vector<Case> cases = {
      {"exponential", Pattern({StarLoop(Branch({a_or_a, Text(U"aa")})), Lit('b')}), 0,
       Operation::kMatch},
      {"quadratic search", Pattern({Lit('a'), Star(Any()), Lit('b'), Star(Any()), Lit('c')}), 0,
       Operation::kSearch},
      {"nothing many times", Pattern({Loop(Opcode::kMaxUntil, 4000000000, kNoLimit, {})}), 0,
       Operation::kMatch},
      {"nothing possessively", Pattern({Possessive(4000000000, kNoLimit, {})}), 0,
       Operation::kMatch},
      {"runs",
       Pattern({StarLoop(Join({Star(Lit('a')), Branch({Lit('a'), Text(U"aa")})})), Lit('b')}), 0,
       Operation::kMatch},
      {"back references",
       Pattern({Group(1, Star(Any())), StarLoop(Join({Lit('a'), Back(1)})), Lit('b')}), 1,
       Operation::kSearch},
      {"lazy runs",
       Pattern({One(Opcode::kMinRepeatOne, 0, kNoLimit, Any()),
                One(Opcode::kMinRepeatOne, 0, kNoLimit, Any()), Lit('b')}),
       0, Operation::kMatch},
  };
  for (const Case& c : cases) {
    TestHost host;
    host.stop_at = 50;
    EXPECT_EQ(Try(host, c.code, c.groups, many, c.operation), Status::kStopped) << c.name;
    EXPECT_EQ(host.polls, 50u) << c.name;
    EXPECT_EQ(host.used, 0u) << c.name;
  }
}

TEST(Limits, LongScansPoll) {
  const std::string text = std::string(5000000, 'a');
  Code newlines = Pattern({At(AtCode::kBeginningLine), Lit('b')});
  Code digits = Set({CategoryItem(CategoryCode::kDigit)});
  for (const Code& code :
       {Pattern({Lit('b')}), Pattern({Text(U"bcd")}), Pattern({digits}), newlines,
        Pattern({Star(Any()), Lit('b')}), Pattern({Star(NotLit('b')), Lit('b')}),
        Pattern({AnyAll(), Look(Opcode::kAssert, 0, Lit('b'))})}) {
    TestHost host;
    EXPECT_EQ(Try(host, code, 0, text, Operation::kSearch), Status::kNoMatch);
    EXPECT_GE(host.polls, 4u);
  }
}

TEST(Limits, LongPatternsPoll) {
  TestHost host;
  Code code;
  for (int i = 0; i < 100000; ++i) code.insert(code.end(), {Word(Opcode::kAny)});
  code.push_back(Word(Opcode::kSuccess));
  Array<uint32_t> program(host);
  CodeError error;
  ASSERT_EQ(Translate(host, code, 0, program, error), Status::kMatch);
  EXPECT_GE(host.polls, 60u);
  host.polls = 0;
  host.stop_at = 2;
  EXPECT_EQ(Translate(host, code, 0, program, error), Status::kStopped);
  host.stop_at = ~size_t{0};
  ASSERT_EQ(Translate(host, code, 0, program, error), Status::kMatch);
  host.polls = 0;
  std::string text(100000, 'a');
  Matcher matcher(host, Program({program.data(), program.size()}), {text.data(), text.size(), 1}, 0,
                  text.size());
  EXPECT_EQ(matcher.Next(Operation::kMatch), Status::kMatch);
  EXPECT_GE(host.polls, 90u);
}

}  // namespace
}  // namespace krait::sre
