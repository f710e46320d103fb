#include "gil/thread_state.h"

#include <pthread.h>

#include <algorithm>
#include <cassert>

namespace krait::gil {
namespace {

/// The calling native thread's stack without its guard pages; empty if the system will not tell.
StackRange NativeStack() {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return {};
  void* lowest = nullptr;
  size_t size = 0;
  const bool known = pthread_attr_getstack(&attributes, &lowest, &size) == 0;
  pthread_attr_destroy(&attributes);
  if (!known) return {};
  const uintptr_t low = reinterpret_cast<uintptr_t>(lowest);
  constexpr uintptr_t kMask = ~(uintptr_t{sizeof(uintptr_t)} - 1);
  return {reinterpret_cast<const uintptr_t*>((low + ~kMask) & kMask),
          reinterpret_cast<const uintptr_t*>((low + size) & kMask)};
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
