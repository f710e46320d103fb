#include "vm/modules/system/threads.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "gil/blocking.h"
#include "vm/interp/run_control.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait {

void ThreadPart::ThreadStarts() { count_.fetch_add(1, std::memory_order_relaxed); }

void ThreadPart::ThreadEnds() {
  absl::MutexLock lock(&mutex_);
  count_.fetch_sub(1, std::memory_order_relaxed);
  ended_.SignalAll();
}

void ThreadPart::WaitForAll(Thread& t) {
  gil::DetachScope detached(t);
  absl::MutexLock lock(&mutex_);
  while (count() != 0) ended_.Wait(&mutex_);
}

void ThreadPart::AfterFork(Thread& t) {
  // Its former state may be that of a thread which is no more.
  new (&mutex_) absl::Mutex();
  new (&ended_) absl::CondVar();
  main_ = &t;
  count_.store(0, std::memory_order_relaxed);
  KeepContextOf(t);
}

void ThreadPart::KeepContextOf(Thread& t) {
  Dict* all = contexts.load();
  if (all == nullptr) return;
  const Result<Value> own = all->Get(t, ThreadKey(t));
  all->Clear(t);
  if (own.ok() && !(*own).IsUnbound()) (void)all->Set(t, ThreadKey(t), *own);
  t.pending = Value::Unbound();
}

void ThreadPart::SetSentinel(Thread& t, LockObject* lock) {
  absl::MutexLock guard(&mutex_);
  sentinels_[&t] = lock;
}

void ThreadPart::AddLocal(LocalObject* local) {
  absl::MutexLock lock(&mutex_);
  locals_.push_back(local);
}

void ThreadPart::Forget(Thread& t) {
  LockObject* sentinel = nullptr;
  std::vector<LocalObject*> locals;  // alive: a collection would need this thread to stop
  {
    absl::MutexLock lock(&mutex_);
    const auto found = sentinels_.find(&t);
    if (found != sentinels_.end()) {
      sentinel = found->second;
      sentinels_.erase(found);
    }
    locals = locals_;
  }
  for (LocalObject* local : locals) ForgetThread(t, local);
  if (Dict* all = contexts.load(); all != nullptr) {
    (void)all->Remove(t, ThreadKey(t));
    t.pending = Value::Unbound();
  }
  if (sentinel != nullptr) ReleaseIfLocked(t, sentinel);
}

void ThreadPart::TraceRoots(Marker& marker) {
  marker.Visit(lock_type);
  marker.Visit(rlock_type);
  marker.Visit(local_type);
  marker.Visit(hook_args_type);
  marker.Visit(contexts.load());
  absl::MutexLock lock(&mutex_);
  for (auto& [thread, sentinel] : sentinels_) {
    marker.Visit(reinterpret_cast<Object*>(sentinel));
  }
}

void ThreadPart::DropUnmarked(Marker& marker) {
  absl::MutexLock lock(&mutex_);
  std::erase_if(locals_, [&](LocalObject* local) {
    return !marker.IsMarked(reinterpret_cast<Object*>(local));
  });
}

void InstallThreads(Thread& t) { t.vm().AddPart(std::make_unique<ThreadPart>(t)); }

void ShutDownThreads(Thread& t) {
  const Result<Str*> name = Str::InternUtf8(t, "threading");
  const Result<Str*> shutdown = Str::InternUtf8(t, "_shutdown");
  if (name.ok() && shutdown.ok()) {
    const Value threading = t.vm().modules()->GetStr(t, *name);
    if (!threading.IsUnbound() && !threading.IsNone() &&
        !CallMethodWith(t, threading, *shutdown).ok()) {
      WriteUnraisable(t, "in", threading);
    }
  }
  t.pending = Value::Unbound();
}

}  // namespace krait
