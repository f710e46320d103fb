#include "jit/force_exit.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "jit/recording.h"

namespace krait::jit {
namespace {

/// The steps that leave when each guard is asked to, in turn.
std::vector<ValueId> Forced(const Trace& trace, uint64_t count) {
  std::vector<ValueId> forced;
  for (uint64_t number = 0; number < count; ++number) {
    Trace changed = trace;
    ForceExit(changed, number);
    for (ValueId id = 0; id < changed.steps.size(); ++id) {
      if (changed.steps[id].always_leaves) forced.push_back(id);
    }
  }
  return forced;
}

Trace Parsed(const std::string& text) { return std::get<Trace>(Parse(text)); }

TEST(ForceExitTest, TakesGuardsInTurn) {
  const Trace trace = Parsed(
      "%0 = slot 0\n"
      "%1 = Require<SmallInt> %0 exit 0\n"
      "%2 = AddInt %1 %1 exit 1\n"
      "%3 = poll exit 2\n"
      "%4 = leave exit 3\n"
      "exit 0 at 1\nexit 1 at 2\nexit 2 at 3\nexit 3 at 4\n");
  EXPECT_EQ(Forced(trace, 5), (std::vector<ValueId>{1, 2, 3, 1, 2}));
}

TEST(ForceExitTest, LeavesGuardsInFrontOfTheLoopAlone) {
  Trace trace = Parsed(
      "%0 = slot 0\n"
      "%1 = Require<SmallInt> %0 exit 0\n"
      "loop\n"
      "%2 = poll exit 1\n"
      "back\n"
      "exit 0 at 1\nexit 1 at 1\n");
  trace.exits[0].origin = Recording::kEntry;
  EXPECT_EQ(Forced(trace, 2), (std::vector<ValueId>{2, 2}));
}

TEST(ForceExitTest, LeavesBranchesAlone) {
  const Trace trace = Parsed(
      "%0 = slot 0\n"
      "%1 = Require<SmallInt> %0 exit 0\n"
      "loop\n"
      "%2 = IsNone %0 is true branch 1\n"
      "%3 = poll exit 1\n"
      "back\n"
      "branch 1\n"
      "%4 = AddInt %1 %1 exit 2\n"
      "%5 = leave exit 2\n"
      "exit 0 at 1\nexit 1 at 1\nexit 2 at 3\n");
  EXPECT_EQ(Forced(trace, 3), (std::vector<ValueId>{1, 3, 4}));
}

TEST(ForceExitTest, DoesNothingTwice) {
  // The second iterator may not say that it is at its end when the first one has moved.
  const Trace trace = Parsed(
      "%0 = slot 0\n"
      "%1 = Require<Exact<ListIterator>> %0 exit 0\n"
      "%2 = NextOf<ListIterator> %1 exit 0\n"
      "%3 = NextOf<ListIterator> %1 exit 0\n"
      "%4 = poll exit 1\n"
      "%5 = leave exit 1\n"
      "exit 0 at 1\nexit 1 at 2\n");
  EXPECT_EQ(Forced(trace, 3), (std::vector<ValueId>{1, 2, 4}));
}

TEST(ForceExitTest, DoesNothingTwiceBehindBranches) {
  const Trace trace = Parsed(
      "%0 = slot 0\n"
      "%1 = Require<Exact<ListIterator>> %0 exit 0\n"
      "loop\n"
      "%2 = NextOf<ListIterator> %1 branch 1\n"
      "%3 = NextOf<ListIterator> %1 exit 0\n"
      "%4 = NextOf<ListIterator> %1 exit 0\n"
      "%5 = poll exit 1\n"
      "back\n"
      "branch 1\n"
      "%6 = leave exit 1\n"
      "exit 0 at 1\nexit 1 at 2\n");
  EXPECT_EQ(Forced(trace, 2), (std::vector<ValueId>{1, 5}));
}

TEST(ForceExitTest, BelievesWhatCallsGive) {
  const Trace trace = Parsed(
      "%0 = call exit 0\n"
      "%1 = IsItem %0 is true exit 1\n"
      "%2 = poll exit 1\n"
      "%3 = leave exit 1\n"
      "exit 0 at 1 raises\nexit 1 at 2\n");
  EXPECT_EQ(Forced(trace, 2), (std::vector<ValueId>{2, 2}));
}

TEST(ForceExitTest, IsPartOfTheText) {
  Trace trace = Parsed("%0 = poll exit 0\n%1 = leave exit 0\nexit 0 at 1\n");
  ForceExit(trace, 0);
  const std::string text = Print(trace);
  EXPECT_NE(text.find("%0 = poll exit 0 always\n"), std::string::npos);
  EXPECT_TRUE(Parsed(text).steps[0].always_leaves);
}

TEST(ForceExitTest, NeedsNoGuards) {
  Trace trace = Parsed("%0 = leave exit 0\nexit 0 at 1\n");
  ForceExit(trace, 3);
  EXPECT_FALSE(trace.steps[0].always_leaves);
}

}  // namespace
}  // namespace krait::jit
