#include "gil/blocking.h"

#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <thread>

#include "tests/unit/gil/threads.h"

namespace krait::gil {
namespace {

class Blocking : public EveryModel {};

TEST_P(Blocking, AMutexExcludesAcrossSwitches) {
  constexpr int kThreads = 4;
  constexpr int kRounds = 500;
  model().set_switch_interval(absl::Microseconds(20));
  Mutex mutex;
  int counter = 0;
  RunAttached(group_, kThreads, [&](ThreadState& thread, int) {
    for (int round = 0; round < kRounds; ++round) {
      ASSERT_EQ(mutex.Lock(thread), WaitResult::kOk);
      const int before = counter;
      // Others get to run while we hold it, as Python code between acquire and release lets them.
      if (round % 16 == 0) {
        DetachScope detached(thread);
      }
      Poll(thread);
      counter = before + 1;
      ASSERT_TRUE(mutex.Unlock(thread));
    }
  });
  EXPECT_EQ(counter, kThreads * kRounds);
  EXPECT_FALSE(mutex.IsLocked());
}

TEST_P(Blocking, AMutexIsLockedOnceAndUnlockedByAnyone) {
  TestThread thread(group_);
  AttachScope attached(thread);
  Mutex mutex;
  EXPECT_FALSE(mutex.Unlock(thread));
  EXPECT_TRUE(mutex.TryLock());
  EXPECT_FALSE(mutex.TryLock());
  EXPECT_TRUE(mutex.IsLocked());
  EXPECT_EQ(mutex.Lock(thread, absl::ZeroDuration()), WaitResult::kTimedOut);
  {
    DetachScope detached(thread);
    RunAttached(group_, 1, [&](ThreadState& other, int) { EXPECT_TRUE(mutex.Unlock(other)); });
  }
  EXPECT_FALSE(mutex.IsLocked());
}

TEST_P(Blocking, AMutexWaitTimesOut) {
  TestThread thread(group_);
  AttachScope attached(thread);
  Mutex mutex;
  ASSERT_TRUE(mutex.TryLock());
  const int64_t began = MonotonicNanos();
  EXPECT_EQ(mutex.Lock(thread, absl::Milliseconds(3)), WaitResult::kTimedOut);
  EXPECT_GE(MonotonicNanos() - began, 3'000'000);
  EXPECT_TRUE(thread.attached());
  // Nobody waits any more, and the lock works on.
  EXPECT_TRUE(mutex.Unlock(thread));
  EXPECT_EQ(mutex.Lock(thread, absl::Milliseconds(3)), WaitResult::kOk);
}

TEST_P(Blocking, AMutexWaitIsInterrupted) {
  Mutex mutex;
  std::atomic<ThreadState*> waiter{nullptr};
  std::atomic<bool> interrupted{false};
  ASSERT_TRUE(mutex.TryLock());
  std::thread other([&] {
    TestThread thread(group_);
    AttachScope attached(thread);
    waiter = &thread;
    const auto wait = [&] {
      return mutex.Lock(thread, absl::InfiniteDuration(), Interruptible::kYes);
    };
    EXPECT_EQ(wait(), WaitResult::kInterrupted);
    EXPECT_EQ(model().Poll(thread), ThreadState::kSignal);
    // Not before the signal has been dealt with.
    EXPECT_EQ(wait(), WaitResult::kInterrupted);
    thread.ClearPoll(ThreadState::kSignal);
    interrupted = true;
    EXPECT_EQ(wait(), WaitResult::kOk);
    EXPECT_TRUE(mutex.Unlock(thread));
  });
  EXPECT_TRUE(Eventually([&] { return waiter.load() != nullptr; }));
  SleepMs(5);
  Interrupt(*waiter, ThreadState::kSignal);
  EXPECT_TRUE(Eventually([&] { return interrupted.load(); }));
  RunAttached(group_, 1, [&](ThreadState& thread, int) { EXPECT_TRUE(mutex.Unlock(thread)); });
  other.join();
}

TEST_P(Blocking, WhoWaitsLongIsHandedTheMutex) {
  Mutex mutex;
  std::atomic<bool> done{false};
  std::atomic<ThreadState*> waiter{nullptr};
  ASSERT_TRUE(mutex.TryLock());
  std::thread other([&] {
    TestThread thread(group_);
    AttachScope attached(thread);
    waiter = &thread;
    EXPECT_EQ(mutex.Lock(thread), WaitResult::kOk);
    DetachScope detached(thread);
    EXPECT_TRUE(Eventually([&] { return done.load(); }));
  });
  TestThread thread(group_);
  EXPECT_TRUE(Eventually([&] { return waiter.load() != nullptr && !(*waiter).attached(); }));
  AttachScope attached(thread);
  // Once is enough, unless the other has not got round to waiting yet: it would have been detached,
  // but asleep for less than a millisecond.
  int attempts = 0;
  do {
    SleepMs(10);
    EXPECT_TRUE(mutex.Unlock(thread));
  } while (++attempts < 5 && mutex.TryLock());
  EXPECT_LT(attempts, 5);
  EXPECT_TRUE(mutex.IsLocked());
  done = true;
  DetachScope detached(thread);
  other.join();
}

TEST_P(Blocking, NobodyStarvesBehindAGreedyThread) {
  // A greedy thread has the mutex all but a few nanoseconds of the time.
  model().set_switch_interval(absl::Microseconds(200));
  Mutex mutex;
  std::atomic<bool> greedy{false};
  std::atomic<int> served{0};
  RunAttached(group_, 2, [&](ThreadState& thread, int me) {
    if (me == 0) {
      while (served < 5) {
        ASSERT_EQ(mutex.Lock(thread), WaitResult::kOk);
        greedy = true;
        const int64_t until = DeadlineAfter(300'000);
        while (MonotonicNanos() < until) Poll(thread);
        ASSERT_TRUE(mutex.Unlock(thread));
      }
      return;
    }
    {
      DetachScope detached(thread);
      EXPECT_TRUE(Eventually([&] { return greedy.load(); }));
    }
    for (int i = 0; i < 5; ++i) {
      EXPECT_EQ(mutex.Lock(thread, absl::Seconds(30)), WaitResult::kOk);
      ++served;
      EXPECT_TRUE(mutex.Unlock(thread));
    }
  });
}

TEST_P(Blocking, AnEventWakesAllWhoWait) {
  constexpr int kThreads = 4;
  Event event;
  int before = 0;
  std::atomic<int> arrived{0};
  RunAttached(group_, kThreads, [&](ThreadState& thread, int me) {
    if (me == 0) {
      {
        DetachScope detached(thread);
        EXPECT_TRUE(Eventually([&] { return arrived == kThreads - 1; }));
        SleepMs(2);
      }
      before = 1;
      event.Set(group_.parking_lot());
      event.Set(group_.parking_lot());
      return;
    }
    ++arrived;
    EXPECT_EQ(event.Wait(thread), WaitResult::kOk);
    EXPECT_EQ(before, 1);
    EXPECT_TRUE(event.IsSet());
    EXPECT_EQ(event.Wait(thread, absl::ZeroDuration()), WaitResult::kOk);
  });
}

TEST_P(Blocking, AnEventWaitTimesOutOrIsInterrupted) {
  TestThread thread(group_);
  AttachScope attached(thread);
  Event event;
  EXPECT_EQ(event.Wait(thread, absl::ZeroDuration()), WaitResult::kTimedOut);
  const int64_t began = MonotonicNanos();
  EXPECT_EQ(event.Wait(thread, absl::Milliseconds(3), Interruptible::kYes), WaitResult::kTimedOut);
  EXPECT_GE(MonotonicNanos() - began, 3'000'000);
  Interrupt(thread, ThreadState::kAsync);
  EXPECT_EQ(event.Wait(thread, absl::Hours(1), Interruptible::kYes), WaitResult::kInterrupted);
  EXPECT_EQ(event.Wait(thread, absl::Milliseconds(1)), WaitResult::kTimedOut);
  EXPECT_FALSE(event.IsSet());
}

TEST_P(Blocking, AStopDoesNotWaitForThoseWhoWait) {
  Mutex mutex;
  Event event;
  std::atomic<int> waiting{0};
  ASSERT_TRUE(mutex.TryLock());
  RunAttached(group_, 3, [&](ThreadState& thread, int me) {
    if (me == 1) {
      ++waiting;
      EXPECT_EQ(mutex.Lock(thread), WaitResult::kOk);
    } else if (me == 2) {
      ++waiting;
      EXPECT_EQ(event.Wait(thread), WaitResult::kOk);
    } else {
      {
        DetachScope detached(thread);
        EXPECT_TRUE(Eventually([&] { return waiting == 2; }));
      }
      for (int i = 0; i < 20; ++i) {
        StopTheWorld stop(group_, thread);
        // Woken, they stay parked.
        if (i == 10) EXPECT_TRUE(mutex.Unlock(thread));
        if (i == 15) event.Set(group_.parking_lot());
      }
    }
  });
}

// A signal handler can know its thread only through a global.
std::atomic<ThreadState*> signalled{nullptr};

TEST_P(Blocking, ASignalHandlerInterrupts) {
  struct sigaction action = {};
  struct sigaction former = {};
  action.sa_handler = [](int) { Interrupt(*signalled, ThreadState::kSignal); };
  ASSERT_EQ(sigaction(SIGUSR1, &action, &former), 0);
  Event event;
  std::thread other([&] {
    TestThread thread(group_);
    AttachScope attached(thread);
    signalled = &thread;
    EXPECT_EQ(event.Wait(thread, absl::InfiniteDuration(), Interruptible::kYes),
              WaitResult::kInterrupted);
    EXPECT_EQ(model().Poll(thread), ThreadState::kSignal);
  });
  EXPECT_TRUE(Eventually([&] { return signalled.load() != nullptr; }));
  SleepMs(2);
  EXPECT_EQ(pthread_kill(other.native_handle(), SIGUSR1), 0);
  other.join();
  signalled = nullptr;
  EXPECT_EQ(sigaction(SIGUSR1, &former, nullptr), 0);
}

INSTANTIATE_TEST_SUITE_P(Models, Blocking, kEveryModel, ModelTestName);

}  // namespace
}  // namespace krait::gil
