#include "gil/raw_mutex.h"

namespace krait::gil {

namespace {
// The holder needs well under a microsecond; a sleep and a wake cost several.
constexpr int kSpins = 50;
}  // namespace

void RawMutex::LockSlow() {
  for (int i = 0; i < kSpins; ++i) {
    uint32_t seen = word_.load(std::memory_order_relaxed);
    if (seen == kFree && word_.compare_exchange_weak(seen, kHeld, std::memory_order_acquire,
                                                     std::memory_order_relaxed)) {
      return;
    }
    SpinPause();
  }
  // Taking it as "contended" costs at most one needless wake; taking it as "held" could lose one.
  while (word_.exchange(kContended, std::memory_order_acquire) != kFree) {
    FutexWait(word_, kContended);
  }
}

bool RawCondVar::WaitUntil(RawMutex& mutex, int64_t deadline) {
  const uint32_t seen = sequence_.load(std::memory_order_relaxed);
  ++waiters_;
  mutex.Unlock();
  const bool in_time = FutexWait(sequence_, seen, deadline);
  mutex.Lock();
  --waiters_;
  return in_time;
}

void RawCondVar::Notify(int count) {
  if (waiters_ == 0) return;
  sequence_.fetch_add(1, std::memory_order_relaxed);
  FutexWake(sequence_, count);
}

}  // namespace krait::gil
