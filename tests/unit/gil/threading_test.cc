#include "gil/threading.h"

#include <atomic>
#include <thread>
#include <vector>

#include "tests/unit/gil/threads.h"

namespace krait::gil {
namespace {

class ThreadingModels : public EveryModel {};

TEST(ThreadingModel, NamesGoBothWays) {
  for (ModelKind kind : {ModelKind::kGil, ModelKind::kGilFair, ModelKind::kFree}) {
    const auto model = ThreadingModel::Create(kind);
    EXPECT_EQ(model->kind(), kind);
    EXPECT_EQ(ThreadingModel::FromName(model->name()), kind);
    EXPECT_EQ(model->object_locks(), kind == ModelKind::kFree);
  }
  EXPECT_EQ(ThreadingModel::Name(ModelKind::kGilFair), "gil-fair");
  EXPECT_EQ(ThreadingModel::FromName("GIL"), std::nullopt);
  EXPECT_EQ(ThreadingModel::FromName(""), std::nullopt);
}

TEST_P(ThreadingModels, SwitchIntervalIsFiveMillisecondsUnlessSet) {
  EXPECT_EQ(model().switch_interval(), absl::Milliseconds(5));
  model().set_switch_interval(absl::Seconds(2));
  EXPECT_EQ(model().switch_interval(), absl::Seconds(2));
  model().set_switch_interval(absl::ZeroDuration());
  EXPECT_EQ(model().switch_interval(), absl::Microseconds(1));
}

TEST_P(ThreadingModels, TheTraitReachesTheThread) {
  TestThread thread(group_);
  EXPECT_EQ(thread.object_locks, GetParam() == ModelKind::kFree);
  EXPECT_FALSE(thread.attached());
  AttachScope attached(thread);
  EXPECT_TRUE(thread.attached());
}

TEST_P(ThreadingModels, PollLeavesTheVmsBitsToTheVm) {
  TestThread thread(group_);
  AttachScope attached(thread);
  thread.RequestPoll(ThreadState::kSignal | ThreadState::kCollect | ThreadState::kSwitch);
  EXPECT_EQ(model().Poll(thread), ThreadState::kSignal | ThreadState::kCollect);
  EXPECT_EQ(thread.poll_word.load(), ThreadState::kSignal | ThreadState::kCollect);
}

TEST_P(ThreadingModels, NobodyIsAskedToYieldToNobody) {
  model().set_switch_interval(absl::Milliseconds(1));
  TestThread thread(group_);
  AttachScope attached(thread);
  SleepMs(10);
  EXPECT_EQ(thread.poll_word.load(), 0u);
}

TEST_P(ThreadingModels, DetachingLetsOthersRun) {
  // Far longer than the test may take: nobody gets in by asking.
  model().set_switch_interval(absl::Hours(1));
  TestThread main_thread(group_);
  AttachScope attached(main_thread);
  std::atomic<bool> ran{false};
  std::thread other([&] {
    TestThread thread(group_);
    AttachScope other_attached(thread);
    ran = true;
  });
  SleepMs(10);  // so that it waits, most probably, when we let go
  {
    DetachScope detached(main_thread);
    EXPECT_TRUE(Eventually([&] { return ran.load(); }));
    other.join();
  }
  EXPECT_TRUE(main_thread.attached());
}

INSTANTIATE_TEST_SUITE_P(Models, ThreadingModels, kEveryModel, ModelTestName);

class WithGil : public EveryModel {};

TEST_P(WithGil, OneThreadAtATime) {
  constexpr int kThreads = 4;
  constexpr int kRounds = 20'000;
  model().set_switch_interval(absl::Microseconds(20));
  // Plain ints: two threads inside at once would be a race and a lost update.
  int inside = 0;
  int counter = 0;
  RunAttached(group_, kThreads, [&](ThreadState& thread, int) {
    for (int round = 0; round < kRounds; ++round) {
      ASSERT_EQ(++inside, 1);
      ++counter;
      --inside;
      if (round % 512 == 0) {
        DetachScope detached(thread);
      }
      Poll(thread);
    }
  });
  EXPECT_EQ(counter, kThreads * kRounds);
}

TEST_P(WithGil, AHolderThatDoesNotPollKeepsItsTurn) {
  model().set_switch_interval(absl::Microseconds(100));
  TestThread main_thread(group_);
  std::atomic<bool> in{false};
  std::thread other;
  {
    AttachScope attached(main_thread);
    other = std::thread([&] {
      TestThread thread(group_);
      AttachScope other_attached(thread);
      in = true;
    });
    EXPECT_TRUE(Eventually([&] { return main_thread.poll_word.load() != 0; }));
    SleepMs(5);
    EXPECT_FALSE(in);
    EXPECT_EQ(main_thread.poll_word.load(), ThreadState::kSwitch);
    EXPECT_EQ(model().Poll(main_thread), 0u);
    // The switch is forced: Poll returns only after the other has had its turn.
    EXPECT_TRUE(in);
    EXPECT_EQ(main_thread.poll_word.load(), 0u);
  }
  other.join();
}

/// Runs CPU-bound threads, each until it has had `turns` turns; returns who had each turn, in
/// order. All queue up before the first begins.
std::vector<int> RunTurns(ThreadGroup& group, int threads, int turns) {
  std::vector<int> log;
  std::atomic<int> arrived{0};
  std::vector<std::thread> natives;
  TestThread main_thread(group);
  {
    AttachScope attached(main_thread);
    for (int i = 0; i < threads; ++i) {
      natives.emplace_back([&, i] {
        TestThread thread(group);
        ++arrived;
        AttachScope thread_attached(thread);
        for (int turn = 0; turn < turns; ++turn) {
          log.push_back(i);
          while (thread.poll_word.load(std::memory_order_relaxed) == 0) {
            // The last one left is never asked to yield.
            if (log.size() == static_cast<size_t>(threads * turns)) return;
          }
          group.model().Poll(thread);
        }
      });
    }
    EXPECT_TRUE(Eventually([&] { return arrived == threads; }));
    // They have registered; give them time to queue.
    SleepMs(20);
  }
  for (std::thread& native : natives) native.join();
  return log;
}

TEST_P(WithGil, AWaiterAsksAfterOneInterval) {
  constexpr int64_t kInterval = 50'000'000;
  model().set_switch_interval(absl::Nanoseconds(kInterval));
  TestThread main_thread(group_);
  for (int i = 0; i < 3; ++i) {
    const int64_t began = MonotonicNanos();
    AttachScope attached(main_thread);
    std::thread other([&] {
      TestThread thread(group_);
      AttachScope other_attached(thread);
    });
    EXPECT_TRUE(Eventually([&] { return main_thread.poll_word.load() != 0; }));
    EXPECT_GE(MonotonicNanos() - began, kInterval);
    DetachScope detached(main_thread);
    other.join();
  }
}

TEST_P(WithGil, CpuBoundThreadsAlternateAtTheInterval) {
  constexpr int kTurns = 20;
  model().set_switch_interval(absl::Milliseconds(2));
  std::vector<int> order;
  std::atomic<bool> stop{false};
  const int64_t began = MonotonicNanos();
  RunAttached(group_, 2, [&](ThreadState& thread, int me) {
    order.push_back(me);
    while (!stop) {
      if (thread.poll_word.load(std::memory_order_relaxed) == 0) continue;
      model().Poll(thread);
      order.push_back(me);
      if (order.size() >= 2 * kTurns) stop = true;
    }
  });
  const int64_t took = MonotonicNanos() - began;
  // Forced switching: whoever yields gets it back only after the other.
  for (size_t i = 2; i < order.size(); ++i) EXPECT_NE(order[i], order[i - 1]) << "turn " << i;
  // And no turn was cut short.
  EXPECT_GE(took, (2 * kTurns - 2) * int64_t{2'000'000});
}

INSTANTIATE_TEST_SUITE_P(Models, WithGil, testing::Values(ModelKind::kGil, ModelKind::kGilFair),
                         ModelTestName);

TEST(GilFair, TurnsGoRound) {
  constexpr int kThreads = 4;
  constexpr int kTurns = 8;
  ThreadGroup group(ThreadingModel::Create(ModelKind::kGilFair));
  group.model().set_switch_interval(absl::Microseconds(500));
  const std::vector<int> order = RunTurns(group, kThreads, kTurns);
  ASSERT_EQ(order.size(), size_t{kThreads * kTurns});
  for (size_t i = kThreads; i < order.size(); ++i) {
    EXPECT_EQ(order[i], order[i - kThreads]) << "turn " << i;
  }
}

TEST(GilFair, WhoComesBackFromBlockingGoesToTheEnd) {
  ThreadGroup group(ThreadingModel::Create(ModelKind::kGilFair));
  group.model().set_switch_interval(absl::Hours(1));
  TestThread main_thread(group);
  std::vector<int> order;
  std::atomic<int> arrived{0};
  std::vector<std::thread> natives;
  {
    AttachScope attached(main_thread);
    for (int i = 0; i < 3; ++i) {
      natives.emplace_back([&, i] {
        TestThread thread(group);
        ++arrived;
        AttachScope thread_attached(thread);
        order.push_back(i);
      });
      ASSERT_TRUE(Eventually([&] { return arrived == i + 1; }));
      SleepMs(10);
    }
    {
      DetachScope detached(main_thread);
    }
    order.push_back(3);
  }
  for (std::thread& native : natives) native.join();
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3}));
}

TEST(Free, ThreadsAreAttachedTogether) {
  constexpr int kThreads = 3;
  ThreadGroup group(ThreadingModel::Create(ModelKind::kFree));
  std::atomic<int> attached{0};
  RunAttached(group, kThreads, [&](ThreadState&, int) {
    ++attached;
    EXPECT_TRUE(Eventually([&] { return attached == kThreads; }));
  });
}

}  // namespace
}  // namespace krait::gil
