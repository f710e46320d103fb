#pragma once

#include <memory>
#include <vector>

#include "gil/raw_mutex.h"

namespace krait {

class Marker;
class NativeObject;
class Object;
class Thread;
class WeakRef;

/// Weak references and finalizers of one VM. All of it is malloc memory that the collector treats
/// as weak: entries are cleared or queued while the world is stopped.
class WeakrefTable {
 public:
  WeakrefTable();
  ~WeakrefTable();
  WeakrefTable(const WeakrefTable&) = delete;
  WeakrefTable& operator=(const WeakrefTable&) = delete;

  void AddReference(Object* referent, WeakRef* reference);
  /// The references to `referent` that are alive, oldest first.
  std::vector<WeakRef*> ReferencesTo(Object* referent);
  /// `object` gets its finalize slot run once when it becomes unreachable.
  void AddFinalizable(Object* object);
  /// How many objects wait for that.
  size_t finalizable_count() const;
  /// Whether `object`, of a class that has a finalizer, has had it run. Looks at all that wait.
  bool WasFinalized(const Object* object) const;
  /// `object`'s class gets its release called when the cell dies, or the VM.
  void AddReleasable(NativeObject* object);

  /// The collector, world stopped: clears references to unmarked cells, queues callbacks and
  /// finalizers and visits what they need; true when something was visited.
  bool ProcessUnreachable(Marker& marker);
  void DropUnmarked(Marker& marker);
  void TraceQueued(Marker& marker);
  bool has_queued() const { return !callbacks_.empty() || !finalizers_.empty(); }

  /// Runs queued callbacks and finalizers; their exceptions go to sys.unraisablehook.
  void RunQueued(Thread& t);

  /// The VM ends: releases native resources of all that still lives.
  void ReleaseAll();

 private:
  /// The references to each referent, oldest first. Behind a pointer: every source includes this
  /// header, and that of a hash map would make each a second slower to compile.
  struct References;

  mutable gil::RawMutex mutex_;
  const std::unique_ptr<References> references_;
  std::vector<Object*> finalizable_;
  std::vector<WeakRef*> callbacks_;
  std::vector<Object*> finalizers_;
  std::vector<NativeObject*> releasable_;
  bool unreachable_done_ = false;  // within one collection
};

}  // namespace krait
