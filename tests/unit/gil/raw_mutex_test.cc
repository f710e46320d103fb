#include "gil/raw_mutex.h"

#include <atomic>
#include <thread>
#include <vector>

#include "gtest/gtest.h"

namespace krait::gil {
namespace {

TEST(Futex, DeadlinesSaturate) {
  const int64_t now = MonotonicNanos();
  EXPECT_EQ(DeadlineAfter(kNever), kNever);
  EXPECT_EQ(DeadlineAfter(kNever - 1), kNever);
  EXPECT_GE(DeadlineAfter(-5), now);
  EXPECT_LT(DeadlineAfter(-5), now + 60'000'000'000);
  EXPECT_GE(DeadlineAfter(1'000'000), now + 1'000'000);
}

TEST(Futex, WaitEndsAtItsDeadlineOrAtOnce) {
  std::atomic<uint32_t> word{7};
  EXPECT_TRUE(FutexWait(word, 6));
  const int64_t deadline = DeadlineAfter(2'000'000);
  while (FutexWait(word, 7, deadline)) {
  }
  EXPECT_GE(MonotonicNanos(), deadline);
  EXPECT_FALSE(FutexWait(word, 7, 0));
}

TEST(RawMutex, Excludes) {
  constexpr int kThreads = 4;
  constexpr int kRounds = 20'000;
  RawMutex mutex;
  int counter = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < kRounds; ++round) {
        RawMutexLock lock(mutex);
        ++counter;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(counter, kThreads * kRounds);
}

TEST(RawMutex, ResetFreesIt) {
  RawMutex mutex;
  std::thread([&]() ABSL_NO_THREAD_SAFETY_ANALYSIS { mutex.Lock(); }).join();
  mutex.ResetAfterFork();
  RawMutexLock lock(mutex);
}

TEST(RawCondVar, WaitTimesOut) {
  RawMutex mutex;
  RawCondVar changed;
  RawMutexLock lock(mutex);
  const int64_t deadline = DeadlineAfter(2'000'000);
  while (changed.WaitUntil(mutex, deadline)) {
  }
  EXPECT_GE(MonotonicNanos(), deadline);
  EXPECT_EQ(changed.waiters(), 0u);
}

TEST(RawCondVar, PassesABallBetweenTwoThreads) {
  constexpr int kRounds = 2'000;
  RawMutex mutex;
  RawCondVar changed;
  int turn = 0;
  const auto play = [&](int me) {
    RawMutexLock lock(mutex);
    for (int round = 0; round < kRounds; ++round) {
      while (turn % 2 != me) changed.WaitUntil(mutex, kNever);
      ++turn;
      changed.Notify(1);
    }
  };
  std::thread other(play, 1);
  play(0);
  other.join();
  EXPECT_EQ(turn, 2 * kRounds);
}

}  // namespace
}  // namespace krait::gil
