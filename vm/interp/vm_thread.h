#pragma once

#include "vm/heap/thread.h"
#include "vm/object/lookup_cache.h"

namespace krait {

/// A Thread with all it needs to run Python, registered with its VM, detached, for as long as it
/// lives. Its destructor waits for a stopped world to go on.
class VmThread {
 public:
  explicit VmThread(Vm& vm);
  ~VmThread();
  VmThread(const VmThread&) = delete;
  VmThread& operator=(const VmThread&) = delete;

  Thread& thread() { return thread_; }

 private:
  Thread thread_;
  LookupCache cache_;
};

}  // namespace krait
