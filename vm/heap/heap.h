#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "gil/raw_mutex.h"
#include "gil/thread_state.h"
#include "vm/heap/block_space.h"
#include "vm/heap/large_space.h"
#include "vm/heap/marker.h"

namespace krait {

class HeapWalk;
class Thread;

/// What the heap needs to know from the VM above it.
class HeapClient {
 public:
  virtual ~HeapClient() = default;
  /// The world is stopped: gives back every thread's LocalHeap.
  virtual void ReleaseLocalHeaps() = 0;
  /// Visits everything that is alive by itself: types, interned strings, and every thread with
  /// its native stack (Thread::TraceNative) and its Python frames.
  virtual void TraceRoots(Marker& marker) = 0;
  /// Runs once all reachable cells are marked: clears weak references, finds what needs
  /// finalizing and visits it (the collector drains afterwards and calls again until false).
  virtual bool ProcessUnreachable(Marker& marker) = 0;
  /// Forgets weak table entries whose cell stays unmarked; nothing may be visited any more.
  virtual void DropUnmarked(Marker& marker) = 0;
  /// Called outside the stopped world, by the thread that collected.
  virtual void AfterCollection(Thread& thread) = 0;
  /// Shape table base, for tracing instances.
  virtual Object* const* shapes() = 0;
};

struct HeapOptions {
  size_t limit_bytes = SIZE_MAX;     // allocation beyond this fails
  uint64_t collect_every = 0;        // collect at every Nth allocation; 0: never
  uint64_t fail_at = 0;              // the Nth allocation fails once; 0: never
  size_t minimum_budget = 4u << 20;  // bytes allocated between collections, at least
  double growth = 1.0;               // and at least this share of what survived
};

/// What gc.get_stats and `--gc-stats` report.
struct HeapStats {
  uint64_t collections = 0;
  uint64_t live_bytes = 0;  // after the last collection
  std::vector<std::chrono::nanoseconds> pauses;
};

/// A VM's heap: a tracing, non-moving mark-sweep collector over size-class blocks.
class Heap {
 public:
  Heap(HeapClient& client, const LayoutTrace* layouts, const HeapOptions& options);
  ~Heap();
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  /// In a thread's poll word: a collection became due where none could take place.
  static constexpr uint32_t kCollectionDue = gil::ThreadState::kFirstVmBit << 10;

  /// Stops the world and collects. A safepoint. `native_roots_begin`: the caller knows that there
  /// are no references on its native stack below.
  void Collect(Thread& t, const uintptr_t* native_roots_begin = nullptr);

  const HeapOptions& options() const { return options_; }
  HeapStats stats() const;
  size_t allocated_bytes() const { return allocated_.load(std::memory_order_relaxed); }
  /// What the last collection found alive; 0 before the first.
  size_t live_bytes() const { return live_.load(std::memory_order_relaxed); }
  /// What allocation, collections and walks have had to do so far, in bytes handed out, found
  /// alive and walked over: for limits on what a program may use up.
  uint64_t work() const { return work_.load(std::memory_order_relaxed); }
  /// gc.disable(): automatic collections stop, explicit ones go on.
  void set_enabled(bool enabled) { enabled_.store(enabled, std::memory_order_relaxed); }
  bool enabled() const { return enabled_.load(std::memory_order_relaxed); }

  /// Reserves native scratch memory against the limit; false when it does not fit.
  bool ReserveNative(Thread& t, size_t bytes);
  void ReleaseNative(size_t bytes);

  /// Of that bit: collects if a collection is still due. A safepoint.
  void CollectIfDue(Thread& t);

 private:
  friend class HeapWalk;
  friend class LocalHeap;

  /// True when the next allocation must look before it takes a cell.
  bool stress() const { return options_.collect_every != 0 || options_.fail_at != 0; }
  /// Counts an allocation in a stress mode; returns false when it is the one to fail.
  bool CountStressAllocation(Thread& t);
  /// Accounts `bytes` about to be handed out, collecting first when the budget is used up.
  bool Charge(Thread& t, size_t bytes);
  /// Now, or when the thread polls if it is to be spared until then.
  void CollectOrAsk(Thread& t);
  void Mark();
  void SetBudget(size_t live);

  HeapClient& client_;
  const LayoutTrace* layouts_;
  HeapOptions options_;
  BlockSpace blocks_;
  LargeSpace large_;
  std::atomic<size_t> allocated_{0};  // live at the last collection + handed out since
  std::atomic<size_t> live_{0};       // at the last collection
  std::atomic<size_t> budget_;        // collect when allocated_ passes this
  std::atomic<uint64_t> work_{0};
  std::atomic<uint64_t> stress_count_{0};
  std::atomic<bool> enabled_{true};
  mutable gil::RawMutex stats_mutex_;
  HeapStats stats_;
};

}  // namespace krait
