#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "gil/futex.h"

// This header is seen by every handler and stencil: no abseil here.

namespace krait::gil {

class ThreadGroup;
class ThreadState;

/// The words from `begin` up to, not including, `end`. Both are word-aligned.
struct StackRange {
  const uintptr_t* begin = nullptr;
  const uintptr_t* end = nullptr;

  bool Contains(const void* address) const {
    return address >= static_cast<const void*>(begin) && address < static_cast<const void*>(end);
  }
};

/// How a thread waits in a ParkingLot. One per thread, since a thread waits for one thing at a
/// time.
struct Waiter {
  enum State : uint32_t {
    kIdle,
    kWaiting,
    kWaitingInterruptibly,
    kUnparked,
    kInterrupted,
  };

  std::atomic<uint32_t> state{kIdle};
  // The rest belongs to the lock of the bucket the waiter is queued in.
  Waiter* previous = nullptr;
  Waiter* next = nullptr;
  const void* address = nullptr;
  int64_t parked_at = 0;
  bool queued = false;
  bool handed_over = false;
};

/// A thread of a VM, as the threading machinery sees it; the VM's Thread derives from it.
///
/// Life: ThreadGroup::Register, any number of Attach and Detach (ThreadingModel, or the scopes of
/// gil/blocking.h), ThreadGroup::Unregister while detached. Only an attached thread may touch the
/// VM's heap. Each belongs to one native thread at a time.
class ThreadState {
 public:
  /// Bits of poll_word. The VM may define more from kFirstVmBit on.
  enum PollBit : uint32_t {
    kStop = 1u << 0,      ///< the world is being stopped: park
    kSwitch = 1u << 1,    ///< another thread has waited its interval: yield the turn
    kSignal = 1u << 2,    ///< run the Python handlers of signals that arrived
    kAsync = 1u << 3,     ///< an exception was sent to this thread, or the host stops the VM
    kCollect = 1u << 4,   ///< a collection is due
    kFinalize = 1u << 5,  ///< finalizers and weak-reference callbacks wait to be run
    kFirstVmBit = 1u << 8,
  };
  /// What ThreadingModel::Poll deals with itself.
  static constexpr uint32_t kModelBits = kStop | kSwitch;
  /// What ends an interruptible wait.
  static constexpr uint32_t kInterruptBits = kSignal | kAsync;

  ThreadState(const ThreadState&) = delete;
  ThreadState& operator=(const ThreadState&) = delete;

  /// Zero while nothing wants this thread's attention. Handlers and compiled code read it relaxed
  /// at each safepoint and call ThreadingModel::Poll when it is not zero. It comes first in the
  /// object so that the load needs no displacement.
  std::atomic<uint32_t> poll_word{0};

  /// The model's trait kObjectLocks, copied here by ThreadGroup::Register.
  bool object_locks = false;

  /// Asks for attention; callable from any thread and from a signal handler.
  void RequestPoll(uint32_t bits) { poll_word.fetch_or(bits, std::memory_order_seq_cst); }

  /// Takes the bits away and returns which of them were set.
  uint32_t ClearPoll(uint32_t bits) {
    return poll_word.fetch_and(~bits, std::memory_order_acq_rel) & bits;
  }

  /// The group this thread is registered with, or null.
  ThreadGroup* group() const { return group_; }

  /// Whether the thread may touch the heap. Stable only on the thread itself, or in a stopped
  /// world.
  bool attached() const { return state_.load(std::memory_order_relaxed) == State::kAttached; }

  /// Whether native code running at `stack_pointer` has eaten into the reserve, so that recursion
  /// must end. Pass __builtin_frame_address(0). False until the bounds are known.
  bool StackLow(const void* stack_pointer) const {
    return reinterpret_cast<uintptr_t>(stack_pointer) < stack_limit_;
  }

  /// Bytes of native stack kept free for native code that does not check; at most a quarter of the
  /// stack is set aside, whatever is asked for. Takes effect at once.
  void set_stack_reserve(size_t bytes);

  /// Records the native stack of the calling thread; Attach does it when the native thread changed.
  /// Returns false if the caller does not run on that stack (a fiber), and must not attach then
  /// unless its stack was given to UseStack.
  bool RecordStack();

  /// The native thread that attached last, as pthread_self() names it; 0: none did.
  uintptr_t native_thread() const { return native_thread_; }

  /// For fibers: the stack this thread runs on, instead of the native thread's own. Detached only,
  /// with no frames left on the former stack. An empty range goes back to the native stack.
  void UseStack(StackRange stack);

  /// The whole native stack, empty until known.
  StackRange stack() const { return stack_; }

 protected:
  ThreadState() = default;
  ~ThreadState();

 private:
  friend class ByteLock;
  friend class CriticalSection;
  friend class ParkingLot;
  friend class SpillScope;
  friend class ThreadGroup;
  friend class ThreadingModel;
  friend StackRange ScanRange(const ThreadState& thread);
  friend void Interrupt(ThreadState& thread, uint32_t bits);

  /// kParked: detached, and held so by a stopped world until it goes on.
  enum class State : uint32_t { kDetached, kAttached, kParked };

  void SetStack(StackRange stack);

  std::atomic<State> state_{State::kDetached};
  uintptr_t stack_limit_ = 0;
  // The stack pointer of the innermost SpillScope; null when there is none.
  const uintptr_t* spilled_at_ = nullptr;
  // The bytes the open critical section has locked, for a forked child to release.
  std::atomic<uint8_t>* held_[2] = {nullptr, nullptr};
  // Debug builds count open critical sections in every model.
  int critical_sections_ = 0;

  StackRange stack_;
  size_t stack_reserve_ = 256 << 10;
  uintptr_t native_thread_ = 0;
  bool own_stack_ = false;

  ThreadGroup* group_ = nullptr;
  ThreadState* previous_ = nullptr;
  ThreadState* next_ = nullptr;

  Waiter waiter_;
};

}  // namespace krait::gil
