#pragma once

#include <atomic>
#include <cassert>
#include <cstdint>
#include <utility>

#include "gil/byte_lock.h"
#include "gil/thread_state.h"

// Part of what stencils include: no abseil here.

namespace krait::gil {

/// Holds the lock in the header of one object, or of two, for a scope. Where the threading model
/// has no object locks it costs one test of a bool.
///
/// The rules that make it free of deadlock, checked in debug builds under every model:
/// - One critical section per thread at a time. For two objects use the form for two, which takes
///   the locks in address order (and one lock once).
/// - Inside, no Detach, no Poll, and so nothing that blocks or runs Python. Convert arguments, call
///   __eq__ and __hash__, and drop to native code that waits, before or after.
/// - Inside, allocation is fine: should it stop the world, those who wait for this lock are
/// detached
///   and count as stopped, and the collector takes no object locks. So the object must be traceable
///   at each allocation.
/// A thread waiting for an object lock is detached while it sleeps and never delays a stop.
class CriticalSection {
 public:
  CriticalSection(ThreadState& thread, std::atomic<uint8_t>& byte) : thread_(thread) {
    Open();
    if (thread.object_locks) {
      Lock(0, byte);
      locks_ = 1;
    }
    Count(1);
  }

  CriticalSection(ThreadState& thread, std::atomic<uint8_t>& a, std::atomic<uint8_t>& b)
      : thread_(thread) {
    Open();
    if (thread.object_locks) {
      const bool in_order = reinterpret_cast<uintptr_t>(&a) < reinterpret_cast<uintptr_t>(&b);
      Lock(0, in_order ? a : b);
      locks_ = 1;
      if (&a != &b) {
        Lock(1, in_order ? b : a);
        locks_ = 2;
      }
    }
    Count(1);
  }

  CriticalSection(const CriticalSection&) = delete;
  CriticalSection& operator=(const CriticalSection&) = delete;

  ~CriticalSection() {
    Count(-1);
    while (locks_ > 0) Unlock(--locks_);
  }

 private:
  void Open() { assert(thread_.attached() && thread_.critical_sections_ == 0 && "nested"); }

  void Lock(int index, std::atomic<uint8_t>& byte) {
    ByteLock::LockAttached(thread_, byte);
    thread_.held_[index] = &byte;
  }

  void Unlock(int index) {
    std::atomic<uint8_t>& byte = *std::exchange(thread_.held_[index], nullptr);
    [[maybe_unused]] const bool was_locked =
        ByteLock::Unlock(thread_, byte, ByteLock::Fairness::kNone);
    assert(was_locked);
  }

  void Count([[maybe_unused]] int by) {
#ifndef NDEBUG
    thread_.critical_sections_ += by;
#endif
  }

  ThreadState& thread_;
  int locks_ = 0;
};

}  // namespace krait::gil
