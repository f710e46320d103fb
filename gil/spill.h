#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "gil/thread_state.h"

namespace krait::gil {

#if defined(__x86_64__)
inline constexpr size_t kSpilledRegisters = 6;  // rbx rbp r12-r15
#elif defined(__aarch64__)
inline constexpr size_t kSpilledRegisters = 20;  // x19-x30 d8-d15
#else
#error "gil/spill.h: no register spill for this architecture; x86-64 and aarch64 are known"
#endif

/// Stores every callee-saved register as its caller left it and returns the caller's stack pointer.
/// Own assembly: glibc's setjmp mangles rbp, where preserve_none code keeps live values.
extern "C" const uintptr_t* krait_gil_spill_registers(uintptr_t* registers);

/// While it lives, ScanRange covers every value its function and the callers of its function hold,
/// whether in memory or in a register: what a collector needs to know of a thread that is stopped,
/// detached, or collecting. Scopes nest; each restores the range of the one around it.
///
/// Must be a local variable (or a member of an object whose constructor is always inlined): what it
/// promises ends with the frame it was made in, whose saved registers would then be overwritten.
/// Debug builds check that it is destroyed in the frame it was made in.
class SpillScope {
 public:
  [[gnu::always_inline]] explicit SpillScope(ThreadState& thread)
      : thread_(thread), outer_(thread.spilled_at_) {
    assert(thread.attached());
    thread.spilled_at_ = krait_gil_spill_registers(registers_.data());
#ifndef NDEBUG
    frame_ = __builtin_frame_address(0);
#endif
  }
  SpillScope(const SpillScope&) = delete;
  SpillScope& operator=(const SpillScope&) = delete;
  [[gnu::always_inline]] ~SpillScope() {
    assert(frame_ == __builtin_frame_address(0) && "a SpillScope must live in one frame");
    thread_.spilled_at_ = outer_;
    // The registers are read behind the compiler's back; their memory stays theirs until here.
    asm volatile("" ::"r"(registers_.data()) : "memory");
  }

  /// Leaves out what lies below `address`, which is in a frame around this one: there and in the
  /// callee-saved registers are no references.
  void LeaveOutBelow(const uintptr_t* address) { thread_.spilled_at_ = address; }

 private:
  ThreadState& thread_;
  const uintptr_t* const outer_;
  std::array<uintptr_t, kSpilledRegisters> registers_;
  [[maybe_unused]] const void* frame_ = nullptr;
};

/// Calls `fn()` with everything the callers hold visible in ScanRange(thread).
template <typename Fn>
decltype(auto) SpillAndCall(ThreadState& thread, Fn&& fn) {
  SpillScope spilled(thread);
  return std::forward<Fn>(fn)();
}

/// The part of the thread's native stack that can hold references: from the stack pointer of its
/// innermost SpillScope to the base of the stack. Empty if it has none: then no frame of it uses
/// the heap. Defined while the thread cannot run: for the thread itself, and in a stopped world.
///
/// A detached thread goes on using the stack below its blocking call's frame, so words may change
/// while they are read (those that matter do not): read them with sanitizers off.
inline StackRange ScanRange(const ThreadState& thread) {
  if (thread.spilled_at_ == nullptr) return {};
  return {thread.spilled_at_, thread.stack_.end};
}

}  // namespace krait::gil
