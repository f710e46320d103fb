#include "gil/futex.h"

#if !defined(__linux__)
#error "gil/futex.cc is written for Linux: give this system a wait and a wake on a 32-bit word"
#endif

#include <errno.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

namespace krait::gil {
namespace {

constexpr int64_t kNanosPerSecond = 1'000'000'000;

static_assert(sizeof(std::atomic<uint32_t>) == sizeof(uint32_t));

long Futex(const std::atomic<uint32_t>& word, int operation, uint32_t value,
           const timespec* deadline) {
  return syscall(SYS_futex, &word, operation | FUTEX_PRIVATE_FLAG, value, deadline, nullptr,
                 FUTEX_BITSET_MATCH_ANY);
}

}  // namespace

int64_t MonotonicNanos() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<int64_t>(now.tv_sec) * kNanosPerSecond + now.tv_nsec;
}

int64_t DeadlineAfter(int64_t nanos) {
  if (nanos == kNever) return kNever;
  const int64_t now = MonotonicNanos();
  if (nanos <= 0) return now;
  return nanos >= kNever - now ? kNever : now + nanos;
}

bool FutexWait(const std::atomic<uint32_t>& word, uint32_t expected, int64_t deadline) {
  timespec when;
  const timespec* limit = nullptr;
  if (deadline != kNever) {
    when.tv_sec = deadline / kNanosPerSecond;
    when.tv_nsec = deadline % kNanosPerSecond;
    limit = &when;
  }
  // The bitset form is the one whose deadline is absolute and monotonic.
  const int saved_errno = errno;
  const long result = Futex(word, FUTEX_WAIT_BITSET, expected, limit);
  const bool timed_out = result != 0 && errno == ETIMEDOUT;
  errno = saved_errno;
  return !timed_out;
}

void FutexWake(const std::atomic<uint32_t>& word, int count) {
  const int saved_errno = errno;
  Futex(word, FUTEX_WAKE, static_cast<uint32_t>(count), nullptr);
  errno = saved_errno;
}

}  // namespace krait::gil
