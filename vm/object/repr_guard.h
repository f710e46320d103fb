#pragma once

#include "vm/core/value.h"
#include "vm/heap/thread.h"

namespace krait {

/// Marks a container as being shown while its repr() is made, so that one which contains itself
/// says "[...]" instead of recursing for ever:
///   ReprGuard guard(t, self);
///   if (guard.recursive()) return Str::FromUtf8(t, "[...]");
/// Lives on the native stack; guards of a thread nest.
class ReprGuard {
 public:
  ReprGuard(Thread& t, Value object);
  ~ReprGuard();
  ReprGuard(const ReprGuard&) = delete;
  ReprGuard& operator=(const ReprGuard&) = delete;

  /// True when this thread is in the middle of showing the same object.
  bool recursive() const { return recursive_; }

 private:
  Thread& thread_;
  const Value object_;
  ReprGuard* const outer_;
  bool recursive_ = false;
};

}  // namespace krait
