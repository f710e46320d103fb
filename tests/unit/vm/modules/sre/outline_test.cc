#include "vm/modules/sre/outline.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/unit/vm/modules/sre/code_builder.h"
#include "tests/unit/vm/modules/sre/test_host.h"
#include "vm/modules/sre/translate.h"

namespace krait::sre {
namespace {

constexpr uint32_t kNoLimit = kMaxRepeat;

struct Verdict {
  Status status;
  std::string reason;
  size_t offset;
};

Verdict Check(const Code& code, uint32_t groups = 1) {
  TestHost host;
  CodeError error;
  Status status = Validate(host, code, groups, error);
  EXPECT_EQ(host.used, 0u);
  return {status, status == Status::kInvalid ? error.reason : "", error.offset};
}

void ExpectRefused(const Code& code, const std::string& reason, size_t offset) {
  Verdict verdict = Check(code);
  EXPECT_EQ(verdict.status, Status::kInvalid);
  EXPECT_EQ(verdict.reason, reason);
  EXPECT_EQ(verdict.offset, offset);
}

// One of everything.
Code Everything() {
  Code set = Set({Negate(), RangeItem('a', 'z'), CategoryItem(CategoryCode::kUniDigit), Lit('x')});
  Code bitmap = {Word(Opcode::kCharset), 0, 0, 0, 0, 1, 2, 3, 4};
  Code blocks(64, 0x01000100);
  Code big = Join({{Word(Opcode::kBigCharset), 2}, blocks, Code(16, 0x55555555)});
  Code prefix = {Word(Opcode::kInfo), 10, kInfoPrefix, 1, 7, 2, 1, 'a', 'b', 0, 0};
  return Join(
      {prefix, Pattern({Text(U"ab"),
                        set,
                        Set({bitmap, big}, Opcode::kInUniIgnore),
                        At(AtCode::kUniBoundary),
                        Group(1, Any()),
                        Back(1),
                        Never(),
                        {Word(Opcode::kCategory), 3},
                        One(Opcode::kMinRepeatOne, 0, 5, set),
                        Loop(Opcode::kMaxUntil, 0, kNoLimit, Branch({Lit('a'), {}, AnyAll()})),
                        Loop(Opcode::kMinUntil, 2, 3, Atomic(NotLit('b'))),
                        Possessive(1, 1, Look(Opcode::kAssert, 1, Lit('x'))),
                        Look(Opcode::kAssertNot, 0, If(1, Lit('y'))),
                        If(1, {}, Lit('z'))})});
}

TEST(Outline, AcceptsOneOfEverything) {
  Verdict verdict = Check(Everything());
  EXPECT_EQ(verdict.status, Status::kMatch) << verdict.reason << " at " << verdict.offset;
}

TEST(Outline, RefusesEverythingCutShort) {
  const Code everything = Everything();
  for (size_t size = 0; size < everything.size(); ++size) {
    EXPECT_EQ(Check(Code(everything.begin(), everything.begin() + size)).status, Status::kInvalid)
        << size;
    // The same with a proper last word.
    Code ended(everything.begin(), everything.begin() + size);
    ended.push_back(Word(Opcode::kSuccess));
    Verdict verdict = Check(ended);
    if (verdict.status == Status::kMatch) {
      // Then it was cut between two steps of the outermost level.
      TestHost host;
      Array<Node> nodes(host);
      CodeError error;
      ASSERT_EQ(ReadOutline(host, ended, 1, nodes, error), Status::kMatch);
    }
  }
}

TEST(Outline, NamesWhatIsWrong) {
  ExpectRefused({}, "the code is empty", 0);
  ExpectRefused({Word(Opcode::kAny)}, "a block does not end in SUCCESS", 0);
  ExpectRefused({Word(Opcode::kSuccess), Word(Opcode::kSuccess)}, "a misplaced opcode", 0);
  ExpectRefused({99, Word(Opcode::kSuccess)}, "an unknown opcode", 0);
  ExpectRefused({Word(Opcode::kLiteral), Word(Opcode::kSuccess)}, "an instruction is cut short", 0);
  ExpectRefused(Pattern({At(static_cast<AtCode>(12))}), "an unknown position", 1);
  ExpectRefused(Pattern({{Word(Opcode::kCategory), 18}}), "an unknown category", 1);
  ExpectRefused(Pattern({{Word(Opcode::kMark), 4}}), "no such group", 1);
  ExpectRefused(Pattern({{Word(Opcode::kGroupRef), 1}}), "no such group", 1);
  ExpectRefused(Pattern({{Word(Opcode::kMaxUntil)}}), "a misplaced opcode", 0);
  ExpectRefused(Pattern({{Word(Opcode::kJump), 1}}), "a misplaced opcode", 0);
  ExpectRefused(Pattern({{Word(Opcode::kSubpattern)}}), "a misplaced opcode", 0);
  ExpectRefused(Pattern({Lit('a'), {Word(Opcode::kInfo), 4, 0, 0, 0}}), "a misplaced opcode", 2);
}

TEST(Outline, RefusesBadSets) {
  constexpr const char* kBadSet = "a malformed set";
  ExpectRefused(Pattern({{Word(Opcode::kIn), 3, Word(Opcode::kLiteral), 'a'}}), kBadSet, 2);
  ExpectRefused(Pattern({Set({{Word(Opcode::kAny)}})}), kBadSet, 2);
  ExpectRefused(Pattern({Set({{Word(Opcode::kCategory), 18}})}), kBadSet, 2);
  ExpectRefused(Pattern({Set({{Word(Opcode::kCharset), 1, 2, 3}})}), kBadSet, 2);
  Code blocks(64, 0x00000002);
  ExpectRefused(Pattern({Set({Join({{Word(Opcode::kBigCharset), 2}, blocks, Code(16, 0)})})}),
                kBadSet, 2);
  ExpectRefused(Pattern({Set({{Word(Opcode::kBigCharset), 0xFFFFFFFF}})}), kBadSet, 2);
  ExpectRefused(Pattern({{Word(Opcode::kIn), 0xFFFFFFFF, 0}}), "a skip leads nowhere", 1);
  ExpectRefused(Pattern({{Word(Opcode::kIn), 0, 0}}), "a skip leads nowhere", 1);
}

TEST(Outline, RefusesBadRepeats) {
  ExpectRefused(Pattern({One(Opcode::kRepeatOne, 3, 2, Any())}),
                "a repeat's least count is above its greatest", 2);
  ExpectRefused(Pattern({Loop(Opcode::kMaxUntil, 3, 2, Any())}),
                "a repeat's least count is above its greatest", 2);
  ExpectRefused(Pattern({One(Opcode::kRepeatOne, 0, 1, Text(U"ab"))}),
                "a repeat does not end where its skip leads", 6);
  ExpectRefused(Pattern({One(Opcode::kRepeatOne, 0, 1, Group(1, Any()))}),
                "a repeated item does not match one character", 4);
  ExpectRefused(Pattern({Loop(Opcode::kSuccess, 0, 1, Any())}),
                "a repeat does not end where its skip leads", 5);
  ExpectRefused(Pattern({{Word(Opcode::kRepeat), 0x80000000, 0, 1, Word(Opcode::kAny)}}),
                "a skip leads nowhere", 1);
  // A loop whose end is inside an instruction of its body.
  ExpectRefused(
      Pattern({{Word(Opcode::kRepeat), 4, 0, 1, Word(Opcode::kLiteral), Word(Opcode::kMaxUntil)}}),
      "an instruction is cut short", 4);
}

TEST(Outline, RefusesBadBranches) {
  Code branch = Branch({Lit('a'), Lit('b')});
  branch[5] += 1;
  ExpectRefused(Pattern({branch}), "an alternative's jump does not lead behind the branch", 5);
  ExpectRefused(Pattern({branch, Any()}), "an alternative's jump does not lead behind the branch",
                10);
  branch = Branch({Lit('a'), Lit('b')});
  branch[4] = Word(Opcode::kLiteral);
  ExpectRefused(Pattern({branch}), "an alternative does not end in a jump", 4);
  branch = Branch({Lit('a'), Lit('b')});
  branch[1] = 0;
  ExpectRefused(Pattern({branch}), "a skip leads nowhere", 1);
  branch = Branch({Lit('a')});
  branch[5] = 1;
  ExpectRefused(Pattern({branch}), "an alternative's jump does not lead behind the branch", 5);
  branch = Branch({Lit('a')});
  branch[5] = 3;
  ExpectRefused(Pattern({branch, Any()}), "a branch ends where its jumps do not lead", 6);
}

TEST(Outline, RefusesBlocksThatCross) {
  // An atomic group that ends inside a lookahead it holds.
  Code look = Look(Opcode::kAssert, 0, Lit('a'));
  ExpectRefused(Pattern({{Word(Opcode::kAtomicGroup), 5}, look, {Word(Opcode::kSuccess)}}),
                "an instruction is cut short", 2);
  Code condition = If(1, Lit('a'), Lit('b'));
  condition[6] = 0x7FFFFFFF;
  ExpectRefused(Pattern({condition}), "a skip leads nowhere", 6);
  condition = If(1, Lit('a'));
  condition[2] = 1;
  ExpectRefused(Pattern({condition}), "a skip leads nowhere", 2);
}

TEST(Outline, RefusesBadInformation) {
  ExpectRefused(Join({{Word(Opcode::kInfo), 4, 8, 0, 0}, Pattern({})}), "unknown information flags",
                2);
  ExpectRefused(Join({{Word(Opcode::kInfo), 4, kInfoPrefix, 0, 0}, Pattern({})}),
                "an instruction is cut short", 0);
  ExpectRefused(
      Join({{Word(Opcode::kInfo), 8, kInfoPrefix, 0, 0, 0xFFFFFFFF, 0, 1, 1}, Pattern({})}),
      "the prefix is cut short", 5);
  ExpectRefused(Join({{Word(Opcode::kInfo), 6, kInfoCharset, 0, 0, Word(Opcode::kLiteral), 'a'},
                      Pattern({})}),
                "a malformed set", 5);
  ExpectRefused(Join({{Word(Opcode::kInfo), 99, 0, 0, 0}, Pattern({})}), "a skip leads nowhere", 1);
}

TEST(Outline, TooManyGroups) {
  TestHost host;
  CodeError error;
  EXPECT_EQ(Validate(host, Pattern({}), kMaxGroups + 1, error), Status::kInvalid);
  EXPECT_STREQ(error.reason, "too many groups");
  EXPECT_EQ(Validate(host, Pattern({}), kMaxGroups, error), Status::kMatch);
}

TEST(Outline, PairsItsBrackets) {
  TestHost host;
  Array<Node> nodes(host);
  CodeError error;
  Code code = Pattern({Branch({Lit('a'), Atomic(Lit('b'))}), If(1, Lit('c'), Lit('d'))});
  ASSERT_EQ(ReadOutline(host, code, 1, nodes, error), Status::kMatch);
  std::vector<NodeKind> kinds;
  for (size_t i = 0; i < nodes.size(); ++i) kinds.push_back(nodes[i].kind);
  using enum NodeKind;
  EXPECT_EQ(kinds, (std::vector{kBranch, kAlternative, kCharacter, kAlternative, kAtomic,
                                kCharacter, kAtomicEnd, kBranchEnd, kIf, kCharacter, kElse,
                                kCharacter, kIfEnd, kEnd}));
  EXPECT_EQ(nodes[0].partner, 7u);
  EXPECT_EQ(nodes[1].partner, 3u);
  EXPECT_EQ(nodes[3].partner, 7u);
  EXPECT_EQ(nodes[4].partner, 6u);
  EXPECT_EQ(nodes[7].partner, 0u);
  EXPECT_EQ(nodes[8].partner, 10u);
  EXPECT_EQ(nodes[10].partner, 12u);
  EXPECT_EQ(nodes[12].partner, 8u);
}

}  // namespace
}  // namespace krait::sre
