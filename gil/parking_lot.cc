#include "gil/parking_lot.h"

namespace krait::gil {
namespace {

bool Interrupted(const ThreadState& thread) {
  return (thread.poll_word.load(std::memory_order_seq_cst) & ThreadState::kInterruptBits) != 0;
}

}  // namespace

ParkingLot::Result ParkingLot::Park(ThreadState& thread, const void* address,
                                    absl::FunctionRef<bool()> validate,
                                    absl::FunctionRef<void()> before_sleep, Options options) {
  Waiter& waiter = thread.waiter_;
  Bucket& bucket = BucketFor(address);
  {
    RawMutexLock lock(bucket.mutex);
    if (!validate()) return Result::kInvalid;
    waiter.address = address;
    waiter.parked_at = MonotonicNanos();
    waiter.handed_over = false;
    waiter.state.store(options.interruptible ? Waiter::kWaitingInterruptibly : Waiter::kWaiting,
                       std::memory_order_seq_cst);
    bucket.Enqueue(waiter);
  }
  before_sleep();
  const bool in_time = Sleep(thread, options);
  if (waiter.state.load(std::memory_order_acquire) != Waiter::kUnparked) {
    RawMutexLock lock(bucket.mutex);
    // Whoever took us out of the queue meanwhile counts on us: that wake-up must not be lost.
    if (waiter.queued) {
      bucket.Remove(waiter);
      waiter.state.store(Waiter::kIdle, std::memory_order_relaxed);
      return in_time ? Result::kInterrupted : Result::kTimedOut;
    }
  }
  waiter.state.store(Waiter::kIdle, std::memory_order_relaxed);
  return waiter.handed_over ? Result::kHandedOver : Result::kUnparked;
}

/// Returns false if the deadline passed.
bool ParkingLot::Sleep(ThreadState& thread, const Options& options) {
  Waiter& waiter = thread.waiter_;
  const uint32_t waiting = options.interruptible ? Waiter::kWaitingInterruptibly : Waiter::kWaiting;
  // Interrupt sets the bit and then looks for a waiter; we are one already and look for the bit.
  if (options.interruptible && Interrupted(thread)) return true;
  while (waiter.state.load(std::memory_order_acquire) == waiting) {
    if (!FutexWait(waiter.state, waiting, options.deadline)) return false;
  }
  return true;
}

void ParkingLot::UnparkOne(const void* address, absl::FunctionRef<bool(const Waiting&)> decide) {
  Bucket& bucket = BucketFor(address);
  RawMutexLock lock(bucket.mutex);
  Waiter* const waiter = bucket.Find(bucket.first, address);
  if (waiter == nullptr) {
    decide({});
    return;
  }
  bucket.Remove(*waiter);
  waiter->handed_over = decide({.any = true,
                                .more = bucket.Find(waiter->next, address) != nullptr,
                                .parked_at = waiter->parked_at});
  Wake(*waiter);
}

size_t ParkingLot::UnparkAll(const void* address) {
  Bucket& bucket = BucketFor(address);
  RawMutexLock lock(bucket.mutex);
  size_t count = 0;
  for (Waiter* waiter = bucket.Find(bucket.first, address); waiter != nullptr; ++count) {
    // After Wake the waiter is its owner's again.
    Waiter* const next = bucket.Find(waiter->next, address);
    bucket.Remove(*waiter);
    Wake(*waiter);
    waiter = next;
  }
  return count;
}

void ParkingLot::Wake(Waiter& waiter) {
  waiter.state.store(Waiter::kUnparked, std::memory_order_release);
  FutexWake(waiter.state, 1);
}

void ParkingLot::ResetAfterFork() {
  for (Bucket& bucket : buckets_) {
    bucket.mutex.ResetAfterFork();
    RawMutexLock lock(bucket.mutex);
    bucket.first = bucket.last = nullptr;
  }
}

ParkingLot::Bucket& ParkingLot::BucketFor(const void* address) {
  // Multiplicative hashing: the top bits depend on all bits of the address.
  constexpr uint64_t kMultiplier = 0x9E3779B97F4A7C15;
  const uint64_t hash = static_cast<uint64_t>(reinterpret_cast<uintptr_t>(address)) * kMultiplier;
  return buckets_[hash >> (64 - kBucketBits)];
}

void ParkingLot::Bucket::Enqueue(Waiter& waiter) {
  waiter.queued = true;
  waiter.next = nullptr;
  waiter.previous = last;
  (last == nullptr ? first : last->next) = &waiter;
  last = &waiter;
}

/// Leaves waiter.next as it is, for who walks the queue.
void ParkingLot::Bucket::Remove(Waiter& waiter) {
  waiter.queued = false;
  (waiter.previous == nullptr ? first : waiter.previous->next) = waiter.next;
  (waiter.next == nullptr ? last : waiter.next->previous) = waiter.previous;
}

Waiter* ParkingLot::Bucket::Find(Waiter* from, const void* address) {
  while (from != nullptr && from->address != address) from = from->next;
  return from;
}

void Interrupt(ThreadState& thread, uint32_t bits) {
  thread.RequestPoll(bits);
  if ((bits & ThreadState::kInterruptBits) == 0) return;
  std::atomic<uint32_t>& state = thread.waiter_.state;
  uint32_t waiting = Waiter::kWaitingInterruptibly;
  if (state.compare_exchange_strong(waiting, Waiter::kInterrupted, std::memory_order_seq_cst)) {
    FutexWake(state, 1);
  }
}

}  // namespace krait::gil
