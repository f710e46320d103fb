#include "gil/thread_state.h"

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>

#if defined(__linux__) && defined(__GLIBC__)
/// Where the stack of the process's first thread ended when the program began.
extern "C" void* __libc_stack_end;
#endif

namespace krait::gil {
namespace {

StackRange WholeWords(uintptr_t low, uintptr_t end) {
  constexpr uintptr_t kMask = ~(uintptr_t{sizeof(uintptr_t)} - 1);
  return {reinterpret_cast<const uintptr_t*>((low + ~kMask) & kMask),
          reinterpret_cast<const uintptr_t*>(end & kMask)};
}

/// What the process's first thread runs on, if that is so and its limit is a usual one: the C
/// library would read all of /proc/self/maps to answer that. Empty otherwise.
StackRange InitialStack() {
#if defined(__linux__) && defined(__GLIBC__)
  constexpr rlim_t kUsual = 64 << 20;  // the system keeps more than this free below the stack
  rlimit limit;
  if (gettid() != getpid() || getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur > kUsual) {
    return {};
  }
  const auto end = reinterpret_cast<uintptr_t>(__libc_stack_end);
  const StackRange stack = WholeWords(end - limit.rlim_cur, end);
  if (stack.Contains(__builtin_frame_address(0))) return stack;
#endif
  return {};
}

/// The calling native thread's stack without its guard pages; empty if the system will not tell.
StackRange NativeStack() {
  const StackRange initial = InitialStack();
  if (initial.begin != nullptr) return initial;
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return {};
  void* lowest = nullptr;
  size_t size = 0;
  const bool known = pthread_attr_getstack(&attributes, &lowest, &size) == 0;
  pthread_attr_destroy(&attributes);
  if (!known) return {};
  const auto low = reinterpret_cast<uintptr_t>(lowest);
  return WholeWords(low, low + size);
}

}  // namespace

ThreadState::~ThreadState() {
  assert(group_ == nullptr && "destroyed while registered");
  assert(!attached() && "destroyed while attached");
}

void ThreadState::set_stack_reserve(size_t bytes) {
  stack_reserve_ = bytes;
  SetStack(stack_);
}

bool ThreadState::RecordStack() {
  const void* here = __builtin_frame_address(0);
  if (own_stack_) return stack_.Contains(here);
  const uintptr_t native = static_cast<uintptr_t>(pthread_self());
  if (native != native_thread_ || stack_.begin == nullptr) {
    assert(spilled_at_ == nullptr && "changed native threads with frames left on the old stack");
    SetStack(NativeStack());
    native_thread_ = native;
  }
  return stack_.Contains(here);
}

void ThreadState::UseStack(StackRange stack) {
  assert(!attached() && spilled_at_ == nullptr);
  own_stack_ = stack.begin != nullptr;
  native_thread_ = 0;
  SetStack(stack);
}

void ThreadState::SetStack(StackRange stack) {
  stack_ = stack;
  const size_t size = static_cast<size_t>(stack.end - stack.begin) * sizeof(uintptr_t);
  stack_limit_ = reinterpret_cast<uintptr_t>(stack.begin) + std::min(stack_reserve_, size / 4);
}

}  // namespace krait::gil
