#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/functional/function_ref.h"
#include "gil/futex.h"
#include "gil/raw_mutex.h"
#include "gil/thread_state.h"

namespace krait::gil {

/// Where threads sleep until told to look again at some address: the slow half of every lock that
/// is too small to hold a queue. One per VM, of fixed size, whatever the number of locks.
///
/// It knows nothing of attaching: who parks, detaches first or in `before_sleep`.
class ParkingLot {
 public:
  enum class Result : uint8_t {
    kUnparked,    ///< by UnparkOne or UnparkAll
    kHandedOver,  ///< by UnparkOne, whose callback said that what is waited for is now ours
    kTimedOut,
    kInterrupted,  ///< by Interrupt, or its bits were set on arrival; interruptible waits only
    kInvalid,      ///< did not sleep: `validate` said no
  };

  struct Options {
    int64_t deadline = kNever;
    bool interruptible = false;
  };

  /// What UnparkOne found.
  struct Waiting {
    bool any = false;       ///< a thread was found, and wakes up
    bool more = false;      ///< others wait for the same address
    int64_t parked_at = 0;  ///< when the one found began to wait, on the monotonic clock
  };

  ParkingLot() = default;
  ParkingLot(const ParkingLot&) = delete;
  ParkingLot& operator=(const ParkingLot&) = delete;

  /// Queues the calling thread under `address` and sleeps. `validate` is called first, in one step
  /// with the queueing; if it returns false nothing happens. `before_sleep` is called between
  /// queueing and sleeping (not after kInvalid). `validate` must not wait, nor use the parking lot.
  Result Park(ThreadState& thread, const void* address, absl::FunctionRef<bool()> validate,
              absl::FunctionRef<void()> before_sleep, Options options);

  /// Wakes the thread that has waited longest for `address`. `decide` is called in one step with
  /// the removal, also when there is none; true hands over (see Result).
  void UnparkOne(const void* address, absl::FunctionRef<bool(const Waiting&)> decide);

  /// Wakes all that wait for `address`; returns how many.
  size_t UnparkAll(const void* address);

  /// In the child of a fork: nobody waits.
  void ResetAfterFork();

 private:
  struct alignas(64) Bucket {
    RawMutex mutex;
    Waiter* first ABSL_GUARDED_BY(mutex) = nullptr;
    Waiter* last ABSL_GUARDED_BY(mutex) = nullptr;

    void Enqueue(Waiter& waiter) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex);
    void Remove(Waiter& waiter) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex);
    Waiter* Find(Waiter* from, const void* address) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex);
  };
  static constexpr int kBucketBits = 7;

  static bool Sleep(ThreadState& thread, const Options& options);
  static void Wake(Waiter& waiter);
  Bucket& BucketFor(const void* address);

  std::array<Bucket, size_t{1} << kBucketBits> buckets_;
};

/// Sets `bits` in the thread's poll word, and if they include one of kInterruptBits ends the
/// interruptible wait it may be in. For any thread, and for signal handlers.
void Interrupt(ThreadState& thread, uint32_t bits);

}  // namespace krait::gil
