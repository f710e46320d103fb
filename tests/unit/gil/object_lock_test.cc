#include "gil/object_lock.h"

#include <atomic>
#include <thread>

#include "tests/unit/gil/threads.h"

namespace krait::gil {
namespace {

class CriticalSections : public EveryModel {};

TEST_P(CriticalSections, ACriticalSectionExcludes) {
  constexpr int kThreads = 4;
  constexpr int kRounds = 20'000;
  model().set_switch_interval(absl::Microseconds(50));
  std::atomic<uint8_t> byte{0};
  int counter = 0;
  RunAttached(group_, kThreads, [&](ThreadState& thread, int) {
    for (int round = 0; round < kRounds; ++round) {
      {
        CriticalSection lock(thread, byte);
        ++counter;
      }
      Poll(thread);
    }
  });
  EXPECT_EQ(counter, kThreads * kRounds);
  EXPECT_EQ(byte, 0);
}

TEST_P(CriticalSections, TwoObjectsInAnyOrder) {
  constexpr int kThreads = 4;
  constexpr int kRounds = 10'000;
  model().set_switch_interval(absl::Microseconds(50));
  std::atomic<uint8_t> bytes[3] = {0, 0, 0};
  int counters[3] = {0, 0, 0};
  RunAttached(group_, kThreads, [&](ThreadState& thread, int me) {
    for (int round = 0; round < kRounds; ++round) {
      const int a = (me + round) % 3;
      const int b = (me * 2 + round / 3) % 3;
      {
        CriticalSection lock(thread, bytes[a], bytes[b]);
        ++counters[a];
        ++counters[b];
      }
      Poll(thread);
    }
  });
  EXPECT_EQ(counters[0] + counters[1] + counters[2], 2 * kThreads * kRounds);
  for (const auto& byte : bytes) EXPECT_EQ(byte, 0);
}

TEST_P(CriticalSections, OnlyObjectLocksTouchTheByte) {
  const uint8_t locked = GetParam() == ModelKind::kFree ? ByteLock::kLocked : 0;
  std::atomic<uint8_t> a{0xF0};
  std::atomic<uint8_t> b{0x0C};
  TestThread thread(group_);
  AttachScope attached(thread);
  {
    CriticalSection lock(thread, a);
    EXPECT_EQ(a, 0xF0 | locked);
  }
  {
    CriticalSection lock(thread, b, a);
    EXPECT_EQ(a, 0xF0 | locked);
    EXPECT_EQ(b, 0x0C | locked);
  }
  {
    CriticalSection lock(thread, a, a);
    EXPECT_EQ(a, 0xF0 | locked);
  }
  EXPECT_EQ(a, 0xF0);
  EXPECT_EQ(b, 0x0C);
}

TEST_P(CriticalSections, AStopInsideACriticalSectionNeedsNoWaiter) {
  // As when an allocation under the lock has to collect while others want the lock.
  constexpr int kThreads = 3;
  constexpr int kRounds = 150;
  model().set_switch_interval(absl::Microseconds(50));
  std::atomic<uint8_t> bytes[2] = {0, 0};
  int counter = 0;
  int stops = 0;
  RunAttached(group_, kThreads, [&](ThreadState& thread, int me) {
    for (int round = 0; round < kRounds; ++round) {
      {
        CriticalSection lock(thread, bytes[me % 2], bytes[round % 2]);
        StopTheWorld stop(group_, thread);
        ++stops;
      }
      {
        CriticalSection lock(thread, bytes[0]);
        ++counter;
        StopTheWorld stop(group_, thread);
      }
      Poll(thread);
    }
  });
  EXPECT_EQ(stops, kThreads * kRounds);
  EXPECT_EQ(counter, kThreads * kRounds);
}

INSTANTIATE_TEST_SUITE_P(Models, CriticalSections, kEveryModel, ModelTestName);

class ObjectLock : public testing::Test {
 protected:
  ThreadGroup group_{ThreadingModel::Create(ModelKind::kFree)};
};

TEST_F(ObjectLock, KeepsTheOtherSixBits) {
  // Four threads lock; each also owns one of the upper bits and flips it, outside the lock.
  constexpr int kThreads = 4;
  constexpr int kRounds = 10'001;
  std::atomic<uint8_t> byte{0};
  int counter = 0;
  RunAttached(group_, kThreads, [&](ThreadState& thread, int me) {
    const uint8_t mine = static_cast<uint8_t>(1u << (me + 4));
    for (int round = 0; round < kRounds; ++round) {
      const uint8_t before = byte.fetch_xor(mine);
      ASSERT_EQ((before & mine) != 0, round % 2 != 0);
      {
        CriticalSection lock(thread, byte);
        ++counter;
      }
      Poll(thread);
    }
  });
  EXPECT_EQ(counter, kThreads * kRounds);
  EXPECT_EQ(byte, 0xF0);
}

TEST_F(ObjectLock, AWaiterIsDetachedAndDoesNotDelayAStop) {
  std::atomic<uint8_t> byte{0};
  std::atomic<ThreadState*> waiter{nullptr};
  std::atomic<bool> got_it{false};
  std::thread other;
  TestThread main_thread(group_);
  {
    AttachScope attached(main_thread);
    {
      CriticalSection lock(main_thread, byte);
      other = std::thread([&] {
        TestThread thread(group_);
        AttachScope other_attached(thread);
        waiter = &thread;
        CriticalSection other_lock(thread, byte);
        got_it = true;
      });
      EXPECT_TRUE(Eventually([&] { return waiter.load() != nullptr && !(*waiter).attached(); }));
      EXPECT_EQ(byte, ByteLock::kBits);
      {
        StopTheWorld stop(group_, main_thread);
        EXPECT_NE(ScanRange(*waiter).begin, ScanRange(*waiter).end);
      }
      SleepMs(2);
      EXPECT_FALSE(got_it);
    }
    DetachScope detached(main_thread);
    EXPECT_TRUE(Eventually([&] { return got_it.load(); }));
  }
  other.join();
  EXPECT_EQ(byte, 0);
}

TEST_F(ObjectLock, AWaiterWokenDuringAStopLeavesTheByteAlone) {
  std::atomic<uint8_t> byte{0};
  std::atomic<ThreadState*> waiter{nullptr};
  std::thread other;
  TestThread main_thread(group_);
  {
    AttachScope attached(main_thread);
    auto lock = std::make_unique<CriticalSection>(main_thread, byte);
    other = std::thread([&] {
      TestThread thread(group_);
      AttachScope other_attached(thread);
      waiter = &thread;
      CriticalSection other_lock(thread, byte);
    });
    EXPECT_TRUE(Eventually([&] { return waiter.load() != nullptr && !(*waiter).attached(); }));
    StopTheWorld stop(group_, main_thread);
    lock.reset();
    SleepMs(5);
    EXPECT_EQ(byte, 0);
  }
  other.join();
}

#ifndef NDEBUG
TEST_P(CriticalSections, NestedCriticalSectionsAreAnError) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  std::atomic<uint8_t> a{0};
  std::atomic<uint8_t> b{0};
  EXPECT_DEATH(
      {
        TestThread thread(group_);
        AttachScope attached(thread);
        CriticalSection outer(thread, a);
        CriticalSection inner(thread, b);
      },
      "nested");
}

TEST_P(CriticalSections, PollingInACriticalSectionIsAnError) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  std::atomic<uint8_t> byte{0};
  EXPECT_DEATH(
      {
        TestThread thread(group_);
        AttachScope attached(thread);
        CriticalSection lock(thread, byte);
        model().Poll(thread);
      },
      "polled inside a critical section");
}

TEST_P(CriticalSections, DetachingInACriticalSectionIsAnError) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  std::atomic<uint8_t> byte{0};
  EXPECT_DEATH(
      {
        TestThread thread(group_);
        AttachScope attached(thread);
        CriticalSection lock(thread, byte);
        DetachScope detached(thread);
      },
      "detached inside a critical section");
}
#endif

}  // namespace
}  // namespace krait::gil
