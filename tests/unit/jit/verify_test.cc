#include "jit/verify.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <variant>

#include "absl/strings/str_cat.h"
#include "stencils/table.h"
#include "tests/unit/vm/object/vm_fixture.h"
#include "vm/object/float.h"
#include "vm/object/list.h"
#include "vm/uop/catalog.h"

namespace krait::jit {
namespace {

using stencils::Use;
using uop::kNumberOf;

std::string& LastDifference() {
  static std::string difference;
  return difference;
}

/// Frame slots, and code for them that may be made wrong before it is linked.
class VerifyTest : public testing::Test {
 protected:
  static constexpr auto kAsItIs = [](Placed&) {};

  VerifyTest() {
    slots_.fill(Value::FromInt(-1));
    LastDifference().clear();
  }

  /// What was found to be wrong; empty: nothing.
  template <typename Change>
  std::string Run(const std::string& text, Change change) {
    const std::variant<Trace, std::string> parsed = Parse(text);
    if (!std::holds_alternative<Trace>(parsed)) return std::get<std::string>(parsed);
    const auto& trace = std::get<Trace>(parsed);
    Placed placed = std::get<Placed>(Allocate(trace));
    change(placed);
    const VerifiedTrace verified(trace, Link(std::move(placed), memory_), "f (here:1)",
                                 verification_);
    stencils::Activation activation;
    activation.slots = slots_.data();
    EXPECT_TRUE(verified.Run(activation, vm_.thread(), nullptr).ok());
    return LastDifference();
  }

  TestVm vm_;
  CodeMemory memory_{size_t{1} << 20};
  Verification verification_{[](const std::string& difference) { LastDifference() = difference; }};
  std::array<Value, 8> slots_;
};

/// Puts another stencil in the place of the first that is `from`.
void Exchange(Placed& placed, uint16_t from, uint16_t to) {
  const auto& numbers = stencils::NumbersOf(from, Use::kValue)->at;
  const auto& others = stencils::NumbersOf(to, Use::kValue)->at;
  for (PlacedStencil& stencil : placed.segments[0].stencils) {
    for (int row = 0; row < 8; ++row) {
      for (int column = 0; column < 9; ++column) {
        if (numbers[row][column] != stencil.stencil) continue;
        stencil.stencil = others[row][column];
        return;
      }
    }
  }
  ADD_FAILURE() << "no such stencil";
}

constexpr const char* kLoop =
    "%0 = slot 0\n"
    "%1 = Require<SmallInt> %0 exit 0\n"
    "%2 = constant int 0\n"
    "%3 = constant int 3\n"
    "loop\n"
    "%4 = phi %2\n"
    "%5 = CompareInt<CompareOp::kLt> %4 %1 is true exit 1\n"
    "%6 = AddInt %4 %3 exit 1\n"
    "%7 = store 2 %6\n"
    "back %6\n"
    "exit 0 at 1\n"
    "exit 1 at 2: 1 <- %4\n";

TEST_F(VerifyTest, FindsNothingWhereNothingIsWrong) {
  slots_[0] = Value::FromInt(100);
  EXPECT_EQ(Run(kLoop, kAsItIs), "");
  EXPECT_EQ(slots_[1].AsInt(), 102);
  EXPECT_EQ(slots_[2].AsInt(), 102);
  EXPECT_EQ(verification_.compared, 1u);
  EXPECT_EQ(verification_.different, 0u);
}

TEST_F(VerifyTest, FindsAWrongConstant) {
  slots_[0] = Value::FromInt(100);
  const std::string difference = Run(kLoop, [](Placed& placed) {
    for (PlacedStencil& stencil : placed.segments[0].stencils) {
      if (stencil.constant == Value::FromInt(3).bits()) stencil.constant += 8;
    }
  });
  EXPECT_NE(difference.find("slot 1 is 0x320, not 0x330"), std::string::npos) << difference;
  EXPECT_NE(difference.find("loop of f (here:1)"), std::string::npos);
  EXPECT_NE(difference.find("%6 = AddInt %4 %3 exit 1"), std::string::npos);
  EXPECT_EQ(verification_.compared, 0u);
  EXPECT_EQ(verification_.different, 1u);
}

TEST_F(VerifyTest, FindsAWrongStencil) {
  slots_[0] = Value::FromInt(1);
  const auto change = [](Placed& placed) {
    Exchange(placed, kNumberOf<uop::AddInt>, kNumberOf<uop::MultiplyInt>);
  };
  const std::string text =
      "%0 = slot 0\n"
      "%1 = Require<SmallInt> %0 exit 0\n"
      "%2 = AddInt %1 %1 exit 0\n"
      "%3 = leave exit 1\n"
      "exit 0 at 1\n"
      "exit 1 at 2: 1 <- %2\n";
  EXPECT_NE(Run(text, change), "");
  slots_[0] = Value::FromInt(2);  // which sum and product agree on
  LastDifference().clear();
  EXPECT_EQ(Run(text, change), "");
}

TEST_F(VerifyTest, FindsAWrongWayOut) {
  slots_[0] = Value::FromInt(1);
  const std::string difference =
      Run("%0 = slot 0\n"
          "%1 = Require<SmallInt> %0 exit 0\n"
          "%2 = CompareInt<CompareOp::kEq> %1 %1 is true exit 1\n"
          "%3 = leave exit 2\n"
          "exit 0 at 1\n"
          "exit 1 at 2\n"
          "exit 2 at 3\n",
          [](Placed& placed) {
            PlacedStencil& guard = placed.segments[0].stencils[2];
            guard.stencil =
                stencils::NumbersOf(kNumberOf<uop::CompareInt<CompareOp::kEq>>, Use::kRequireFalse)
                    ->at[0][0];
          });
  EXPECT_NE(difference.find("the code leaves at %2"), std::string::npos) << difference;
  EXPECT_NE(difference.find("the micro-ops at %3 = leave"), std::string::npos) << difference;
}

TEST_F(VerifyTest, FindsAWrongRegister) {
  slots_[0] = Value::FromInt(1);
  slots_[1] = Value::FromInt(2);
  const std::string difference =
      Run("%0 = slot 0\n"
          "%1 = slot 1\n"
          "%2 = leave exit 0\n"
          "exit 0 at 1: 2 <- %0, 3 <- %1\n",
          [](Placed& placed) {
            std::swap(placed.recipes[0].slots[0].location.index,
                      placed.recipes[0].slots[1].location.index);
          });
  EXPECT_NE(difference.find("slot 2 is 0x10, not 0x8"), std::string::npos) << difference;
}

TEST_F(VerifyTest, FindsWhatIsWrittenElsewhere) {
  slots_[0] = Value::FromInt(1);
  const std::string difference =
      Run("%0 = slot 0\n"
          "%1 = store 2 %0\n"
          "%2 = leave exit 0\n"
          "exit 0 at 1\n",
          [](Placed& placed) { placed.segments[0].stencils[1].constant += sizeof(Value); });
  EXPECT_NE(difference.find("the word at 0x"), std::string::npos) << difference;
  EXPECT_NE(difference.find(", not 0x8, at %2 = leave"), std::string::npos) << difference;
}

TEST_F(VerifyTest, LetsEffectsHappenOnce) {
  Thread& t = vm_.thread();
  List* list = *List::New(t);
  ASSERT_TRUE(list->Append(t, Value::FromInt(5)).ok());
  slots_[0] = Value::FromObject(list);
  slots_[1] = Value::FromInt(0);
  EXPECT_EQ(Run("%0 = slot 0\n"
                "%1 = Require<Exact<List>> %0 exit 0\n"
                "%2 = slot 1\n"
                "%3 = Require<SmallInt> %2 exit 0\n"
                "%4 = AppendToList %1 %3 exit 1\n"
                "%5 = SetListItem %1 %3 %3 exit 1\n"
                "%6 = leave exit 2\n"
                "exit 0 at 1\n"
                "exit 1 at 2\n"
                "exit 2 at 3\n",
                kAsItIs),
            "");
  EXPECT_EQ(verification_.compared, 1u);
  ASSERT_EQ(list->size(), 2u);
  EXPECT_EQ(list->values()[0].AsInt(), 0);
  EXPECT_EQ(list->values()[1].AsInt(), 0);
}

TEST_F(VerifyTest, TakesAllNansForTheSame) {
  for (const char* number : {"nan", "1.5"}) {
    LastDifference().clear();
    const std::string difference =
        Run(absl::StrCat("%0 = float ", number, "\n%1 = leave exit 0\nexit 0 at 1: 1 <- %0\n"),
            [](Placed& placed) { placed.recipes[0].slots[0].location.bits ^= uint64_t{1} << 63; });
    EXPECT_EQ(difference.empty(), number == std::string("nan")) << difference;
  }
}

TEST_F(VerifyTest, SaysNothingOfPolls) {
  slots_[0] = Value::FromInt(1000);
  vm_.thread().RequestPoll(gil::ThreadState::kAsync);
  EXPECT_EQ(Run("%0 = poll exit 0\n%1 = leave exit 0\nexit 0 at 1\n", kAsItIs), "");
  vm_.thread().ClearPoll(gil::ThreadState::kAsync);
  EXPECT_EQ(verification_.compared, 0u);
  EXPECT_EQ(verification_.polled, 1u);
}

}  // namespace
}  // namespace krait::jit
