#pragma once

#include <atomic>
#include <cstdint>
#include <limits>

namespace krait::gil {

/// A deadline is a reading of MonotonicNanos(). kNever lies after all of them.
inline constexpr int64_t kNever = std::numeric_limits<int64_t>::max();

/// Nanoseconds on the monotonic clock.
int64_t MonotonicNanos();

/// The deadline `nanos` from now. It saturates at kNever, and a negative span is over already.
int64_t DeadlineAfter(int64_t nanos);

/// Sleeps while `word` holds `expected`, until woken or until `deadline`. Returns false only when
/// the deadline has passed. A true return may be spurious, so callers look at the word again.
bool FutexWait(const std::atomic<uint32_t>& word, uint32_t expected, int64_t deadline = kNever);

/// Wakes up to `count` sleepers on `word`. The word is never read, so it may be gone by the time of
/// the call. Async-signal-safe; keeps errno.
void FutexWake(const std::atomic<uint32_t>& word, int count);

/// Tells the core that this is a spin loop.
inline void SpinPause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

}  // namespace krait::gil
