#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "jit/evaluate.h"
#include "jit/force_exit.h"
#include "jit/jit.h"
#include "jit/link.h"
#include "jit/verify.h"
#include "tests/unit/vm/object/vm_fixture.h"
#include "vm/object/float.h"

/// Compiled traces agree with the micro-ops that they are made of.
namespace krait::jit {
namespace {

using stencils::Use;

constexpr int kInputs = 12;
constexpr int kSlots = 64;

/// Steps over ints and floats, now and then a loop, and branches of it.
class TraceMaker {
 public:
  explicit TraceMaker(uint32_t seed) : random_(seed) {
    for (uint16_t number = 0; number < kMicroOpCount; ++number) {
      if (TakesNumbers(number)) operations_.push_back(number);
    }
  }

  Trace Make() {
    for (uint32_t i = 0; i < kInputs; ++i) AddInput(i);
    AddConstants();
    const bool loops = Below(2) == 0;
    if (loops) AddPhis();
    const int count = Below(40);
    for (int i = 0; i < count; ++i) AddMicroOp();
    if (loops) {
      CloseLoop();
      while (!guards_.empty() && Below(3) != 0 && trace_.segments.size() < 8) AddBranch();
    } else {
      Leave();
    }
    return std::move(trace_);
  }

 private:
  static bool TakesNumbers(uint16_t number) {
    const std::string name = NameOf(number);
    if (!OperationOf(number).has_stencils) return false;
    if (name.starts_with("Compare")) return name.find("Str") == std::string::npos;
    return name.ends_with("Int") || (name.ends_with("Float") && name != "BoxFloat");
  }

  /// A step that could branch, and how many values there are then.
  struct Guard {
    ValueId step;
    std::vector<ValueId> ints;
    std::vector<ValueId> floats;
  };

  void Leave() { Add({.operation = NumberOf(TraceOperation::kLeave), .exit = NewExit()}); }

  /// Goes on where a step of the loop leaves.
  void AddBranch() {
    const size_t chosen = static_cast<size_t>(Below(static_cast<int>(guards_.size())));
    const Guard guard = guards_[chosen];
    guards_.erase(guards_.begin() + static_cast<ptrdiff_t>(chosen));
    ints_ = guard.ints;
    floats_ = guard.floats;
    trace_.steps[guard.step].exit = kNoExit;
    trace_.steps[guard.step].branch = static_cast<uint32_t>(trace_.segments.size());
    trace_.segments.emplace_back().begin = static_cast<uint32_t>(trace_.steps.size());
    for (int i = Below(20); i > 0; --i) AddMicroOp();
    if (Below(4) == 0) {
      Leave();
    } else {
      CloseLoop();
    }
  }

  int Below(int limit) { return static_cast<int>(random_() % static_cast<uint32_t>(limit)); }

  ValueId Add(const Step& step) {
    trace_.steps.push_back(step);
    const auto id = static_cast<ValueId>(trace_.steps.size() - 1);
    if (step.MakesValue()) ValuesOf(trace_.ClassOf(id)).push_back(id);
    return id;
  }
  std::vector<ValueId>& ValuesOf(RegisterClass kind) {
    return kind == RegisterClass::kInt ? ints_ : floats_;
  }
  ValueId Pick(RegisterClass kind) {
    const std::vector<ValueId>& values = ValuesOf(kind);
    return values[static_cast<size_t>(Below(static_cast<int>(values.size())))];
  }

  /// Names some of the values that there are.
  uint32_t NewExit() {
    Exit exit;
    exit.word = static_cast<uint32_t>(trace_.exits.size());
    const int count = Below(8);
    for (int i = 0; i < count; ++i) {
      exit.slots.push_back({static_cast<uint32_t>(kInputs + i),
                            Pick(Below(2) == 0 ? RegisterClass::kInt : RegisterClass::kFloat)});
    }
    trace_.exits.push_back(std::move(exit));
    return static_cast<uint32_t>(trace_.exits.size() - 1);
  }

  void AddInput(uint32_t slot) {
    const bool is_float = slot % 2 != 0;
    Step slot_step{.operation = NumberOf(TraceOperation::kSlot), .constant = slot};
    trace_.steps.push_back(slot_step);
    const auto value = static_cast<ValueId>(trace_.steps.size() - 1);
    const auto word = static_cast<uint32_t>(trace_.exits.size());
    trace_.exits.emplace_back().word = word;
    Add({.operation = *NumberOfName(is_float ? "Require<Double>" : "Require<SmallInt>"),
         .a = value,
         .exit = static_cast<uint32_t>(trace_.exits.size() - 1)});
  }

  void AddConstants() {
    for (int64_t number : {int64_t{0}, int64_t{1}, int64_t{-7}, int64_t{1} << 40, int64_t{3}}) {
      Add({.operation = NumberOf(TraceOperation::kConstant),
           .constant = Value::FromInt(number).bits()});
    }
    for (double number : {0.0, -0.0, 1.5, 1e300}) {
      Add({.operation = NumberOf(TraceOperation::kFloat),
           .constant = std::bit_cast<uint64_t>(number)});
    }
  }

  void AddMicroOp() {
    const uint16_t number =
        operations_[static_cast<size_t>(Below(static_cast<int>(operations_.size())))];
    const Operation& operation = OperationOf(number);
    Step step{.operation = number, .a = Pick(operation.operand[0])};
    if (operation.operand_count == 2) step.b = Pick(operation.operand[1]);
    if (operation.result == Operation::Result::kBool && Below(4) != 0) {
      step.use = Below(2) == 0 ? Use::kRequireTrue : Use::kRequireFalse;
    }
    // A bool is no int: nothing takes it but exits.
    if (step.MayLeave()) {
      step.exit = NewExit();
      const auto id = static_cast<ValueId>(trace_.steps.size());
      if (trace_.loop != kNoLoop) guards_.push_back({id, ints_, floats_});
    }
    if (operation.result == Operation::Result::kBool && step.use == Use::kValue) {
      trace_.steps.push_back(step);
    } else {
      Add(step);
    }
  }

  void AddPhis() {
    trace_.loop = static_cast<uint32_t>(trace_.steps.size());
    counter_ = Add({.operation = NumberOf(TraceOperation::kPhi), .a = ints_[kInputs / 2]});
    for (int i = 1 + Below(6); i > 0; --i) {
      const RegisterClass kind = i % 2 == 0 ? RegisterClass::kInt : RegisterClass::kFloat;
      std::vector<ValueId> before;
      for (ValueId value : ValuesOf(kind)) {
        if (value < trace_.loop) before.push_back(value);
      }
      phis_.push_back(
          Add({.operation = NumberOf(TraceOperation::kPhi),
               .a = before[static_cast<size_t>(Below(static_cast<int>(before.size())))]}));
    }
  }

  /// Goes round at most five times, by whatever ways.
  void CloseLoop() {
    const ValueId one = ints_[kInputs / 2 + 1];
    const ValueId three = ints_[kInputs / 2 + 4];
    const ValueId next =
        Add({.operation = *NumberOfName("AddInt"), .a = counter_, .b = one, .exit = NewExit()});
    Add({.operation = *NumberOfName("CompareInt<CompareOp::kLe>"),
         .use = Use::kRequireTrue,
         .a = next,
         .b = three,
         .exit = NewExit()});
    Segment& segment = trace_.segments.back();
    segment.loops = true;
    segment.back = {next};
    for (ValueId phi : phis_) segment.back.push_back(Pick(trace_.ClassOf(phi)));
  }

  std::mt19937 random_;
  std::vector<uint16_t> operations_;
  Trace trace_;
  std::vector<ValueId> ints_;
  std::vector<ValueId> floats_;
  ValueId counter_ = 0;
  std::vector<ValueId> phis_;
  std::vector<Guard> guards_;
};

using Slots = std::array<Value, kSlots>;

Slots InputsOf(Thread& t, uint32_t seed) {
  std::mt19937 random(seed);
  constexpr int64_t kInts[] = {0, 1, -1, 5, -8, 1000, Value::kMaxInt, Value::kMinInt, 1 << 20};
  constexpr double kFloats[] = {0.0, -0.0, 1.0, -2.5, 1e10, 3.25e-5, 1e70};
  Slots slots;
  for (uint32_t i = 0; i < kInputs; ++i) {
    slots[i] = i % 2 != 0 ? *Float::From(t, kFloats[random() % std::size(kFloats)])
                          : Value::FromInt(kInts[random() % std::size(kInts)]);
  }
  return slots;
}

bool AreSame(Value a, Value b) {
  if (a.SameBits(b)) return true;
  return IsExactly<Float>(a) && IsExactly<Float>(b) &&
         std::bit_cast<uint64_t>(FloatOf(a)) == std::bit_cast<uint64_t>(FloatOf(b));
}

class RandomTraceTest : public testing::Test {
 protected:
  /// Runs traces as they are made by seeds, after `change`, in both ways and on a few inputs.
  template <typename Change>
  void Compare(int registers, Change change);

  void RunBoth(const Trace& trace, const Runnable& uncompiled, const Runnable& compiled,
               uint32_t input);

  TestVm vm_;
  uint64_t compiled_count_ = 0;
  Verification verification_{[](const std::string& difference) { ADD_FAILURE() << difference; }};
  int late_ = 0;  // exits behind what must hold of the inputs
};

void RandomTraceTest::RunBoth(const Trace& trace, const Runnable& uncompiled,
                              const Runnable& compiled, uint32_t input) {
  Thread& t = vm_.thread();
  Slots expected = InputsOf(t, input);
  Slots found = expected;
  stencils::Activation uncompiled_activation;
  uncompiled_activation.slots = expected.data();
  const Runnable::Left wanted = *uncompiled.Run(uncompiled_activation, t, nullptr);
  if (wanted.exit > 5) ++late_;
  stencils::Activation activation;
  activation.slots = found.data();
  const Runnable::Left left = *compiled.Run(activation, t, nullptr);
  ASSERT_EQ(left.at->word, wanted.at->word) << Print(trace) << "input " << input;
  for (int i = 0; i < kSlots; ++i) {
    ASSERT_TRUE(AreSame(expected[i], found[i]))
        << Print(trace) << "slot " << i << ", input " << input;
  }
}

template <typename Change>
void RandomTraceTest::Compare(int registers, Change change) {
  for (uint32_t seed = 0; seed < 3000; ++seed) {
    Trace trace = TraceMaker(seed).Make();
    ASSERT_EQ(Verify(trace), "") << Print(trace);
    change(trace, seed);
    std::variant<Placed, std::string> placed = Allocate(trace, registers);
    if (!std::holds_alternative<Placed>(placed)) continue;
    ++compiled_count_;
    CodeMemory memory(size_t{1} << 16);
    auto linked = Link(std::get<Placed>(std::move(placed)), memory);
    ASSERT_NE(linked, nullptr);
    const VerifiedTrace compiled(trace, std::move(linked), "a test", verification_);
    const UncompiledTrace uncompiled(trace);
    for (uint32_t input = 0; input < 4; ++input) {
      RunBoth(trace, uncompiled, compiled, seed * 4 + input);
      if (HasFatalFailure()) return;
    }
  }
  EXPECT_GT(compiled_count_, 2000);
  EXPECT_EQ(verification_.compared, 4 * compiled_count_);
}

constexpr auto kAsItIs = [](Trace&, uint32_t) {};

TEST_F(RandomTraceTest, CompiledCodeAgreesWithMicroOps) {
  Compare(kMostRegisters, kAsItIs);
  EXPECT_GT(late_, 1000);
}

TEST_F(RandomTraceTest, SoDoesCodeWithFewRegisters) {
  Compare(kFewestRegisters, kAsItIs);
  EXPECT_EQ(compiled_count_, 3000);
}

TEST_F(RandomTraceTest, SoDoesCodeThatLeavesAtSomeGuard) {
  Compare(kFewestRegisters + 1, [](Trace& trace, uint32_t seed) { ForceExit(trace, seed); });
  EXPECT_GT(late_, 1000);
}

}  // namespace
}  // namespace krait::jit
