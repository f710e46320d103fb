#include "jit/link.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "jit/new_objects.h"
#include "tests/unit/vm/object/vm_fixture.h"
#include "vm/object/float.h"

namespace krait::jit {
namespace {

/// Frame slots, and traces that run on them.
class LinkTest : public testing::Test {
 protected:
  static constexpr int kSlots = 32;

  LinkTest() { slots_.fill(Value::FromInt(-1)); }

  /// The word at which the trace was left.
  uint32_t Run(const std::string& text) {
    const std::variant<Trace, std::string> parsed = Parse(text);
    if (!std::holds_alternative<Trace>(parsed)) {
      ADD_FAILURE() << std::get<std::string>(parsed);
      return 0;
    }
    return Run(std::get<Trace>(parsed));
  }
  uint32_t Run(const Trace& trace) {
    std::variant<Placed, std::string> placed = Allocate(trace);
    if (!std::holds_alternative<Placed>(placed)) {
      ADD_FAILURE() << std::get<std::string>(placed);
      return 0;
    }
    const auto compiled = Link(std::get<Placed>(std::move(placed)), memory_);
    stencils::Activation activation;
    activation.slots = slots_.data();
    return compiled->Run(activation, vm_.thread(), nullptr)->at->word;
  }
  int64_t Int(int slot) const {
    EXPECT_TRUE(slots_[slot].IsInt());
    return slots_[slot].AsInt();
  }
  double Double(int slot) const { return FloatOf(slots_[slot]); }

  TestVm vm_;
  CodeMemory memory_{size_t{1} << 20};
  std::array<Value, kSlots> slots_;
};

TEST_F(LinkTest, LeavesAtOnce) {
  EXPECT_EQ(Run("%0 = leave exit 0\nexit 0 at 7\n"), 7u);
  EXPECT_EQ(Int(0), -1);
}

TEST_F(LinkTest, WritesWhatTheExitSays) {
  slots_[0] = Value::FromInt(40);
  EXPECT_EQ(Run("%0 = slot 0\n"
                "%1 = constant int 2\n"
                "%2 = AddInt %0 %1 exit 0\n"
                "%3 = float 1.5\n"
                "%4 = leave exit 1\n"
                "exit 0 at 1\n"
                "exit 1 at 2: 1 <- %2, 2 <- %1, 3 <- %0, 4 <- %3\n"),
            2u);
  EXPECT_EQ(Int(0), 40);
  EXPECT_EQ(Int(1), 42);
  EXPECT_EQ(Int(2), 2);
  EXPECT_EQ(Int(3), 40);
  EXPECT_EQ(Double(4), 1.5);
}

TEST_F(LinkTest, MakesObjectsThatOnlyTheExitNeeds) {
  static const NewObject pair = NewTuple(2);
  slots_[0] = Value::FromInt(40);
  const auto made_by = absl::StrFormat("made by %#x", reinterpret_cast<uintptr_t>(&pair));
  const std::string text = absl::StrCat(
      "%0 = slot 0\n"
      "%1 = float 1.5\n"
      "%2 = leave exit 0\n"
      "exit 0 at 1: 1 <- new 0, 2 <- new 1, 3 <- new 0; new 0: ",
      made_by, ", SetTupleElement 0 %0, SetTupleElement 1 %1; new 1: ", made_by,
      ", SetTupleElement 0 new 0, SetTupleElement 1 new 1\n");
  EXPECT_EQ(Run(text), 1u);
  const auto* first = Cast<Tuple>(slots_[1]);
  const auto* second = Cast<Tuple>(slots_[2]);
  EXPECT_TRUE(slots_[3].SameBits(slots_[1]));
  EXPECT_EQ(first->At(0).AsInt(), 40);
  EXPECT_EQ(FloatOf(first->At(1)), 1.5);
  EXPECT_TRUE(second->At(0).SameBits(slots_[1]));
  EXPECT_TRUE(second->At(1).SameBits(slots_[2]));
}

TEST_F(LinkTest, MakesNoObjectWhereThereIsOneAlready) {
  static const NewObject single = NewTuple(1);
  const std::string text = absl::StrFormat(
      "%%0 = slot 0\n"
      "%%1 = constant int 2\n"
      "%%2 = leave exit 0\n"
      "exit 0 at 1: 1 <- new 0; new 0: %%0 or made by %#x, SetTupleElement 0 %%1\n",
      reinterpret_cast<uintptr_t>(&single));
  slots_[0] = Value::FromInt(7);
  Run(text);
  EXPECT_EQ(Int(1), 7);
  slots_[0] = Value::Unbound();
  Run(text);
  EXPECT_EQ(Cast<Tuple>(slots_[1])->At(0).AsInt(), 2);
}

TEST_F(LinkTest, LeavesWithItsOperandsWhenAnIntOverflows) {
  slots_[0] = Value::FromInt(Value::kMaxInt);
  EXPECT_EQ(Run("%0 = slot 0\n"
                "%1 = constant int 1\n"
                "%2 = AddInt %0 %1 exit 0\n"
                "%3 = leave exit 1\n"
                "exit 0 at 1: 1 <- %0\n"
                "exit 1 at 2: 1 <- %2\n"),
            1u);
  EXPECT_EQ(Int(1), Value::kMaxInt);
}

TEST_F(LinkTest, LeavesWhenAValueIsOfAnotherType) {
  const char* const text =
      "%0 = slot 0\n"
      "%1 = Require<SmallInt> %0 exit 0\n"
      "%2 = leave exit 1\n"
      "exit 0 at 1\n"
      "exit 1 at 2\n";
  slots_[0] = Value::None();
  EXPECT_EQ(Run(text), 1u);
  slots_[0] = Value::FromInt(0);
  EXPECT_EQ(Run(text), 2u);
}

constexpr const char* kSum =
    "%0 = slot 0\n"
    "%1 = Require<SmallInt> %0 exit 0\n"
    "%2 = constant int 0\n"
    "%3 = constant int 1\n"
    "loop\n"
    "%4 = phi %2\n"
    "%5 = phi %2\n"
    "%6 = CompareInt<CompareOp::kLt> %4 %1 is true exit 1\n"
    "%7 = AddInt %4 %3 exit 1\n"
    "%8 = AddInt %5 %4 exit 1\n"
    "%9 = poll exit 2\n"
    "back %7 %8\n"
    "exit 0 at 1\n"
    "exit 1 at 2: 1 <- %4, 2 <- %5\n"
    "exit 2 at 3: 1 <- %7, 2 <- %8\n";

TEST_F(LinkTest, RunsALoop) {
  slots_[0] = Value::FromInt(1000);
  EXPECT_EQ(Run(kSum), 2u);
  EXPECT_EQ(Int(1), 1000);
  EXPECT_EQ(Int(2), 499500);
}

TEST_F(LinkTest, LeavesALoopWhenPolled) {
  slots_[0] = Value::FromInt(1000);
  vm_.thread().RequestPoll(gil::ThreadState::kAsync);
  EXPECT_EQ(Run(kSum), 3u);
  vm_.thread().ClearPoll(gil::ThreadState::kAsync);
  EXPECT_EQ(Int(1), 1);
  EXPECT_EQ(Int(2), 0);
}

TEST_F(LinkTest, MovesValuesInACircle) {
  slots_[0] = Value::FromInt(1);
  slots_[1] = Value::FromInt(2);
  slots_[2] = Value::FromInt(3);
  EXPECT_EQ(Run("%0 = slot 0\n"
                "%1 = slot 1\n"
                "%2 = slot 2\n"
                "%3 = constant int 5\n"
                "%4 = constant int 1\n"
                "%5 = constant int 0\n"
                "loop\n"
                "%6 = phi %0\n"
                "%7 = phi %1\n"
                "%8 = phi %2\n"
                "%9 = phi %5\n"
                "%10 = AddInt %9 %4 exit 0\n"
                "%11 = CompareInt<CompareOp::kLe> %10 %3 is true exit 0\n"
                "back %7 %8 %6 %10\n"
                "exit 0 at 1: 3 <- %6, 4 <- %7, 5 <- %8\n"),
            1u);
  // Five times round.
  EXPECT_EQ(Int(3), 3);
  EXPECT_EQ(Int(4), 1);
  EXPECT_EQ(Int(5), 2);
}

TEST_F(LinkTest, SpillsWhatDoesNotFit) {
  std::string text;
  constexpr int kMany = 20;
  for (int i = 0; i < kMany; ++i) {
    slots_[i] = Value::FromInt(i);
    text += "%" + std::to_string(i) + " = slot " + std::to_string(i) + "\n";
  }
  // Sums of values that were loaded long before, so that all are needed at once.
  int last = 0;
  for (int i = 1; i < kMany; ++i) {
    const int sum = kMany + i - 1;
    text += "%" + std::to_string(sum) + " = AddInt %" + std::to_string(last) + " %" +
            std::to_string(i) + " exit 0\n";
    last = sum;
  }
  text += "%" + std::to_string(last + 1) + " = leave exit 1\nexit 0 at 1\nexit 1 at 2: 20 <- %" +
          std::to_string(last);
  for (int i = 0; i < 8; ++i) {
    text += ", " + std::to_string(21 + i) + " <- %" + std::to_string(kMany - 1 - i);
  }
  EXPECT_EQ(Run(text + "\n"), 2u);
  EXPECT_EQ(Int(20), 190);
  for (int i = 0; i < 8; ++i) EXPECT_EQ(Int(21 + i), kMany - 1 - i);
}

TEST_F(LinkTest, KeepsFloatsUnboxed) {
  slots_[0] = *Float::From(vm_.thread(), 0.5);
  EXPECT_EQ(Run("%0 = slot 0\n"
                "%1 = Require<Double> %0 exit 0\n"
                "%2 = float 1.5\n"
                "%3 = float 1e+300\n"
                "%4 = constant int 0\n"
                "%5 = constant int 1\n"
                "%6 = constant int 10\n"
                "loop\n"
                "%7 = phi %1\n"
                "%8 = phi %4\n"
                "%9 = MultiplyFloat %7 %2\n"
                "%10 = NegateFloat %9\n"
                "%11 = AddInt %8 %5 exit 0\n"
                "%12 = CompareInt<CompareOp::kLt> %11 %6 is true exit 1\n"
                "back %10 %11\n"
                "exit 0 at 1\n"
                "exit 1 at 2: 1 <- %10, 2 <- %3, 3 <- %11\n"),
            2u);
  EXPECT_EQ(Double(1), 0.5 * std::pow(1.5, 10));
  EXPECT_EQ(Double(2), 1e300);  // in a cell
  EXPECT_EQ(Int(3), 10);
}

/// More than there are registers: a counter, and the others in a circle.
TEST_F(LinkTest, SpillsWhatGoesRoundALoop) {
  constexpr int kMany = 12;
  std::string text;
  for (int i = 0; i < kMany; ++i) {
    slots_[i] = Value::FromInt(i);
    text += "%" + std::to_string(i) + " = slot " + std::to_string(i) + "\n";
  }
  text += "%12 = constant int 1\n%13 = constant int 40\nloop\n";
  for (int i = 0; i < kMany; ++i) {
    text += "%" + std::to_string(14 + i) + " = phi %" + std::to_string(i) + "\n";
  }
  text +=
      "%26 = CompareInt<CompareOp::kLt> %14 %13 is true exit 0\n"
      "%27 = AddInt %14 %12 exit 1\n"
      "back %27 %25 %15 %16 %17 %18 %19 %20 %21 %22 %23 %24\n"
      "exit 0 at 1: ";
  for (int i = 0; i < kMany; ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(12 + i) + " <- %" + std::to_string(14 + i);
  }
  EXPECT_EQ(Run(text + "\nexit 1 at 2\n"), 1u);
  EXPECT_EQ(Int(12), 40);
  // Eleven of them, forty times round.
  for (int i = 1; i < kMany; ++i) EXPECT_EQ(Int(12 + i), (i - 1 + 11 * 4 - 40) % 11 + 1) << i;
}

/// Even numbers are halved, odd ones tripled, and one more.
TEST_F(LinkTest, GoesOnInBranches) {
  slots_[0] = Value::FromInt(27);
  EXPECT_EQ(Run("%0 = slot 0\n"
                "%1 = constant int 1\n"
                "%2 = constant int 2\n"
                "%3 = constant int 3\n"
                "%4 = constant int 0\n"
                "loop\n"
                "%5 = phi %0\n"
                "%6 = phi %4\n"
                "%7 = CompareInt<CompareOp::kGt> %5 %1 is true exit 1\n"
                "%8 = AddInt %6 %1 exit 0\n"
                "%9 = AndInt %5 %1\n"
                "%10 = TruthOfInt %9 is false branch 1\n"
                "%11 = FloorDivideInt %5 %2 exit 0\n"
                "back %11 %8\n"
                "branch 1\n"
                "%12 = MultiplyInt %5 %3 exit 0\n"
                "%13 = AddInt %12 %1 exit 0\n"
                "back %13 %8\n"
                "exit 0 at 1\n"
                "exit 1 at 2: 1 <- %6, 2 <- %5\n"),
            2u);
  EXPECT_EQ(Int(1), 111);
  EXPECT_EQ(Int(2), 1);
}

TEST_F(LinkTest, SaysWhatLiesWhere) {
  const Trace trace = std::get<Trace>(Parse(kSum));
  std::vector<CodePiece> pieces;
  const auto compiled = Link(std::get<Placed>(Allocate(trace)), memory_, &pieces);
  std::erase_if(pieces, [](const CodePiece& piece) { return piece.size == 0; });
  std::ranges::sort(pieces, {}, &CodePiece::begin);
  size_t end = 0;
  std::set<ValueId> steps;
  std::set<ValueId> leaving;
  for (const CodePiece& piece : pieces) {
    EXPECT_GE(piece.begin, end);
    EXPECT_LT(piece.begin - end, 16u);  // behind ways out there is room
    end = piece.begin + piece.size;
    if (piece.kind == CodePiece::Kind::kStep) steps.insert(piece.step);
    if (piece.kind == CodePiece::Kind::kWayOut) leaving.insert(piece.step);
  }
  EXPECT_LE(end, compiled->machine_code().size());
  EXPECT_LT(compiled->machine_code().size() - end, 16u);
  for (ValueId step : {0, 1, 6, 7, 8, 9}) EXPECT_TRUE(steps.contains(step)) << step;
  EXPECT_EQ(leaving, (std::set<ValueId>{1, 6, 7, 8, 9}));
  for (CodePiece::Kind kind : {CodePiece::Kind::kBack, CodePiece::Kind::kLeave}) {
    EXPECT_EQ(std::ranges::count(pieces, kind, &CodePiece::kind), 1);
  }
}

TEST_F(LinkTest, MemoryEndsWithItsRoom) {
  CodeMemory memory(4096);
  ASSERT_TRUE(memory.ok());
  const CodeMemory::Piece most = memory.Take(4000);
  EXPECT_NE(most.write(), nullptr);
  EXPECT_EQ(memory.Take(100).write(), nullptr);
  EXPECT_NE(memory.Take(90).write(), nullptr);
  EXPECT_EQ(memory.Take(SIZE_MAX).write(), nullptr);
}

}  // namespace
}  // namespace krait::jit
