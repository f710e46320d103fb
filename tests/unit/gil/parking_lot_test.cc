#include "gil/parking_lot.h"

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "tests/unit/gil/threads.h"

namespace krait::gil {
namespace {

using Result = ParkingLot::Result;

class Parking : public testing::Test {
 protected:
  /// Parks a thread of its own under `address`; returns once it is queued. Its result goes to
  /// results_[index].
  void StartWaiter(size_t index, const void* address, ParkingLot::Options options = {}) {
    std::atomic<bool> queued{false};
    threads_[index] = std::make_unique<TestThread>(group_);
    natives_.emplace_back([&, this, index, address, options, thread = threads_[index].get()] {
      results_[index] = static_cast<int>(
          lot_.Park(*thread, address, [] { return true; }, [&] { queued = true; }, options));
    });
    ASSERT_TRUE(Eventually([&] { return queued.load(); }));
  }

  Result JoinedResult(size_t index) {
    natives_[index].join();
    return static_cast<Result>(results_[index].load());
  }

  static constexpr size_t kWaiters = 4;
  static constexpr int kNone = -1;

  ThreadGroup group_{ThreadingModel::Create(ModelKind::kFree)};
  ParkingLot& lot_ = group_.parking_lot();
  std::unique_ptr<TestThread> threads_[kWaiters];
  std::atomic<int> results_[kWaiters] = {kNone, kNone, kNone, kNone};
  std::vector<std::thread> natives_;
  // More than there are buckets, so that some share one.
  char addresses_[1000];
};

TEST_F(Parking, DoesNotSleepIfNotValid) {
  TestThread thread(group_);
  bool slept = false;
  EXPECT_EQ(lot_.Park(
                thread, addresses_, [] { return false; }, [&] { slept = true; }, {}),
            Result::kInvalid);
  EXPECT_FALSE(slept);
}

TEST_F(Parking, TimesOut) {
  TestThread thread(group_);
  const int64_t deadline = DeadlineAfter(2'000'000);
  EXPECT_EQ(lot_.Park(
                thread, addresses_, [] { return true; }, [] {}, {.deadline = deadline}),
            Result::kTimedOut);
  EXPECT_GE(MonotonicNanos(), deadline);
  EXPECT_EQ(lot_.UnparkAll(addresses_), 0u);
}

TEST_F(Parking, UnparksTheOldestFirst) {
  for (size_t i = 0; i < 3; ++i) StartWaiter(i, addresses_);
  for (size_t i = 0; i < 3; ++i) {
    lot_.UnparkOne(addresses_, [&](const ParkingLot::Waiting& waiting) {
      EXPECT_TRUE(waiting.any);
      EXPECT_EQ(waiting.more, i < 2);
      EXPECT_LE(waiting.parked_at, MonotonicNanos());
      return i == 1;
    });
    EXPECT_EQ(JoinedResult(i), i == 1 ? Result::kHandedOver : Result::kUnparked);
    if (i < 2) EXPECT_EQ(results_[i + 1], kNone);
  }
  bool decided = false;
  lot_.UnparkOne(addresses_, [&](const ParkingLot::Waiting& waiting) {
    decided = true;
    EXPECT_FALSE(waiting.any);
    EXPECT_FALSE(waiting.more);
    return false;
  });
  EXPECT_TRUE(decided);
}

TEST_F(Parking, UnparksAllOfOneAddressOnly) {
  StartWaiter(0, &addresses_[0]);
  StartWaiter(1, &addresses_[1]);
  StartWaiter(2, &addresses_[0]);
  for (size_t i = 2; i < sizeof(addresses_); ++i) EXPECT_EQ(lot_.UnparkAll(&addresses_[i]), 0u);
  EXPECT_EQ(lot_.UnparkAll(&addresses_[0]), 2u);
  EXPECT_EQ(JoinedResult(0), Result::kUnparked);
  EXPECT_EQ(JoinedResult(2), Result::kUnparked);
  EXPECT_EQ(results_[1], kNone);
  EXPECT_EQ(lot_.UnparkAll(&addresses_[1]), 1u);
  EXPECT_EQ(JoinedResult(1), Result::kUnparked);
}

TEST_F(Parking, InterruptEndsOnlyInterruptibleWaits) {
  StartWaiter(0, addresses_, {.interruptible = true});
  StartWaiter(1, addresses_);
  Interrupt(*threads_[0], ThreadState::kCollect);
  Interrupt(*threads_[1], ThreadState::kSignal);
  SleepMs(5);
  EXPECT_EQ(results_[0], kNone);
  EXPECT_EQ(results_[1], kNone);
  Interrupt(*threads_[0], ThreadState::kAsync);
  EXPECT_EQ(JoinedResult(0), Result::kInterrupted);
  EXPECT_EQ(threads_[0]->poll_word.load(), ThreadState::kCollect | ThreadState::kAsync);
  EXPECT_EQ(lot_.UnparkAll(addresses_), 1u);
  EXPECT_EQ(JoinedResult(1), Result::kUnparked);
}

TEST_F(Parking, AnEarlierInterruptCounts) {
  TestThread thread(group_);
  Interrupt(thread, ThreadState::kSignal);
  EXPECT_EQ(lot_.Park(
                thread, addresses_, [] { return true; }, [] {}, {.interruptible = true}),
            Result::kInterrupted);
  thread.ClearPoll(ThreadState::kSignal);
  EXPECT_EQ(lot_.Park(
                thread, addresses_, [] { return true; }, [] {},
                {.deadline = DeadlineAfter(1'000'000), .interruptible = true}),
            Result::kTimedOut);
}

TEST_F(Parking, AWakeUpOutranksALaterInterruptOrDeadline) {
  // While one is being unparked, its deadline passes; the next is interrupted.
  StartWaiter(0, addresses_, {.deadline = DeadlineAfter(20'000'000)});
  lot_.UnparkOne(addresses_, [&](const ParkingLot::Waiting& waiting) {
    EXPECT_TRUE(waiting.any);
    SleepMs(40);
    return true;
  });
  EXPECT_EQ(JoinedResult(0), Result::kHandedOver);
  StartWaiter(1, addresses_, {.interruptible = true});
  lot_.UnparkOne(addresses_, [&](const ParkingLot::Waiting& waiting) {
    EXPECT_TRUE(waiting.any);
    Interrupt(*threads_[1], ThreadState::kSignal);
    SleepMs(10);
    return true;
  });
  EXPECT_EQ(JoinedResult(1), Result::kHandedOver);
}

TEST_F(Parking, NoWakeUpIsLostInARace) {
  // A token passes through the lot; each waiter may time out or be interrupted at any moment, but a
  // token once handed over has arrived.
  constexpr int kRounds = 2'000;
  TestThread waiter(group_);
  std::atomic<int> parks{0};
  int arrived = 0;
  int sent = 0;
  std::thread native([&] {
    while (parks < kRounds) {
      ++parks;
      const Result result = lot_.Park(
          waiter, addresses_, [] { return true; }, [] {},
          {.deadline = DeadlineAfter(20'000), .interruptible = true});
      waiter.ClearPoll(ThreadState::kSignal);
      if (result == Result::kHandedOver) ++arrived;
    }
  });
  while (parks < kRounds) {
    if (sent % 2 == 0) Interrupt(waiter, ThreadState::kSignal);
    lot_.UnparkOne(addresses_, [&](const ParkingLot::Waiting& waiting) {
      if (waiting.any) ++sent;
      return waiting.any;
    });
  }
  native.join();
  EXPECT_EQ(arrived, sent);
  EXPECT_GT(sent, 0);
}

TEST_F(Parking, ResetForgetsEveryone) {
  TestThread thread(group_);
  std::thread([&] {
    lot_.Park(thread, addresses_, [] { return true; }, [] {}, {.deadline = DeadlineAfter(1)});
  }).join();
  lot_.ResetAfterFork();
  EXPECT_EQ(lot_.UnparkAll(addresses_), 0u);
}

}  // namespace
}  // namespace krait::gil
