#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "gil/blocking.h"
#include "gil/thread_list.h"
#include "gil/thread_state.h"
#include "gil/threading.h"
#include "gtest/gtest.h"

namespace krait::gil {

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define KRAIT_TEST_TSAN 1
#endif
#endif
#ifdef KRAIT_TEST_TSAN
inline constexpr bool kTsan = true;
#else
inline constexpr bool kTsan = false;
#endif

/// A registered thread for tests.
class TestThread : public ThreadState {
 public:
  explicit TestThread(ThreadGroup& group) { group.Register(*this); }
  ~TestThread() {
    if (group() != nullptr) group()->Unregister(*this);
  }
};

/// Runs `body(thread, index)` on `count` native threads, each attached to `group`; waits for them.
inline void RunAttached(ThreadGroup& group, int count,
                        const std::function<void(ThreadState&, int)>& body) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) {
    threads.emplace_back([&, i] {
      TestThread thread(group);
      AttachScope attached(thread);
      body(thread, i);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

/// A safepoint.
inline void Poll(ThreadState& thread) {
  if (thread.poll_word.load(std::memory_order_relaxed) != 0) thread.group()->model().Poll(thread);
}

/// Waits for `condition`, far longer than it should need; false if it never held.
inline bool Eventually(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::microseconds(50));
  }
  return true;
}

inline void SleepMs(int ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

/// A fixture with a group for each threading model.
class EveryModel : public testing::TestWithParam<ModelKind> {
 protected:
  ThreadingModel& model() { return group_.model(); }

  ThreadGroup group_{ThreadingModel::Create(GetParam())};
};

inline std::string ModelTestName(const testing::TestParamInfo<ModelKind>& info) {
  switch (info.param) {
    case ModelKind::kGil:
      return "Gil";
    case ModelKind::kGilFair:
      return "GilFair";
    case ModelKind::kFree:
      return "Free";
  }
  return "";
}

inline const auto kEveryModel =
    testing::Values(ModelKind::kGil, ModelKind::kGilFair, ModelKind::kFree);

}  // namespace krait::gil
