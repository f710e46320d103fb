#pragma once

#include "vm/heap/thread.h"
#include "vm/object/operations.h"

namespace krait {

/// Counts a native function that can call itself through Python objects as one level of
/// sys.setrecursionlimit(), as CPython does, while it lives on the native stack:
///   const RecursionScope level(t);
///   TRY(level.Check(" in comparison"));
class RecursionScope {
 public:
  explicit RecursionScope(Thread& t) : thread_(t) { --t.recursion_remaining; }
  ~RecursionScope() { ++thread_.recursion_remaining; }
  RecursionScope(const RecursionScope&) = delete;
  RecursionScope& operator=(const RecursionScope&) = delete;

  /// RecursionError when this level is one too many, by the limit or by the native stack. `where`
  /// completes "maximum recursion depth exceeded".
  Result<None> Check(const char* where) const {
    if (thread_.recursion_remaining >= 0 && !thread_.StackLow(__builtin_frame_address(0)))
        [[likely]] {
      return None{};
    }
    return RaiseTooDeep(thread_, where);
  }

 private:
  Thread& thread_;
};

/// Then a deep recursion should go on in the interpreter's loop, which needs no native stack.
[[gnu::always_inline]] inline bool IsNativeStackHalfUsed(const Thread& t) {
  const gil::StackRange stack = t.stack();
  const uintptr_t* middle = stack.begin + (stack.end - stack.begin) / 2;
  return __builtin_frame_address(0) < static_cast<const void*>(middle);
}

}  // namespace krait
