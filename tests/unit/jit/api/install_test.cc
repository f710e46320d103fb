#include <unistd.h>

#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/vm/api/compile_python.h"

// What gdb reads.
extern "C" {
struct GdbEntry {
  GdbEntry* next;
  GdbEntry* previous;
  const char* object;
  uint64_t size;
};
struct GdbDescriptor {
  uint32_t version;
  uint32_t action;
  GdbEntry* relevant;
  GdbEntry* first;
};
extern GdbDescriptor __jit_debug_descriptor;
}

namespace krait {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

constexpr const char* kPrograms =
    "import sys\n"
    "def jit():\n"
    "    return [sys._jit.is_available(), sys._jit.is_enabled(), sys._jit.is_active()]\n"
    "def sum_to(n):\n"
    "    total = 0\n"
    "    for i in range(n):\n"
    "        total += i\n"
    "    return total\n"
    "def numbers(n):\n"
    "    k = 0\n"
    "    while k < n:\n"
    "        yield from (k,)\n"
    "        k += 1\n"
    "def from_generator(n):\n"
    "    for i in numbers(n):\n"
    "        last = i\n"
    "    return last\n"
    "def forever():\n"
    "    i = 0\n"
    "    while i >= 0:\n"
    "        i = i + 1 & 1023\n";

Options WithJit(const JitOptions& jit = {}) {
  Options options;
  options.jit = Jit::On(jit);
  return options;
}

TEST(JitApiTest, CompilesHotLoops) {
  Program program(kPrograms, WithJit());
  const Value module = program.Module();
  EXPECT_THAT(*module.CallMethod<std::vector<bool>>("jit"), ElementsAre(true, true, false));
  EXPECT_EQ(*module.CallMethod<int64_t>("sum_to", 100'000), 4'999'950'000);
  const JitStats stats = Jit::StatsOf(program.vm);
  EXPECT_TRUE(stats.enabled);
  EXPECT_EQ(stats.recorded, 1u);
  EXPECT_EQ(stats.compiled, 1u);
  EXPECT_THAT(stats.given_up, IsEmpty());
  EXPECT_EQ(stats.entered, 1u);
  EXPECT_GE(stats.micro_ops, 3u);  // the sum, the count and the end of the range
  EXPECT_GT(stats.code_bytes, 0u);
  EXPECT_GT(stats.recording, absl::ZeroDuration());
  EXPECT_GT(stats.compiling, absl::ZeroDuration());
}

TEST(JitApiTest, HotIsWhatTheOptionSays) {
  Program program(kPrograms, WithJit({.hot_loop = 20}));
  const Value module = program.Module();
  EXPECT_EQ(*module.CallMethod<int>("sum_to", 20), 190);
  EXPECT_EQ(Jit::StatsOf(program.vm).recorded, 0u);
  EXPECT_EQ(*module.CallMethod<int>("sum_to", 25), 300);
  EXPECT_EQ(Jit::StatsOf(program.vm).compiled, 1u);
}

TEST(JitApiTest, CountsReasonsToGiveUp) {
  Program program(kPrograms, WithJit());
  const Value module = program.Module();
  EXPECT_EQ(*module.CallMethod<int>("from_generator", 100'000), 99999);
  const JitStats stats = Jit::StatsOf(program.vm);
  EXPECT_EQ(stats.compiled, 0u);
  EXPECT_GT(stats.recorded, 0u);
  uint64_t given_up = 0;
  for (const auto& [reason, times] : stats.given_up) {
    EXPECT_THAT(reason, Not(IsEmpty()));
    given_up += times;
  }
  EXPECT_EQ(given_up, stats.recorded);
}

TEST(JitApiTest, WithoutMemoryItDoesWithout) {
  Program program(kPrograms, WithJit({.code_bytes = 0}));
  const Value module = program.Module();
  EXPECT_THAT(*module.CallMethod<std::vector<bool>>("jit"), ElementsAre(true, false, false));
  EXPECT_EQ(*module.CallMethod<int64_t>("sum_to", 100'000), 4'999'950'000);
  EXPECT_FALSE(Jit::StatsOf(program.vm).enabled);
}

TEST(JitApiTest, WithLittleMemoryItGivesUp) {
  Program program(kPrograms, WithJit({.code_bytes = 16}));
  const Value module = program.Module();
  EXPECT_EQ(*module.CallMethod<int64_t>("sum_to", 100'000), 4'999'950'000);
  const JitStats stats = Jit::StatsOf(program.vm);
  EXPECT_TRUE(stats.enabled);
  EXPECT_EQ(stats.compiled, 0u);
  EXPECT_THAT(stats.given_up, ElementsAre(Pair("no room for more code", stats.recorded)));
}

TEST(JitApiTest, LimitsOfTimeHoldForMachineCode) {
  Options options = WithJit();
  options.limits.wall_time = absl::Milliseconds(200);
  Program program(kPrograms, options);
  EXPECT_EQ(program.Module().CallMethod("forever").status().code(),
            absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(Jit::StatsOf(program.vm).compiled, 1u);
  EXPECT_TRUE(program.vm.Resume().ok());
}

TEST(JitApiTest, LimitsOfStepsHoldForLoopsThatAreCompiledAlready) {
  Program program(kPrograms, WithJit());
  const Value module = program.Module();
  EXPECT_EQ(*module.CallMethod<int64_t>("sum_to", 100'000), 4'999'950'000);
  Limits limits;
  limits.steps = 10'000;
  EXPECT_TRUE(program.vm.SetLimits(limits).ok());
  const absl::Status status = module.CallMethod("sum_to", 100'000).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(Jit::StatsOf(program.vm).entered, 1u);
}

TEST(JitApiTest, NamesLoopsForPerf) {
  Program program(kPrograms, WithJit({.perf_map = true}));
  EXPECT_EQ(*program.Module().CallMethod<int64_t>("sum_to", 100'000), 4'999'950'000);
  const std::string path = absl::StrCat("/tmp/perf-", getpid(), ".map");
  std::ifstream file(path);
  std::string line;
  EXPECT_TRUE(std::getline(file, line));
  EXPECT_THAT(line, EndsWith(" krait:sum_to (program.py:6)"));
  EXPECT_FALSE(std::getline(file, line));
  unlink(path.c_str());
}

TEST(JitApiTest, NamesLoopsForGdb) {
  EXPECT_EQ(__jit_debug_descriptor.first, nullptr);
  {
    Program program(kPrograms, WithJit({.gdb = true}));
    EXPECT_EQ(*program.Module().CallMethod<int64_t>("sum_to", 100'000), 4'999'950'000);
    ASSERT_NE(__jit_debug_descriptor.first, nullptr);
    const GdbEntry& entry = *__jit_debug_descriptor.first;
    EXPECT_THAT(std::string(entry.object, entry.size), HasSubstr("krait:sum_to (program.py:6)"));
  }
  EXPECT_EQ(__jit_debug_descriptor.first, nullptr);
}

TEST(JitApiTest, EachVmHasItsOwn) {
  Program with(kPrograms, WithJit());
  Program without(kPrograms);
  EXPECT_EQ(*with.Module().CallMethod<int64_t>("sum_to", 100'000), 4'999'950'000);
  EXPECT_EQ(*without.Module().CallMethod<int64_t>("sum_to", 100'000), 4'999'950'000);
  EXPECT_EQ(Jit::StatsOf(with.vm).compiled, 1u);
  EXPECT_FALSE(Jit::StatsOf(without.vm).enabled);
}

TEST(JitApiTest, IsOffUnlessAskedFor) {
  Program program(kPrograms);
  const Value module = program.Module();
  EXPECT_EQ(*module.CallMethod<int64_t>("sum_to", 100'000), 4'999'950'000);
  EXPECT_THAT(*module.CallMethod<std::vector<bool>>("jit"), ElementsAre(false, false, false));
  const JitStats stats = Jit::StatsOf(program.vm);
  EXPECT_FALSE(stats.enabled);
  EXPECT_EQ(stats.recorded, 0u);
}

}  // namespace
}  // namespace krait
