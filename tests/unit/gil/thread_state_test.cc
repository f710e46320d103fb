#include "gil/thread_state.h"

#include <thread>

#include "tests/unit/gil/threads.h"

namespace krait::gil {
namespace {

class Bare : public ThreadState {};

const void* Here() { return __builtin_frame_address(0); }

TEST(ThreadState, PollWordComesFirst) {
  Bare thread;
  EXPECT_EQ(static_cast<void*>(&thread.poll_word), static_cast<void*>(&thread));
  EXPECT_EQ(thread.poll_word.load(), 0u);
}

TEST(ThreadState, PollBitsAddUpAndClearOneByOne) {
  Bare thread;
  thread.RequestPoll(ThreadState::kSignal);
  thread.RequestPoll(ThreadState::kCollect | ThreadState::kFirstVmBit);
  EXPECT_EQ(thread.ClearPoll(ThreadState::kSignal | ThreadState::kAsync), ThreadState::kSignal);
  EXPECT_EQ(thread.poll_word.load(), ThreadState::kCollect | ThreadState::kFirstVmBit);
}

TEST(ThreadState, KnowsTheStackOfItsNativeThread) {
  Bare thread;
  EXPECT_FALSE(thread.StackLow(Here()));
  ASSERT_TRUE(thread.RecordStack());
  EXPECT_TRUE(thread.stack().Contains(Here()));
  int local = 0;
  EXPECT_TRUE(thread.stack().Contains(&local));
  EXPECT_FALSE(thread.stack().Contains(thread.stack().end));
  static int not_on_the_stack = 0;
  EXPECT_FALSE(thread.stack().Contains(&not_on_the_stack));
}

TEST(ThreadState, FollowsAChangeOfNativeThread) {
  Bare thread;
  ASSERT_TRUE(thread.RecordStack());
  const StackRange first = thread.stack();
  std::thread([&] {
    EXPECT_FALSE(first.Contains(Here()));
    EXPECT_TRUE(thread.RecordStack());
    EXPECT_TRUE(thread.stack().Contains(Here()));
  }).join();
}

TEST(ThreadState, StackIsLowBelowTheReserve) {
  Bare thread;
  ASSERT_TRUE(thread.RecordStack());
  thread.set_stack_reserve(64 << 10);
  const char* low = reinterpret_cast<const char*>(thread.stack().begin);
  EXPECT_FALSE(thread.StackLow(Here()));
  EXPECT_FALSE(thread.StackLow(low + (64 << 10)));
  EXPECT_TRUE(thread.StackLow(low + (64 << 10) - 1));
  thread.set_stack_reserve(0);
  EXPECT_FALSE(thread.StackLow(low));
}

TEST(ThreadState, ReserveIsAtMostAQuarter) {
  Bare thread;
  ASSERT_TRUE(thread.RecordStack());
  thread.set_stack_reserve(~size_t{0});
  const uintptr_t* low = thread.stack().begin;
  const uintptr_t* quarter = low + (thread.stack().end - low) / 4;
  EXPECT_TRUE(thread.StackLow(quarter - 1));
  EXPECT_FALSE(thread.StackLow(quarter + 1));
}

// The property the reserve is for: recursion that checks ends long before the stack does.
int Descend(const ThreadState& thread, int depth) {
  char frame[4096];
  asm volatile("" : : "r"(frame) : "memory");
  if (thread.StackLow(Here())) return depth;
  const int deepest = Descend(thread, depth + 1);
  asm volatile("" : : "r"(frame) : "memory");
  return deepest;
}

TEST(ThreadState, BoundsRecursion) {
  std::thread([] {
    Bare thread;
    ASSERT_TRUE(thread.RecordStack());
    EXPECT_GT(Descend(thread, 0), 100);
  }).join();
}

TEST(ThreadState, AFiberIsNotedAndMayGiveItsStack) {
  constexpr size_t kWords = 1024;
  static uintptr_t elsewhere[kWords];
  Bare thread;
  thread.UseStack({elsewhere, elsewhere + kWords});
  EXPECT_FALSE(thread.RecordStack());
  EXPECT_TRUE(thread.StackLow(elsewhere));
  thread.UseStack({});
  EXPECT_TRUE(thread.RecordStack());
  EXPECT_TRUE(thread.stack().Contains(Here()));
}

}  // namespace
}  // namespace krait::gil
