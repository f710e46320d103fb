#include "gil/thread_list.h"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <set>
#include <thread>
#include <vector>

#include "gil/object_lock.h"
#include "tests/unit/gil/threads.h"

namespace krait::gil {
namespace {

class ThreadLists : public EveryModel {};

int CountThreads(ThreadGroup& group) {
  int count = 0;
  group.ForEach([&](ThreadState&) { ++count; });
  return count;
}

TEST_P(ThreadLists, TheListFollowsRegistration) {
  std::vector<std::unique_ptr<TestThread>> threads;
  for (int i = 0; i < 3; ++i) threads.push_back(std::make_unique<TestThread>(group_));
  std::set<ThreadState*> seen;
  group_.ForEach([&](ThreadState& thread) { seen.insert(&thread); });
  EXPECT_EQ(seen.size(), 3u);
  EXPECT_EQ(threads[1]->group(), &group_);
  ThreadState* middle = threads[1].get();
  threads.erase(threads.begin() + 1);
  seen.clear();
  group_.ForEach([&](ThreadState& thread) { seen.insert(&thread); });
  EXPECT_EQ(seen, (std::set<ThreadState*>{threads[0].get(), threads[1].get()}));
  EXPECT_EQ(seen.count(middle), 0u);
  threads.clear();
  EXPECT_EQ(CountThreads(group_), 0);
}

TEST_P(ThreadLists, AStopDoesNotWaitForDetachedThreads) {
  TestThread never_attached(group_);
  std::atomic<bool> blocked{false};
  std::atomic<bool> go_on{false};
  std::thread other([&] {
    TestThread thread(group_);
    AttachScope attached(thread);
    DetachScope detached(thread);
    blocked = true;
    EXPECT_TRUE(Eventually([&] { return go_on.load(); }));
  });
  EXPECT_TRUE(Eventually([&] { return blocked.load(); }));
  {
    TestThread thread(group_);
    AttachScope attached(thread);
    EXPECT_FALSE(group_.StoppedBy(thread));
    StopTheWorld stop(group_, thread);
    EXPECT_TRUE(group_.StoppedBy(thread));
    EXPECT_EQ(CountThreads(group_), 3);
    EXPECT_EQ(never_attached.poll_word.load(), ThreadState::kStop);
    EXPECT_EQ(thread.poll_word.load() & ThreadState::kStop, 0u);
  }
  EXPECT_EQ(never_attached.poll_word.load(), 0u);
  go_on = true;
  other.join();
}

TEST_P(ThreadLists, NobodyAttachesDuringAStop) {
  TestThread main_thread(group_);
  std::atomic<bool> about_to{false};
  std::atomic<bool> got_in{false};
  std::thread other;
  {
    AttachScope attached(main_thread);
    {
      StopTheWorld stop(group_, main_thread);
      // Registers during the stop, too.
      other = std::thread([&] {
        TestThread thread(group_);
        about_to = true;
        AttachScope other_attached(thread);
        got_in = true;
      });
      EXPECT_TRUE(Eventually([&] { return about_to.load(); }));
      SleepMs(5);
      EXPECT_FALSE(got_in);
      EXPECT_EQ(CountThreads(group_), 2);
    }
    DetachScope detached(main_thread);
    EXPECT_TRUE(Eventually([&] { return got_in.load(); }));
  }
  other.join();
}

TEST_P(ThreadLists, NobodyUnregistersDuringAStop) {
  TestThread main_thread(group_);
  auto leaving = std::make_unique<TestThread>(group_);
  std::atomic<bool> about_to{false};
  std::thread other;
  {
    AttachScope attached(main_thread);
    StopTheWorld stop(group_, main_thread);
    other = std::thread([&] {
      about_to = true;
      leaving.reset();
    });
    EXPECT_TRUE(Eventually([&] { return about_to.load(); }));
    SleepMs(5);
    EXPECT_EQ(CountThreads(group_), 2);
  }
  other.join();
  EXPECT_EQ(CountThreads(group_), 1);
}

/// What a running thread changes all the time, in plain memory: the stopper may look at it and
/// change it without a race only if the thread really is stopped.
struct alignas(64) Work {
  int before = 0;
  int after = 0;
};

TEST_P(ThreadLists, RunningThreadsStopAtTheirPolls) {
  constexpr int kThreads = 3;
  constexpr int kStops = 100;
  model().set_switch_interval(absl::Microseconds(50));
  Work work[kThreads];
  std::atomic<bool> done{false};
  RunAttached(group_, kThreads + 1, [&](ThreadState& thread, int me) {
    if (me < kThreads) {
      while (!done) {
        ++work[me].before;
        ++work[me].after;
        Poll(thread);
      }
      return;
    }
    for (int i = 0; i < kStops; ++i) {
      {
        StopTheWorld stop(group_, thread);
        for (Work& w : work) {
          EXPECT_EQ(w.before, w.after);
          ++w.before;
          ++w.after;
        }
      }
      Poll(thread);
    }
    done = true;
  });
}

TEST_P(ThreadLists, ThreadsComeAndGoWhileTheWorldIsStopped) {
  constexpr int kThreads = 3;
  constexpr int kStops = 200;
  Work work[kThreads];
  std::atomic<bool> done{false};
  std::vector<std::thread> natives;
  for (int i = 0; i < kThreads; ++i) {
    natives.emplace_back([&, i] {
      while (!done) {
        // Registers, attaches, detaches and leaves, over and over.
        TestThread thread(group_);
        AttachScope attached(thread);
        for (int round = 0; round < 20; ++round) {
          ++work[i].before;
          ++work[i].after;
          DetachScope detached(thread);
        }
      }
    });
  }
  RunAttached(group_, 1, [&](ThreadState& thread, int) {
    for (int i = 0; i < kStops; ++i) {
      StopTheWorld stop(group_, thread);
      for (Work& w : work) {
        EXPECT_EQ(w.before, w.after);
        ++w.before;
        ++w.after;
      }
      group_.ForEach(
          [&](ThreadState& other) { EXPECT_TRUE(&other == &thread || !other.attached()); });
    }
    done = true;
  });
  for (std::thread& native : natives) native.join();
}

TEST_P(ThreadLists, ManyStopAtOnceAndEachHasItsStop) {
  constexpr int kThreads = 4;
  constexpr int kStops = 300;
  model().set_switch_interval(absl::Microseconds(50));
  int stops = 0;
  int inside = 0;
  RunAttached(group_, kThreads, [&](ThreadState& thread, int) {
    for (int i = 0; i < kStops; ++i) {
      {
        StopTheWorld stop(group_, thread);
        EXPECT_EQ(++inside, 1);
        ++stops;
        --inside;
      }
      Poll(thread);
    }
  });
  EXPECT_EQ(stops, kThreads * kStops);
}

#ifndef NDEBUG
TEST_P(ThreadLists, StoppingTwiceIsAnError) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(
      {
        TestThread thread(group_);
        AttachScope attached(thread);
        StopTheWorld stop(group_, thread);
        StopTheWorld again(group_, thread);
      },
      "stopped the world already");
}

TEST_P(ThreadLists, DetachingInAStoppedWorldIsAnError) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(
      {
        TestThread thread(group_);
        AttachScope attached(thread);
        StopTheWorld stop(group_, thread);
        model().Detach(thread);
      },
      "detached inside a stopped world");
}
#endif

/// In the child of a fork: leaves with the number of the step that failed.
class Steps {
 public:
  void Check(bool ok) {
    ++step_;
    if (!ok) _exit(step_);
  }

 private:
  int step_ = 0;
};

/// Forks; the child runs `body(steps)`. Returns 0, or the step that failed, or -1 if the child did
/// not end by itself within a minute.
template <typename Body>
int RunInChild(ThreadGroup& group, ThreadState& self, Body body) {
  group.BeforeFork(self);
  const pid_t pid = fork();
  if (pid == 0) {
    alarm(60);
    Steps steps;
    body(steps);
    _exit(0);
  }
  group.AfterForkInParent(self);
  int status = -1;
  if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status)) return -1;
  return WEXITSTATUS(status);
}

TEST_P(ThreadLists, OnlyTheForkingThreadSurvives) {
  std::atomic<uint8_t> byte{0x80};
  std::atomic<bool> holds{false};
  std::atomic<bool> waits{false};
  std::atomic<bool> done{false};
  Mutex mutex;
  std::vector<std::thread> natives;
  // One holds an object lock and is stopped as it allocates, one waits for that lock, one holds the
  // mutex and is detached, one waits for the mutex, one is about to attach all the time.
  natives.emplace_back([&] {
    TestThread thread(group_);
    AttachScope attached(thread);
    while (!done) {
      {
        CriticalSection lock(thread, byte);
        holds = true;
        do {
          StopTheWorld stop(group_, thread);
        } while (GetParam() == ModelKind::kFree && !done);
      }
      DetachScope detached(thread);
    }
  });
  natives.emplace_back([&] {
    TestThread thread(group_);
    EXPECT_TRUE(Eventually([&] { return holds.load(); }));
    AttachScope attached(thread);
    {
      CriticalSection lock(thread, byte);
    }
    DetachScope detached(thread);
    EXPECT_TRUE(Eventually([&] { return done.load(); }));
  });
  natives.emplace_back([&] {
    TestThread thread(group_);
    AttachScope attached(thread);
    EXPECT_EQ(mutex.Lock(thread), WaitResult::kOk);
    waits = true;
    {
      DetachScope detached(thread);
      EXPECT_TRUE(Eventually([&] { return done.load(); }));
    }
    EXPECT_TRUE(mutex.Unlock(thread));
  });
  natives.emplace_back([&] {
    TestThread thread(group_);
    EXPECT_TRUE(Eventually([&] { return waits.load(); }));
    AttachScope attached(thread);
    EXPECT_EQ(mutex.Lock(thread), WaitResult::kOk);
    EXPECT_TRUE(mutex.Unlock(thread));
  });
  natives.emplace_back([&] {
    TestThread thread(group_);
    while (!done) AttachScope attached(thread);
  });
  EXPECT_TRUE(Eventually([&] { return holds && waits; }));
  SleepMs(10);

  TestThread self(group_);
  {
    AttachScope attached(self);
    for (int i = 0; i < 10; ++i) {
      const auto child = [&](Steps& steps) {
        int lost = 0;
        group_.AfterForkInChild(self, [&](ThreadState& thread) {
          steps.Check(thread.group() == nullptr && !thread.attached());
          ++lost;
        });
        steps.Check(lost == 5);
        steps.Check(CountThreads(group_) == 1 && self.attached());
        steps.Check(mutex.IsLocked());
        // The threads that waited for it are not there to be woken.
        steps.Check(group_.parking_lot().UnparkAll(&mutex) == 0);
        mutex.ResetAfterFork();
        steps.Check(mutex.Lock(self, absl::ZeroDuration()) == WaitResult::kOk);
        steps.Check(mutex.Unlock(self));
        {
          CriticalSection lock(self, byte);
        }
        steps.Check(byte.load() == 0x80);
        {
          DetachScope detached(self);
        }
        {
          StopTheWorld stop(group_, self);
        }
        steps.Check(group_.model().Poll(self) == 0);
        // TSan refuses to start threads in the child of a threaded process.
        if (kTsan) return;
        DetachScope detached(self);
        RunAttached(group_, 2, [&](ThreadState& thread, int) {
          StopTheWorld stop(group_, thread);
          steps.Check(CountThreads(group_) >= 2);
        });
      };
      EXPECT_EQ(RunInChild(group_, self, child), 0);
      DetachScope detached(self);
    }
  }
  done = true;
  for (std::thread& native : natives) native.join();
}

INSTANTIATE_TEST_SUITE_P(Models, ThreadLists, kEveryModel, ModelTestName);

}  // namespace
}  // namespace krait::gil
