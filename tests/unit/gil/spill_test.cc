#include "gil/spill.h"

#include <array>
#include <cstring>
#include <thread>

#include "tests/unit/gil/threads.h"

namespace krait::gil {
namespace {

[[clang::no_sanitize("address", "thread"), gnu::noinline]] bool Holds(StackRange range,
                                                                      uintptr_t value) {
  for (const uintptr_t* word = range.begin; word != range.end; ++word) {
    if (*word == value) return true;
  }
  return false;
}

#if defined(__x86_64__)

constexpr size_t kRegisters = 6;

// Puts the complement of each hidden word in a callee-saved register, so that the values are in no
// memory at all, and returns fn(argument).
extern "C" const void* krait_test_call_with_registers(const void* (*fn)(void*), void* argument,
                                                      const uintptr_t* hidden);
asm(R"(
  .text
  .globl krait_test_call_with_registers
  .type krait_test_call_with_registers,@function
krait_test_call_with_registers:
  pushq %rbx
  pushq %rbp
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  subq $8, %rsp
  movq 0(%rdx), %rbx
  movq 8(%rdx), %rbp
  movq 16(%rdx), %r12
  movq 24(%rdx), %r13
  movq 32(%rdx), %r14
  movq 40(%rdx), %r15
  notq %rbx
  notq %rbp
  notq %r12
  notq %r13
  notq %r14
  notq %r15
  movq %rdi, %rax
  movq %rsi, %rdi
  callq *%rax
  addq $8, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbp
  popq %rbx
  retq
)");

class Registers : public EveryModel {
 protected:
  void SetUp() override {
    for (size_t i = 0; i < kRegisters; ++i) hidden_[i] = 0x0123456789000000u + i * 8;
  }

  template <typename Fn>
  void CallWithRegisters(Fn fn) {
    const auto call = [](void* f) -> const void* {
      (*static_cast<Fn*>(f))();
      return nullptr;
    };
    krait_test_call_with_registers(call, &fn, hidden_.data());
  }

  /// How many of the values a collector would find.
  int Found(const ThreadState& thread) {
    int found = 0;
    for (uintptr_t hidden : hidden_) found += Holds(ScanRange(thread), ~hidden) ? 1 : 0;
    return found;
  }

  std::array<uintptr_t, kRegisters> hidden_;
};

// Overwrites the stack below its caller, as a blocking call would.
[[gnu::noinline]] void ClobberStack() {
  volatile char deep[8192];
  for (size_t i = 0; i < sizeof(deep); ++i) deep[i] = 1;
}

TEST_P(Registers, AreStoredOneByOne) {
  // Called straight from assembly: no C++ frame between has saved any of them.
  uintptr_t stored[kRegisters] = {};
  const void* stack_pointer = krait_test_call_with_registers(
      reinterpret_cast<const void* (*)(void*)>(krait_gil_spill_registers), stored, hidden_.data());
  for (size_t i = 0; i < kRegisters; ++i) EXPECT_EQ(stored[i], ~hidden_[i]) << "register " << i;
  EXPECT_LT(stack_pointer, static_cast<const void*>(stored));
}

TEST_P(Registers, AreSeenInsideSpillAndCall) {
  TestThread thread(group_);
  AttachScope attached(thread);
  int found = -1;
  CallWithRegisters([&] {
    SpillAndCall(thread, [&] {
      ClobberStack();
      found = Found(thread);
    });
  });
  EXPECT_EQ(found, static_cast<int>(kRegisters));
}

TEST_P(Registers, AreSeenByWhoStopsTheWorld) {
  TestThread thread(group_);
  AttachScope attached(thread);
  int found = -1;
  CallWithRegisters([&] {
    StopTheWorld stop(group_, thread);
    ClobberStack();
    found = Found(thread);
  });
  EXPECT_EQ(found, static_cast<int>(kRegisters));
}

TEST_P(Registers, OfADetachedThreadAreSeenThoughItsStackGrows) {
  std::atomic<ThreadState*> blocked{nullptr};
  std::atomic<bool> go_on{false};
  std::thread other([&] {
    TestThread thread(group_);
    AttachScope attached(thread);
    CallWithRegisters([&] {
      DetachScope detached(thread);
      ClobberStack();
      blocked = &thread;
      EXPECT_TRUE(Eventually([&] { return go_on.load(); }));
    });
  });
  EXPECT_TRUE(Eventually([&] { return blocked.load() != nullptr; }));
  {
    TestThread thread(group_);
    AttachScope attached(thread);
    StopTheWorld stop(group_, thread);
    EXPECT_EQ(Found(*blocked), static_cast<int>(kRegisters));
  }
  go_on = true;
  other.join();
}

TEST_P(Registers, OfAThreadParkedAtAPollAreSeen) {
  std::atomic<ThreadState*> running{nullptr};
  std::atomic<bool> go_on{false};
  std::thread other([&] {
    TestThread thread(group_);
    AttachScope attached(thread);
    CallWithRegisters([&] {
      running = &thread;
      while (!go_on) Poll(thread);
    });
  });
  EXPECT_TRUE(Eventually([&] { return running.load() != nullptr; }));
  {
    TestThread thread(group_);
    AttachScope attached(thread);
    StopTheWorld stop(group_, thread);
    EXPECT_EQ(Found(*running), static_cast<int>(kRegisters));
  }
  go_on = true;
  other.join();
}

INSTANTIATE_TEST_SUITE_P(Models, Registers, kEveryModel, ModelTestName);

#endif  // __x86_64__

class Spill : public EveryModel {};

TEST_P(Spill, RangeHoldsTheCallersLocals) {
  TestThread thread(group_);
  AttachScope attached(thread);
  volatile uintptr_t local = ~uintptr_t{0x5EED};
  local = ~local;
  SpillAndCall(thread, [&] {
    const StackRange range = ScanRange(thread);
    EXPECT_TRUE(range.Contains(const_cast<const uintptr_t*>(&local)));
    EXPECT_TRUE(Holds(range, 0x5EED));
    EXPECT_EQ(range.end, thread.stack().end);
    EXPECT_GE(range.begin, thread.stack().begin);
  });
}

TEST_P(Spill, ScopesNestAndEnd) {
  TestThread thread(group_);
  EXPECT_EQ(ScanRange(thread).begin, ScanRange(thread).end);
  AttachScope attached(thread);
  const int answer = SpillAndCall(thread, [&] {
    const uintptr_t* outer = ScanRange(thread).begin;
    [&]() __attribute__((noinline)) {
      DetachScope detached(thread);
      EXPECT_LE(ScanRange(thread).begin, outer);
      // A call back in from outside keeps the frames that wait below it visible.
      AttachScope back(thread);
      EXPECT_LE(ScanRange(thread).begin, outer);
      SpillAndCall(thread, [&] { EXPECT_LT(ScanRange(thread).begin, outer); });
    }();
    EXPECT_EQ(ScanRange(thread).begin, outer);
    return 42;
  });
  EXPECT_EQ(answer, 42);
  EXPECT_EQ(ScanRange(thread).begin, ScanRange(thread).end);
}

TEST_P(Spill, LeavesOutFramesThatHoldNothing) {
  TestThread thread(group_);
  AttachScope attached(thread);
  SpillAndCall(thread, [&] {
    const uintptr_t* outer = ScanRange(thread).begin;
    [&]() __attribute__((noinline)) {
      StopTheWorld stop(group_, thread);
      EXPECT_LT(ScanRange(thread).begin, outer);
      stop.LeaveOutBelow(outer);
      EXPECT_EQ(ScanRange(thread).begin, outer);
    }();
    EXPECT_EQ(ScanRange(thread).begin, outer);
  });
}

INSTANTIATE_TEST_SUITE_P(Models, Spill, kEveryModel, ModelTestName);

}  // namespace
}  // namespace krait::gil
