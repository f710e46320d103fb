#pragma once

#include <atomic>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "vm/core/result.h"
#include "vm/object/native_object.h"
#include "vm/object/vm.h"

namespace krait {

class Dict;
class LocalObject;
class LockObject;

/// The threads that Python code has started in a VM, and what else the _thread module keeps.
class ThreadPart : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kThread;

  explicit ThreadPart(Thread& main) : main_(&main) {}

  /// The thread that signal handlers run in: the VM's first.
  Thread& main() const { return *main_; }
  /// In the child of a fork, in which only `t` is left.
  void AfterFork(Thread& t);

  /// How many threads are running that start_new_thread made.
  int64_t count() const { return count_.load(std::memory_order_relaxed); }
  void ThreadStarts();
  void ThreadEnds();
  /// Waits, detached, until none is left.
  void WaitForAll(Thread& t);

  /// Bytes of native stack for new threads; 0: as the system likes.
  std::atomic<size_t> stack_size{0};

  /// The lock that is released when `t` ends.
  void SetSentinel(Thread& t, LockObject* lock);
  void AddLocal(LocalObject* local);
  /// Releases `t`'s sentinel and drops its thread-local data.
  void Forget(Thread& t);

  Type* lock_type = nullptr;
  Type* rlock_type = nullptr;
  Type* local_type = nullptr;
  Type* hook_args_type = nullptr;
  /// From a thread's key to the context of context variables that it runs in; null as long as
  /// nobody has asked for one.
  std::atomic<Dict*> contexts{nullptr};

  void TraceRoots(Marker& marker) override;
  void DropUnmarked(Marker& marker) override;

 private:
  /// Forgets the contexts of all threads but `t`: new ones may get their keys.
  void KeepContextOf(Thread& t);

  Thread* main_;
  std::atomic<int64_t> count_{0};
  absl::Mutex mutex_;
  absl::CondVar ended_;
  absl::flat_hash_map<Thread*, LockObject*> sentinels_;
  std::vector<LocalObject*> locals_;  // weak
};

/// What stands for `t` where Python values are looked up by thread.
inline Value ThreadKey(const Thread& t) {
  return Value::FromInt(static_cast<int64_t>(reinterpret_cast<uintptr_t>(&t) >> 4));
}

/// Adds the part; once per VM, by its first thread.
void InstallThreads(Thread& t);

/// What threading._shutdown does: waits for threads that are no daemons.
void ShutDownThreads(Thread& t);

/// Makes the types of locks and of thread-local data.
Result<None> MakeLockTypes(Thread& t);
Result<None> MakeLocalType(Thread& t);
Result<LockObject*> NewLock(Thread& t);
void ReleaseIfLocked(Thread& t, LockObject* lock);
void ForgetThread(Thread& t, LocalObject* local);

/// acquire()'s arguments: how long to wait in nanoseconds, negative for ever.
Result<int64_t> LockTimeout(Thread& t, const char* function, Args args);

}  // namespace krait
