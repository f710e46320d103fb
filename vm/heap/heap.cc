#include "vm/heap/heap.h"

#include <algorithm>

#include "gil/thread_list.h"
#include "vm/heap/thread.h"

namespace krait {

Heap::Heap(HeapClient& client, const LayoutTrace* layouts, const HeapOptions& options)
    : client_(client),
      layouts_(layouts),
      options_(options),
      budget_(std::min(options.minimum_budget, options.limit_bytes)) {}

Heap::~Heap() = default;

HeapStats Heap::stats() const {
  gil::RawMutexLock lock(stats_mutex_);
  HeapStats stats = stats_;
  stats.live_bytes = live_bytes();
  return stats;
}

bool Heap::CountStressAllocation(Thread& t) {
  const uint64_t count = stress_count_.fetch_add(1, std::memory_order_relaxed) + 1;
  if (count == options_.fail_at) return false;
  if (options_.collect_every != 0 && count % options_.collect_every == 0 && enabled()) {
    CollectOrAsk(t);
  }
  return true;
}

void Heap::CollectOrAsk(Thread& t) {
  if (t.local_heap().sparing_) {
    t.RequestPoll(kCollectionDue);
  } else {
    Collect(t);
  }
}

void Heap::CollectIfDue(Thread& t) {
  const bool is_due = stress() || allocated_bytes() > budget_.load(std::memory_order_relaxed);
  if (is_due && enabled()) Collect(t);
}

/// What allocations that spare collections may take beyond the heap limit.
constexpr size_t Reserve(size_t limit) {
  return std::clamp(limit / 64, size_t{64} << 10, size_t{1} << 20);
}

bool Heap::Charge(Thread& t, size_t bytes) {
  if (bytes > options_.limit_bytes) return false;
  work_.fetch_add(bytes, std::memory_order_relaxed);
  const size_t before = allocated_.fetch_add(bytes, std::memory_order_relaxed);
  const bool due = before + bytes > budget_.load(std::memory_order_relaxed) && enabled();
  // Over the limit, what a disabled collection or one that is not yet due would free may make room.
  const bool over = before + bytes > options_.limit_bytes;
  if (!due && !over) return true;
  if (t.local_heap().sparing_) {
    if (due) t.RequestPoll(kCollectionDue);
    if (!over || before + bytes <= options_.limit_bytes + Reserve(options_.limit_bytes))
      return true;
    allocated_.fetch_sub(bytes, std::memory_order_relaxed);
    return false;
  }
  Collect(t);
  if (allocated_.fetch_add(bytes, std::memory_order_relaxed) + bytes <= options_.limit_bytes) {
    return true;
  }
  allocated_.fetch_sub(bytes, std::memory_order_relaxed);
  return false;
}

bool Heap::ReserveNative(Thread& t, size_t bytes) { return Charge(t, bytes); }

void Heap::ReleaseNative(size_t bytes) {
  // A collection in between has already forgotten the reservation.
  size_t now = allocated_.load(std::memory_order_relaxed);
  while (!allocated_.compare_exchange_weak(now, now - std::min(now, bytes),
                                           std::memory_order_relaxed)) {
  }
}

void Heap::Collect(Thread& t, const uintptr_t* native_roots_begin) {
  {
    gil::StopTheWorld stop(*t.group(), t);
    const auto start = std::chrono::steady_clock::now();
    if (native_roots_begin != nullptr) stop.LeaveOutBelow(native_roots_begin);
    Mark();
    const size_t live = blocks_.FinishMarking() + large_.FinishMarking();
    allocated_.store(live, std::memory_order_relaxed);
    live_.store(live, std::memory_order_relaxed);
    SetBudget(live);
    work_.fetch_add(live, std::memory_order_relaxed);
    const auto pause = std::chrono::steady_clock::now() - start;
    gil::RawMutexLock lock(stats_mutex_);
    ++stats_.collections;
    stats_.pauses.push_back(pause);
  }
  client_.AfterCollection(t);
}

void Heap::Mark() {
  Marker marker(layouts_, blocks_, large_);
  marker.set_shapes(client_.shapes());
  client_.ReleaseLocalHeaps();
  blocks_.BeginMarking();
  large_.BeginMarking();
  client_.TraceRoots(marker);
  marker.Drain();
  while (client_.ProcessUnreachable(marker)) marker.Drain();
  client_.DropUnmarked(marker);
}

void Heap::SetBudget(size_t live) {
  const size_t room = std::max(options_.minimum_budget,
                               static_cast<size_t>(static_cast<double>(live) * options_.growth));
  budget_.store(std::min(live + room, options_.limit_bytes), std::memory_order_relaxed);
}

}  // namespace krait
